create table account (
    id                  text primary key not null,
    email               text not null,
    normalized_email    text not null unique,
    display_name        text not null,
    password_hash       text,
    security_stamp      text not null,
    concurrency_stamp   text not null,
    access_failed_count integer not null default 0,
    lockout_end         text,
    created_at          text not null
);

create table account_role (
    account_id text not null references account (id),
    role       text not null check (role in ('doctor', 'manager', 'admin')),
    primary key (account_id, role)
);

create table assessment (
    id                  text primary key not null,
    doctor_id           text not null references account (id),
    request_key         text not null,
    created_at          text not null,
    patient_code        text check (length(patient_code) <= 40),
    age_years           integer not null check (age_years between 18 and 110),
    sex                 text not null check (sex in ('female', 'male')),
    height_cm           real not null check (height_cm between 120 and 220),
    weight_kg           real not null check (weight_kg between 30 and 250),
    systolic_mmhg       integer not null check (systolic_mmhg between 70 and 250),
    diastolic_mmhg      integer not null check (diastolic_mmhg between 40 and 150 and diastolic_mmhg < systolic_mmhg),
    cholesterol         text not null check (cholesterol in ('notMeasured', 'normal', 'aboveNormal', 'wellAboveNormal')),
    glucose             text not null check (glucose in ('notMeasured', 'normal', 'aboveNormal', 'wellAboveNormal')),
    smoker              integer not null check (smoker in (0, 1)),
    drinks_alcohol      integer not null check (drinks_alcohol in (0, 1)),
    physically_active   integer not null check (physically_active in (0, 1)),
    probability         real not null check (probability between 0 and 1),
    explanation         text not null,
    decision_threshold  real not null check (decision_threshold between 0 and 1),
    training_prevalence real not null check (training_prevalence between 0 and 1),
    clinic_prevalence   real check (clinic_prevalence between 0 and 1),
    model_version       text not null,
    model_sha256        text not null,
    unique (doctor_id, request_key)
);

-- A doctor's history, newest first: identifiers are in the order of time.
create index assessment_doctor on assessment (doctor_id, id);
create index assessment_created on assessment (created_at);
