import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import pg from 'pg';
import { anchorChains, recordEntry } from '../../server/modules/audit/index.ts';
import { chainStart, hashOf, type ChainedEntry } from '../../server/modules/audit/audit-entry.ts';
import { installationId, newId, readId, showId } from '../../server/platform/ids.ts';
import { createWorkspace } from '../../server/modules/workspaces/index.ts';
import { asOwner } from '../harness/database.ts';
import { password, setUp, Visitor } from '../harness/people.ts';
import { antiphon, newKeys } from '../harness/processes.ts';
import { startProduct } from '../harness/product.ts';

const keys = newKeys();
const product = await startProduct({ settings: { ENCRYPTION_KEYS: keys } });
const { owner, email } = await setUp(product);
const ownerId = readId('user', (await owner.api.account.me()).id);
const { tools } = product.app;

/** The command as an operator types it, in a process of its own. */
async function auditVerify() {
  const settings = { DATABASE_URL: product.databaseUrl, DATA_DIR: product.dataDir, ENCRYPTION_KEYS: keys };
  const { code, out, errors } = await antiphon(['audit', 'verify', '--json'], settings);
  assert.ok(out, errors);
  const { valid, chains } = JSON.parse(out) as {
    valid: boolean;
    chains: { workspace: string; valid: boolean; entries: number; anchoredSeq: number; firstBadSeq?: number; sentence: string }[];
  };
  assert.equal(valid, code === 0);
  return { code, chains };
}

let made = 0;
/** A workspace of the owner’s with ten entries, of which the first eight were anchored. */
async function anchoredWorkspace() {
  const about = { name: `Attacked ${++made}`, ownerId };
  const by = { kind: 'command' } as const;
  const { workspaceId, slug } = await tools.database.inInstallation('setup', (tx) => createWorkspace(tools, tx, by, about));
  const write = (number: number) =>
    tools.database.inWorkspace(workspaceId, (tx) =>
      recordEntry(tools, tx, { workspaceId, actor: by }, { action: 'test.written', details: { number } }),
    );
  for (let number = 2; number <= 8; number++) await write(number);
  await anchorChains(tools);
  for (let number = 9; number <= 10; number++) await write(number);
  return { workspaceId, slug };
}

/** Does it as a superuser with all triggers off, as somebody who owns the machine could. */
async function tamper(...statements: [text: string, values: unknown[]][]): Promise<void> {
  const client = new pg.Client({ connectionString: product.databaseUrl });
  await client.connect();
  try {
    await client.query('set session_replication_role = replica');
    for (const [text, values] of statements) await client.query(text, values);
  } finally {
    await client.end();
  }
}

/** Writes the chain anew from an entry on, with right hashes and a right head, as whoever knows the format could. */
async function rewrite(workspaceId: string, change: (entry: ChainedEntry) => ChainedEntry | undefined): Promise<void> {
  const rows = await asOwner(product.databaseUrl, 'select * from audit_entries where workspace_id = $1 order by seq', [workspaceId]);
  const statements: [string, unknown[]][] = [['delete from audit_entries where workspace_id = $1', [workspaceId]]];
  let seq = 0;
  let previousHash: Buffer = chainStart;
  for (const row of rows) {
    const changed = change({
      workspaceId,
      seq: Number(row.seq),
      at: row.at as Date,
      actorKind: String(row.actor_kind),
      actorId: row.actor_id as string | null,
      action: String(row.action),
      subjectKind: row.subject_kind as string | null,
      subjectId: row.subject_id as string | null,
      details: row.details as Record<string, unknown>,
      originId: row.origin_id as string | null,
      previousHash,
    });
    if (!changed) continue;
    const entry = { ...changed, seq: ++seq, previousHash };
    const hash = hashOf(entry);
    statements.push([
      'insert into audit_entries values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)',
      [workspaceId, seq, entry.at, entry.actorKind, entry.actorId, entry.action, entry.subjectKind, entry.subjectId].concat([
        JSON.stringify(entry.details),
        entry.originId,
        previousHash,
        hash,
      ] as never[]),
    ]);
    previousHash = hash;
  }
  statements.push(['update audit_heads set seq = $2, hash = $3 where workspace_id = $1', [workspaceId, seq, previousHash]]);
  await tamper(...statements);
}

