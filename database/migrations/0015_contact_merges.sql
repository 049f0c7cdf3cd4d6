-- Contacts that were made one, so that it can be taken back; and which domains take mail.

create table contact_merges (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null,
  -- No reference: a later merge may have removed the contact that this one kept, and comes back first.
  kept_id uuid not null,
  -- The removed contact with the lists and enrolments in which it stood, and the kept one before and after.
  removed jsonb not null,
  removed_email_key text not null,
  kept_before jsonb not null,
  kept_after jsonb not null,
  merged_by uuid references users on delete set null,
  merged_at timestamptz not null,
  primary key (workspace_id, id)
);
create index on contact_merges (workspace_id, kept_id);
create index on contact_merges (removed_email_key);
create index on contact_merges (merged_at);
call guard_workspace_rows('contact_merges');

-- What the DNS said, for a while, for every workspace alike: a domain is asked once and not for each of its addresses.
create table mail_domains (
  domain text primary key check (length(domain) <= 253),
  takes_mail text not null check (takes_mail in ('yes', 'no', 'refuses')),
  checked_at timestamptz not null
);
create index on mail_domains (checked_at);
grant select, insert, update, delete on mail_domains to antiphon_app;
