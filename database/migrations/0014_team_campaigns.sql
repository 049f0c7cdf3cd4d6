-- Campaigns of kind outreach: a team writes to an audience from its own mailboxes, in steps.

create table templates (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null,
  name text not null check (length(name) between 1 and 120),
  subject text not null check (length(subject) <= 2000),
  html text not null check (length(html) <= 500000),
  created_by uuid references users on delete set null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (workspace_id, id)
);
call guard_workspace_rows('templates');

create table outreach_campaigns (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null,
  name text not null check (length(name) between 1 and 120),
  state text not null check (state in ('draft', 'running', 'paused', 'finished')),
  -- Whom it is meant for: lists and segments, and those left out. Becomes enrolments at launch.
  audience jsonb not null default '{"lists":[],"segments":[],"exceptLists":[],"exceptSegments":[]}',
  time_zone text not null,
  by_recipient_zone boolean not null default false,
  working_days smallint not null default 31 check (working_days between 0 and 127),
  opens_minute smallint not null default 540 check (opens_minute between 0 and 1439),
  closes_minute smallint not null default 1020 check (closes_minute between 1 and 1440),
  starts_at timestamptz,
  ends_at timestamptz,
  stop_for_company boolean not null default false,
  -- Whoever another team campaign enrolled within so many days is left out at launch.
  quiet_days smallint not null default 0 check (quiet_days between 0 and 365),
  -- Of the steps and texts: what was sent keeps its version, what was not takes the newest.
  version integer not null default 0,
  created_by uuid references users on delete set null,
  created_at timestamptz not null,
  launched_at timestamptz,
  -- When sending began, once its start had come. One that comes to it long after its start asks first.
  began_at timestamptz,
  paused_at timestamptz,
  paused_because text check (paused_because in ('member', 'mailboxes', 'bounces', 'complaints', 'errors', 'late', 'restored')),
  finished_at timestamptz,
  primary key (workspace_id, id),
  constraint paused_for_a_reason check (state <> 'paused' or paused_because is not null)
);
create index on outreach_campaigns (state) where state in ('running', 'paused');
call guard_workspace_rows('outreach_campaigns');

-- The steps of each version, append-only: position 1 is the first message, each later one follows after its delay.
create table outreach_steps (
  workspace_id uuid not null,
  campaign_id uuid not null,
  version integer not null,
  position smallint not null check (position between 1 and 20),
  delay_hours integer not null check (delay_hours between 0 and 8760),
  same_thread boolean not null,
  primary key (workspace_id, campaign_id, version, position),
  foreign key (workspace_id, campaign_id) references outreach_campaigns on delete cascade
);
call guard_workspace_rows('outreach_steps');
revoke update on outreach_steps from antiphon_app;

-- What a step says, in one or more variants, of which a recipient keeps one through all steps.
create table outreach_texts (
  workspace_id uuid not null,
  campaign_id uuid not null,
  version integer not null,
  position smallint not null,
  variant text not null check (variant ~ '^[a-h]$'),
  weight smallint not null check (weight between 0 and 100),
  subject text not null,
  html text not null,
  primary key (workspace_id, campaign_id, version, position, variant),
  foreign key (workspace_id, campaign_id, version, position) references outreach_steps on delete cascade
);
call guard_workspace_rows('outreach_texts');
revoke update on outreach_texts from antiphon_app;

create table outreach_mailboxes (
  workspace_id uuid not null,
  campaign_id uuid not null,
  mailbox_id uuid not null,
  -- Taken out after the launch: it still sends what follows in the threads that it began, and nothing to anybody new.
  only_follow_ups boolean not null default false,
  primary key (workspace_id, campaign_id, mailbox_id),
  foreign key (workspace_id, campaign_id) references outreach_campaigns on delete cascade,
  foreign key (workspace_id, mailbox_id) references mailboxes on delete cascade
);
create index on outreach_mailboxes (workspace_id, mailbox_id);
call guard_workspace_rows('outreach_mailboxes');

