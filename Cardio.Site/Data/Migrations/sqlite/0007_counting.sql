-- Demo data, to distinguish it from patients and to delete it.
alter table assessment add column is_demo integer not null default 0 check (is_demo in (0, 1));

-- Assessments whose counts are pending. Triggers fill it, so that no write can miss it; the process that counts empties it in the
-- same transaction.
create table count_due (
    sequence      integer primary key autoincrement not null,
    assessment_id text not null,
    doctor_id     text not null,
    created_at    text not null,
    is_new        integer not null check (is_new in (0, 1))
);

create index count_due_doctor on count_due (doctor_id, created_at);

create trigger assessment_is_counted after insert on assessment
begin
    insert into count_due (assessment_id, doctor_id, created_at, is_new) values (new.id, new.doctor_id, new.created_at, 1);
end;

create trigger assessment_change_is_counted after update on assessment
begin
    insert into count_due (assessment_id, doctor_id, created_at, is_new)
    values (old.id, old.doctor_id, old.created_at, 0), (new.id, new.doctor_id, new.created_at, 0);
end;

create trigger assessment_end_is_counted after delete on assessment
begin
    insert into count_due (assessment_id, doctor_id, created_at, is_new) values (old.id, old.doctor_id, old.created_at, 0);
end;

create trigger outcome_is_counted after insert on assessment_outcome
begin
    insert into count_due (assessment_id, doctor_id, created_at, is_new)
    select id, doctor_id, created_at, 0 from assessment where id = new.assessment_id;
end;

create trigger outcome_change_is_counted after update on assessment_outcome
begin
    insert into count_due (assessment_id, doctor_id, created_at, is_new)
    select id, doctor_id, created_at, 0 from assessment where id in (old.assessment_id, new.assessment_id);
end;

create trigger outcome_end_is_counted after delete on assessment_outcome
begin
    insert into count_due (assessment_id, doctor_id, created_at, is_new)
    select id, doctor_id, created_at, 0 from assessment where id = old.assessment_id;
end;

-- Counts of a day or a month by doctor, or for all, and model: see Decisions/Dashboard/0024-counting.md.
create table assessment_count (
    span          text not null check (span in ('day', 'month')),
    start_day     text not null check (length(start_day) = 10),
    doctor_id     text not null,
    model_version text not null,
    usage         blob not null,
    answers       blob not null,
    inputs        blob not null,
    primary key (span, start_day, doctor_id, model_version)
) without rowid;

-- Layout and time zone of the counts; another layout requires a recount.
create table count_state (
    id     integer primary key not null check (id = 1),
    layout text not null
);

-- Rejected inputs by the clinic's day.
create table refused_input (
    day        text not null check (length(day) = 10),
    account_id text not null references account (id),
    source     text not null check (source in ('form', 'api', 'batch')),
    refused    integer not null,
    primary key (day, account_id, source)
) without rowid;

-- Saved views of the dashboard.
create table saved_view (
    id         text primary key not null,
    account_id text not null references account (id),
    name       text not null check (length(name) <= 60),
    address    text not null check (length(address) <= 500),
    created_at text not null
);

create index saved_view_account on saved_view (account_id, name);
