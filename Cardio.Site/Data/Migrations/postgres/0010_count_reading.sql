-- The times of the forms stand in a part of their own: the usage pages read no more than they show. A process whose counts are laid out
-- in the way before counts them anew.
alter table assessment_count add column seconds bytea not null default '';

-- The usage of a doctor's days, or of those of all together, stands in one place: at a million assessments the rows of everybody's days
-- fill more pages than SQLite keeps in memory.
create index assessment_count_usage on assessment_count (doctor_id, span, start_day, model_version, usage);
