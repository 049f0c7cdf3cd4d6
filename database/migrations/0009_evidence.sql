-- Evidence for an auditor: who saw whose data, what a member did, and when something was done, found without reading a whole chain.

create index audit_entries_by_subject on audit_entries (workspace_id, subject_id, seq) where subject_id is not null;
create index audit_entries_by_actor on audit_entries (workspace_id, actor_id, seq) where actor_id is not null;
create index audit_entries_by_action on audit_entries (workspace_id, action, seq);

-- All promises that were kept in one run carry its moment.
create index on retention_runs (started_at);
