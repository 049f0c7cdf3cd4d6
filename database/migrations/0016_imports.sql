-- Imports: a file of contacts, from its upload to the day on which it can no longer be taken back.

create table imports (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null,
  state text not null check (state in ('uploading', 'reading', 'read', 'checking', 'checked', 'running', 'finished', 'cancelled', 'failed', 'undoing', 'undone')),
  -- Who works on it now: whoever claims it later makes every earlier one stop.
  fence uuid,
  created_by uuid references users on delete set null,
  created_at timestamptz not null,
  file_name text check (length(file_name) <= 255),
  file_bytes bigint not null default 0,
  -- What was understood of the file, and the first rows as they stand in it.
  kind text check (kind in ('csv', 'xlsx')),
  encoding text check (encoding in ('utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'shift_jis')),
  delimiter text check (delimiter in (',', ';', E'\t', '|')),
  headers text[],
  sample jsonb,
  -- What is done with it: which column means what and whose word counts, where they go, and on what ground.
  mapping jsonb not null default '[]',
  list_id uuid,
  tags text[] not null default '{}',
  basis text not null default '' check (length(basis) <= 2000),
  -- How many rows the file has, once it was read to its end.
  rows integer,
  -- Rows of the file that stand in staging, and rows that were applied: each is written with the rows themselves.
  staged_rows integer not null default 0,
  applied_rows integer not null default 0,
  -- How far the file was read, for the time left.
  read_bytes bigint not null default 0,
  added integer not null default 0,
  changed integer not null default 0,
  unchanged integer not null default 0,
  refused jsonb not null default '{}',
  -- What would be added, changed and left, as it was found before the run.
  preview jsonb,
  previewed_rows integer not null default 0,
  failure text,
  began_at timestamptz,
  ended_at timestamptz,
  -- How far it was undone, and what became of what it had done.
  undone_rows integer not null default 0,
  undone jsonb,
  -- Until then it can be undone; what stands of people beside it ends with it.
  ends_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, list_id) references lists on delete set null (list_id)
);
create index on imports (state, created_at);
call guard_workspace_rows('imports');

-- Rows of a file on their way to become contacts. After a crash of PostgreSQL they are read from the file again.
create unlogged table import_rows (
  workspace_id uuid not null,
  import_id uuid not null,
  row integer not null,
  email text not null,
  email_key text not null,
  first_name text not null default '',
  last_name text not null default '',
  company text not null default '',
  job_title text not null default '',
  phone text not null default '',
  language text not null default '',
  time_zone text not null default '',
  fields jsonb not null default '{}',
  tags text[] not null default '{}',
  ends_at timestamptz not null,
  primary key (workspace_id, import_id, row)
);
call guard_workspace_rows('import_rows');

-- A reference to be checked for each of a million rows costs more than this, which is asked when a workspace goes.
create function forget_import_rows() returns trigger language plpgsql as $$
begin
  delete from import_rows r using gone g where r.workspace_id = g.workspace_id;
  return null;
end $$;
create trigger forget_import_rows after delete on workspaces
  referencing old table as gone for each statement execute function forget_import_rows();

-- Rows that could not be used, as they stand in the file, with the reason: to be mended and imported again.
create table import_problems (
  workspace_id uuid not null,
  import_id uuid not null,
  row integer not null,
  line integer not null,
  reason text not null,
  email_key text,
  cells text[] not null,
  ends_at timestamptz not null,
  primary key (workspace_id, import_id, row),
  foreign key (workspace_id, import_id) references imports on delete cascade
);
create index on import_problems (ends_at);
call guard_workspace_rows('import_problems');

-- What an import changed of contacts that were there, so that it can be put back.
create table import_changes (
  workspace_id uuid not null,
  import_id uuid not null,
  contact_id uuid not null,
  before jsonb not null,
  after jsonb not null,
  added_tags text[] not null,
  listed boolean not null,
  ends_at timestamptz not null,
  primary key (workspace_id, import_id, contact_id),
  foreign key (workspace_id, import_id) references imports on delete cascade,
  foreign key (workspace_id, contact_id) references contacts on delete cascade
);
create index on import_changes (workspace_id, contact_id);
create index on import_changes (ends_at);
call guard_workspace_rows('import_changes');

-- Which column meant what when a file with the same columns came last.
create table import_mappings (
  workspace_id uuid not null references workspaces on delete cascade,
  headers_hash bytea not null,
  mapping jsonb not null,
  used_at timestamptz not null,
  primary key (workspace_id, headers_hash)
);
call guard_workspace_rows('import_mappings');
