-- A host name of a workspace's own for tracked links, image and the link for leaving. It counts once its name servers and an answer from it said so.
create table tracking_domains (
  workspace_id uuid primary key references workspaces on delete cascade,
  host text not null check (length(host) <= 253 and host ~ '^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$'),
  -- Stands in a text record of the name: whoever can write there owns it.
  token text not null check (token ~ '^[A-Za-z0-9_-]{32}$'),
  named_at timestamptz not null,
  -- When it was last begun to look at it, whatever came of that: by this names take turns.
  asked_at timestamptz,
  checked_at timestamptz,
  -- Since its name servers said that it is theirs and leads here: from then on a proxy may get a certificate for it.
  owned_at timestamptz,
  -- Since this very copy answered under it.
  answered_at timestamptz,
  failing_since timestamptz,
  problem text,
  constraint what_fails_says_why check ((failing_since is null) or problem is not null)
);
create index on tracking_domains (host);
call guard_workspace_rows('tracking_domains');

-- The language of what stands below every message of a campaign: how to leave, and what is noted of it.
alter table outreach_campaigns add column language text not null default 'en' check (language ~ '^[a-z]{2}$');

-- Which batches of sums were written down: a commit of which nobody heard is not done a second time.
create table tracking_batches (
  id uuid primary key,
  written_at timestamptz not null
);
create index on tracking_batches (written_at);
grant select, insert, delete on tracking_batches to antiphon_app;

-- Whether a workspace wants the mail servers of its contacts asked for their addresses; the operator's setting must say so, too.
create table address_probing (
  workspace_id uuid primary key references workspaces on delete cascade,
  wanted_at timestamptz not null,
  -- When it had its turn: mail servers are asked for one workspace after another.
  asked_at timestamptz
);
call guard_workspace_rows('address_probing');

-- Whether a domain takes mail for whatever address: then its answer says nothing about one.
alter table mail_domains
  add column takes_all boolean,
  add column probed_at timestamptz,
  add constraint what_was_probed_has_its_time check ((takes_all is null) = (probed_at is null));

-- What a mail server said of the address of a contact, for a while.
create table contact_probes (
  workspace_id uuid not null,
  contact_id uuid not null,
  email_key text not null,
  answer text not null check (answer in ('taken', 'not_taken', 'full', 'all', 'unknown')),
  probed_at timestamptz not null,
  primary key (workspace_id, contact_id),
  foreign key (workspace_id, contact_id) references contacts on delete cascade
);
create index on contact_probes (probed_at);
call guard_workspace_rows('contact_probes');
