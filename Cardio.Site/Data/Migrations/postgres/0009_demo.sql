-- Doctors who are made up; nobody signs in as one of them.
alter table account add column is_demo boolean not null default false;

-- Made-up assessments are found without a look at the real ones.
create index assessment_demo on assessment (id) where is_demo = true;
