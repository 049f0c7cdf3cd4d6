-- The ground: the role that the product works as, and the two walls around every workspace's rows.
-- Tables of a workspace carry workspace_id first in every key; row-level security is forced on them.

do $$ begin
  create role antiphon_app nologin;
exception when duplicate_object or unique_violation then null;
end $$;
grant antiphon_app to current_user;
grant usage on schema public to antiphon_app;

create function current_workspace() returns uuid language sql stable
  return nullif(current_setting('app.workspace', true), '')::uuid;

-- True only inside a transaction that was opened for the whole installation, with a named reason.
create function whole_installation() returns boolean language sql stable
  return coalesce(current_setting('app.scope', true) = 'installation', false);

create procedure guard_workspace_rows(target regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format(
    'create policy own_workspace on %s using (workspace_id = (select current_workspace()) or (select whole_installation()))'
    ' with check (workspace_id = (select current_workspace()) or (select whole_installation()))', target);
  execute format('grant select, insert, update, delete on %s to antiphon_app', target);
end $$;

create table installation (
  only_row boolean primary key default true check (only_row),
  id uuid not null,
  setup_code_hash bytea,
  key_check_sealed bytea,
  set_up_at timestamptz
);
grant select, update on installation to antiphon_app;

create table users (
  id uuid primary key,
  email text not null,
  email_key text not null unique,
  name text not null,
  password_hash text not null,
  totp_secret_sealed bytea,
  totp_enabled_at timestamptz,
  totp_last_step bigint,
  operator_since timestamptz,
  created_at timestamptz not null
);

create table sessions (
  id uuid primary key,
  user_id uuid not null references users on delete cascade,
  token_hash bytea not null unique,
  ip_address inet,
  user_agent text,
  created_at timestamptz not null,
  last_used_at timestamptz not null,
  second_factor_due boolean not null,
  expires_at timestamptz not null
);
create index on sessions (user_id);
create index on sessions (expires_at);

create table backup_codes (
  user_id uuid not null references users on delete cascade,
  code_hash bytea not null,
  used_at timestamptz,
  primary key (user_id, code_hash)
);

create table password_resets (
  user_id uuid primary key references users on delete cascade,
  token_hash bytea not null unique,
  expires_at timestamptz not null
);

-- Counters of the rate limits, shared by all processes. Keys are keyed hashes; losing them in a crash costs nothing.
create unlogged table rate_windows (
  key_hash bytea primary key,
  used integer not null,
  ends_at timestamptz not null
);

grant select, insert, update, delete on users, sessions, backup_codes, password_resets, rate_windows to antiphon_app;

create table workspaces (
  workspace_id uuid primary key,
  slug text not null unique check (slug ~ '^[a-z0-9]([a-z0-9-]{0,46}[a-z0-9])?$'),
  name text not null check (length(name) between 1 and 120),
  second_factor_required boolean not null default false,
  created_at timestamptz not null
);
call guard_workspace_rows('workspaces');

create table members (
  workspace_id uuid not null references workspaces on delete cascade,
  user_id uuid not null references users on delete cascade,
  role text not null check (role in ('owner', 'admin', 'agent', 'viewer')),
  joined_at timestamptz not null,
  primary key (workspace_id, user_id)
);
create index on members (user_id);
call guard_workspace_rows('members');

create table invitations (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null,
  email text not null,
  role text not null check (role in ('owner', 'admin', 'agent', 'viewer')),
  token_hash bytea not null,
  invited_by uuid references users on delete set null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (workspace_id, id)
);
create index on invitations (token_hash);
call guard_workspace_rows('invitations');

create table api_tokens (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null,
  user_id uuid not null references users on delete cascade,
  name text not null check (length(name) between 1 and 80),
  token_hash bytea not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  last_used_at timestamptz,
  primary key (workspace_id, id)
);
create index on api_tokens (token_hash);
call guard_workspace_rows('api_tokens');

-- The audit log: append-only and chained per workspace. Who and what are ids; from where stands apart and ends earlier.
create table audit_heads (
  workspace_id uuid primary key references workspaces on delete cascade,
  seq bigint not null,
  hash bytea not null
);
call guard_workspace_rows('audit_heads');
revoke delete on audit_heads from antiphon_app;

create table audit_entries (
  workspace_id uuid not null references workspaces on delete cascade,
  seq bigint not null,
  at timestamptz not null,
  actor_kind text not null check (actor_kind in ('user', 'token', 'supporter', 'command', 'job', 'visitor')),
  actor_id uuid,
  action text not null,
  subject_kind text,
  subject_id uuid,
  details jsonb not null default '{}',
  origin_id uuid,
  previous_hash bytea not null,
  hash bytea not null,
  primary key (workspace_id, seq)
);
call guard_workspace_rows('audit_entries');
revoke update, delete on audit_entries from antiphon_app;

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'audit entries are append-only' using errcode = 'insufficient_privilege';
end $$;
create trigger audit_entries_are_append_only before update or delete on audit_entries for each row execute function refuse_change();
create trigger audit_entries_are_never_truncated before truncate on audit_entries for each statement execute function refuse_change();

create table audit_origins (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null,
  ip_address inet,
  user_agent text,
  recorded_at timestamptz not null,
  primary key (workspace_id, id)
);
create index on audit_origins (recorded_at);
call guard_workspace_rows('audit_origins');

create table retention_runs (
  id uuid primary key,
  promise text not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  ended_rows integer,
  problem text
);
create index on retention_runs (promise, started_at desc);
grant select, insert, update, delete on retention_runs to antiphon_app;

-- The installation keeps its own audit chain and its own suppressions under the workspace of all zeros.
insert into workspaces (workspace_id, slug, name, created_at)
values ('00000000-0000-0000-0000-000000000000', 'installation', 'This installation', now());
insert into installation (id) values (gen_random_uuid());