type Attack = [name: string, does: (workspaceId: string) => Promise<void>, firstBadSeq: number, sentence: RegExp];
const attacks: Attack[] = [
  [
    'a row is changed',
    (id) => tamper(["update audit_entries set action = 'test.forged' where workspace_id = $1 and seq = 5", [id]]),
    5,
    /Entry 5 was changed/,
  ],
  [
    'a row in the middle is deleted',
    (id) => tamper(['delete from audit_entries where workspace_id = $1 and seq = 5', [id]]),
    5,
    /Entry 5 is missing/,
  ],
  [
    'the tail is deleted',
    (id) => tamper(['delete from audit_entries where workspace_id = $1 and seq > 6', [id]]),
    7,
    /cut off after entry 6/,
  ],
  [
    'the tail is deleted and the head moved back',
    (id) => rewrite(id, (entry) => (entry.seq > 6 ? undefined : entry)),
    7,
    /ends with entry 6, but entry 8 was noted outside the database/,
  ],
  [
    'two rows change places',
    (id) =>
      tamper(
        ['update audit_entries set seq = 1000 where workspace_id = $1 and seq = 4', [id]],
        ['update audit_entries set seq = 4 where workspace_id = $1 and seq = 5', [id]],
        ['update audit_entries set seq = 5 where workspace_id = $1 and seq = 1000', [id]],
      ),
    4,
    /Entry 4 does not follow/,
  ],
  [
    'a row is put into the past',
    (id) =>
      tamper([
        `insert into audit_entries select workspace_id, 0, at, actor_kind, actor_id, 'test.forged', subject_kind, subject_id, details,
           origin_id, previous_hash, hash from audit_entries where workspace_id = $1 and seq = 1`,
        [id],
      ]),
    0,
    /Entry 0 was put in front/,
  ],
  [
    'everything is rewritten with right hashes, which only the anchor tells',
    (id) => rewrite(id, (entry) => (entry.seq === 3 ? { ...entry, action: 'test.forged' } : entry)),
    8,
    /Entry 8 is not the one that was noted outside the database on .*: the chain was rewritten somewhere from its beginning/,
  ],
  ['the whole chain is taken away', (id) => rewrite(id, () => undefined), 1, /ends with entry 0, but entry 8 was noted/],
];

test('a chain that nobody touched agrees with its anchor, and the installation’s own chain is walked too', async () => {
  await new Visitor(product).api.account.signIn({ email, password });
  const { slug } = await anchoredWorkspace();
  const { code, chains } = await auditVerify();
  assert.equal(code, 0);
  const found = chains.find(({ workspace }) => workspace === slug);
  assert.deepEqual([found?.valid, found?.entries, found?.anchoredSeq], [true, 10, 8]);
  const installation = chains.find(({ workspace }) => workspace === 'installation');
  assert.ok(installation && installation.entries > 0 && installation.anchoredSeq > 0);
});

for (const [name, attack, firstBadSeq, sentence] of attacks)
  test(`${name}: the command ends with 1 and names the row, and the API says the same`, async () => {
    const { workspaceId, slug } = await anchoredWorkspace();
    await attack(workspaceId);
    const { code, chains } = await auditVerify();
    assert.equal(code, 1);
    const found = chains.find(({ workspace }) => workspace === slug);
    assert.deepEqual([found?.valid, found?.firstBadSeq], [false, firstBadSeq]);
    assert.match(found?.sentence ?? '', sentence);
    const { workspace: _, ...same } = found ?? { workspace: '' };
    assert.deepEqual(await owner.api.evidence.verifyAudit({ workspaceId: showId('workspace', workspaceId) }), same);
    assert.equal(chains.find((one) => one.workspace === 'installation')?.valid, true, 'an alarm in the wrong place');
    await tamper(
      ['delete from workspaces where workspace_id = $1', [workspaceId]],
      ['delete from audit_entries where workspace_id = $1', [workspaceId]],
    );
    await writeDown(workspaceId);
  });

