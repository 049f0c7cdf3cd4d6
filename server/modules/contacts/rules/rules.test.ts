import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { asOwner } from '../../../../test/harness/database.ts';
import { setUp } from '../../../../test/harness/people.ts';
import { startProduct } from '../../../../test/harness/product.ts';
import {
  dayTests,
  numberTests,
  segmentRule,
  spanTests,
  textColumns,
  textTests,
  verdicts,
  type Condition,
  type SegmentRule,
} from '../../../../shared/segment-rule.ts';
import { newId, readId, showId } from '../../../platform/ids.ts';
import { ruleSql } from './store.ts';

const product = await startProduct();
const { workspaceId: shownWorkspace } = await setUp(product);
const workspaceId = readId('workspace', shownWorkspace);
const { tools } = product.app;
const today = product.clock.now().toISOString().slice(0, 10);
const dayFrom = (days: number) => Temporal.PlainDate.from(today).add({ days }).toString();

const ids = Array.from({ length: 4 }, () => newId(tools.clock));
const [listA = '', listB = '', companyA = '', companyB = ''] = ids;
const companyNames = new Map([
  [companyA, 'Ford Council'],
  [companyB, "O'Hara; drop table contacts"],
]);
const texts = [
  '',
  'a',
  'A',
  'Straße',
  'ÉCOLE',
  'école',
  '%',
  '_',
  '\\',
  "'",
  '"',
  '--',
  '$1',
  'ß',
  'Σς',
  'null',
  '[]{}',
  '\u{1F600}',
  'a b',
];
const tags = ['a', 'A', 'water', "'; --", '{}', 'Straße'];
const numbers = ['', '0', '-1', '12', '12.5', '1e3', '007', 'twelve', '9999999999', ' 5'];
const days = ['', today, dayFrom(-1), dayFrom(-30), dayFrom(1), dayFrom(400), '2024-02-29', 'yesterday', '2024-1-1'];

/** A contact as the plain reading of a rule knows it. */
interface Row {
  id: string;
  email: string;
  first_name: string;
  last_name: string;
  job_title: string;
  phone: string;
  language: string;
  time_zone: string;
  companyId: string | null;
  fields: Record<string, string>;
  tags: string[];
  lists: string[];
  verdict: (typeof verdicts)[number];
  created: string;
}

const rowOf = fc.record({
  first_name: fc.constantFrom(...texts),
  last_name: fc.constantFrom(...texts),
  job_title: fc.oneof(fc.constantFrom(...texts), fc.string({ maxLength: 20, unit: 'grapheme-ascii' })),
  companyId: fc.constantFrom(null, companyA, companyB),
  fields: fc.record({ word: fc.constantFrom(...texts), number: fc.constantFrom(...numbers), day: fc.constantFrom(...days) }),
  tags: fc.uniqueArray(fc.constantFrom(...tags), { maxLength: 3 }),
  lists: fc.uniqueArray(fc.constantFrom(listA, listB)),
  verdict: fc.constantFrom(...verdicts),
  created: fc.constantFrom(today, dayFrom(-1), dayFrom(-31), '2024-02-29'),
});

const rows: Row[] = fc.sample(rowOf, { numRuns: 120, seed: 7 }).map((row, place) => ({
  ...row,
  id: newId(tools.clock),
  email: `${String(place)}.${place % 2 ? 'A' : 'b'}@example.org`,
  phone: '',
  language: place % 3 ? 'en' : '',
  time_zone: 'Europe/Vienna',
}));

// PostgreSQL turns letter by letter and never makes two of one.
const fold = (text: string) => [...text].map((letter) => ([...letter.toLowerCase()].length === 1 ? letter.toLowerCase() : letter)).join('');
const isNumber = /^-?[0-9]{1,15}(\.[0-9]{1,10})?$/;
const isDay = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;
const textOf = (row: Row, of: string): string => {
  if (of.startsWith('own.')) return row.fields[of.slice(4)] ?? '';
  if (of === 'company') return companyNames.get(row.companyId ?? '') ?? '';
  return row[of as 'email'];
};
const dayOf = (row: Row, of: string): string | undefined => {
  const day = of === 'created' ? row.created : textOf(row, of);
  return isDay.test(day) ? day : undefined;
};

const segments = new Map<string, SegmentRule>();

