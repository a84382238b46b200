-- The times of the forms stand in a part of their own: the usage pages read no more than they show. A process whose counts are laid out
-- in the way before counts them anew.
alter table assessment_count add column seconds bytea not null default '';
