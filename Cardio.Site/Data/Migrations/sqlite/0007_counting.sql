alter table assessment add column is_demo integer not null default 0 check (is_demo in (0, 1));
