-- Who sends from a mailbox at the moment, and what holds it back: it holds across restarts, and among several processes one at a time sends from it.

create table mailbox_runs (
  workspace_id uuid not null,
  mailbox_id uuid not null,
  held_by uuid,
  held_until timestamptz,
  -- The message that was begun last: the gap after it is counted from here.
  last_claim_at timestamptz,
  last_delivery_id uuid,
  -- A provider asked for patience so many times in a row; the whole mailbox waits.
  slow_until timestamptz,
  slowed smallint not null default 0,
  -- So many messages in a row were refused for what they are, not for whom they are to.
  refused smallint not null default 0,
  primary key (workspace_id, mailbox_id),
  foreign key (workspace_id, mailbox_id) references mailboxes on delete cascade
);
call guard_workspace_rows('mailbox_runs');

-- A plan that was made for an empty table reads all of it for each row. A launch makes another table of it within seconds, and PostgreSQL looks by itself
-- only now and then; only the owner of a table may have it looked at.
create procedure look_at_enrolments() language plpgsql security definer set search_path = public, pg_temp as $$
begin
  analyze enrolments;
end $$;
revoke execute on procedure look_at_enrolments() from public;
grant execute on procedure look_at_enrolments() to antiphon_app;
