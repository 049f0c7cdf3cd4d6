import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { asOwner, freshDatabase } from '../../../test/harness/database.ts';
import { setUp } from '../../../test/harness/people.ts';
import { someoneIsHeldUp } from '../../../test/harness/held-up.ts';
import { until } from '../../../test/harness/processes.ts';
import { startProduct } from '../../../test/harness/product.ts';
import { plantTracked } from '../../../test/harness/tracked.ts';
import { weakLine } from '../../../test/harness/weak-line.ts';
import { openDatabase } from '../../platform/database.ts';
import { newId, readId } from '../../platform/ids.ts';
import { createMetrics } from '../../platform/metrics.ts';
import type { SumCount } from './count-in-sum.ts';
import { insertHits, mostOfOne, type NewHit } from './store.ts';
import { createHitBook } from './write-hits.ts';

const database = await freshDatabase();
const product = await startProduct({ databaseUrl: database });
const workspaceId = readId('workspace', (await setUp(product)).workspaceId);
const { tools } = product.app;
const look = (text: string, values: unknown[] = []) => asOwner(database, text, values);
const countsOf = async (campaignId: string) => {
  const [row] = await look(
    `select sum(clicked_people)::int as people, sum(clicked_machines)::int as machines, min(least(clicked_people, clicked_machines)) as least
     from outreach_counts where campaign_id = $1`,
    [campaignId],
  );
  const [link] = await look('select clicked_people, clicked_machines from outreach_links where campaign_id = $1', [campaignId]);
  return { ...row, ofLink: [link?.clicked_people, link?.clicked_machines] };
};

async function counting() {
  const { campaignId } = await plantTracked(product, workspaceId, { count: 1, urls: ['https://example.org/a'], tracking: 'aggregate' });
  const [link] = await look('select id from outreach_links where campaign_id = $1', [campaignId]);
  const one = { workspaceId, campaignId, step: 1, variant: 'a', kind: 'click', linkId: String(link?.id), at: tools.clock.now() } as const;
  const sum = (verdict: SumCount['verdict'], by: 1 | -1): SumCount => ({ ...one, verdict, by });
  return { campaignId, sum };
}

/** A database of which the first commit is left in doubt: the words arrive, and their answer does not. */
async function commitInDoubt() {
  const line = await weakLine(database, /commit/i);
  const [broken, whole] = [openDatabase({ url: line.url, pool: 2, log: tools.log }), tools.database];
  let tries = 0;
  const flaky = {
    ...whole,
    inInstallation: ((...args: Parameters<typeof whole.inInstallation>) =>
      ((tries += 1) === 1 ? broken : whole).inInstallation(...args)) as typeof whole.inInstallation,
  };
  return { flaky, tries: () => tries, close: () => broken.close() };
}

test('Sums are counted once, although the line breaks while their commit is on its way and nobody hears of it', async () => {
  const { campaignId, sum } = await counting();
  const { flaky, tries, close } = await commitInDoubt();
  const book = createHitBook({ ...tools, database: flaky }, createMetrics());
  void book.write({ sums: [sum('person', 1)] });
  void book.write({ sums: [sum('person', 1)] });
  await until('they are written down', () => Promise.resolve(book.waiting() === 0));
  assert.equal(tries(), 2, 'the first commit was not left in doubt');
  assert.deepEqual(await countsOf(campaignId), { people: 2, machines: 0, least: 0, ofLink: [2, 0] });
  await book.stop();
  await close();
});

/** Has the database itself refuse what is asked of it when a batch is noted, the given times. */
async function refusing(code: string, tries: readonly number[], work: () => Promise<void>) {
  await look('create sequence batches_noted');
  await look('grant usage on sequence batches_noted to public');
  await look(`create function refuse_batch() returns trigger language plpgsql as $$ begin
    if nextval('batches_noted') = any('{${tries.join(',')}}') then raise exception 'refused' using errcode = '${code}'; end if;
    return new;
  end $$`);
  await look('create trigger refused before insert on tracking_batches for each row execute function refuse_batch()');
  try {
    await work();
  } finally {
    await look('drop trigger refused on tracking_batches');
    await look('drop function refuse_batch');
    await look('drop sequence batches_noted');
  }
}
const lostIn = (metrics: ReturnType<typeof createMetrics>) =>
  Number(/^antiphon_tracked_hits_lost_total (\d+)$/m.exec(metrics.text())?.[1] ?? 0);

