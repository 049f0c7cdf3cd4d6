-- Documents as they were published: which words held from when, who was told of a change, which workspace accepted which agreement.

-- A version is written once and never changed, so the product may neither update nor delete it.
create table published_documents (
  document text not null check (document in ('privacy', 'cookies', 'dpa', 'subprocessors', 'deletion', 'legal')),
  version integer not null check (version > 0),
  words_hash bytea not null,
  text text not null,
  published_at timestamptz not null,
  primary key (document, version)
);
grant select, insert on published_documents to antiphon_app;

-- Claimed before the mail leaves: what is `sending` and never became `mailed` may have left and is not sent again.
create table document_notices (
  document text not null,
  version integer not null,
  user_id uuid not null references users on delete cascade,
  state text not null check (state in ('sending', 'mailed', 'failed')),
  tries integer not null,
  claimed_at timestamptz not null,
  primary key (document, version, user_id),
  foreign key (document, version) references published_documents
);
create index on document_notices (user_id);
create index on document_notices (claimed_at);
grant select, insert, update, delete on document_notices to antiphon_app;

create table agreement_acceptances (
  workspace_id uuid not null references workspaces on delete cascade,
  version integer not null check (version > 0),
  words_hash bytea not null,
  accepted_by uuid references users on delete set null,
  accepted_at timestamptz not null,
  primary key (workspace_id, version)
);
create index on agreement_acceptances (accepted_by);
call guard_workspace_rows('agreement_acceptances');
