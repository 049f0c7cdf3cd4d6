-- A browser's extension is paired with a workspace by a short code that a member shows it, and a draft that it hands over arrives once.
create table pairings (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null,
  user_id uuid not null references users on delete cascade,
  -- The first characters find the code, a keyed hash of the others proves it: so wrong tries are counted on the code that they were meant for.
  locator text not null check (length(locator) <= 20),
  proof_hash bytea not null,
  wrong_tries smallint not null default 0 check (wrong_tries between 0 and 5),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (workspace_id, id)
);
create index on pairings (locator);
create index on pairings (user_id);
call guard_workspace_rows('pairings');

-- Which campaign a draft went into, under the number that the extension gave it: sent again after a lost answer, it changes nothing.
create table taken_drafts (
  workspace_id uuid not null,
  export_id uuid not null,
  campaign_id uuid not null,
  recipients_added integer not null default 0,
  primary key (workspace_id, export_id),
  foreign key (workspace_id, campaign_id) references outreach_campaigns on delete cascade deferrable initially deferred
);
create index on taken_drafts (workspace_id, campaign_id);
call guard_workspace_rows('taken_drafts');