-- A recipient of one campaign, frozen at launch, and how far they came through its steps.
create table enrolments (
  workspace_id uuid not null,
  campaign_id uuid not null,
  id uuid not null,
  contact_id uuid,
  email text not null,
  email_key text not null,
  -- The values of merge tags, as they were at launch.
  fields jsonb not null,
  time_zone text not null,
  state text not null check (state in ('waiting', 'sending', 'finished', 'stopped')),
  -- Why it stopped, or why it finished without all of its messages.
  reason text,
  next_step smallint not null,
  variant text not null,
  due_at timestamptz not null,
  seq bigint not null,
  -- The mailbox that sent the first step sends the others, in its thread.
  mailbox_id uuid,
  message_id text,
  provider_thread_id text,
  subject text,
  enrolled_at timestamptz not null,
  ended_at timestamptz,
  primary key (workspace_id, campaign_id, id),
  -- In this order it also finds an address in all campaigns.
  unique (workspace_id, email_key, campaign_id),
  foreign key (workspace_id, mailbox_id) references mailboxes on delete set null (mailbox_id)
);
call refer_by_statement('enrolments', '{workspace_id,campaign_id}', 'outreach_campaigns', '{workspace_id,id}');
call go_with('enrolments', '{workspace_id,campaign_id}', 'outreach_campaigns', '{workspace_id,id}');
-- Claims read in this order, so nothing has to be sorted: new recipients by zone, and follow-ups of their own mailbox.
create index enrolments_new on enrolments (workspace_id, campaign_id, time_zone, due_at, seq) where state = 'waiting' and mailbox_id is null;
create index enrolments_sticky on enrolments (workspace_id, mailbox_id, campaign_id, time_zone, due_at, seq)
  where state = 'waiting' and mailbox_id is not null;
-- Those whose mailbox is gone, and with it the thread that they wait for: nobody sends to them, so they are looked for.
create index enrolments_stranded on enrolments (workspace_id, campaign_id) where state = 'waiting' and mailbox_id is null and next_step > 1;
create index on enrolments (workspace_id, contact_id);
call guard_workspace_rows('enrolments');

-- A contact that is removed is no longer named. Nothing asks whether it is there: a launch has just read a million of them.
call go_with('enrolments', '{workspace_id,contact_id}', 'contacts', '{workspace_id,id}', 'contact_id');

-- The ledger of what a team sends: one row a message, written when it is claimed, so that a million recipients are not three million rows.
-- A step of an enrolment can be claimed once, whatever happens: the key says so.
create table outreach_deliveries (
  workspace_id uuid not null,
  campaign_id uuid not null,
  enrolment_id uuid not null,
  step smallint not null,
  id uuid not null,
  mailbox_id uuid,
  variant text not null,
  text_version integer not null,
  state text not null check (state in ('planned', 'sending', 'accepted', 'failed', 'skipped', 'uncertain')),
  reason text,
  attempts smallint not null default 0,
  -- Of the last attempt.
  message_id text,
  provider_message_id text,
  error_code text,
  error_details text,
  fence uuid,
  lease_ends_at timestamptz,
  claimed_at timestamptz not null,
  settled_at timestamptz,
  primary key (workspace_id, campaign_id, enrolment_id, step),
  foreign key (workspace_id, mailbox_id) references mailboxes on delete set null (mailbox_id)
);
call refer_by_statement('outreach_deliveries', '{workspace_id,campaign_id,enrolment_id}', 'enrolments', '{workspace_id,campaign_id,id}');
call go_with('outreach_deliveries', '{workspace_id,campaign_id,enrolment_id}', 'enrolments', '{workspace_id,campaign_id,id}');
create index on outreach_deliveries (lease_ends_at) where state = 'sending';
create index on outreach_deliveries (workspace_id, message_id);
call guard_workspace_rows('outreach_deliveries');

-- Counters are added in the transaction that settles, never counted afterwards. The zero id is a mailbox that is gone.
create table outreach_counts (
  workspace_id uuid not null,
  campaign_id uuid not null,
  step smallint not null,
  variant text not null,
  mailbox_id uuid not null,
  hour timestamptz not null,
  enrolled integer not null default 0,
  accepted integer not null default 0,
  failed integer not null default 0,
  skipped integer not null default 0,
  uncertain integer not null default 0,
  primary key (workspace_id, campaign_id, step, variant, mailbox_id, hour),
  foreign key (workspace_id, campaign_id) references outreach_campaigns on delete cascade
);
call guard_workspace_rows('outreach_counts');