/** What a rule means, read without a database. */
function means(rule: SegmentRule, row: Row): boolean {
  switch (rule.kind) {
    case 'all':
      return rule.rules.every((one) => means(one, row));
    case 'any':
      return rule.rules.some((one) => means(one, row));
    case 'not':
      return !means(rule.rule, row);
    case 'text':
      return meansText(rule, textOf(row, rule.of));
    case 'number': {
      const text = textOf(row, rule.of);
      if (!isNumber.test(text)) return false;
      return { is: Number(text) === rule.value, above: Number(text) > rule.value, below: Number(text) < rule.value }[rule.test];
    }
    case 'day': {
      const day = dayOf(row, rule.of);
      return day !== undefined && { on: day === rule.day, before: day < rule.day, after: day > rule.day }[rule.test];
    }
    case 'span': {
      const day = dayOf(row, rule.of);
      if (day === undefined) return false;
      const [past, future] = [dayFrom(-rule.days), dayFrom(rule.days)];
      return { within_last: day >= past && day <= today, longer_ago: day < past, within_next: day >= today && day <= future }[rule.test];
    }
    case 'tag':
      return row.tags.includes(rule.tag);
    case 'list':
      return row.lists.includes(readId('list', rule.listId));
    case 'company':
      return row.companyId === readId('company', rule.companyId);
    case 'verdict':
      return row.verdict === rule.verdict;
    case 'segment': {
      const inner = segments.get(readId('segment', rule.segmentId));
      return inner !== undefined && means(inner, row);
    }
  }
}

function meansText({ test: how, value }: Extract<Condition, { kind: 'text' }>, text: string): boolean {
  const [one, sought] = [fold(text), fold(value)];
  switch (how) {
    case 'is':
      return one === sought;
    case 'is_not':
      return one !== sought;
    case 'contains':
      return one.includes(sought);
    case 'contains_not':
      return !one.includes(sought);
    case 'begins':
      return one.startsWith(sought);
    case 'empty':
      return text === '';
    case 'filled':
      return text !== '';
  }
}

const wordy = fc.constantFrom(...textColumns, 'own.word' as const, 'own.missing' as const);
const [named, unnamed] = [newId(tools.clock), newId(tools.clock)];
const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({
    kind: fc.constant('text' as const),
    of: wordy,
    test: fc.constantFrom(...textTests),
    value: fc.oneof(fc.constantFrom(...texts), fc.string({ maxLength: 5, unit: 'grapheme-ascii' })),
  }),
  fc.record({
    kind: fc.constant('number' as const),
    of: fc.constantFrom('own.number', 'own.word'),
    test: fc.constantFrom(...numberTests),
    value: fc.constantFrom(0, -1, 12, 12.5, 7, 1e15, 0.1),
  }),
  fc.record({
    kind: fc.constant('day' as const),
    of: fc.constantFrom('created', 'own.day', 'own.word'),
    test: fc.constantFrom(...dayTests),
    day: fc.constantFrom(today, dayFrom(-1), '2024-02-29'),
  }),
  fc.record({
    kind: fc.constant('span' as const),
    of: fc.constantFrom('created', 'own.day'),
    test: fc.constantFrom(...spanTests),
    days: fc.constantFrom(0, 1, 30, 31, 36_500),
  }),
  fc.record({ kind: fc.constant('tag' as const), tag: fc.constantFrom(...tags, 'no such') }),
  fc.record({ kind: fc.constant('list' as const), listId: fc.constantFrom(listA, listB).map((id) => showId('list', id)) }),
  fc.record({ kind: fc.constant('company' as const), companyId: fc.constantFrom(companyA, companyB).map((id) => showId('company', id)) }),
  fc.record({ kind: fc.constant('verdict' as const), verdict: fc.constantFrom(...verdicts) }),
  fc.record({ kind: fc.constant('segment' as const), segmentId: fc.constantFrom(named, unnamed).map((id) => showId('segment', id)) }),
);
const { rule: anyRule } = fc.letrec<{ rule: SegmentRule }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 4 },
    condition,
    fc.record({ kind: fc.constant('all' as const), rules: fc.array(tie('rule'), { maxLength: 3 }) }),
    fc.record({ kind: fc.constant('any' as const), rules: fc.array(tie('rule'), { maxLength: 3 }) }),
    fc.record({ kind: fc.constant('not' as const), rule: tie('rule') }),
  ),
}));
segments.set(named, {
  kind: 'all',
  rules: [
    { kind: 'tag', tag: 'water' },
    { kind: 'text', of: 'first_name', test: 'filled', value: '' },
  ],
});

