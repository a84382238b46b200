-- The visits of a patient code, newest first. Without the identifier, SQLite did not choose the index and read the doctor's whole
-- history. Excludes assessments without a code.
create index assessment_visit on assessment (patient_code_key, doctor_id, id) where patient_code_key is not null;
drop index assessment_patient;
