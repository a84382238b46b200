-- How an assessment's values came in, and with which file.
alter table assessment add column source text not null default 'form' check (source in ('form', 'api', 'batch'));
alter table assessment add column batch_id uuid;

-- What programs sent under a key of their own, so that the same request again gives the same answer. The body is kept as a keyed hash.
create table idempotent_request (
    account_id  uuid not null references account (id),
    key_hash    text not null check (length(key_hash) = 64),
    body_hash   text not null check (length(body_hash) = 64),
    resource_id uuid not null,
    created_at  timestamptz not null,
    primary key (account_id, key_hash)
);

create index idempotent_request_created on idempotent_request (created_at);
