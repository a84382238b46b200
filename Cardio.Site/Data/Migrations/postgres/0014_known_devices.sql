-- Browsers in which an account has signed in. The cookie contains a random token; this is its SHA-256. A row is valid while the
-- account has the same stamp, so a new password or factor invalidates it.
create table account_device (
    token_hash     text not null check (length(token_hash) = 64),
    account_id     uuid not null references account (id) on delete cascade,
    security_stamp text not null,
    failed_count   integer not null default 0,
    seen_at        timestamptz not null,
    primary key (token_hash, account_id)
);

create index account_device_account on account_device (account_id);
