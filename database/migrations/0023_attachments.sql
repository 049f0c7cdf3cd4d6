-- Files that go with messages of team campaigns: a library for each workspace, and the names by which a step asks for them.

create table files (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null,
  name text not null check (length(name) between 1 and 150),
  -- The name as it is compared: without regard to capitals and to how accents are written.
  name_key text not null,
  media_type text not null check (length(media_type) <= 100),
  bytes integer not null check (bytes between 1 and 20000000),
  created_by uuid references users on delete set null,
  added_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, name_key)
);
call guard_workspace_rows('files');

-- What a file holds, in parts that pass through memory one by one.
create table file_parts (
  workspace_id uuid not null,
  file_id uuid not null,
  position smallint not null,
  content bytea not null check (octet_length(content) <= 262144),
  primary key (workspace_id, file_id, position),
  foreign key (workspace_id, file_id) references files on delete cascade
);
-- Pictures and PDF are packed already.
alter table file_parts alter column content set storage external;
call guard_workspace_rows('file_parts');

-- The names of the files that go with a step, merge tags in them: for each recipient they name files of the library.
alter table outreach_steps add column file_names text[] not null default '{}' check (cardinality(file_names) <= 10);
