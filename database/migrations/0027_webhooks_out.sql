-- Webhooks are told what happens, each what it chose, once its address has shown that it wants to hear it.

select set_config('app.scope', 'installation', true);

alter table webhooks
  add column events text[] not null default '{participation.totals}',
  -- Whether events about one recipient carry their address; it is looked up when they are told, and kept nowhere for it.
  add column with_addresses boolean not null default false,
  add column added_by uuid references users on delete set null,
  -- When its address gave back what it was asked. Nothing but that question is told before.
  add column proven_at timestamptz,
  -- The secret before the present one: both sign until this moment.
  add column old_secret_sealed bytea,
  add column old_secret_until timestamptz,
  -- Who tells it at the moment, and until when without a word; once it is let go, when that was, by which webhooks take turns.
  add column held_by uuid,
  add column held_until timestamptz,
  add column ended_because text check (ended_because in ('gone', 'failing'));

-- Who took what was told before has shown that they want it.
update webhooks set proven_at = created_at where ended_at is null and last_status between 200 and 299;

-- So many have happened: by it those about one thing are told in their order.
create sequence webhook_event_numbers;
grant usage on sequence webhook_event_numbers to antiphon_app;

-- What happened, once for each webhook that wants to hear of it, written in the transaction in which it happened.
create table webhook_events (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null,
  -- Not a foreign key: whoever removes a webhook would wait for everybody who sends, and the other way round. Left-overs are deleted each minute.
  webhook_id uuid not null,
  number bigint not null default nextval('webhook_event_numbers'),
  type text not null,
  campaign_kind text check (campaign_kind in ('advocacy', 'outreach')),
  campaign_id uuid,
  enrolment_id uuid,
  step smallint,
  -- Closed words and numbers.
  details jsonb not null default '{}',
  happened_at timestamptz not null,
  -- What it is about: of one thing the later is not told before the earlier.
  about uuid not null generated always as (coalesce(enrolment_id, campaign_id, id)) stored,
  state text not null default 'waiting' check (state in ('waiting', 'told', 'given_up')),
  -- Since when somebody tries to tell it: since it happened, or since it was asked for again.
  waits_since timestamptz not null,
  tries integer not null default 0,
  next_try_at timestamptz,
  tried_at timestamptz,
  status integer,
  milliseconds integer,
  primary key (workspace_id, id),
  foreign key (workspace_id, campaign_id, enrolment_id) references enrolments on delete cascade
);
create index webhook_events_waiting on webhook_events (workspace_id, webhook_id, tries, number) where state = 'waiting';
create index webhook_events_before on webhook_events (workspace_id, webhook_id, about, number) where state = 'waiting';
create index on webhook_events (workspace_id, webhook_id, number);
create index webhook_events_given_up on webhook_events (workspace_id, webhook_id, number) where state = 'given_up';
create index on webhook_events (workspace_id, campaign_id, enrolment_id) where enrolment_id is not null;
create index on webhook_events (happened_at);
call guard_workspace_rows('webhook_events');
