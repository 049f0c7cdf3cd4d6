-- Contacts: the people in a workspace's address book, the companies they belong to, and how they are put together.

create table companies (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null,
  name text not null check (length(name) between 1 and 200),
  -- What a search looks for. A column and not an expression: under row-level security only leakproof conditions reach an index, and lower() is none.
  name_key text generated always as (lower(name)) stored,
  domain text check (length(domain) <= 253),
  created_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, domain)
);
create index on companies (workspace_id, name_key text_pattern_ops);
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
  workspace_id uuid not null,
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
  name_key text generated always as (lower(first_name || ' ' || last_name)) stored,
  last_name_key text generated always as (lower(last_name)) stored,
  primary key (workspace_id, id)
);
-- One index keeps an address once and finds it by its beginning.
create unique index contacts_email_key on contacts (workspace_id, email_key text_pattern_ops);
create index on contacts (workspace_id, name_key text_pattern_ops);
create index on contacts (workspace_id, last_name_key text_pattern_ops);
create index on contacts (workspace_id, company_id) where company_id is not null;
call guard_workspace_rows('contacts');

-- The workspace and the company of a contact. Not foreign keys: asked row by row, they take an import as long as all of its indexes. These ask the same
-- once a statement, of all of its rows: what is found is kept from going until the end of the transaction, and what is just going is waited for.
-- By way of indexes: a plan stays with its connection, which may have met empty tables first.
create function contacts_belong_somewhere() returns trigger language plpgsql set enable_seqscan = off as $$
begin
  if exists (select from (select distinct workspace_id from after_rows) a
      left join lateral (select true as there from workspaces w where w.workspace_id = a.workspace_id for key share) w on true
      group by () having count(*) > count(w.there)) then
    raise foreign_key_violation using message = 'contacts: the workspace is not there (foreign key constraint)';
  end if;
  if exists (select from (select distinct workspace_id, company_id from after_rows where company_id is not null) a
      left join lateral (select true as there from companies k where k.workspace_id = a.workspace_id and k.id = a.company_id for key share) k on true
      group by () having count(*) > count(k.there)) then
    raise foreign_key_violation using message = 'contacts: the company is not there (foreign key constraint)';
  end if;
  return null;
end $$;
create trigger contacts_belong_somewhere after insert on contacts
  referencing new table as after_rows for each statement execute function contacts_belong_somewhere();

-- A contact never changes its workspace, and most changes leave it its company.
create function contacts_move_somewhere() returns trigger language plpgsql set enable_seqscan = off as $$
begin
  if exists (select from (select distinct workspace_id, company_id from (
        select workspace_id, id, company_id from after_rows where company_id is not null
        except select workspace_id, id, company_id from before_rows) moved) a
      left join lateral (select true as there from companies k where k.workspace_id = a.workspace_id and k.id = a.company_id for key share) k on true
      group by () having count(*) > count(k.there)) then
    raise foreign_key_violation using message = 'contacts: the company is not there (foreign key constraint)';
  end if;
  return null;
end $$;
create trigger contacts_move_somewhere after update on contacts
  referencing old table as before_rows new table as after_rows for each statement execute function contacts_move_somewhere();

create function contacts_leave_company() returns trigger language plpgsql as $$
begin
  update contacts c set company_id = null from gone g where c.workspace_id = g.workspace_id and c.company_id = g.id;
  return null;
end $$;
create trigger contacts_leave_company after delete on companies
  referencing old table as gone for each statement execute function contacts_leave_company();

create function contacts_go_with_workspace() returns trigger language plpgsql as $$
begin
  delete from contacts c using gone g where c.workspace_id = g.workspace_id;
  return null;
end $$;
create trigger contacts_go_with_workspace after delete on workspaces
  referencing old table as gone for each statement execute function contacts_go_with_workspace();

-- The tags of contacts once more, as rows: whether an array holds a value is no leakproof question, so row-level security keeps it from any index.
create table contact_tags (
  workspace_id uuid not null,
  tag text not null,
  contact_id uuid not null,
  primary key (workspace_id, tag, contact_id),
  foreign key (workspace_id, contact_id) references contacts on delete cascade
);
create index on contact_tags (workspace_id, contact_id);
call guard_workspace_rows('contact_tags');

-- What changed is found as a difference and not by comparing each row with each: a plan stays with its connection, whose first statement may have been about
-- one contact, and whose next is about fifty thousand.
create function keep_contact_tags() returns trigger language plpgsql set enable_seqscan = off as $$
begin
  if tg_op = 'UPDATE' then
    delete from contact_tags t using (select workspace_id, id, tags from after_tags except select workspace_id, id, tags from before_tags) a
      where t.workspace_id = a.workspace_id and t.contact_id = a.id and t.tag <> all (a.tags);
    insert into contact_tags (workspace_id, tag, contact_id)
      select a.workspace_id, unnest(a.tags), a.id
      from (select workspace_id, id, tags from after_tags except select workspace_id, id, tags from before_tags) a on conflict do nothing;
  else
    insert into contact_tags (workspace_id, tag, contact_id)
      select a.workspace_id, unnest(a.tags), a.id from after_tags a where a.tags <> '{}' on conflict do nothing;
  end if;
  return null;
end $$;
create trigger contact_tags_of_new after insert on contacts
  referencing new table as after_tags for each statement execute function keep_contact_tags();
create trigger contact_tags_of_changed after update on contacts
  referencing old table as before_tags new table as after_tags for each statement execute function keep_contact_tags();

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
