-- What a call with an Idempotency-Key came to: the same call again is given the same answer, and done no second time. Written in the transaction
-- that does what was asked, so that there is never the one without the other. Who called, in which workspace, and the key are in the code alone.
create table idempotency_keys (
  key_hash bytea primary key,
  user_id uuid not null references users on delete cascade,
  -- Keyed code of what was asked: the same key for something else is a mistake of the caller.
  request_hash bytea not null,
  begun_at timestamptz not null,
  -- The answer, sealed; until there is one, the numbers of what was done. Nothing after somebody was erased: whom it names cannot be looked for.
  outcome_sealed bytea
);
create index on idempotency_keys (begun_at);
create index on idempotency_keys (user_id);
grant select, insert, update, delete on idempotency_keys to antiphon_app;

-- What an API token may be used for, of what its user may do; empty for all of it.
alter table api_tokens add column permissions text[] check (cardinality(permissions) between 1 and 60);
