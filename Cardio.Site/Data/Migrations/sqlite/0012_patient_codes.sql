-- Version of the key of a patient code: 0 is the code in lower case, from earlier releases.
alter table assessment add column patient_code_key_form integer not null default 0;
alter table batch_row add column patient_code_key_form integer not null default 0;

-- Keys that may be outdated: a key of single-spaced ASCII is equal in both versions. The site updates them.
create index assessment_old_key on assessment (patient_code_key)
where patient_code_key_form = 0 and (patient_code_key glob '*[^ -~]*' or patient_code_key glob '*  *');
create index batch_row_old_key on batch_row (patient_code_key)
where patient_code_key_form = 0 and (patient_code_key glob '*[^ -~]*' or patient_code_key glob '*  *');

-- Updating a key changes no count.
drop trigger assessment_change_is_counted;
create trigger assessment_change_is_counted after update on assessment
when old.patient_code_key_form = new.patient_code_key_form
begin
    insert into count_due (assessment_id, doctor_id, created_at, is_new)
    values (old.id, old.doctor_id, old.created_at, 0), (new.id, new.doctor_id, new.created_at, 0);
end;
