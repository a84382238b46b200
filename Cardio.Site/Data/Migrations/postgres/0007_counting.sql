-- Demo data, to distinguish it from patients and to delete it.
alter table assessment add column is_demo boolean not null default false;

-- Assessments whose counts are pending. Triggers fill it, so that no write can miss it; the process that counts empties it in the
-- same transaction.
create table count_due (
    sequence      bigint generated always as identity primary key,
    assessment_id uuid not null,
    doctor_id     uuid not null,
    created_at    timestamptz not null,
    is_new        boolean not null
);

create index count_due_doctor on count_due (doctor_id, created_at);

create function assessment_is_counted() returns trigger language plpgsql as $$
begin
    if tg_op <> 'INSERT' then
        insert into count_due (assessment_id, doctor_id, created_at, is_new) values (old.id, old.doctor_id, old.created_at, false);
    end if;
    if tg_op <> 'DELETE' then
        insert into count_due (assessment_id, doctor_id, created_at, is_new)
        values (new.id, new.doctor_id, new.created_at, tg_op = 'INSERT');
    end if;
    return null;
end
$$;

create trigger assessment_is_counted after insert or update or delete on assessment
    for each row execute function assessment_is_counted();

create function outcome_is_counted() returns trigger language plpgsql as $$
begin
    if tg_op <> 'INSERT' then
        insert into count_due (assessment_id, doctor_id, created_at, is_new)
        select id, doctor_id, created_at, false from assessment where id = old.assessment_id;
    end if;
    if tg_op <> 'DELETE' then
        insert into count_due (assessment_id, doctor_id, created_at, is_new)
        select id, doctor_id, created_at, false from assessment where id = new.assessment_id;
    end if;
    return null;
end
$$;

create trigger outcome_is_counted after insert or update or delete on assessment_outcome
    for each row execute function outcome_is_counted();

-- Counts of a day or a month by doctor, or for all, and model: see Decisions/Dashboard/0024-counting.md.
create table assessment_count (
    span          text not null check (span in ('day', 'month')),
    start_day     text not null check (length(start_day) = 10),
    doctor_id     uuid not null,
    model_version text not null,
    usage         bytea not null,
    answers       bytea not null,
    inputs        bytea not null,
    primary key (span, start_day, doctor_id, model_version)
);

-- Layout and time zone of the counts; another layout requires a recount.
create table count_state (
    id     integer primary key not null check (id = 1),
    layout text not null
);

-- Rejected inputs by the clinic's day.
create table refused_input (
    day        text not null check (length(day) = 10),
    account_id uuid not null references account (id),
    source     text not null check (source in ('form', 'api', 'batch')),
    refused    integer not null,
    primary key (day, account_id, source)
);

-- Saved views of the dashboard.
create table saved_view (
    id         uuid primary key not null,
    account_id uuid not null references account (id),
    name       text not null check (length(name) <= 60),
    address    text not null check (length(address) <= 500),
    created_at timestamptz not null
);

create index saved_view_account on saved_view (account_id, name);
