import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asOwner } from '../../../test/harness/database.ts';
import { invite, setUp, stranger, Visitor } from '../../../test/harness/people.ts';
import { startProduct } from '../../../test/harness/product.ts';
import { installationId, readId } from '../../platform/ids.ts';
import { findSuppressed } from './index.ts';

const product = await startProduct();
const { owner, workspaceId } = await setUp(product);
const elsewhere = await stranger(product);
const { tools } = product.app;
const uuid = readId('workspace', workspaceId);
const { suppressions } = owner.api;
const isSuppressed = (email: string, where = uuid) =>
  tools.database.inWorkspace(where, async (tx) => (await findSuppressed(tools, tx, where, [email])).has(email));
const look = (text: string, values: unknown[] = []) => asOwner(product.databaseUrl, text, values);

test('every address of a file is suppressed, whatever the file calls the reasons; the other lines are named with what is wrong', async () => {
  const csv = [
    'Reason;Name;E-Mail Address',
    'unsubscribed;One;One@Example.org ',
    'Spam complaint;Two;two@example.org',
    'hard bounce;Three;three@example.org',
    'whatever;Four;f.our@gmail.com',
    ';Four again;four+x@googlemail.com',
    ';Five;five@',
    ';Six;Six <six@example.org>',
    ';Seven;=cmd()@example.org x',
  ].join('\n');
  const trial = await suppressions.importCsv({ workspaceId, csv, dryRun: true });
  assert.equal(await isSuppressed('one@example.org'), false);
  const real = await suppressions.importCsv({ workspaceId, csv, reason: 'member' });
  assert.deepEqual(real, trial);
  assert.deepEqual([real.added, real.unchanged, real.refused.map(({ line }) => line)], [4, 0, [7, 8, 9]]);
  for (const { sentence } of real.refused) assert.match(sentence, /^[A-Z].*\.$/);
  const { suppressions: list } = await suppressions.list({ workspaceId });
  assert.deepEqual(Object.fromEntries(list.map(({ email, reason }) => [email, reason])), {
    'One@example.org': 'asked',
    'two@example.org': 'complaint',
    'three@example.org': 'bounce',
    'f.our@gmail.com': 'member',
  });
  assert.equal(await isSuppressed('four@gmail.com'), true);
});

test('who is suppressed already stays so as they were, and a pause becomes more than a pause', async () => {
  await suppressions.suppress({ workspaceId, email: 'before@example.org', reason: 'complaint' });
  await suppressions.suppress({ workspaceId, email: 'paused@example.org' });
  await look("update suppressions set reason = 'restricted' where id = $1", [
    readId('suppression', (await suppressions.list({ workspaceId, search: 'paused@example.org' })).suppressions[0]?.id ?? ''),
  ]);
  const done = await suppressions.importCsv({ workspaceId, csv: 'email\nbefore@example.org\npaused@example.org\n' });
  assert.deepEqual([done.added, done.unchanged], [1, 1]);
  const reasonOf = async (search: string) => (await suppressions.list({ workspaceId, search })).suppressions[0]?.reason;
  assert.deepEqual([await reasonOf('before@example.org'), await reasonOf('paused@example.org')], ['complaint', 'asked']);
});

test('a bare list of addresses is taken, and a file without addresses is refused as a whole', async () => {
  const done = await suppressions.importCsv({ workspaceId, csv: 'bare.one@example.org\nbare.two@example.org\n' });
  assert.equal(done.added, 2);
  await assert.rejects(suppressions.importCsv({ workspaceId, csv: 'name,town\nOne,Weir\n' }), /No column is called email/);
});

test('what a file says is written down outside the database, so that a restore does not forget it', async () => {
  await suppressions.importCsv({ workspaceId, csv: 'email\nnoted@example.org\n' });
  const code = tools.hashing.lookup('suppression', 'noted@example.org').toString('hex');
  const lines = await tools.evidence.read();
  assert.ok(lines.some((line) => line.kind === 'suppressed' && line.addressHash === code));
});

