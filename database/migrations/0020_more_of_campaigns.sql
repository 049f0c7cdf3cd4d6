-- More of team campaigns: a launch that can be taken back, approval by a second member, caps, guards, and what the DNS says of a mailbox's domain.

alter table outreach_campaigns
  -- Nothing leaves for so many minutes after the launch, so that it can be taken back.
  add column hold_minutes smallint not null default 0 check (hold_minutes between 0 and 1440),
  add column hold_ends_at timestamptz,
  -- Contacts whose address was judged bad are left out at the launch, and by adding others later.
  add column leave_out_bad_addresses boolean not null default true,
  -- Who wrote its messages or changed it last cannot approve it; who launched it is told when it pauses by itself.
  add column changed_by uuid references users on delete set null,
  add column written_by uuid references users on delete set null,
  add column launched_by uuid references users on delete set null,
  -- What came back before is no reason to pause it once more.
  add column guarded_from timestamptz,
  drop constraint outreach_campaigns_paused_because_check,
  add constraint outreach_campaigns_paused_because_check
    check (paused_because in ('member', 'mailboxes', 'bounces', 'complaints', 'errors', 'late', 'restored', 'approval'));

-- Of whoever was added by hand: the values of their own row, as they stood before the launch put in what the address book knows.
alter table enrolments add column own_fields jsonb;

-- A second member read a campaign and wants it sent as it was then.
create table outreach_approvals (
  workspace_id uuid not null,
  campaign_id uuid not null,
  -- Of its steps, its audience and its settings.
  fingerprint text not null,
  approved_by uuid references users on delete set null,
  primary key (workspace_id, campaign_id, fingerprint),
  foreign key (workspace_id, campaign_id) references outreach_campaigns on delete cascade
);
call guard_workspace_rows('outreach_approvals');

-- What holds for all team campaigns of a workspace. Where it has no row, nobody is capped and the widest guards hold.
create table outreach_guards (
  workspace_id uuid primary key references workspaces on delete cascade,
  -- At most so many messages to one person in so many days.
  person_messages smallint check (person_messages between 1 and 100),
  person_days smallint check (person_days between 1 and 365),
  -- At most so many people of one company get their first message within so many days.
  company_people smallint check (company_people between 1 and 1000),
  company_days smallint check (company_days between 1 and 365),
  bounce_percent smallint not null default 5 check (bounce_percent between 1 and 5),
  complaint_permille smallint not null default 3 check (complaint_permille between 1 and 3),
  constraint person_cap_is_whole check ((person_messages is null) = (person_days is null)),
  constraint company_cap_is_whole check ((company_people is null) = (company_days is null))
);
call guard_workspace_rows('outreach_guards');

-- How hand-overs to a provider go, over all workspaces and processes. There is a row only while something goes wrong.
create table provider_circuits (
  -- gmail, outlook, or the name of a mail server.
  provider text primary key check (length(provider) <= 260),
  counted_from timestamptz not null,
  taken integer not null default 0,
  failed integer not null default 0,
  -- Until then nothing is handed over to it; then one mailbox tries.
  waits_until timestamptz,
  pauses smallint not null default 0,
  try_ends_at timestamptz
);
grant select, insert, update, delete on provider_circuits to antiphon_app;

-- What was found when a message that a mailbox really sent was looked at.
create table mailbox_checks (
  workspace_id uuid not null,
  mailbox_id uuid not null,
  findings jsonb not null,
  checked_at timestamptz not null,
  primary key (workspace_id, mailbox_id),
  foreign key (workspace_id, mailbox_id) references mailboxes on delete cascade
);
call guard_workspace_rows('mailbox_checks');
