-- Accounts: lockout, second factor, passkeys, sessions, invitations and API keys.
alter table account add column disabled_at timestamptz;
alter table account add column two_factor_enabled boolean not null default false;
alter table account add column authenticator_secret text;
alter table account add column authenticator_step bigint;

create table account_recovery_code (
    account_id uuid not null references account (id),
    code_hash  text not null check (length(code_hash) = 64),
    primary key (account_id, code_hash)
);

create table account_passkey (
    credential_id text primary key not null,
    account_id    uuid not null references account (id),
    name          text not null check (length(name) <= 60),
    created_at    timestamptz not null,
    sign_count    bigint not null,
    data          text not null
);

create index account_passkey_account on account_passkey (account_id);

create table account_session (
    id         uuid primary key not null,
    key_hash   text not null unique check (length(key_hash) = 64),
    account_id uuid not null references account (id),
    created_at timestamptz not null,
    seen_at    timestamptz not null,
    device     text not null check (length(device) <= 80),
    ticket     text not null
);

create index account_session_account on account_session (account_id);

create table account_invitation (
    token_hash text primary key not null check (length(token_hash) = 64),
    account_id uuid not null references account (id),
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at    timestamptz
);

create table api_key (
    id            text primary key not null,
    account_id    uuid not null references account (id),
    name          text not null check (length(name) <= 60),
    scope         text not null,
    secret_sha256 text not null check (length(secret_sha256) = 64),
    created_at    timestamptz not null,
    expires_at    timestamptz not null,
    revoked_at    timestamptz
);

create index api_key_account on api_key (account_id);

-- Settings that administrators changed. The newest row of a name is in effect; older rows are its history.
create table setting (
    id         uuid primary key not null,
    name       text not null,
    value      text,
    account_id uuid references account (id),
    created_at timestamptz not null
);

create index setting_name on setting (name, id);

create table data_protection_key (
    friendly_name text primary key not null,
    created_at    timestamptz not null,
    xml           text not null
);

-- The audit trail. Rows are only added; the code of each row covers the previous row.
create table audit_event (
    sequence bigint primary key not null,
    at       timestamptz not null,
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
    sequence bigint not null,
    mac      text not null,
    seal     text not null
);

create function audit_event_is_final() returns trigger language plpgsql as $$
begin
    raise exception 'The audit trail is only ever added to.';
end
$$;

create trigger audit_event_is_final before update or delete on audit_event
    for each row execute function audit_event_is_final();
create trigger audit_event_is_never_emptied before truncate on audit_event
    for each statement execute function audit_event_is_final();
