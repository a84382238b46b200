alter table assessment add column is_demo boolean not null default false;