for (const code of ['40P01', '55P03', '40001'])
  test(`What others were in the way of (${code}) is written down by the next try, and nothing of it is lost`, () =>
    refusing(code, [1, 2, 3], async () => {
      const { campaignId, sum } = await counting();
      const metrics = createMetrics();
      const book = createHitBook(tools, metrics);
      void book.write({ sums: [sum('person', 1)] });
      void book.write({ sums: [sum('person', 1)] });
      await until('they are written down', () => Promise.resolve(book.waiting() === 0));
      assert.deepEqual([lostIn(metrics), await countsOf(campaignId)], [0, { people: 2, machines: 0, least: 0, ofLink: [2, 0] }]);
      await book.stop();
    }));

test('Where a commit is in doubt and the next try is refused, each entry is tried for itself and still counted once', () =>
  refusing('P0001', [2], async () => {
    const { campaignId, sum } = await counting();
    const { flaky, tries, close } = await commitInDoubt();
    const metrics = createMetrics();
    const book = createHitBook({ ...tools, database: flaky }, metrics);
    void book.write({ sums: [sum('person', 1)] });
    void book.write({ sums: [sum('person', 1)] });
    await until('they are written down', () => Promise.resolve(book.waiting() === 0));
    assert.ok(tries() >= 4, 'they were not tried each for itself');
    assert.deepEqual([lostIn(metrics), await countsOf(campaignId)], [0, { people: 2, machines: 0, least: 0, ofLink: [2, 0] }]);
    await book.stop();
    await close();
  }));

test('What of a batch is refused is lost alone, and the rest of it is counted', () =>
  refusing('P0001', [1, 2], async () => {
    const { campaignId, sum } = await counting();
    const metrics = createMetrics();
    const book = createHitBook(tools, metrics);
    for (let one = 0; one < 3; one += 1) void book.write({ sums: [sum('person', 1)] });
    await until('they are written down', () => Promise.resolve(book.waiting() === 0));
    assert.deepEqual([lostIn(metrics), await countsOf(campaignId)], [1, { people: 2, machines: 0, least: 0, ofLink: [2, 0] }]);
    await book.stop();
  }));

test('A process that ends while the database is away says how much is lost with it', async () => {
  const { sum } = await counting();
  const line = await weakLine(database);
  line.cut();
  const away = openDatabase({ url: line.url, pool: 2, log: tools.log });
  const said: unknown[] = [];
  let tries = 0;
  const log = { ...tools.log, error: (...words: unknown[]) => void said.push(words), warn: () => void (tries += 1) };
  const metrics = createMetrics();
  const book = createHitBook({ ...tools, database: away, log }, metrics);
  for (let one = 0; one < 3; one += 1) void book.write({ sums: [sum('person', 1)] });
  await until('the first try failed', () => tries > 0);
  await book.stop();
  assert.deepEqual([lostIn(metrics), said], [3, [['hits_lost', { count: 3 }]]]);
  await book.write({ sums: [sum('person', 1)] });
  assert.equal(lostIn(metrics), 4, 'nobody waits for a book that is closed');
  await away.close();
});

test('A correction of what a member deleted meanwhile leaves no count below nothing', async () => {
  const { campaignId, sum } = await counting();
  const book = createHitBook(tools, createMetrics());
  await book.write({ sums: [sum('person', 1)] });
  await look('update outreach_counts set clicked_people = 0 where campaign_id = $1', [campaignId]);
  await look('update outreach_links set clicked_people = 0 where campaign_id = $1', [campaignId]);
  await book.write({ sums: [sum('person', -1), sum('machine', 1)] });
  assert.deepEqual(await countsOf(campaignId), { people: 0, machines: 1, least: 0, ofLink: [0, 1] });
  await book.stop();
});

/** A campaign with two recipients, and what their opening it leaves. */
async function noting() {
  const { campaignId, messages } = await plantTracked(product, workspaceId, { count: 2, urls: ['https://example.org/a'] });
  const [one = '', other = ''] = messages.map(({ enrolmentId }) => enrolmentId);
  const hitOf = (enrolmentId: string): NewHit => ({
    ...{ workspaceId, campaignId, enrolmentId, at: tools.clock.now(), id: newId(tools.clock), step: 1, linkId: null },
    ...{ ipAddress: '198.51.100.7', userAgent: 'one', head: false, ahead: false },
    kind: 'open',
  });
  const notedOf = async (enrolmentId: string) =>
    Number((await look('select count(*)::int as n from tracked_hits where enrolment_id = $1', [enrolmentId]))[0]?.n);
  return { campaignId, one, other, hitOf, notedOf };
}

