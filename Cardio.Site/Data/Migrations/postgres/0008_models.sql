-- Which model has which role; the newest row of a role holds, the older ones are its history. No row: the model that is built in
-- answers, and nothing scores beside it. An empty hash takes the challenger away.
create table model_choice (
    sequence        bigint primary key not null,
    role            text not null check (role in ('live', 'challenger')),
    sha256          text not null check (length(sha256) = 64 or (sha256 = '' and role = 'challenger')),
    version         text not null,
    previous_sha256 text not null,
    reason          text not null check (length(reason) <= 500),
    account_id      uuid not null references account (id),
    created_at      timestamptz not null
);

create index model_choice_role on model_choice (role, sequence);

-- What another model says of an assessment, seen by no doctor; it goes with the assessment.
create table shadow_score (
    assessment_id uuid not null references assessment (id) on delete cascade,
    model_sha256  text not null check (length(model_sha256) = 64),
    probability   double precision not null check (probability between 0 and 1),
    primary key (assessment_id, model_sha256)
);
