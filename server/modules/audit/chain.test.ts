import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { setUp } from '../../../test/harness/people.ts';
import { asOwner } from '../../../test/harness/database.ts';
import { startProduct } from '../../../test/harness/product.ts';
import { connectionOptions } from '../../platform/database.ts';
import { newId, readId } from '../../platform/ids.ts';
import { createWorkspace } from '../workspaces/index.ts';
import { hashOf, type ChainedEntry } from './audit-entry.ts';
import { recordEntry, verifyChain } from './index.ts';

const product = await startProduct();
const { owner } = await setUp(product);
const ownerId = readId('user', (await owner.api.account.me()).id);
const { tools } = product.app;
const verify = (workspaceId: string) => tools.database.inInstallation('audit_verification', (tx) => verifyChain(tx, workspaceId, []));
const write = (workspaceId: string, number: number) =>
  tools.database.inWorkspace(workspaceId, (tx) =>
    recordEntry(tools, tx, { workspaceId, actor: { kind: 'job' } }, { action: 'test.written', details: { number, b: 2, a: 1 } }),
  );
/** A workspace of its own with ten entries. */
async function chain(): Promise<string> {
  const about = { name: 'Chained', ownerId };
  const { workspaceId: id } = await tools.database.inInstallation('setup', (tx) => createWorkspace(tools, tx, { kind: 'command' }, about));
  for (let number = 2; number <= 10; number++) await write(id, number);
  return id;
}

/** Does it as a superuser with all triggers off, as somebody who owns the machine could. */
async function tamper(...statements: [text: string, values?: unknown[]][]): Promise<void> {
  const client = new pg.Client({ connectionString: product.databaseUrl });
  await client.connect();
  try {
    await client.query('set session_replication_role = replica');
    for (const [text, values = []] of statements) await client.query(text, values);
  } finally {
    await client.end();
  }
}

const entry = async (workspaceId: string, seq: number) =>
  (await asOwner(product.databaseUrl, 'select * from audit_entries where workspace_id = $1 and seq = $2', [workspaceId, seq]))[0]!;

test('an untouched chain holds', async () => {
  assert.deepEqual(await verify(await chain()), {
    ...{ valid: true, entries: 10, anchoredSeq: 0 },
    sentence: 'The chain of 10 entries holds. Nothing of it was noted outside the database yet.',
  });
});

test('fifty writers at the same time leave one chain without gaps, and who verifies meanwhile sees no false alarm', async () => {
  const id = await chain();
  const writing = Promise.all(Array.from({ length: 50 }, (_none, number) => write(id, number)));
  for (let looks = 0; looks < 30; looks++) {
    const seen = await verify(id);
    assert.ok(seen.valid, seen.sentence);
  }
  await writing;
  assert.deepEqual([(await verify(id)).valid, (await verify(id)).entries], [true, 60]);
});

const changes: Record<string, [column: string, value: unknown]> = {
  'who did it': ['actor_kind', 'command'],
  'whose id it carries': ['actor_id', newId(tools.clock)],
  'what was done': ['action', 'test.forged'],
  'the details': ['details', '{"number":99,"a":1,"b":2}'],
  'the moment': ['at', new Date(0)],
  'what it was about': ['subject_id', newId(tools.clock)],
  'where it came from': ['origin_id', newId(tools.clock)],
};
for (const [what, [column, value]] of Object.entries(changes))
  test(`a row in which ${what} was changed is named`, async () => {
    const id = await chain();
    await tamper([`update audit_entries set ${column} = $2 where workspace_id = $1 and seq = 5`, [id, value]]);
    const seen = await verify(id);
    assert.deepEqual([seen.valid, seen.firstBadSeq], [false, 5]);
  });

