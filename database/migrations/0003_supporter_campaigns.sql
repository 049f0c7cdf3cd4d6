-- Supporter campaigns, complete: who is written to and how often, what is said in which words, where it stands, and what is counted.

alter table workspaces add column approval_required boolean not null default false;

alter table campaigns
  -- What a recipient types to see that a letter's campaign is genuine: Crockford's alphabet, no letter that is read as a figure.
  add column code text not null default upper(substr(translate(md5(gen_random_uuid()::text), 'abcdef0189', 'GHJKMNPQRS'), 1, 8)),
  add column choice text not null default 'all'
    check (choice in ('all', 'pick', 'postcode', 'region', 'random', 'least_contacted')),
  add column most_letters integer not null default 10 check (most_letters between 1 and 50),
  add column language text not null default 'en' check (language ~ '^[a-z]{2,3}(-[A-Z]{2})?$'),
  add column time_zone text not null default 'UTC',
  add column hourly_budget integer check (hourly_budget between 1 and 100000),
  add column daily_budget integer check (daily_budget between 1 and 1000000),
  add column office_hours boolean not null default false,
  add column routing_fields text[] not null default '{}',
  add column rules jsonb not null default '[]',
  add column own_text_required boolean not null default false,
  add column thanks text not null default '' check (length(thanks) <= 2000),
  add column goal_grows boolean not null default false,
  add column track_links boolean not null default false,
  add column challenge text not null default 'none' check (challenge in ('none', 'work')),
  add column held_at timestamptz,
  add column held_because text check (held_because in ('complaints', 'operator')),
  add column resting_until timestamptz,
  drop constraint campaigns_editing_check,
  add constraint campaigns_editing_check check (editing in ('whole', 'part', 'own_line', 'locked')),
  add constraint held_for_a_reason check ((held_at is null) = (held_because is null));
alter table campaigns alter column code drop default, add unique (workspace_id, code);
create index on campaigns (code);

-- A text version is a set of wordings: one for each message (the main one, and those that rules choose) and language.
alter table campaign_texts
  add column message text not null default 'main' check (message ~ '^[a-z][a-z0-9-]{0,39}$'),
  add column language text not null default 'en' check (language ~ '^[a-z]{2,3}(-[A-Z]{2})?$'),
  add column written_by uuid references users on delete set null,
  add column subjects text[];
update campaign_texts set subjects = array[subject];
alter table campaign_texts
  alter column subjects set not null,
  add constraint some_subjects check (cardinality(subjects) between 1 and 20),
  drop column subject,
  drop constraint campaign_texts_pkey,
  add primary key (workspace_id, campaign_id, version, message, language);

create table campaign_approvals (
  workspace_id uuid not null,
  campaign_id uuid not null,
  text_version integer not null,
  approved_by uuid references users on delete set null,
  primary key (workspace_id, campaign_id, text_version),
  foreign key (workspace_id, campaign_id) references campaigns on delete cascade
);
call guard_workspace_rows('campaign_approvals');

alter table campaign_recipients
  add column language text not null default '',
  add column country text not null default '' check (country ~ '^([A-Z]{2})?$'),
  add column region text not null default '',
  add column postcodes text[] not null default '{}',
  add column affiliation text not null default '',
  add column valid_from date,
  add column valid_to date,
  add column fields jsonb not null default '{}',
  add column contacted integer not null default 0;
create index on campaign_recipients (workspace_id, campaign_id, contacted, id);
create index on campaign_recipients (email_key);

-- How many letters each recipient was sent, and what supporters say came back.
create table recipient_counts (
  workspace_id uuid not null,
  recipient_id uuid not null,
  campaign_id uuid not null,
  accepted integer not null default 0,
  failed integer not null default 0,
  skipped integer not null default 0,
  uncertain integer not null default 0,
  opened integer not null default 0,
  bounced_hard integer not null default 0,
  bounced_full integer not null default 0,
  bounced_blocked integer not null default 0,
  bounced_later integer not null default 0,
  primary key (workspace_id, recipient_id),
  foreign key (workspace_id, campaign_id) references campaigns on delete cascade,
  foreign key (workspace_id, recipient_id) references campaign_recipients on delete cascade
);
call guard_workspace_rows('recipient_counts');

