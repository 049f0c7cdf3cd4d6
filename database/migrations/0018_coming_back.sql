-- What comes back to mailboxes that may be read: answers, bounces, complaints. Of everything else in such a mailbox nothing is kept.

-- How far each mailbox is read, and by whom at the moment: among several processes one at a time reads it.
create table mailbox_readings (
  workspace_id uuid not null,
  mailbox_id uuid not null,
  -- The provider's own mark; empty until the first reading, which looks at nothing of before.
  cursor text,
  begun_at timestamptz,
  held_by uuid,
  held_until timestamptz,
  next_at timestamptz not null,
  -- When everything that had come was read.
  read_at timestamptz,
  -- So many readings in a row failed; and so many at one message, behind the mark as it stands.
  failed smallint not null default 0,
  stuck smallint not null default 0,
  -- Which message that is, by the provider's number.
  stuck_on text,
  last_error text,
  primary key (workspace_id, mailbox_id),
  foreign key (workspace_id, mailbox_id) references mailboxes on delete cascade
);
create index on mailbox_readings (next_at);
call guard_workspace_rows('mailbox_readings');

-- The messages with one person on one channel.
create table conversations (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null,
  channel text not null check (channel in ('email')),
  mailbox_id uuid,
  contact_id uuid,
  -- The campaign whose message was answered.
  campaign_id uuid,
  enrolment_id uuid,
  email text not null,
  email_key text not null,
  name text not null default '',
  subject text not null,
  provider_thread_id text,
  state text not null check (state in ('open', 'closed')),
  begun_at timestamptz not null,
  last_message_at timestamptz not null,
  -- When they last wrote themselves; empty as long as only automatic answers came.
  replied_at timestamptz,
  -- When a member looked at all of it; empty while something in it is new.
  read_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, mailbox_id) references mailboxes on delete set null (mailbox_id),
  foreign key (workspace_id, contact_id) references contacts on delete set null (contact_id),
  foreign key (workspace_id, campaign_id, enrolment_id) references enrolments on delete cascade
);
create unique index conversations_of_enrolments on conversations (workspace_id, enrolment_id, campaign_id);
create index on conversations (workspace_id, state, last_message_at desc, id desc);
create index on conversations (workspace_id, last_message_at desc, id desc);
create index on conversations (workspace_id, campaign_id, last_message_at desc, id desc);
create index on conversations (workspace_id, email_key);
create index on conversations (workspace_id, contact_id);
create index on conversations (workspace_id, mailbox_id);
call guard_workspace_rows('conversations');

create table messages (
  workspace_id uuid not null,
  conversation_id uuid not null,
  id uuid not null,
  direction text not null check (direction in ('in', 'out')),
  kind text not null check (kind in ('reply', 'auto_reply', 'answer')),
  -- The mailbox that it came to or left from.
  mailbox_id uuid,
  -- Of the person outside, who wrote it or is answered: may be somebody else than who was written to first.
  email_key text not null,
  from_email text not null,
  from_name text not null default '',
  to_email text not null,
  subject text not null,
  -- What was written, as text; of what was attached only the names.
  text text not null,
  attachments jsonb not null default '[]',
  message_id text,
  provider_message_id text,
  -- Of an answer: who wrote it, and how far it is. The same states as any delivery.
  written_by uuid references users on delete set null,
  state text check (state in ('sending', 'accepted', 'failed', 'uncertain')),
  attempts smallint not null default 0,
  error_details text,
  fence uuid,
  lease_ends_at timestamptz,
  -- When an uncertain one was last looked for in the mailbox.
  looked_up_at timestamptz,
  at timestamptz not null,
  primary key (workspace_id, conversation_id, id),
  foreign key (workspace_id, conversation_id) references conversations on delete cascade,
  foreign key (workspace_id, mailbox_id) references mailboxes on delete set null (mailbox_id),
  constraint answers_have_a_state check ((direction = 'out') = (state is not null))
);
create index on messages (lease_ends_at) where state = 'sending';
create index on messages (workspace_id, message_id);
create index on messages (workspace_id, email_key);
-- The same message of a mailbox, read twice, is kept once.
create unique index messages_of_mailboxes on messages (workspace_id, mailbox_id, provider_message_id) where direction = 'in';
call guard_workspace_rows('messages');

-- What came back for a message of a campaign. The same message of a mailbox, read twice, comes back once.
create table outreach_returns (
  workspace_id uuid not null,
  campaign_id uuid not null,
  enrolment_id uuid not null,
  id uuid not null,
  step smallint not null,
  mailbox_id uuid,
  kind text not null check (kind in ('reply', 'auto_reply', 'bounce', 'delayed', 'complaint', 'leave')),
  -- Of a bounce: whether the address is at fault for good, for now, or whether the message or its sender was refused.
  severity text check (severity in ('hard', 'soft', 'refused')),
  -- RFC 3463, where the server said one.
  status_code text,
  -- By what it was known to belong here; by the address alone is a guess.
  matched_by text not null check (matched_by in ('message_id', 'thread', 'ticket', 'address')),
  provider_message_id text not null,
  -- Of an automatic answer: when its writer is back.
  back_on date,
  came_at timestamptz not null,
  primary key (workspace_id, campaign_id, enrolment_id, id),
  -- Leaving by a link comes to no mailbox, and counts once all the same.
  unique nulls not distinct (workspace_id, campaign_id, enrolment_id, mailbox_id, provider_message_id),
  foreign key (workspace_id, campaign_id, enrolment_id) references enrolments on delete cascade,
  foreign key (workspace_id, mailbox_id) references mailboxes on delete set null (mailbox_id),
  constraint bounces_have_a_severity check ((kind = 'bounce') = (severity is not null))
);
create index on outreach_returns (workspace_id, campaign_id, came_at desc);
-- Threads of a provider are asked for when something comes back.
create index on enrolments (workspace_id, provider_thread_id) where provider_thread_id is not null;
call guard_workspace_rows('outreach_returns');

alter table outreach_counts
  add column replied integer not null default 0,
  add column auto_replied integer not null default 0,
  add column bounced_hard integer not null default 0,
  add column bounced_soft integer not null default 0,
  add column refused integer not null default 0,
  add column complained integer not null default 0,
  add column unsubscribed integer not null default 0;

-- When a message of which nobody knows whether it left was last looked for in its mailbox.
alter table outreach_deliveries add column looked_up_at timestamptz;
create index on outreach_deliveries (workspace_id, mailbox_id) where state = 'uncertain';