test('a changed row whose hash was made anew breaks the chain at the next one', async () => {
  const id = await chain();
  const row = await entry(id, 5);
  const forged: ChainedEntry = {
    workspaceId: id,
    seq: 5,
    at: row.at as Date,
    actorKind: String(row.actor_kind),
    actorId: null,
    action: 'test.forged',
    subjectKind: null,
    subjectId: null,
    details: row.details as Record<string, unknown>,
    originId: null,
    previousHash: row.previous_hash as Buffer,
  };
  await tamper([
    'update audit_entries set action = $2, hash = $3 where workspace_id = $1 and seq = 5',
    [id, forged.action, hashOf(forged)],
  ]);
  assert.equal((await verify(id)).firstBadSeq, 6);
});

test('a deleted row in the middle is named', async () => {
  const id = await chain();
  await tamper(['delete from audit_entries where workspace_id = $1 and seq = 5', [id]]);
  assert.deepEqual([(await verify(id)).firstBadSeq, (await verify(id)).sentence], [5, 'Entry 5 is missing.']);
});

test('a deleted beginning, a cut-off tail and an emptied chain are named', async () => {
  const [first, last, all] = [await chain(), await chain(), await chain()];
  await tamper(
    ['delete from audit_entries where workspace_id = $1 and seq = 1', [first]],
    ['delete from audit_entries where workspace_id = $1 and seq > 8', [last]],
    ['delete from audit_entries where workspace_id = $1', [all]],
  );
  assert.deepEqual([(await verify(first)).firstBadSeq, (await verify(last)).firstBadSeq, (await verify(all)).firstBadSeq], [1, 9, 1]);
});

test('two rows that changed places are named', async () => {
  const id = await chain();
  await tamper(
    ['update audit_entries set seq = 1000 where workspace_id = $1 and seq = 4', [id]],
    ['update audit_entries set seq = 4 where workspace_id = $1 and seq = 5', [id]],
    ['update audit_entries set seq = 5 where workspace_id = $1 and seq = 1000', [id]],
  );
  assert.equal((await verify(id)).firstBadSeq, 4);
});

test('a row put into the past is named, also in front of the first one and behind the last', async () => {
  const [between, before, behind] = [await chain(), await chain(), await chain()];
  const copy = `insert into audit_entries select workspace_id, $2, at, actor_kind, actor_id, 'test.forged', subject_kind, subject_id,
    details, origin_id, previous_hash, hash from audit_entries where workspace_id = $1 and seq = 6`;
  for (let seq = 10; seq > 5; seq--)
    await tamper(['update audit_entries set seq = seq + 1 where workspace_id = $1 and seq = $2', [between, seq]]);
  await tamper([copy.replace('seq = 6', 'seq = 7'), [between, 6]], [copy, [before, 0]], [copy, [behind, 11]]);
  assert.equal((await verify(between)).firstBadSeq, 6);
  assert.equal((await verify(before)).firstBadSeq, 0);
  assert.equal((await verify(behind)).firstBadSeq, 11);
});

test('the product itself can add to the log and nothing else', async () => {
  const id = await chain();
  const app = new pg.Client({ connectionString: product.databaseUrl, options: connectionOptions });
  await app.connect();
  await app.query("select set_config('app.scope', 'installation', false)");
  try {
    for (const statement of [
      "update audit_entries set action = 'test.forged'",
      'delete from audit_entries',
      'truncate audit_entries',
      'alter table audit_entries disable trigger all',
      'drop trigger audit_entries_are_append_only on audit_entries',
      'set session_replication_role = replica',
      `delete from workspaces where workspace_id = '${id}'`,
    ])
      await assert.rejects(app.query(statement), /permission denied|must be owner|append-only/, statement);
  } finally {
    await app.end();
  }
  await assert.rejects(asOwner(product.databaseUrl, "update audit_entries set action = 'test.forged'"), /append-only/);
  await assert.rejects(asOwner(product.databaseUrl, 'truncate audit_entries cascade'), /append-only/);
  assert.equal((await verify(id)).valid, true);
});