-- What a recipient can bear is a matter of the recipient and not of a campaign: these two count over the whole copy, by keyed hash.
create table recipient_hours (
  address_hash bytea not null,
  hour timestamptz not null,
  letters integer not null,
  primary key (address_hash, hour)
);
create index on recipient_hours (hour);
grant select, insert, update, delete on recipient_hours to antiphon_app;
create table recipient_caps (
  address_hash bytea primary key,
  most_per_day integer not null check (most_per_day between 1 and 1000),
  keep_until timestamptz not null,
  set_at timestamptz not null
);
create index on recipient_caps (keep_until);
grant select, insert, update, delete on recipient_caps to antiphon_app;

create table partners (
  workspace_id uuid not null,
  id uuid not null,
  campaign_id uuid not null,
  name text not null check (length(name) between 1 and 120),
  origins text[] not null check (cardinality(origins) between 1 and 20),
  created_at timestamptz not null,
  ended_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, campaign_id) references campaigns on delete cascade
);
call guard_workspace_rows('partners');

alter table supporter_flows
  add column language text not null default 'en',
  add column combination integer not null default 0,
  add column partner_id uuid,
  add column mailbox text check (mailbox in ('gmail', 'outlook', 'own_program')),
  add column rehearsal boolean not null default false,
  add column handle_hash bytea,
  -- For a move to another browser: good once, for a quarter of an hour.
  add column hand_over_hash bytea,
  add column hand_over_until timestamptz,
  add column receipt_sealed bytea,
  -- What a participation is known by: the address where the provider vouches for it, else the account.
  add column identity_sealed bytea,
  add constraint flow_partner foreign key (workspace_id, partner_id) references partners on delete set null (partner_id);
create index on supporter_flows (handle_hash);
create index on supporter_flows (hand_over_hash);

-- Which recipients a supporter was offered: they count towards what those can bear until the offer is taken or given back.
create table offers (
  workspace_id uuid not null,
  flow_id uuid not null,
  recipient_id uuid not null,
  state text not null check (state in ('held', 'taken', 'released')),
  hour timestamptz not null,
  held_until timestamptz not null,
  primary key (workspace_id, flow_id, recipient_id),
  foreign key (workspace_id, flow_id) references supporter_flows on delete cascade,
  foreign key (workspace_id, recipient_id) references campaign_recipients on delete cascade
);
create index on offers (held_until) where state = 'held';
call guard_workspace_rows('offers');

alter table deliveries
  add column rehearsal boolean not null default false,
  add constraint rehearsal_has_no_recipient check (not rehearsal or recipient_address is null);
create index on deliveries (workspace_id, campaign_id, settled_at);

-- What was counted on a day, by language, wording, partner and way; accepted by a provider and opened in an own program never mix.
alter table campaign_days rename to campaign_counts;
alter table campaign_counts
  add column channel text not null default 'gmail'
    check (channel in ('gmail', 'outlook', 'gmail_compose', 'outlook_compose', 'yahoo_compose', 'mailto', 'copy', 'eml')),
  add column language text not null default 'en',
  add column combination integer not null default 0,
  -- The zero id is nobody: a supporter who came by no partner.
  add column partner_id uuid not null default '00000000-0000-0000-0000-000000000000',
  add column opened integer not null default 0,
  drop constraint campaign_days_pkey,
  add primary key (workspace_id, campaign_id, day, channel, language, combination, partner_id);

