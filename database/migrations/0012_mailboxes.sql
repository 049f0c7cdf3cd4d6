-- Mailboxes: e-mail accounts of people in a team, from which the team's campaigns are sent.

create table mailboxes (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null,
  provider text not null check (provider in ('gmail', 'outlook', 'smtp')),
  -- Whether replies and bounces are seen: reading is asked for apart.
  mode text not null check (mode in ('send', 'send_and_read')),
  -- Whoever leaves this copy takes their mailboxes along.
  connected_by uuid references users on delete cascade,
  address text not null,
  address_key text not null,
  name text not null check (length(name) between 1 and 120),
  signature text not null default '' check (length(signature) <= 20000),
  -- The provider's own number of the account: another one with the same address is not the same.
  account_subject text,
  access_token_sealed bytea,
  access_token_expires_at timestamptz,
  refresh_token_sealed bytea,
  username text,
  password_sealed bytea,
  smtp_host text,
  smtp_port integer check (smtp_port between 1 and 65535),
  smtp_security text check (smtp_security in ('tls', 'starttls')),
  imap_host text,
  imap_port integer check (imap_port between 1 and 65535),
  imap_security text check (imap_security in ('tls', 'starttls')),
  -- Pacing. A day is any 24 hours; a ramp grows from its first day's limit to the whole one.
  daily_limit integer not null check (daily_limit between 0 and 10000),
  ramp_from integer check (ramp_from between 1 and 10000),
  ramp_days integer check (ramp_days >= 1),
  ramp_began_at timestamptz,
  gap_seconds integer not null check (gap_seconds between 0 and 86400),
  gap_jitter_seconds integer not null default 0 check (gap_jitter_seconds between 0 and 86400),
  time_zone text not null,
  -- Bit 0 is Monday. A window that opens after it closes goes over midnight.
  working_days smallint not null default 31 check (working_days between 0 and 127),
  opens_minute smallint not null default 540 check (opens_minute between 0 and 1439),
  closes_minute smallint not null default 1020 check (closes_minute between 1 and 1440),
  holidays date[] not null default '{}',
  parked_at timestamptz,
  parked_because text check (parked_because in ('reconnect', 'limit', 'refused', 'unreachable', 'member')),
  parked_until timestamptz,
  owner_told_at timestamptz,
  last_error text,
  last_error_at timestamptz,
  last_accepted_at timestamptz,
  connected_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, address_key),
  constraint parked_for_a_reason check ((parked_at is null) = (parked_because is null))
);
call guard_workspace_rows('mailboxes');

-- How many messages a mailbox handed over in each five minutes, so that any 24 hours can be added up.
create table mailbox_uses (
  workspace_id uuid not null,
  mailbox_id uuid not null,
  slot timestamptz not null,
  messages integer not null,
  primary key (workspace_id, mailbox_id, slot),
  foreign key (workspace_id, mailbox_id) references mailboxes on delete cascade
);
create index on mailbox_uses (slot);
call guard_workspace_rows('mailbox_uses');

-- A member on the way to a provider's consent screen and back.
create table mailbox_consents (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null,
  user_id uuid not null references users on delete cascade,
  -- The mailbox that is connected anew; empty for a new one.
  mailbox_id uuid,
  provider text not null check (provider in ('gmail', 'outlook')),
  mode text not null check (mode in ('send', 'send_and_read')),
  state_hash bytea not null,
  nonce_sealed bytea not null,
  verifier_sealed bytea not null,
  -- Of the browser that asked: what a new mailbox begins with.
  time_zone text not null,
  -- Whether the provider gave nothing lasting the first time and was asked to show its screen again.
  asked_again boolean not null default false,
  expires_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, mailbox_id) references mailboxes on delete cascade
);
create index on mailbox_consents (state_hash);
create index on mailbox_consents (expires_at);
call guard_workspace_rows('mailbox_consents');
