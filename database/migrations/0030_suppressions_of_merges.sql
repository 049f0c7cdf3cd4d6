-- A merge of two contacts puts an address on the list because the other stands there. The merge's number stays beside such an entry until somebody
-- says the same of the address itself: only what is still the merge's own goes when the merge is taken back.
-- No reference: what a merge remembers goes after ninety days, and the entry stays.
alter table suppressions add column merge_id uuid;
create index on suppressions (workspace_id, merge_id) where merge_id is not null;
