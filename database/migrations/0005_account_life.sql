-- The life of an account: another address, a browser not seen before, an account and a workspace that end.

-- When somebody signed in first. Empty for accounts of before: their next sign-in teaches which browser is theirs, without a notice.
alter table users add column first_signed_in_at timestamptz;

-- An address that is to take the place of another: the link to the new one, and the one by which the old one takes it back.
create table address_changes (
  id uuid primary key,
  user_id uuid not null references users on delete cascade,
  old_email text not null,
  new_email text not null,
  link_hash bytea not null unique,
  undo_hash bytea not null unique,
  asked_at timestamptz not null,
  link_ends_at timestamptz not null,
  done_at timestamptz,
  ends_at timestamptz not null
);
create index on address_changes (user_id);
create index on address_changes (ends_at);

-- From which browsers and networks a user signed in, by keyed code.
create table known_browsers (
  user_id uuid not null references users on delete cascade,
  code_hash bytea not null,
  forgotten_at timestamptz not null,
  primary key (user_id, code_hash)
);
create index on known_browsers (forgotten_at);

-- The last mail to somebody whose account is gone waits here until it is sent.
create table farewells (
  id uuid primary key,
  address_sealed bytea not null,
  wiped jsonb not null,
  erased_at timestamptz not null
);
create index on farewells (erased_at);

grant select, insert, update, delete on address_changes, known_browsers, farewells to antiphon_app;

-- A workspace that is to end. From that moment on it is not there, whether or not a job ran.
alter table workspaces add column ends_at timestamptz;
create index on workspaces (ends_at) where ends_at is not null;

-- Entries stay as they are as long as their workspace is there, and go with it: nobody deletes them by themselves.
create or replace function refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if not exists (select 1 from workspaces where workspace_id = old.workspace_id) then
      return old;
    end if;
  end if;
  raise exception 'audit entries are append-only' using errcode = 'insufficient_privilege';
end $$;

-- So a workspace goes only when its end was set, which is an act of its own and written down.
create function refuse_removal() returns trigger language plpgsql as $$
begin
  if old.ends_at is null then
    raise exception 'a workspace without an end stays, for its audit entries are append-only' using errcode = 'insufficient_privilege';
  end if;
  return old;
end $$;
create trigger workspaces_go_in_order before delete on workspaces for each row execute function refuse_removal();
