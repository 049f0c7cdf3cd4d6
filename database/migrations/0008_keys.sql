-- Master keys that are turned while the copy runs: which key a sealed value is under, and a fence around keys that were retired.

-- The id of the master key that a sealed value is under, as server/platform/sealed.ts writes it; null for bytes that are no sealed value.
-- Only the first bytes are read, however long the value is.
create function master_key_of(sealed bytea) returns text language sql immutable parallel safe
  return case when octet_length(sealed) > 90 then
    encode(substring(substring(sealed from 1 for 34) from 3 for get_byte(substring(sealed from 1 for 2), 1)), 'escape') end;

create table retired_keys (
  id text primary key,
  retired_at timestamptz not null
);
grant select, insert, delete on retired_keys to antiphon_app;

-- Refuses what a process that has not heard of it yet seals under a retired key: nobody could open it once that process has ended.
-- After the row and not before it, so that its transaction can be seen and waited for by whoever retires the key.
-- Called in the transaction of each migration (server/platform/migrate.ts), so that it holds for the columns that come later too.
create procedure guard_sealed_columns() language plpgsql as $$
declare
  one record;
  body text;
begin
  for one in
    select table_name as name, 'guard_sealed_' || table_name as guard, string_agg(quote_ident(column_name), ', ' order by column_name) as columns,
      string_agg(format('case when new.%1$I is distinct from old.%1$I then master_key_of(new.%1$I) end', column_name), ', '
        order by column_name) as keys
    from information_schema.columns join pg_tables on schemaname = table_schema and tablename = table_name
    where table_schema = 'public' and column_name like '%\_sealed' group by table_name
  loop
    body := format(
      ' begin if exists (select from retired_keys where id in (%s)) then'
      ' raise exception ''A value was sealed under a retired master key and not kept.'' using errcode = ''AK001''; end if; return null; end ',
      one.keys);
    continue when exists (select from pg_proc where proname = one.guard and prosrc = body);
    -- A rotation replaces the value where it stands, in tables too whose rows are otherwise never changed.
    execute format('grant update (%s) on %I to antiphon_app', one.columns, one.name);
    execute format('create or replace function %I() returns trigger language plpgsql as %L', one.guard, body);
    execute format('create or replace trigger guard_sealed after insert or update of %s on %I for each row execute function %I()',
      one.columns, one.name, one.guard);
  end loop;
end $$;
