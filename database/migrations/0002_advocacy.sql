-- Campaigns of kind advocacy, the people they are for, and the ledger of deliveries.

create table campaigns (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null,
  kind text not null check (kind in ('advocacy')),
  state text not null check (state in ('draft', 'published', 'paused', 'closed')),
  name text not null check (length(name) between 1 and 120),
  slug text not null check (slug ~ '^[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?$'),
  introduction text not null default '',
  editing text not null default 'whole' check (editing in ('whole', 'own_line', 'locked')),
  goal integer check (goal between 1 and 100000000),
  text_version integer not null,
  created_by uuid references users on delete set null,
  created_at timestamptz not null,
  published_at timestamptz,
  closed_at timestamptz,
  primary key (workspace_id, id),
  unique (workspace_id, slug)
);
call guard_workspace_rows('campaigns');

-- Versions of what is said. Append-only: a supporter's confirmation is bound to one of them by hash.
create table campaign_texts (
  workspace_id uuid not null,
  campaign_id uuid not null,
  version integer not null,
  subject text not null,
  body text not null,
  created_at timestamptz not null,
  primary key (workspace_id, campaign_id, version),
  foreign key (workspace_id, campaign_id) references campaigns on delete cascade
);
call guard_workspace_rows('campaign_texts');
revoke update on campaign_texts from antiphon_app;

create table campaign_recipients (
  workspace_id uuid not null,
  id uuid not null,
  campaign_id uuid not null,
  name text not null check (length(name) between 1 and 200),
  email text not null,
  email_key text not null,
  salutation text not null default '',
  district text not null default '',
  created_at timestamptz not null,
  inactive_since timestamptz,
  primary key (workspace_id, id),
  unique (workspace_id, campaign_id, email_key),
  foreign key (workspace_id, campaign_id) references campaigns on delete cascade
);
create index on campaign_recipients (inactive_since);
call guard_workspace_rows('campaign_recipients');

-- Counters are added in the transaction that settles a delivery, never counted afterwards.
create table campaign_days (
  workspace_id uuid not null,
  campaign_id uuid not null,
  day date not null,
  participations integer not null default 0,
  accepted integer not null default 0,
  failed integer not null default 0,
  skipped integer not null default 0,
  uncertain integer not null default 0,
  primary key (workspace_id, campaign_id, day),
  foreign key (workspace_id, campaign_id) references campaigns on delete cascade
);
call guard_workspace_rows('campaign_days');

create table suppressions (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null,
  address_hash bytea not null,
  address_sealed bytea not null,
  reason text not null check (reason in ('asked', 'complaint', 'bounce', 'member')),
  added_by uuid references users on delete set null,
  added_at timestamptz not null,
  keep_until timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, address_hash)
);
create index on suppressions (address_hash);
create index on suppressions (keep_until);
call guard_workspace_rows('suppressions');
-- Those of the whole installation bind every workspace, so every workspace may see that they are there.
create policy installation_binds_all on suppressions for select
  using (workspace_id = '00000000-0000-0000-0000-000000000000');

-- One supporter's way through the four steps. Everything personal in it is sealed and gone after the send or 48 hours.
create table supporter_flows (
  workspace_id uuid not null,
  id uuid not null,
  campaign_id uuid not null,
  step text not null check (step in ('started', 'connected', 'sending', 'settled')),
  browser_hash bytea not null,
  state_hash bytea,
  nonce_sealed bytea,
  verifier_sealed bytea,
  draft_sealed bytea,
  name_sealed bytea,
  address_sealed bytea,
  access_token_sealed bytea,
  access_token_expires_at timestamptz,
  refresh_token_sealed bytea,
  text_version integer not null,
  created_at timestamptz not null,
  state_expires_at timestamptz,
  last_active_at timestamptz not null,
  settled_at timestamptz,
  counted_at timestamptz,
  revoked_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, campaign_id) references campaigns on delete cascade
);
create index on supporter_flows (last_active_at);
call guard_workspace_rows('supporter_flows');

-- A participation is a keyed hash: nobody can turn it back once its month's key is destroyed.
create table participations (
  workspace_id uuid not null,
  campaign_id uuid not null,
  address_hash bytea not null,
  took_part_at timestamptz not null,
  primary key (workspace_id, campaign_id, address_hash),
  foreign key (workspace_id, campaign_id) references campaigns on delete cascade
);
create index on participations (took_part_at);
call guard_workspace_rows('participations');

create table participation_keys (
  month date primary key,
  key_sealed bytea not null
);
grant select, insert, delete on participation_keys to antiphon_app;

create table deliveries (
  workspace_id uuid not null,
  id uuid not null,
  campaign_id uuid not null,
  flow_id uuid,
  recipient_id uuid,
  recipient_address text,
  state text not null check (state in ('planned', 'sending', 'accepted', 'failed', 'skipped', 'uncertain')),
  reason text,
  attempts integer not null default 0,
  fence uuid,
  lease_ends_at timestamptz,
  planned_at timestamptz not null,
  settled_at timestamptz,
  primary key (workspace_id, id),
  unique (workspace_id, flow_id, recipient_id),
  foreign key (workspace_id, campaign_id) references campaigns on delete cascade,
  foreign key (workspace_id, flow_id) references supporter_flows on delete set null (flow_id),
  foreign key (workspace_id, recipient_id) references campaign_recipients on delete set null (recipient_id)
);
create index on deliveries (workspace_id, campaign_id, state);
create index on deliveries (lease_ends_at) where state = 'sending';
create index on deliveries (planned_at);
call guard_workspace_rows('deliveries');

create table attempts (
  workspace_id uuid not null,
  delivery_id uuid not null,
  number integer not null,
  message_id text,
  provider_message_id text,
  outcome text check (outcome in ('accepted', 'retryable', 'failed', 'uncertain')),
  error_code text,
  error_details text,
  started_at timestamptz not null,
  ended_at timestamptz,
  primary key (workspace_id, delivery_id, number),
  foreign key (workspace_id, delivery_id) references deliveries on delete cascade
);
create index on attempts (started_at);
call guard_workspace_rows('attempts');
