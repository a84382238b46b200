-- Fictitious doctors, who cannot sign in.
alter table account add column is_demo integer not null default 0 check (is_demo in (0, 1));

-- Finds demo assessments without reading the real ones.
create index assessment_demo on assessment (id) where is_demo = true;
