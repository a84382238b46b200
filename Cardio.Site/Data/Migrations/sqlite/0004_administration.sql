-- The one-time link with which the first administrator is made; one row, so that only the newest link is good.
create table set_up_link (
    id         integer primary key not null check (id = 1),
    token_hash text not null check (length(token_hash) = 64),
    expires_at text not null
);

create index account_invitation_account on account_invitation (account_id);

-- The trail by whom, what and on what; within each in its own order.
create index audit_event_actor on audit_event (actor, sequence);
create index audit_event_action on audit_event (action, sequence);
create index audit_event_subject on audit_event (subject, sequence);

-- What held before, so that the history of a setting can be read without the configuration of its time; empty where nothing held.
alter table setting add column previous text not null default '';
