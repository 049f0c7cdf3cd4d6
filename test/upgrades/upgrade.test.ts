import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import pg from 'pg';
import { installAll } from '../../server/commands/install-all.ts';
import { knownMigrations, migrate } from '../../server/platform/migrate.ts';
import { outbox, sendLetter, type Scene } from '../harness/advocacy.ts';
import { asOwner } from '../harness/database.ts';
import { password, Visitor } from '../harness/people.ts';
import { startProduct, testClock } from '../harness/product.ts';
import { plant } from '../promises/planted.ts';
import { columnsOf, contentsOf, databaseAt, left, leftAt, leftKeys, releasedDatabase } from './earlier.ts';
import { inTheWayOf, shapeOf, type Ask } from './schema-shape.ts';

const known = await knownMigrations();
const newest = known.at(-1) ?? '';

/** The last migration that no version before had to live beside; it gave these another name or shape, and nothing after it may. */
const lastUnreleased = '0003_supporter_campaigns.sql';
/** Written by the migrations themselves, one row each. */
const given = { installation: true, workspaces: true };
const moved: Record<string, { table?: string; without?: string[] }> = {
  campaign_days: { table: 'campaign_counts' },
  campaign_texts: { without: ['subject'] },
};

type Columns = Map<string, string[]>;

/** Tables that came or were changed since: each of them gets one more row. */
const changedSince = (before: Columns, now: Columns) =>
  [...now].filter(([table, columns]) => columns.join() !== before.get(table)?.join()).map(([table]) => table);

/** Migrations that copies out there have applied, with the SHA-256 of each: they never run again, so what is changed in them reaches nobody. */
const closed: Record<string, string> = {
  '0001_ground.sql': '6c80c6613c5dc0422722374b65087088917723003fdf11d741975588b0fda07f',
  '0002_advocacy.sql': 'bece6ba3714fc6289abba4c8071451923d9ff294b3978440e2fd77e1769b71db',
  '0003_supporter_campaigns.sql': '60c35c99bda72a2178822ed8e0a535307bf3a252923aa3d19c3029a91629939e',
};

test('a migration that was released is the same file for ever', () => {
  const folder = join(import.meta.dirname, '../../database/migrations');
  const hashes = known
    .filter((name) => name in closed)
    .map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex'),
    ]);
  assert.deepEqual(Object.fromEntries(hashes), closed, 'Write a new migration instead.');
});

test('from the first schema to the newest: rows in every table stay as they are, and the version before can go on', async (t) => {
  const url = await databaseAt(known[0] ?? '');
  let columns: Columns = new Map();
  for (const [at, migration] of known.slice(1).entries())
    await t.test(`${known[at] ?? ''} → ${migration}`, async () => {
      const before = await columnsOf(url);
      for (const table of changedSince(columns, before)) if (!(table in given)) await plant(url, table);
      columns = before;
      const kept = new Map([...before].map(([table, names]) => [table, names.filter((one) => !moved[table]?.without?.includes(one))]));
      const held = await contentsOf(url, kept);
      for (const [table, rows] of held) assert.ok(rows.length > 0, `${table} was left empty`);
      const shape = await shapeOf(url);
      assert.deepEqual(await migrate(url, leftAt, migration), [migration]);
      const renamed = (table: string) => (migration === lastUnreleased ? (moved[table]?.table ?? table) : table);
      const now = await contentsOf(url, new Map([...kept].map(([table, names]) => [renamed(table), names])));
      assert.deepEqual(now, new Map([...held].map(([table, rows]) => [renamed(table), rows])));
      if (migration > lastUnreleased) assert.deepEqual(inTheWayOf(shape, await shapeOf(url)), []);
    });
  const [texts] = await asOwner(url, 'select min(cardinality(subjects)) as fewest from campaign_texts');
  assert.equal(texts?.fewest, 1);
});

