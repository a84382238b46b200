-- In which way the key of a patient code was made: 0 is the code in lower case, of the versions before.
alter table assessment add column patient_code_key_form integer not null default 0;
alter table batch_row add column patient_code_key_form integer not null default 0;

-- PostgreSQL's statistics hold values of rows, and keep them when the rows are deleted. Columns that tell of patients have none: what is
-- listed here is all that plans need. Giving a column the type that it has drops what the statistics already hold.
do $$
declare
    plain constant text[] := array[
        'id', 'doctor_id', 'assessment_id', 'batch_id', 'request_key', 'created_at', 'source', 'is_demo', 'patient_code_key_form',
        'decision_threshold', 'training_prevalence', 'clinic_prevalence', 'model_version', 'model_sha256', 'state', 'is_stored',
        'row_count', 'error_count', 'rows_done', 'last_row', 'started_at', 'finished_at', 'lease_owner', 'lease_until', 'row_number',
        'span', 'start_day'];
    patients constant text[] := array[
        'assessment', 'assessment_review', 'assessment_outcome', 'shadow_score', 'batch', 'batch_row', 'assessment_count'];
    target record;
begin
    for target in
        select attrelid::regclass as name,
               string_agg(format('alter column %I type %s', attname, format_type(atttypid, atttypmod)), ', ') as clearing,
               string_agg(format('alter column %I set statistics 0', attname), ', ') as stopping
        from pg_attribute
        where attrelid in (select patient::regclass from unnest(patients) patient)
          and attnum > 0 and not attisdropped and attname <> all (plain)
        group by attrelid
    loop
        execute format('alter table %s %s', target.name, target.clearing);
        execute format('alter table %s %s', target.name, target.stopping);
    end loop;
end
$$;

-- The keys that may differ today: a key of single-spaced ASCII is the same in both ways. The site brings them up to date.
create index assessment_old_key on assessment (patient_code_key)
where patient_code_key_form = 0 and patient_code_key ~ '[^ -~]|  ';
create index batch_row_old_key on batch_row (patient_code_key)
where patient_code_key_form = 0 and patient_code_key ~ '[^ -~]|  ';

-- A key that is brought up to date changes no count.
drop trigger assessment_is_counted on assessment;
create trigger assessment_is_counted after insert or delete on assessment
    for each row execute function assessment_is_counted();
create trigger assessment_change_is_counted after update on assessment
    for each row when (old.patient_code_key_form = new.patient_code_key_form) execute function assessment_is_counted();
