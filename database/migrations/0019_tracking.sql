-- Whether a team campaign wants to know that its messages and their links are opened: not at all unless a member says so.

alter table outreach_campaigns add column tracking text not null default 'none' check (tracking in ('none', 'aggregate', 'recipient'));

-- Where the links of sent messages lead. What is the same for everybody stays when its campaign is removed, so that the links in mailboxes go on leading
-- there; an address that was made for one recipient belongs to them and goes with them.
create table outreach_links (
  workspace_id uuid not null references workspaces on delete cascade,
  campaign_id uuid not null,
  id uuid not null,
  step smallint not null,
  url text not null check (url ~* '^https?://[^[:space:][:cntrl:]]+$' and length(url) <= 8000),
  enrolment_id uuid,
  noted_at timestamptz not null,
  -- Recipients who opened it, each once; in sum only, every time that it was opened.
  clicked_people integer not null default 0,
  clicked_machines integer not null default 0,
  clicked_unknown integer not null default 0,
  primary key (workspace_id, campaign_id, id),
  foreign key (workspace_id, campaign_id, enrolment_id) references enrolments on delete cascade
);
create index on outreach_links (workspace_id, campaign_id, enrolment_id) where enrolment_id is not null;
call guard_workspace_rows('outreach_links');

-- Each time that a message or a link of it was opened, as it came, with what it is taken for. The moment leads the key behind the campaign, so that the
-- table can be divided by time.
create table tracked_hits (
  workspace_id uuid not null,
  campaign_id uuid not null,
  at timestamptz not null,
  id uuid not null,
  enrolment_id uuid not null,
  -- None for the link for leaving, which is the same in all messages.
  step smallint,
  kind text not null check (kind in ('open', 'click', 'hidden', 'leave')),
  link_id uuid,
  ip_address inet,
  user_agent text check (length(user_agent) <= 300),
  -- Whether it asked for the head alone, and whether it said that it fetches ahead.
  head boolean not null,
  ahead boolean not null,
  -- None until what came around it is known.
  verdict text check (verdict in ('person', 'machine', 'unknown')),
  because text,
  primary key (workspace_id, campaign_id, at, id),
  constraint clicks_have_a_link check ((kind = 'click') = (link_id is not null)),
  constraint verdicts_have_a_reason check ((verdict is null) = (because is null))
);
create index on tracked_hits (workspace_id, campaign_id, enrolment_id, at);
create index tracked_hits_undecided on tracked_hits (at) where verdict is null;
call guard_workspace_rows('tracked_hits');

-- What is noted of recipients goes with them. Nothing asks once more whether they are there, when `write_hits` has just done so and holds them: that was a
-- quarter of what a click cost the database.
call go_with('tracked_hits', '{workspace_id,campaign_id,enrolment_id}', 'enrolments', '{workspace_id,campaign_id,id}');

-- Writes hits of any workspaces down, as far as their campaign still wants to know who opens what and their recipient is still there: a recipient who is
-- just being deleted is waited for, and one who is there is held until the hits are. The same hit a second time changes nothing. Of a recipient who was
-- opened often it is looked whether that is the most that is noted of one; the look costs more than the row.
-- A routine, so that it is one round trip, and planned once: the plan is the same whatever there is, each row by the keys of what it names. It opens the
-- whole installation for itself alone, because those who click at the same moment do so in whatever workspaces.
create function write_hits(
  workspace_ids uuid[], campaign_ids uuid[], ats timestamptz[], ids uuid[], enrolment_ids uuid[], steps smallint[], kinds text[], link_ids uuid[],
  ip_addresses inet[], user_agents text[], heads boolean[], aheads boolean[], oftens boolean[], most integer
) returns void language plpgsql set enable_seqscan = off as $$
declare
  scope_before constant text := coalesce(current_setting('app.scope', true), '');
begin
  perform set_config('app.scope', 'installation', true);
  insert into tracked_hits (workspace_id, campaign_id, at, id, enrolment_id, step, kind, link_id, ip_address, user_agent, head, ahead)
  select n.workspace_id, n.campaign_id, n.at, n.id, n.enrolment_id, n.step, n.kind, n.link_id, n.ip_address, n.user_agent, n.head, n.ahead
  from unnest(workspace_ids, campaign_ids, ats, ids, enrolment_ids, steps, kinds, link_ids, ip_addresses, user_agents, heads, aheads, oftens)
    as n (workspace_id, campaign_id, at, id, enrolment_id, step, kind, link_id, ip_address, user_agent, head, ahead, often)
  where (select o.tracking from outreach_campaigns o where o.workspace_id = n.workspace_id and o.id = n.campaign_id) = 'recipient'
    and (not n.often or not exists (
      select from tracked_hits t
      where t.workspace_id = n.workspace_id and t.campaign_id = n.campaign_id and t.enrolment_id = n.enrolment_id offset most - 1))
    and (select true from enrolments e
      where e.workspace_id = n.workspace_id and e.campaign_id = n.campaign_id and e.id = n.enrolment_id for key share)
  on conflict do nothing;
  perform set_config('app.scope', scope_before, true);
end $$;

-- Recipients, each once a message and verdict, in the hour of the first time; in sum only, every time.
alter table outreach_counts
  add column opened_people integer not null default 0,
  add column opened_machines integer not null default 0,
  add column opened_unknown integer not null default 0,
  add column clicked_people integer not null default 0,
  add column clicked_machines integer not null default 0,
  add column clicked_unknown integer not null default 0;