test('the list comes back as a file that can be imported elsewhere, and in which no cell is a formula', async () => {
  await suppressions.suppress({ workspaceId, email: '=1+1@example.org' });
  await suppressions.suppress({ workspaceId, email: '+cmd@example.org' });
  const { csv, rows, fileName, after } = await suppressions.exportCsv({ workspaceId });
  assert.equal(fileName, 'suppressions.csv');
  assert.equal(after, undefined);
  assert.match(csv, /^\uFEFFemail,reason,added,kept until\r\n/);
  assert.doesNotMatch(csv, /(^|,)"?[=+@]/m);
  const there = elsewhere.visitor.api.suppressions;
  const taken = await there.importCsv({ workspaceId: elsewhere.workspaceId, csv });
  assert.deepEqual([taken.added, taken.refused], [rows, []]);
  assert.equal(await isSuppressed('=1+1@example.org', readId('workspace', elsewhere.workspaceId)), true);
  const reasons = (all: { email: string; reason: string }[]) => all.map(({ email, reason }) => `${email} ${reason}`).sort();
  assert.deepEqual(
    reasons((await there.list({ workspaceId: elsewhere.workspaceId, limit: 200 })).suppressions),
    reasons((await suppressions.list({ workspaceId, limit: 200 })).suppressions.filter(({ everywhere }) => !everywhere)),
  );
});

test('the list of the whole copy is the operator’s to read and to fill, and nobody else’s', async () => {
  const csv = 'email\nnobody.here@example.org\n';
  await assert.rejects(elsewhere.visitor.api.suppressions.importCsv({ workspaceId: elsewhere.workspaceId, everywhere: true, csv }), {
    status: 403,
  });
  await assert.rejects(elsewhere.visitor.api.suppressions.exportCsv({ workspaceId: elsewhere.workspaceId, of: 'copy' }), { status: 403 });
  assert.equal((await suppressions.importCsv({ workspaceId, csv, everywhere: true })).added, 1);
  assert.equal(await isSuppressed('nobody.here@example.org', readId('workspace', elsewhere.workspaceId)), true);
  const { csv: file } = await suppressions.exportCsv({ workspaceId, of: 'copy' });
  assert.match(file, /nobody\.here@example\.org/);
  assert.doesNotMatch((await suppressions.exportCsv({ workspaceId })).csv, /nobody\.here/);
  assert.doesNotMatch((await elsewhere.visitor.api.suppressions.exportCsv({ workspaceId: elsewhere.workspaceId })).csv, /nobody\.here/);
  const [entry] = await look("select details from audit_entries where workspace_id = $1 and action = 'suppressions.imported'", [
    installationId,
  ]);
  assert.deepEqual(entry?.details, { added: 1, unchanged: 0, refused: 0 });
});

test('an agent notes who does not want to be written to, and takes no list along, fills or shortens none; a viewer does neither', async () => {
  const agent = await invite(product, owner, { workspaceId, email: 'agent@example.org', role: 'agent' });
  const viewer = await invite(product, owner, { workspaceId, email: 'viewer@example.org', role: 'viewer' });
  const { id: suppressionId } = await agent.api.suppressions.suppress({ workspaceId, email: 'by.phone@example.org' });
  await assert.rejects(agent.api.suppressions.release({ workspaceId, suppressionId }), { status: 403 });
  await assert.rejects(viewer.api.suppressions.suppress({ workspaceId, email: 'by.viewer@example.org' }), { status: 403 });
  await assert.rejects(agent.api.suppressions.exportCsv({ workspaceId }), { status: 403 });
  await assert.rejects(agent.api.suppressions.importCsv({ workspaceId, csv: 'email\nx@example.org' }), { status: 403 });
  await assert.rejects(viewer.api.suppressions.exportCsv({ workspaceId }), { status: 403 });
  await assert.rejects(new Visitor(product).api.suppressions.exportCsv({ workspaceId }), { status: 401 });
});

test('a list longer than a file goes on in the next one, with nobody twice and nobody lost', async () => {
  const lines = Array.from({ length: 20_050 }, (_, index) => `person${String(index)}@long.example.org`);
  await assert.rejects(suppressions.importCsv({ workspaceId, csv: `email\n${lines.join('\n')}` }), /Divide it into several files/);
  for (const part of [lines.slice(0, 19_000), lines.slice(19_000)])
    await suppressions.importCsv({ workspaceId, csv: `email\n${part.join('\n')}` });
  const first = await suppressions.exportCsv({ workspaceId });
  assert.equal(first.rows + first.unnamed, 20_000);
  const second = await suppressions.exportCsv({ workspaceId, after: first.after ?? '' });
  assert.equal(second.after, undefined);
  const addresses = [first, second].flatMap((file) => file.csv.match(/person\d+@long\.example\.org/g) ?? []);
  assert.equal(new Set(addresses).size, 20_050);
  assert.equal(addresses.length, 20_050);
});
