-- Verifies before the first write that a process has the secret of this database.
create table secret_check (
    id   integer primary key not null check (id = 1),
    code text not null check (length(code) = 64)
);
