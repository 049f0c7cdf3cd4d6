-- Contacts: the people in a workspace's address book, the companies they belong to, and how they are put together.

create table companies (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null,
  name text not null check (length(name) between 1 and 200),
  domain text check (length(domain) <= 253),
  created_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, domain)
);
create index on companies (workspace_id, lower(name));
call guard_workspace_rows('companies');

-- The workspace's own fields of a contact; the values stand with the contact, under the key.
create table contact_fields (
  workspace_id uuid not null references workspaces on delete cascade,
  key text not null check (key ~ '^[a-z][a-z0-9_]{0,39}$'),
  label text not null check (length(label) between 1 and 80),
  kind text not null check (kind in ('text', 'number', 'date')),
  position smallint not null,
  primary key (workspace_id, key)
);
call guard_workspace_rows('contact_fields');

create table contacts (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null,
  email text not null,
  email_key text not null,
  first_name text not null default '' check (length(first_name) <= 200),
  last_name text not null default '' check (length(last_name) <= 200),
  company_id uuid,
  job_title text not null default '' check (length(job_title) <= 200),
  phone text not null default '' check (length(phone) <= 60),
  language text not null default '',
  time_zone text not null default '',
  fields jsonb not null default '{}',
  tags text[] not null default '{}',
  -- What the checks of the address found, and why.
  verdict text not null default 'unknown' check (verdict in ('unknown', 'good', 'risky', 'bad')),
  verdict_because text,
  verdict_at timestamptz,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, email_key),
  foreign key (workspace_id, company_id) references companies on delete set null (company_id)
);
create index on contacts (workspace_id, created_at, id);
create index on contacts (workspace_id, company_id);
create index on contacts using gin (tags);
call guard_workspace_rows('contacts');

create table lists (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null,
  name text not null check (length(name) between 1 and 120),
  created_at timestamptz not null,
  primary key (workspace_id, id)
);
call guard_workspace_rows('lists');

create table list_contacts (
  workspace_id uuid not null,
  list_id uuid not null,
  contact_id uuid not null,
  added_at timestamptz not null,
  primary key (workspace_id, list_id, contact_id),
  foreign key (workspace_id, list_id) references lists on delete cascade,
  foreign key (workspace_id, contact_id) references contacts on delete cascade
);
create index on list_contacts (workspace_id, contact_id);
call guard_workspace_rows('list_contacts');

create table segments (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null,
  name text not null check (length(name) between 1 and 120),
  rule jsonb not null,
  created_at timestamptz not null,
  primary key (workspace_id, id)
);
call guard_workspace_rows('segments');
