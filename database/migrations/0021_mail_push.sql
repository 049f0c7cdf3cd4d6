-- Mailboxes of which the provider tells by itself that something came, so that an answer is seen within seconds. Without it they are asked every minute.
create table mail_watches (
  workspace_id uuid not null,
  mailbox_id uuid not null,
  -- The provider's number of what was asked of it, and the keyed code of the secret by which its word is known; Gmail has neither.
  watch_id text,
  secret_hash bytea,
  -- Until when it tells; empty where it does not.
  watched_until timestamptz,
  -- When it is asked again to go on.
  next_at timestamptz not null,
  failed smallint not null default 0,
  primary key (workspace_id, mailbox_id),
  foreign key (workspace_id, mailbox_id) references mailboxes on delete cascade
);
create index on mail_watches (next_at);
create index on mail_watches (watch_id);
call guard_workspace_rows('mail_watches');