/** What the removal of a workspace leaves in the installation’s chain. */
const writeDown = (workspaceId: string) =>
  tools.database.inInstallation('setup', (tx) =>
    recordEntry(
      tools,
      tx,
      { workspaceId: installationId, actor: { kind: 'command' } },
      { action: 'workspace.deleted', subject: { kind: 'workspace', id: workspaceId } },
    ),
  );

test('a workspace that vanished with its chain is missed, and one that was deleted in order is not', async () => {
  const { workspaceId } = await anchoredWorkspace();
  await tamper(
    ['delete from workspaces where workspace_id = $1', [workspaceId]],
    ['delete from audit_entries where workspace_id = $1', [workspaceId]],
  );
  const gone = async () => {
    const { code, chains } = await auditVerify();
    return { code, found: chains.find(({ workspace }) => workspace === showId('workspace', workspaceId)) };
  };
  const missed = await gone();
  assert.deepEqual([missed.code, missed.found?.valid], [1, false]);
  assert.match(missed.found?.sentence ?? '', /chain of 8 entries is gone .* no entry of the installation says that it was deleted/);
  await writeDown(workspaceId);
  const explained = await gone();
  assert.deepEqual([explained.code, explained.found?.valid], [0, true]);
  assert.match(explained.found?.sentence ?? '', /was deleted on .*, as entry \d+ of the installation says/);
});

test('a restore explains that entries are gone which were noted after the backup, and nothing that was noted before or later', async () => {
  const { workspaceId, slug } = await anchoredWorkspace();
  const ofThis = async () => (await auditVerify()).chains.find(({ workspace }) => workspace === slug);
  await rewrite(workspaceId, (entry) => (entry.seq > 6 ? undefined : entry));
  assert.equal((await ofThis())?.valid, false);
  const at = tools.clock.now();
  const epoch = randomUUID();
  await tools.evidence.append({ kind: 'restored', at: at.toISOString(), backedUpAt: new Date(at.getTime() - 1).toISOString(), epoch });
  assert.equal((await ofThis())?.valid, false, 'a restore that did not come to its end explains something');
  const actor = { kind: 'command' } as const;
  await tools.database.inInstallation('recovery', (tx) =>
    recordEntry(tools, tx, { workspaceId: installationId, actor }, { action: 'database.restored', details: { epoch } }),
  );
  assert.equal((await ofThis())?.valid, true);
  product.clock.move({ hours: 1 });
  await anchorChains(tools);
  await rewrite(workspaceId, (entry) => (entry.seq > 5 ? undefined : entry));
  assert.deepEqual([(await ofThis())?.valid, (await ofThis())?.firstBadSeq], [false, 6]);
});

test('an end is noted once and again only when it moved; the copy notes it when it stops in order', async () => {
  const { workspaceId } = await anchoredWorkspace();
  const own = async () => (await tools.evidence.read()).filter((line) => line.kind === 'chain_head' && line.workspaceId === workspaceId);
  assert.equal(await anchorChains(tools), 1);
  assert.equal(await anchorChains(tools), 0);
  assert.deepEqual(
    (await own()).map((line) => 'seq' in line && line.seq),
    [8, 10],
  );
  await tools.database.inWorkspace(workspaceId, (tx) =>
    recordEntry(
      tools,
      tx,
      { workspaceId, actor: { kind: 'command' } },
      { action: 'test.written', details: { id: newId(tools.clock).length } },
    ),
  );
  await product.stop();
  assert.equal((await own()).length, 3);
});
