-- Accounts: lockout, second factor, passkeys, sessions, invitations and API keys.
alter table account add column disabled_at text;
alter table account add column two_factor_enabled integer not null default 0 check (two_factor_enabled in (0, 1));
alter table account add column authenticator_secret text;
alter table account add column authenticator_step integer;

create table account_recovery_code (
    account_id text not null references account (id),
    code_hash  text not null check (length(code_hash) = 64),
    primary key (account_id, code_hash)
);

create table account_passkey (
    credential_id text primary key not null,
    account_id    text not null references account (id),
    name          text not null check (length(name) <= 60),
    created_at    text not null,
    sign_count    integer not null,
    data          text not null
);

create index account_passkey_account on account_passkey (account_id);

create table account_session (
    id         text primary key not null,
    key_hash   text not null unique check (length(key_hash) = 64),
    account_id text not null references account (id),
    created_at text not null,
    seen_at    text not null,
    device     text not null check (length(device) <= 80),
    ticket     text not null
);

create index account_session_account on account_session (account_id);

create table account_invitation (
    token_hash text primary key not null check (length(token_hash) = 64),
    account_id text not null references account (id),
    created_at text not null,
    expires_at text not null,
    used_at    text
);

create table api_key (
    id            text primary key not null,
    account_id    text not null references account (id),
    name          text not null check (length(name) <= 60),
    scope         text not null,
    secret_sha256 text not null check (length(secret_sha256) = 64),
    created_at    text not null,
    expires_at    text not null,
    revoked_at    text
);

create index api_key_account on api_key (account_id);

-- Settings that administrators changed. The newest row of a name is in effect; older rows are its history.
create table setting (
    id         text primary key not null,
    name       text not null,
    value      text,
    account_id text references account (id),
    created_at text not null
);

create index setting_name on setting (name, id);

create table data_protection_key (
    friendly_name text primary key not null,
    created_at    text not null,
    xml           text not null
);

-- The audit trail. Rows are only added; the code of each row covers the previous row.
create table audit_event (
    sequence integer primary key not null,
    at       text not null,
    actor    text not null,
    action   text not null,
    subject  text not null,
    detail   text not null,
    result   text not null,
    mac      text not null check (length(mac) = 64)
);

create index audit_event_at on audit_event (at);

-- The last row of the trail, sealed, so that a truncated trail is detected.
create table audit_head (
    id       integer primary key not null check (id = 1),
    sequence integer not null,
    mac      text not null,
    seal     text not null
);

create trigger audit_event_is_final before update on audit_event
begin
    select raise(abort, 'The audit trail is only ever added to.');
end;

create trigger audit_event_is_never_emptied before delete on audit_event
begin
    select raise(abort, 'The audit trail is only ever added to.');
end;
