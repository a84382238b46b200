-- The visits of one patient code, newest first: without the identifier in it, SQLite did not choose the index, and read a doctor's whole
-- history for the last ten. What has no code is not in it.
create index assessment_visit on assessment (patient_code_key, doctor_id, id) where patient_code_key is not null;
drop index assessment_patient;