/** Somebody else at the same database, with a transaction open. */
async function besideUs() {
  const client = new pg.Client({ connectionString: database });
  await client.connect();
  await client.query('begin');
  return {
    ask: (text: string, values: unknown[]) => client.query(text, values),
    async commit() {
      await client.query('commit');
      await client.end();
    },
  };
}
const isWaitedFor = (what: string) => someoneIsHeldUp(product.databaseUrl, what);

test('A hit is written down once, although the line breaks while it is on its way and nobody hears of it', async () => {
  const { one, hitOf, notedOf } = await noting();
  const line = await weakLine(database, /write_hits/);
  const broken = openDatabase({ url: line.url, pool: 2, log: tools.log });
  let tries = 0;
  const atOnce = ((...args: Parameters<typeof broken.atOnce>) =>
    ((tries += 1) === 1 ? broken : tools.database).atOnce(...args)) as typeof broken.atOnce;
  const metrics = createMetrics();
  const book = createHitBook({ ...tools, database: { ...tools.database, atOnce } }, metrics);
  void book.write({ hit: hitOf(one) });
  void book.write({ hit: hitOf(one) });
  await until('they are written down', () => Promise.resolve(book.waiting() === 0));
  assert.deepEqual([tries, await notedOf(one), lostIn(metrics)], [2, 2, 0]);
  await book.stop();
  await broken.close();
});

test('Writing hits of any workspace opens the installation for nothing else in the transaction', async () => {
  const { one, hitOf, notedOf } = await noting();
  const elsewhere = newId(tools.clock);
  const seen = await tools.database.inWorkspace(elsewhere, async (tx) => {
    await insertHits(tx, [hitOf(one)]);
    return tx.selectFrom('trackedHits').select('id').execute();
  });
  assert.deepEqual([seen, await notedOf(one)], [[], 1]);
  const alone = await tools.database.atOnce('tracking', (statements) => statements.selectFrom('trackedHits').select('id').execute());
  assert.deepEqual(alone, []);
});

test('Whoever comes while a batch is held up does not wait for it', async () => {
  const { one, other, hitOf, notedOf } = await noting();
  const beside = await besideUs();
  await beside.ask('select 1 from enrolments where id = $1 for update', [one]);
  const book = createHitBook(tools, createMetrics());
  const held = book.write({ hit: hitOf(one) });
  await isWaitedFor('the first batch is held up');
  await book.write({ hit: hitOf(other) });
  assert.deepEqual([await notedOf(one), await notedOf(other)], [0, 1]);
  await beside.commit();
  await held;
  await until('the first is written down', () => Promise.resolve(book.waiting() === 0));
  assert.equal(await notedOf(one), 1);
  await book.stop();
});

test('Of a recipient who is just being deleted nothing is written down, and it goes with them where it was a moment before', async () => {
  const { one, other, hitOf, notedOf } = await noting();
  const book = createHitBook(tools, createMetrics());
  const before = await besideUs();
  await before.ask('delete from enrolments where id = $1', [one]);
  void book.write({ hit: hitOf(one) });
  await isWaitedFor('the hit waits for what becomes of its recipient');
  await before.commit();
  await until('it is settled', () => Promise.resolve(book.waiting() === 0));
  assert.equal(await notedOf(one), 0);

  const wrote = Promise.withResolvers<undefined>();
  const mayCommit = Promise.withResolvers<undefined>();
  const writing = tools.database.inInstallation('tracking', async (tx) => {
    await insertHits(tx, [hitOf(other)]);
    wrote.resolve(undefined);
    await mayCommit.promise;
  });
  await wrote.promise;
  const after = await besideUs();
  const deleting = after.ask('delete from enrolments where id = $1', [other]);
  await isWaitedFor('the deletion waits for what is being written');
  mayCommit.resolve(undefined);
  await writing;
  await deleting;
  await after.commit();
  assert.equal(await notedOf(other), 0);
  await book.stop();
});

test('Of one recipient no more is noted than can be judged again in one go', async () => {
  const { campaignId, one, other, hitOf } = await noting();
  const write = (enrolmentId: string, count: number) =>
    tools.database.atOnce('tracking', (statements) =>
      insertHits(
        statements,
        Array.from({ length: count }, () => hitOf(enrolmentId)),
      ),
    );
  await write(one, mostOfOne);
  await write(one, 100);
  await write(other, 1);
  const rows = await look('select count(*)::int as n from tracked_hits where campaign_id = $1 group by enrolment_id order by 1', [
    campaignId,
  ]);
  assert.deepEqual(
    rows.map(({ n }) => n),
    [1, mostOfOne],
  );
});
