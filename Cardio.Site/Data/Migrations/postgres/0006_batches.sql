-- An uploaded file from upload to result. Its rows are in their own table, so that any process can work on them.
create table batch (
    id          uuid primary key not null,
    doctor_id   uuid not null references account (id),
    source      text not null check (source in ('form', 'api')),
    file_name   text not null check (length(file_name) <= 200),
    columns     text not null,
    created_at  timestamptz not null,
    state       text not null check (state in ('uploading', 'uploaded', 'queued', 'running', 'done', 'cancelled', 'failed')),
    is_stored   boolean not null,
    row_count   integer not null default 0,
    error_count integer not null default 0,
    rows_done   integer not null default 0,
    last_row    integer not null default 0,
    started_at  timestamptz,
    finished_at timestamptz,
    lease_owner uuid,
    lease_until timestamptz
);

create index batch_doctor on batch (doctor_id, id);
create index batch_state on batch (state, id);

-- The cells of the file, its errors, and the results of the model.
create table batch_row (
    batch_id         uuid not null references batch (id),
    row_number       integer not null,
    cells            text not null,
    patient_code_key text,
    error            text,
    probability      double precision check (probability between 0 and 1),
    probability_low  double precision,
    probability_high double precision,
    at_or_above      boolean,
    flags            text,
    assessment_id    uuid,
    primary key (batch_id, row_number)
);

create index batch_row_patient on batch_row (patient_code_key) where patient_code_key is not null;
