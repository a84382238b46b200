-- Version of the key of a patient code: 0 is the code in lower case, from earlier releases.
alter table assessment add column patient_code_key_form integer not null default 0;
alter table batch_row add column patient_code_key_form integer not null default 0;

-- PostgreSQL's statistics contain values of rows and keep them after the rows are deleted, so columns with patient data have
-- none. Plans need only the columns listed here. Setting a column to its own type drops the existing statistics.
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

-- Keys that may be outdated: a key of single-spaced ASCII is equal in both versions. The site updates them.
create index assessment_old_key on assessment (patient_code_key)
where patient_code_key_form = 0 and patient_code_key ~ '[^ -~]|  ';
create index batch_row_old_key on batch_row (patient_code_key)
where patient_code_key_form = 0 and patient_code_key ~ '[^ -~]|  ';

-- Updating a key changes no count.
drop trigger assessment_is_counted on assessment;
create trigger assessment_is_counted after insert or delete on assessment
    for each row execute function assessment_is_counted();
create trigger assessment_change_is_counted after update on assessment
    for each row when (old.patient_code_key_form = new.patient_code_key_form) execute function assessment_is_counted();
