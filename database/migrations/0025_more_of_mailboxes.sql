-- A message that a mailbox wrote to another one of its workspace, so that it can be looked at as it was received. It waits until it arrives.
create table mailbox_check_messages (
  workspace_id uuid not null,
  -- Whose domain is looked at.
  mailbox_id uuid not null,
  -- Where it arrives.
  reader_id uuid not null,
  message_id text not null,
  sent_at timestamptz not null,
  primary key (workspace_id, mailbox_id),
  foreign key (workspace_id, mailbox_id) references mailboxes on delete cascade,
  foreign key (workspace_id, reader_id) references mailboxes on delete cascade
);
create index on mailbox_check_messages (workspace_id, reader_id);
call guard_workspace_rows('mailbox_check_messages');

-- When whoever launched a campaign was told that it paused by itself, so that nobody is told twice of one pause.
alter table outreach_campaigns add column pause_told_at timestamptz;