test('what a released copy left is all there after the upgrade, and the product goes on with it', async () => {
  const url = await releasedDatabase();
  const columns = await columnsOf(url);
  const before = await contentsOf(url, columns);
  assert.equal(before.get('deliveries')?.length, 4);
  await installAll(url, leftAt);
  assert.deepEqual(await contentsOf(url, columns), before);

  const product = await startProduct({ databaseUrl: url, clock: testClock(leftAt), settings: { ENCRYPTION_KEYS: leftKeys } });
  const owner = new Visitor(product);
  await owner.api.account.signIn({ email: 'owner@example.org', password });
  const { workspaceId, campaignId, path } = left;
  const scene: Scene = { product, owner, workspaceId: `wks_${workspaceId.replace(/^wks_/, '')}`, campaignId, path };
  const show = async () => (await owner.api.campaigns.show({ workspaceId: scene.workspaceId, campaignId })).counts;
  assert.deepEqual([(await show()).accepted, (await show()).participations], [4, 2]);

  // Whoever sent a letter before finds their receipt; and somebody new writes in the campaign of before.
  const sender = new Visitor(product);
  for (const [name, value] of Object.entries(left.sender)) sender.cookies.set(name, value);
  assert.equal((await sender.request('/letter/receipt')).status, 200);
  product.app.sandbox?.google.accounts.add({ emailAddress: 'new.here@gmail.test', displayName: 'Pat Sample' });
  const answer = await sendLetter(scene, new Visitor(product), { account: 'new.here@gmail.test' });
  assert.equal(answer.headers.get('location'), '/letter/status');
  assert.equal(outbox(scene).length, 2);
  assert.deepEqual([(await show()).accepted, (await show()).participations], [6, 3]);
  // Somebody who had taken part already is known, by the code that the version before wrote.
  await assert.rejects(sendLetter(scene, new Visitor(product)));
  assert.equal((await owner.api.evidence.verifyAudit({ workspaceId: scene.workspaceId })).valid, true);
  for (const job of product.app.jobs.filter(({ schedule }) => schedule !== undefined)) await job.run({});
  assert.equal((await show()).accepted, 6);
});

test('whatever would stop a process of the version before is seen', async (t) => {
  const client = new pg.Client({ connectionString: await databaseAt(newest) });
  await client.connect();
  t.after(() => client.end());
  const ask: Ask = async (text) => (await client.query<Record<string, unknown>>(text)).rows;
  const before = await shapeOf(ask);
  const violations: [string, RegExp][] = [
    ['drop table webhooks', /^webhooks\.\w+ is gone$/],
    ['alter table partners drop column ended_at', /^partners\.ended_at is gone$/],
    ['alter table partners rename column name to title', /^partners\.name is gone$/],
    ['alter table campaigns alter column goal type bigint', /^campaigns\.goal was integer and is bigint$/],
    ['alter table campaigns alter column goal set not null', /^campaigns\.goal may not be empty any more$/],
    ['alter table campaigns alter column goal_grows drop default', /^campaigns\.goal_grows is not filled by itself any more$/],
    ['alter table partners add column motto text not null', /^partners\.motto is new and has to be given$/],
    [
      `alter table campaigns drop constraint campaigns_choice_check, add constraint campaigns_choice_check check (choice in ('all', 'pick'))`,
      /^narrower: campaigns\(campaigns\.choice\)/,
    ],
    ['alter table partners add check (length(name) < 50)', /^narrower: partners\(partners\.name\)/],
    ['alter table partners add unique (name)', /^new key: partners: UNIQUE \(name\)$/],
    ['create unique index on partners (lower(name), name)', /^new key: CREATE UNIQUE INDEX/],
    ['alter table partners add foreign key (workspace_id) references workspaces', /^new key: partners: FOREIGN KEY/],
    ['alter table wording_turns drop constraint wording_turns_pkey', /^a key is gone: wording_turns: PRIMARY KEY/],
    ['revoke update on partners from antiphon_app', /^antiphon_app may not any more: partners update$/],
  ];
  for (const [violation, sentence] of violations) {
    await ask('begin');
    await ask(violation);
    const found = inTheWayOf(before, await shapeOf(ask));
    await ask('rollback');
    assert.ok(
      found.some((one) => sentence.test(one)),
      `${violation}: ${found.join('; ') || 'nothing was seen'}`,
    );
  }
});
