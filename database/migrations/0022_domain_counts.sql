-- What became of the messages of a campaign by the domain of the address: how each mail provider takes them. Added to, and never counted anew.
create table outreach_domain_counts (
  workspace_id uuid not null,
  campaign_id uuid not null,
  domain text not null,
  accepted integer not null default 0,
  failed integer not null default 0,
  bounced_hard integer not null default 0,
  bounced_soft integer not null default 0,
  refused integer not null default 0,
  replied integer not null default 0,
  complained integer not null default 0,
  primary key (workspace_id, campaign_id, domain),
  foreign key (workspace_id, campaign_id) references outreach_campaigns on delete cascade
);
call guard_workspace_rows('outreach_domain_counts');
