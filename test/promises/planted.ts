import { randomBytes } from 'node:crypto';
import type { Holding } from '../../privacy/promise.ts';
import { asOwner } from '../harness/database.ts';

interface Column {
  name: string;
  type: string;
  nullable: boolean;
  /** Whether the table fills it in by itself. */
  filled: boolean;
  /** The first value that the column's check allows, where there is a list. */
  allowed: string | null;
}

async function columnsOf(url: string, table: string): Promise<Column[]> {
  return (await asOwner(
    url,
    `select a.attname as name, format_type(a.atttypid, null) as type, not a.attnotnull as nullable, a.atthasdef as filled,
       (select substring(pg_get_constraintdef(c.oid) from '''([^''^]+)''::text')
          from pg_constraint c where c.conrelid = a.attrelid and c.contype = 'c' and a.attnum = any (c.conkey)
          order by cardinality(c.conkey) limit 1) as allowed
     from pg_attribute a where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped order by a.attnum`,
    [table],
  )) as unknown as Column[];
}

interface Key {
  column: string;
  table: string;
  foreign: string;
}

async function foreignKeys(url: string, table: string): Promise<Key[]> {
  return (await asOwner(
    url,
    `select a.attname as column, c.confrelid::regclass::text as table, f.attname as foreign
     from pg_constraint c, unnest(c.conkey, c.confkey) as k (own, theirs)
     join pg_attribute a on true join pg_attribute f on true
     where c.conrelid = $1::regclass and c.contype = 'f' and a.attrelid = c.conrelid and a.attnum = k.own
       and f.attrelid = c.confrelid and f.attnum = k.theirs
     union all
     select k.own, r.args[1], k.theirs
     from pg_trigger t, string_to_array(encode(t.tgargs, 'escape'), '\\000') as r (args),
       unnest(string_to_array(r.args[2], ','), string_to_array(r.args[3], ',')) as k (own, theirs)
     where t.tgrelid = $1::regclass and t.tgname like 'have_their_%'
     union
     select k.own, t.tgrelid::regclass::text, k.theirs
     from pg_trigger t, string_to_array(encode(t.tgargs, 'escape'), '\\000') as r (args),
       unnest(string_to_array(r.args[2], ','), string_to_array(r.args[3], ',')) as k (own, theirs)
     where t.tgname like '%_go_with_them' and r.args[1] = $1::regclass::text and r.args[4] = ''`,
    [table],
  )) as unknown as Key[];
}

let next = 0;

function madeUp({ type, allowed }: Column): unknown {
  if (allowed) return allowed;
  if (type === 'uuid') return `${randomBytes(4).toString('hex')}-0000-7000-8000-${randomBytes(6).toString('hex')}`;
  if (type === 'bytea') return randomBytes(40);
  if (type === 'inet') return '198.51.100.7';
  if (type === 'jsonb') return '{}';
  if (type === 'text[]') return ['made-up'];
  if (type === 'boolean') return true;
  if (type === 'integer' || type === 'bigint' || type === 'smallint') return ++next;
  if (type === 'date') return '2026-01-01';
  if (type.startsWith('timestamp')) return new Date('2026-01-01T00:00:00Z');
  return `made-up-${++next}`;
}

/** What a table is asked for by its checks, beyond what can be read from them. */
const wanted: Record<string, Record<string, unknown>> = {
  count_nodes: { hash: Buffer.alloc(32, 1) },
  contact_fields: { key: 'planted' },
  pairings: { wrong_tries: 1 },
  tracking_domains: { host: 'links.example.org', token: 'A'.repeat(32) },
  files: { bytes: 40 },
  file_parts: { position: 0 },
  outreach_steps: { position: 1 },
  outreach_texts: { position: 1, variant: 'a', weight: 1 },
  outreach_links: { url: 'https://example.org/planted' },
  messages: { direction: 'out' },
  outreach_returns: { kind: 'bounce' },
  tracked_hits: { kind: 'click', link_id: '00000000-0000-7000-8000-000000000001', verdict: 'person', because: 'browser' },
  outreach_guards: { person_messages: 3, person_days: 30, company_people: 5, company_days: 30 },
};

/** Writes one row with made-up values in every column, and the rows that it points at. Gives what was written. */
export async function plant(url: string, table: string, given: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
  const row: Record<string, unknown> = { ...wanted[table], ...given };
  const keys = await foreignKeys(url, table);
  for (const parent of new Set(keys.map((key) => key.table))) {
    const own = keys.filter((key) => key.table === parent);
    const fixed = Object.fromEntries(own.filter(({ column }) => column in row).map(({ column, foreign }) => [foreign, row[column]]));
    const found = await parentOf(url, parent, fixed);
    for (const { column, foreign } of own) row[column] ??= found[foreign];
  }
  for (const column of await columnsOf(url, table)) if (!column.filled) row[column.name] ??= madeUp(column);
  const names = Object.keys(row);
  const slots = names.map((_, index) => `$${index + 1}`);
  await asOwner(url, `insert into ${table} (${names.join(', ')}) values (${slots.join(', ')})`, Object.values(row));
  return row;
}

async function parentOf(url: string, table: string, fixed: Record<string, unknown>): Promise<Record<string, unknown>> {
  if (table === 'workspaces') {
    const [known] = await asOwner(url, "select * from workspaces where slug = 'planted'");
    return known ?? plant(url, table, { slug: 'planted' });
  }
  const names = Object.keys(fixed);
  const where = names.map((name, index) => `${name} = $${index + 1}`).join(' and ');
  const [there] = names.includes('id') ? await asOwner(url, `select * from ${table} where ${where}`, Object.values(fixed)) : [];
  return there ?? plant(url, table, fixed);
}

/** Whether a planted row still holds what its promise is about. */
export async function standing(url: string, holding: Holding, row: Record<string, unknown>): Promise<'whole' | 'cleared' | 'gone'> {
  const keys = await asOwner(
    url,
    `select a.attname as name from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
     where i.indrelid = $1::regclass and i.indisprimary`,
    [holding.table],
  );
  const where = keys.map(({ name }, index) => `${String(name)} = $${index + 1}`).join(' and ');
  const [now] = await asOwner(
    url,
    `select * from ${holding.table} where ${where}`,
    keys.map(({ name }) => row[String(name)]),
  );
  if (!now) return 'gone';
  return holding.columns.every((column) => now[column] === null) ? 'cleared' : 'whole';
}
