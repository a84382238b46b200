-- Fictitious doctors, who cannot sign in.
alter table account add column is_demo boolean not null default false;

-- Finds demo assessments without reading the real ones.
create index assessment_demo on assessment (id) where is_demo = true;
