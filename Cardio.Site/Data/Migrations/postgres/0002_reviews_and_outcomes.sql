-- Decisions of doctors and outcomes of patients, which the dashboard measures.
alter table assessment add column patient_code_key text;
alter table assessment add column opened_at timestamptz;
alter table assessment add column doctor_estimate double precision check (doctor_estimate between 0 and 1);
alter table assessment add column age_band text;
alter table assessment add column age_band_auc double precision check (age_band_auc between 0 and 1);
alter table assessment add column overall_auc double precision check (overall_auc between 0 and 1);

-- The doctor's decision on an assessment. The newest row is in effect; older rows are its history.
create table assessment_review (
    id            uuid primary key not null,
    assessment_id uuid not null references assessment (id),
    doctor_id     uuid not null references account (id),
    created_at    timestamptz not null,
    decision      text not null check (decision in ('agree', 'disagree', 'notUsed')),
    reason        text check (length(reason) <= 500),
    patient_told  boolean not null
);

create index assessment_review_assessment on assessment_review (assessment_id, id);

-- The confirmed diagnosis. The newest row is in effect; older rows are its history.
create table assessment_outcome (
    id            uuid primary key not null,
    assessment_id uuid not null references assessment (id),
    doctor_id     uuid not null references account (id),
    created_at    timestamptz not null,
    diagnosis     text not null check (diagnosis in ('present', 'absent')),
    method        text not null check (length(method) <= 200),
    diagnosed_on  text not null check (length(diagnosed_on) = 10)
);

create index assessment_outcome_assessment on assessment_outcome (assessment_id, id);

-- The visits of a patient code.
create index assessment_patient on assessment (doctor_id, patient_code_key);