await plant();
async function plant() {
  const own = (text: string, values: unknown[]) => asOwner(product.databaseUrl, text, values);
  for (const [id, name] of companyNames)
    await own('insert into companies (workspace_id, id, name, created_at) values ($1, $2, $3, now())', [workspaceId, id, name]);
  for (const id of [listA, listB])
    await own("insert into lists (workspace_id, id, name, created_at) values ($1, $2, 'x', now())", [workspaceId, id]);
  for (const row of rows) {
    await own(
      `insert into contacts (workspace_id, id, email, email_key, first_name, last_name, company_id, job_title, language, time_zone, fields, tags, verdict,
        created_at, changed_at) values ($1, $2, $3, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, now())`,
      [
        ...[workspaceId, row.id, row.email, row.first_name, row.last_name, row.companyId, row.job_title, row.language, row.time_zone],
        ...[JSON.stringify(row.fields), row.tags, row.verdict, `${row.created}T23:59:59Z`],
      ],
    );
    for (const list of row.lists) await own('insert into list_contacts values ($1, $2, $3, now())', [workspaceId, list, row.id]);
  }
}

const asked = (rule: SegmentRule) =>
  tools.database.inWorkspace(workspaceId, async (tx) => {
    const condition_ = ruleSql(rule, { workspaceId, today, segments });
    const found = await sql<{ id: string }>`select c.id from contacts c where c.workspace_id = ${workspaceId} and ${condition_}`.execute(
      tx,
    );
    return found.rows.map(({ id }) => id).sort();
  });

test('the database and a plain reading of a rule choose the same contacts, whatever stands in both', async () => {
  let chosen = 0;
  await fc.assert(
    fc.asyncProperty(anyRule, async (rule) => {
      const wanted = rows.filter((row) => means(rule, row)).map(({ id }) => id);
      chosen += wanted.length;
      assert.deepEqual(await asked(rule), wanted.sort());
    }),
    { numRuns: 400 },
  );
  assert.ok(chosen > 1_000, `looked at ${String(chosen)} contacts only`);
});

test('each kind of question is asked of texts, and means somebody and leaves out somebody', async () => {
  for (const how of textTests)
    for (const column of ['first_name', 'own.word', 'company'] as const) {
      const rule = { kind: 'text', of: column, test: how, value: 'a' } as const;
      const wanted = rows.filter((row) => means(rule, row)).length;
      assert.equal((await asked(rule)).length, wanted, `${column} ${how}`);
      assert.ok(wanted > 0 || (column === 'company' && ['is', 'begins'].includes(how)), `${column} ${how}`);
    }
});

test('a segment that leads back to itself means nobody, instead of going on for ever', async () => {
  const ring = newId(tools.clock);
  segments.set(ring, { kind: 'segment', segmentId: showId('segment', ring) });
  assert.deepEqual(await asked({ kind: 'segment', segmentId: showId('segment', ring) }), []);
});

test('segments that name each other twice over grow no larger than a database takes', async () => {
  let inner = named;
  for (let depth = 0; depth < 12; depth++) {
    const id = newId(tools.clock);
    const one: SegmentRule = { kind: 'segment', segmentId: showId('segment', inner) };
    segments.set(id, { kind: 'any', rules: [one, one] });
    inner = id;
  }
  await assert.rejects(asked({ kind: 'segment', segmentId: showId('segment', inner) }), /too large/);
});

test('a rule from outside is bounded in depth and size, and has nothing in it that is not asked for', () => {
  const deep = (levels: number): unknown => (levels === 0 ? { kind: 'tag', tag: 'x' } : { kind: 'not', rule: deep(levels - 1) });
  assert.equal(segmentRule.safeParse(deep(6)).success, true);
  assert.equal(segmentRule.safeParse(deep(7)).success, false);
  assert.equal(segmentRule.safeParse(deep(5_000)).success, false);
  const wide = { kind: 'any', rules: Array.from({ length: 3 }, () => ({ kind: 'any', rules: Array.from({ length: 21 }, () => deep(0)) })) };
  assert.equal(segmentRule.safeParse(wide).success, false);
  for (const bad of [
    { kind: 'text', of: 'password_hash', test: 'is', value: '' },
    { kind: 'text', of: "own.x' or 1=1", test: 'is', value: '' },
    { kind: 'number', of: 'own.x', test: 'is', value: Infinity },
    { kind: 'sql', text: 'true' },
    [],
    null,
  ])
    assert.equal(segmentRule.safeParse(bad).success, false, JSON.stringify(bad));
});