-- How often each wording was taken up, to hand them out evenly.
create table wording_turns (
  workspace_id uuid not null,
  campaign_id uuid not null,
  language text not null,
  combination integer not null,
  taken bigint not null,
  primary key (workspace_id, campaign_id, language, combination),
  foreign key (workspace_id, campaign_id) references campaigns on delete cascade
);
call guard_workspace_rows('wording_turns');

-- The log behind the public count: complete subtrees of a Merkle tree (RFC 6962), added and never changed.
create table count_logs (
  workspace_id uuid not null,
  campaign_id uuid not null,
  size bigint not null,
  primary key (workspace_id, campaign_id),
  foreign key (workspace_id, campaign_id) references campaigns on delete cascade
);
call guard_workspace_rows('count_logs');
create table count_nodes (
  workspace_id uuid not null,
  campaign_id uuid not null,
  level smallint not null,
  index bigint not null,
  hash bytea not null check (length(hash) = 32),
  primary key (workspace_id, campaign_id, level, index),
  foreign key (workspace_id, campaign_id) references campaigns on delete cascade
);
create index on count_nodes (workspace_id, campaign_id, hash) where level = 0;
call guard_workspace_rows('count_nodes');
revoke update on count_nodes from antiphon_app;

-- An organiser's link that goes through this copy: two numbers, and nothing about a click.
create table tracked_links (
  workspace_id uuid not null,
  id uuid not null,
  campaign_id uuid not null,
  code text not null,
  url text not null check (length(url) <= 2000),
  visits bigint not null default 0,
  people bigint not null default 0,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, code),
  unique (workspace_id, campaign_id, url),
  foreign key (workspace_id, campaign_id) references campaigns on delete cascade
);
create index on tracked_links (code);
call guard_workspace_rows('tracked_links');

create table webhooks (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null,
  url text not null check (length(url) <= 2000),
  secret_sealed bytea not null,
  created_at timestamptz not null,
  last_tried_at timestamptz,
  last_status integer,
  -- Of what the newest message said, by which a change is known.
  totals_hash bytea,
  -- The message that was not taken yet: the same words under the same id until it is taken or telling ends.
  message_id uuid,
  message_body text,
  failures integer not null default 0,
  failing_since timestamptz,
  next_try_at timestamptz,
  ended_at timestamptz,
  primary key (workspace_id, id),
  constraint message_has_an_id check ((message_id is null) = (message_body is null))
);
call guard_workspace_rows('webhooks');

-- A recipient's word against a campaign, once each: enough of them hold the campaign until the operator has looked.
create table complaints (
  workspace_id uuid not null,
  campaign_id uuid not null,
  address_hash bytea not null,
  made_at timestamptz not null,
  primary key (workspace_id, campaign_id, address_hash),
  foreign key (workspace_id, campaign_id) references campaigns on delete cascade
);
create index on complaints (made_at);
call guard_workspace_rows('complaints');

-- A link to what is kept about an address, mailed to that address and to no other.
create table recipient_links (
  token_hash bytea primary key,
  address_sealed bytea not null,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index on recipient_links (expires_at);
grant select, insert, delete on recipient_links to antiphon_app;

-- Requests about a person's data. They concern the whole copy.
create table privacy_requests (
  id uuid primary key,
  kind text not null check (kind in ('access', 'rectification', 'erasure', 'objection', 'restriction', 'portability', 'question')),
  state text not null check (state in ('unverified', 'open', 'answered', 'refused')),
  address_sealed bytea,
  message_sealed bytea,
  answer_sealed bytea,
  token_hash bytea unique,
  received_at timestamptz not null,
  answered_at timestamptz,
  ends_at timestamptz not null
);
create index on privacy_requests (ends_at);
grant select, insert, update, delete on privacy_requests to antiphon_app;

-- How many calls went to a provider in a minute, in a few slots so that many processes do not wait for one row.
create table provider_minutes (
  provider text not null,
  minute timestamptz not null,
  slot smallint not null,
  calls integer not null,
  primary key (provider, minute, slot)
);
grant select, insert, update, delete on provider_minutes to antiphon_app;
