import { asOwner } from '../harness/database.ts';

/** What a process of the version before relies on: tables, columns with their types, and what may not be written. */
export interface Shape {
  columns: Map<string, { type: string; nullable: boolean; filled: boolean }>;
  /** Primary keys, uniques and foreign keys, by what they say; and the columns that they are about. */
  keys: Map<string, string[]>;
  /** The values or the rule of each check, by table and columns. */
  checks: Map<string, string>;
  granted: Set<string>;
}

const ofProduct = `n.nspname = 'public' and c.relkind = 'r' and c.relname <> 'migrations'`;

/** One statement, and its rows. */
export type Ask = (text: string) => Promise<Record<string, unknown>[]>;

/** What a database is like, or one that is being changed, as whoever asks sees it. */
export async function shapeOf(from: string | Ask): Promise<Shape> {
  const ask: Ask = typeof from === 'string' ? (text) => asOwner(from, text) : from;
  const columns = await ask(
    `select c.relname || '.' || a.attname as name, format_type(a.atttypid, a.atttypmod) as type, not a.attnotnull as nullable, a.atthasdef as filled
     from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
     where ${ofProduct} and a.attnum > 0 and not a.attisdropped`,
  );
  const constraints = await ask(
    `select c.relname as table, k.contype as kind, pg_get_constraintdef(k.oid) as says,
       (select array_agg(c.relname || '.' || a.attname order by a.attnum) from pg_attribute a where a.attrelid = c.oid and a.attnum = any (k.conkey)) as columns
     from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
     where ${ofProduct} and k.contype in ('c', 'p', 'u', 'f')`,
  );
  const uniques = await ask(
    `select pg_get_indexdef(i.indexrelid) as says,
       (select array_agg(c.relname || '.' || a.attname order by a.attnum) from pg_attribute a where a.attrelid = c.oid and a.attnum = any (i.indkey)) as columns
     from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
     where ${ofProduct} and i.indisunique and not exists (select from pg_constraint k where k.conindid = i.indexrelid)`,
  );
  const grants = await ask(
    `select c.relname || ' ' || p.privilege as grant from pg_class c join pg_namespace n on n.oid = c.relnamespace,
       unnest(array['select', 'insert', 'update', 'delete']) as p (privilege)
     where ${ofProduct} and has_table_privilege('antiphon_app', c.oid, p.privilege)`,
  );
  const named = (row: Record<string, unknown>) => `${String(row.table)}: ${String(row.says)}`;
  return {
    columns: new Map(columns.map(({ name, type, nullable, filled }) => [String(name), { type, nullable, filled } as never])),
    keys: new Map([
      ...constraints.filter(({ kind }) => kind !== 'c').map((row) => [named(row), row.columns as string[]] as const),
      ...uniques.map(({ says, columns: about }) => [String(says), about as string[]] as const),
    ]),
    checks: new Map(
      constraints
        .filter(({ kind }) => kind === 'c')
        .map((row) => [`${String(row.table)}(${((row.columns as string[] | null) ?? []).join(',')})`, String(row.says)]),
    ),
    granted: new Set(grants.map(({ grant }) => String(grant))),
  };
}

const allowedIn = (check: string) => new Set([...check.matchAll(/'([^']*)'::text/g)].map(([, value]) => value));
const isWider = (before: string, after: string) => {
  const [was, is] = [allowedIn(before), allowedIn(after)];
  const sameRule = before.replace(/'[^']*'::text/g, '') !== '' && was.size > 0 && is.size > 0;
  return sameRule && [...was].every((value) => is.has(value));
};

/** What a process of the version before could not do any more after a migration, in words; nothing when it can go on. */
export function inTheWayOf(before: Shape, after: Shape): string[] {
  const tableOf = (column: string) => column.split('.')[0] ?? '';
  const knownTables = new Set([...before.columns.keys()].map(tableOf));
  const isKnown = (columns: string[]) => columns.some((column) => before.columns.has(column));
  return [
    ...[...before.columns].flatMap(([name, was]) => {
      const is = after.columns.get(name);
      if (!is) return [`${name} is gone`];
      if (is.type !== was.type) return [`${name} was ${was.type} and is ${is.type}`];
      if (was.nullable && !is.nullable) return [`${name} may not be empty any more`];
      return was.filled && !is.filled && !is.nullable ? [`${name} is not filled by itself any more`] : [];
    }),
    ...[...after.columns].flatMap(([name, is]) =>
      !before.columns.has(name) && knownTables.has(tableOf(name)) && !is.nullable && !is.filled
        ? [`${name} is new and has to be given`]
        : [],
    ),
    ...[...after.keys].flatMap(([says, columns]) => (!before.keys.has(says) && isKnown(columns) ? [`new key: ${says}`] : [])),
    ...[...before.keys].flatMap(([says]) => (after.keys.has(says) || says.includes('FOREIGN KEY') ? [] : [`a key is gone: ${says}`])),
    ...[...after.checks].flatMap(([place, says]) => {
      const was = before.checks.get(place);
      const columns = place.slice(place.indexOf('(') + 1, -1).split(',');
      if (
        was === undefined ? !isKnown(columns) || columns.some((column) => !before.columns.has(column)) : was === says || isWider(was, says)
      )
        return [];
      return [`narrower: ${place} ${says}`];
    }),
    ...[...before.granted].flatMap((grant) => (after.granted.has(grant) ? [] : [`antiphon_app may not any more: ${grant}`])),
  ];
}
