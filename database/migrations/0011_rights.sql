-- Rights: more of them by name, reminders before their day, restrictions, and exports that are fetched once.

alter table privacy_requests
  drop constraint privacy_requests_kind_check,
  add constraint privacy_requests_kind_check check (kind in (
    'access', 'rectification', 'erasure', 'objection', 'restriction', 'portability', 'consent', 'question',
    'know', 'delete', 'correct', 'no_sale', 'limit')),
  -- How often the operator was reminded: a week before the day, the day before, and when it is past.
  add column reminders smallint not null default 0;

alter table suppressions
  drop constraint suppressions_reason_check,
  add constraint suppressions_reason_check check (reason in ('asked', 'complaint', 'bounce', 'member', 'restricted'));

-- An export that was asked for and not fetched yet. It is put together when it is fetched, so nothing of it lies here.
create table export_links (
  token_hash bytea primary key,
  kind text not null check (kind in ('address', 'account', 'workspace')),
  address_sealed bytea,
  -- The user or the workspace that it is about.
  subject_id uuid,
  asked_at timestamptz not null,
  expires_at timestamptz not null
);
create index on export_links (expires_at);
grant select, insert, delete on export_links to antiphon_app;

-- The address of an erasure, until it was looked for once more: an import or a letter that was under way at that moment may have ended since.
alter table erasures add column address_sealed bytea;
create index on erasures (erased_at) where address_sealed is not null;

-- Whose role is asked for when the export of a workspace is fetched.
alter table export_links add column asked_by uuid;
