-- The roles of models. The newest row of a role is in effect; older rows are its history. Without a row, the built-in model is
-- live and there is no challenger. An empty hash removes the challenger.
create table model_choice (
    sequence        integer primary key not null,
    role            text not null check (role in ('live', 'challenger')),
    sha256          text not null check (length(sha256) = 64 or (sha256 = '' and role = 'challenger')),
    version         text not null,
    previous_sha256 text not null,
    reason          text not null check (length(reason) <= 500),
    account_id      text not null references account (id),
    created_at      text not null
);

create index model_choice_role on model_choice (role, sequence);

-- Results of a challenger, which no doctor sees; deleted with the assessment.
create table shadow_score (
    assessment_id text not null references assessment (id) on delete cascade,
    model_sha256  text not null check (length(model_sha256) = 64),
    probability   real not null check (probability between 0 and 1),
    primary key (assessment_id, model_sha256)
) without rowid;
