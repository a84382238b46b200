-- The seconds of the forms are in their own column, so that usage pages read only what they show. A process with the previous
-- layout recounts.
alter table assessment_count add column seconds bytea not null default '';

-- Stores the usage of a doctor, or of all, together: with a million assessments, the rows of all days fill more pages than SQLite
-- caches.
create index assessment_count_usage on assessment_count (doctor_id, span, start_day, model_version, usage);
