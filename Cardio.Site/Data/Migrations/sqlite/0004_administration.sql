-- The one-time link that creates the first administrator. One row, so that only the newest link is valid.
create table set_up_link (
    id         integer primary key not null check (id = 1),
    token_hash text not null check (length(token_hash) = 64),
    expires_at text not null
);

create index account_invitation_account on account_invitation (account_id);

-- Indexes of the trail by actor, action and subject, each in the order of the trail.
create index audit_event_actor on audit_event (actor, sequence);
create index audit_event_action on audit_event (action, sequence);
create index audit_event_subject on audit_event (subject, sequence);

-- The previous value, so that the history does not depend on the configuration of its time; empty if there was none.
alter table setting add column previous text not null default '';
