-- The retention in force, so that a shorter one is detected from any source, and a pending change. The previous release ignores
-- this table, so a pending change deletes nothing. Without an account, the configuration requested it.
create table retention (
    id                 integer primary key not null check (id = 1),
    days               integer,
    pending_id         text,
    pending_days       integer,
    pending_account_id text references account (id),
    pending_reason     text check (length(pending_reason) <= 500),
    pending_old        integer,
    pending_all        integer,
    pending_since      text,
    pending_until      text
);
