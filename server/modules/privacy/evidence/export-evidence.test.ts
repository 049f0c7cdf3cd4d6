import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js';
import { asOwner } from '../../../../test/harness/database.ts';
import { invite, password, setUp, stranger, Visitor } from '../../../../test/harness/people.ts';
import { startProduct } from '../../../../test/harness/product.ts';
import { installationId } from '../../../platform/ids.ts';
import { readCsv } from '../../../platform/csv.ts';
import { recordEntry } from '../../audit/index.ts';
import { keepPromises } from '../keep-promises.ts';

const product = await startProduct();
const { owner, workspaceId, email } = await setUp(product);
const member = await invite(product, owner, { workspaceId, email: 'member@example.org', role: 'viewer' });
const elsewhere = await stranger(product);
const { token } = await owner.api.workspaces.createToken({ workspaceId, name: '=cmd()' });
const { tools } = product.app;

/** What a ZIP holds, unpacked into a folder and by name. */
async function unpacked(file: Blob) {
  const folder = mkdtempSync(join(tmpdir(), 'antiphon-evidence-'));
  const texts = new Map<string, string>();
  const zip = new ZipReader(new Uint8ArrayReader(new Uint8Array(await file.arrayBuffer())));
  for (const entry of await zip.getEntries()) {
    if (entry.directory) continue;
    const bytes = await entry.getData(new Uint8ArrayWriter());
    mkdirSync(dirname(join(folder, entry.filename)), { recursive: true });
    writeFileSync(join(folder, entry.filename), bytes);
    texts.set(entry.filename, Buffer.from(bytes).toString('utf8'));
  }
  return { folder, texts };
}

const rowsOf = (text = '') => readCsv(text, { maxRows: 100_000, maxBytes: 50_000_000 }).rows.map(({ values }) => values);

/** Verifies as an auditor would, in a process that has nothing of the product. */
function verify(folder: string): Promise<{ code: number; said: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['verify-chain.mjs'], { cwd: folder, env: {} }, (error, said) => {
      resolve({ code: error ? Number(error.code) : 0, said });
    });
  });
}

