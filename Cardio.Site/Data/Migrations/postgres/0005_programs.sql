-- The channel of an assessment and, for a file, its batch.
alter table assessment add column source text not null default 'form' check (source in ('form', 'api', 'batch'));
alter table assessment add column batch_id uuid;

-- API requests with an idempotency key, so that a repeated request gets the same answer. The body is stored as a keyed hash.
create table idempotent_request (
    account_id  uuid not null references account (id),
    key_hash    text not null check (length(key_hash) = 64),
    body_hash   text not null check (length(body_hash) = 64),
    resource_id uuid not null,
    created_at  timestamptz not null,
    primary key (account_id, key_hash)
);

create index idempotent_request_created on idempotent_request (created_at);
