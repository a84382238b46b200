-- Tells whether a process has the secret that this database was made with, before it writes anything.
create table secret_check (
    id   integer primary key not null check (id = 1),
    code text not null check (length(code) = 64)
);