test('an export tells who has access, by role, second factor, last sign-in and tokens, and holds no secret and nobody of another workspace', async () => {
  const { texts } = await unpacked(await owner.api.evidence.exportEvidence({ workspaceId }));
  const [first, second] = rowsOf(texts.get('access/members.csv'));
  assert.deepEqual(first?.slice(2, 6), ['Olga Sample', email, 'owner', 'no']);
  assert.deepEqual(second?.slice(2, 6), ['Gus Sample', 'member@example.org', 'viewer', 'no']);
  assert.ok(first[6] && second[6]);
  const [listed] = rowsOf(texts.get('access/api-tokens.csv'));
  assert.deepEqual([listed?.[2], listed?.[4]], ['=cmd()', 'Olga Sample']);
  assert.match(texts.get('access/api-tokens.csv') ?? '', /,'=cmd\(\),/, 'a spreadsheet would calculate it');
  const all = [...texts.values()].join('\n');
  const hashes = await asOwner(product.databaseUrl, "select encode(token_hash, 'hex') as hash from api_tokens");
  for (const secret of [token, password, ...hashes.map(({ hash }) => String(hash)), 'argon2', 'stranger@example.org', 'Elsewhere'])
    assert.ok(!all.includes(secret), `${secret} is in it`);
  assert.doesNotMatch(all, /198\.51\./, 'a network address is in it');
});

test('the last sign-in of an operator’s list is the one that happened', async () => {
  product.clock.move({ minutes: 1 });
  await new Visitor(product).api.account.signIn({ email, password });
  const at = product.clock.now().toISOString();
  product.clock.move({ minutes: 1 });
  const { texts } = await unpacked(await owner.api.operator.exportEvidence());
  assert.equal(rowsOf(texts.get('access/operators.csv'))[0]?.[5], at);
  assert.equal(rowsOf(texts.get('access/members.csv')).find((row) => row[3] === email)?.[7], at);
  assert.ok(texts.has('audit/installation/entries-000000001.jsonl') && texts.get('access/members.csv')?.includes('stranger@example.org'));
});

test('an outsider verifies the chain with the script in the archive, and one changed, missing or rewritten entry is found', async () => {
  const { folder, texts } = await unpacked(await owner.api.evidence.exportEvidence({ workspaceId }));
  const found = [...texts.keys()].find((name) => name.endsWith('.jsonl') && name.startsWith('audit/')) ?? '';
  const lines = (texts.get(found) ?? '').trim().split('\n');
  const last = JSON.parse(lines.at(-1) ?? '{}') as { action: string; seq: number; hash: string };
  assert.deepEqual([last.action, last.seq], ['evidence.exported', lines.length], 'that it was taken is in it');
  const anchors = (texts.get('anchors.jsonl') ?? '')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { hash: string });
  assert.equal(anchors.at(-1)?.hash, last.hash, 'the end is anchored');
  assert.deepEqual((await verify(folder)).code, 0);
  const attempts: [string[], RegExp][] = [
    [lines.map((line, index) => (index === 2 ? line.replace(/"action":"[^"]+"/, '"action":"test.forged"') : line)), /entry 3 was changed/],
    [lines.filter((_, index) => index !== 2), /entry 3 is missing/],
    [lines.slice(0, -1), /chain ends with entry/],
  ];
  for (const [forged, says] of attempts) {
    writeFileSync(join(folder, found), `${forged.join('\n')}\n`);
    const { code, said } = await verify(folder);
    assert.equal(code, 1);
    assert.match(said, says);
  }
});

test('the manifest names every other file with its hash', async () => {
  const { folder, texts } = await unpacked(await owner.api.evidence.exportEvidence({ workspaceId }));
  const { files } = JSON.parse(texts.get('manifest.json') ?? '') as { files: { name: string; sha256: string }[] };
  assert.deepEqual(files.map(({ name }) => name).sort(), [...texts.keys()].filter((name) => name !== 'manifest.json').sort());
  for (const { name, sha256 } of files)
    assert.equal(
      createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex'),
      sha256,
      name,
    );
});

test('runs of retention, what was done with keys, and who outside receives data are in it', async () => {
  await keepPromises(tools, { dryRun: false });
  await tools.database.inInstallation('setup', (tx) =>
    recordEntry(tools, tx, { workspaceId: installationId, actor: { kind: 'command' } }, { action: 'keys.rotated', details: { rows: 3 } }),
  );
  const { texts } = await unpacked(await owner.api.evidence.exportEvidence({ workspaceId }));
  const day = product.clock.now().toISOString().slice(0, 10);
  assert.ok(rowsOf(texts.get('retention.csv')).some(([on, promise, runs]) => on === day && promise === 'sessions' && runs === '1'));
  assert.deepEqual(
    rowsOf(texts.get('keys.csv')).map((row) => row[3]),
    ['keys.rotated'],
  );
  assert.ok(rowsOf(texts.get('sub-processors.csv')).some(([name, on]) => /Google/.test(name ?? '') && on === 'no'));
  assert.match(texts.get('README.txt') ?? '', /node verify-chain\.mjs/);
});

test('a part of a long chain begins where it was asked to, says so, and verifies by itself', async () => {
  const { folder, texts } = await unpacked(await owner.api.evidence.exportEvidence({ workspaceId, fromSeq: 4 }));
  const file = [...texts.keys()].find((name) => name.startsWith('audit/') && name.endsWith('.jsonl'));
  assert.match(file ?? '', /entries-000000004\.jsonl$/);
  assert.match(texts.get('README.txt') ?? '', /only the entries 4 to \d+ of \d+ are here/);
  assert.deepEqual((await verify(folder)).code, 0);
});

test('only who may read the audit takes it, after giving the password again; a token never, and the copy’s only an operator', async () => {
  const status = (call: Promise<unknown>) =>
    call.then(
      () => 200,
      (error: unknown) => (error as { status: number }).status,
    );
  assert.equal(await status(member.api.evidence.exportEvidence({ workspaceId })), 403);
  assert.equal(await status(elsewhere.visitor.api.evidence.exportEvidence({ workspaceId })), 404);
  assert.equal(await status(elsewhere.visitor.api.operator.exportEvidence()), 403);
  const byToken = await new Visitor(product).request(`/api/workspaces/${workspaceId}/evidence-exports`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: '{}',
  });
  assert.equal(byToken.status, 403);
  product.clock.move({ minutes: 20 });
  await assert.rejects(owner.api.evidence.exportEvidence({ workspaceId }), { data: { code: 'confirm_first' } });
  await owner.api.account.confirm({ password });
  const { length } = await asOwner(product.databaseUrl, "select 1 from audit_entries where action = 'evidence.exported'");
  assert.equal(await status(owner.api.evidence.exportEvidence({ workspaceId })), 200);
  const after = await asOwner(product.databaseUrl, "select 1 from audit_entries where action = 'evidence.exported'");
  assert.equal(after.length, length + 1, 'taken without a trace');
});
