-- Promises kept: keys that can be turned, sessions that prove themselves again, erasures that outlive a restore, copies that wait for a word.

alter table installation
  -- Under which addresses are found again. Sealed by the master key, so that a new master key leaves every code as it is.
  add column lookup_key_sealed bytea,
  -- Also kept outside the database: where the two differ, this database is a copy or came from a backup.
  add column epoch uuid,
  add column quarantined_at timestamptz,
  add column quarantined_because text check (quarantined_because in ('restored', 'copied')),
  add constraint quarantined_for_a_reason check ((quarantined_at is null) = (quarantined_because is null));

-- When whoever sits there last showed that they know the password. Who is signed in already shows it again; a process of the version before
-- still begins sessions without it. A default that is a constant touches no row, so nobody waits.
alter table sessions add column confirmed_at timestamptz not null default 'epoch';
alter table sessions alter column confirmed_at set default now();

-- Columns that said what can be worked out, where an unreleased copy still has them.
alter table campaign_approvals drop column if exists approved_at;
alter table supporter_flows drop column if exists handle_told_at;
alter table webhooks drop column if exists told_at;
alter table privacy_requests drop column if exists verified_at, drop column if exists due_at;

-- Who was erased, by keyed code: an import or a restored backup does not bring them back.
create table erasures (
  address_hash bytea primary key,
  erased_at timestamptz not null
);
create index on erasures (erased_at);
grant select, insert, update, delete on erasures to antiphon_app;
