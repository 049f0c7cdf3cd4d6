-- Contacts: the people in a workspace's address book, the companies they belong to, and how they are put together.

-- References like foreign keys, looked up once a statement and not once a row, for tables of which one statement writes thousands (docs/decisions/0029).
-- What is pointed at is there, and stays until the transaction ends; what is just going is waited for. Whoever writes such a row never changes where it
-- points, unless a trigger of its own asks for that. By way of indexes: a plan stays with its connection, whose first statement may have been about one row
-- and an empty table, and whose next is about a million.
create procedure refer_by_statement(child regclass, own text[], parent regclass, theirs text[]) language plpgsql as $$
declare
  columns text := (select string_agg(format('%I', name), ', ' order by n) from unnest(own) with ordinality as o (name, n));
  named text := (select string_agg(format('%I is not null', name), ' and ') from unnest(own) as o (name));
  same text := (select string_agg(format('p.%I = f.%I', their, mine), ' and ') from unnest(theirs, own) as t (their, mine));
begin
  execute format(
    'create function %1$s_have_their_%2$s() returns trigger language plpgsql set enable_seqscan = off as $f$
     begin
       perform from (select distinct %3$s from fresh where %4$s) f
         left join lateral (select true as there from %2$s p where %5$s for key share) p on true where p.there is null;
       if found then
         raise foreign_key_violation using message = ''What a row of %1$s points at is not among %2$s (as by a foreign key constraint).'';
       end if;
       return null;
     end $f$', child, parent, columns, named, same);
  -- Its arguments are there for whoever reads the catalogue.
  execute format(
    'create trigger have_their_%2$s after insert on %1$s referencing new table as fresh
     for each statement execute function %1$s_have_their_%2$s(%2$L, %3$L, %4$L)',
    child, parent, array_to_string(own, ','), array_to_string(theirs, ','));
end $$;

-- Rows that go with what they point at, or, where a column is named that may be empty, forget it.
create procedure go_with(child regclass, own text[], parent regclass, theirs text[], forgets text default null) language plpgsql as $$
declare
  same text := (select string_agg(format('c.%I = g.%I', mine, their), ' and ') from unnest(theirs, own) as t (their, mine));
  goes text := case when forgets is null then format('delete from %s c using gone g', child)
    else format('update %s c set %I = null from gone g', child, forgets) end;
begin
  execute format(
    'create function %1$s_go_with_%2$s() returns trigger language plpgsql
       set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $f$
     begin
       %3$s where %4$s;
       return null;
     end $f$', child, parent, goes, same);
  execute format(
    'create trigger %1$s_go_with_them after delete on %2$s referencing old table as gone
     for each statement execute function %1$s_go_with_%2$s(%1$L, %3$L, %4$L, %5$L)',
    child, parent, array_to_string(own, ','), array_to_string(theirs, ','), coalesce(forgets, ''));
end $$;

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

-- Asked row by row, these two took an import as long as all of its indexes.
call refer_by_statement('contacts', '{workspace_id}', 'workspaces', '{workspace_id}');
call go_with('contacts', '{workspace_id}', 'workspaces', '{workspace_id}');
call refer_by_statement('contacts', '{workspace_id,company_id}', 'companies', '{workspace_id,id}');
call go_with('contacts', '{workspace_id,company_id}', 'companies', '{workspace_id,id}', 'company_id');

-- A contact never changes its workspace, and most changes leave it its company.
create function contacts_move_somewhere() returns trigger language plpgsql set enable_seqscan = off as $$
begin
  perform from (select distinct workspace_id, company_id from (
        select workspace_id, id, company_id from after_rows where company_id is not null
        except select workspace_id, id, company_id from before_rows) moved) f
    left join lateral (select true as there from companies p where p.workspace_id = f.workspace_id and p.id = f.company_id for key share) p on true
    where p.there is null;
  if found then
    raise foreign_key_violation using message = 'What a row of contacts points at is not among companies (as by a foreign key constraint).';
  end if;
  return null;
end $$;
create trigger contacts_move_somewhere after update on contacts
  referencing old table as before_rows new table as after_rows for each statement execute function contacts_move_somewhere();

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
