-- Doctors who are made up; nobody signs in as one of them.
alter table account add column is_demo integer not null default 0 check (is_demo in (0, 1));

-- Made-up assessments are found without a look at the real ones.
create index assessment_demo on assessment (id) where is_demo = true;
