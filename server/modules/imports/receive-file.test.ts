import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { asOwner } from '../../../test/harness/database.ts';
import { checked, imported, sendPiece, uploaded } from '../../../test/harness/importing.ts';
import { invite, setUp, stranger, Visitor } from '../../../test/harness/people.ts';
import { startProduct } from '../../../test/harness/product.ts';
import { readId } from '../../platform/ids.ts';
import { sweepImports } from './sweep-imports.ts';

const product = await startProduct({ settings: { IMPORT_MEGABYTES: '8' } });
const scene = { product, ...(await setUp(product)) };
const { owner, workspaceId } = scene;
const files = { folder: join(product.dataDir, 'imports'), mostBytes: 8_000_000 };
const begin = async () => (await owner.api.imports.begin({ workspaceId, fileName: 'people.csv' })).id;
const codeOf = async (answer: Response) => ((await answer.json()) as { data?: { code?: string } }).data?.code;

test('A file comes in pieces of any length, each from where the last ended, and for nobody else on the machine to read', async () => {
  const importId = await begin();
  const text = `email\n${'x'.repeat(7_000_000)}`;
  for (const [from, to] of [
    [0, 4],
    [4, 7_000_000],
    [7_000_000, text.length],
  ] as const)
    assert.deepEqual(await (await sendPiece(scene, importId, text.slice(from, to), from)).json(), { fileBytes: to });
  const again = await sendPiece(scene, importId, 'email', 0);
  assert.deepEqual([again.status, await codeOf(again)], [409, 'upload_offset']);
  const path = join(files.folder, readId('import', importId));
  assert.equal(readFileSync(path, 'utf8'), text);
  assert.equal(statSync(path).mode & 0o077, 0);
});

test('A file larger than the setting is refused in a sentence, and what is no piece of a file is not read', async () => {
  const importId = await begin();
  const answer = await sendPiece(scene, importId, 'x'.repeat(8_000_001));
  assert.deepEqual([answer.status, await codeOf(answer)], [400, 'file_too_large']);
  const path = `/api/workspaces/${workspaceId}/imports/${importId}/file/0`;
  const form = await owner.request(path, { method: 'PUT', body: 'email', headers: { 'content-type': 'text/plain' } });
  assert.equal(form.status, 415);
});

test('Nobody sends a file to an import of another workspace, without a role for it, or without being signed in', async () => {
  const importId = await begin();
  const elsewhere = await stranger(product);
  const viewer = await invite(product, owner, { workspaceId, email: 'viewer@example.org', role: 'viewer' });
  const statusFor = async (visitor: Visitor, inside = workspaceId) =>
    (await sendPiece({ owner: visitor, workspaceId: inside }, importId, 'email\na@example.org\n')).status;
  assert.deepEqual([await statusFor(new Visitor(product)), await statusFor(viewer), await statusFor(elsewhere.visitor)], [401, 403, 404]);
  assert.equal(await statusFor(elsewhere.visitor, elsewhere.workspaceId), 404);
  assert.equal((await owner.api.imports.show({ workspaceId, importId })).fileBytes, 0);
});

test('A file that cannot be read ends the import with a sentence and is deleted; another delimiter is taken at its word', async () => {
  const pdf = await uploaded(scene, '%PDF-1.7');
  assert.deepEqual([pdf.state, pdf.failure], ['failed', 'This is a PDF. Save the table as CSV or .xlsx and try again.']);
  assert.throws(() => statSync(join(files.folder, readId('import', pdf.id))));
});

test('Rows to be mended come as a table in which nothing is a formula, and that can be imported once it is mended', async () => {
  const bad = ['=1+1', '+49 170 1', '@sum', '\t=2', '＝3', '-5', "it's", 'a"b;c'];
  const rows = bad.map((value, row) => `bad${String(row)},"${value.replaceAll('"', '""')}",00${String(row)}`).join('\n');
  const found = await checked(scene, `email,Job title,Postcode\n${rows}\n`);
  const { csv } = await owner.api.imports.problems({ workspaceId, importId: found.id });
  for (const line of csv.split('\r\n').slice(1)) assert.doesNotMatch(line, /(^|,)"?[=@\t＝]/);
  assert.match(csv, /,\+49 170 1,/);
  const mended = csv.replaceAll(/bad(\d)/g, 'mended$1@example.org');
  const done = await imported(scene, mended);
  assert.deepEqual(done.counts, { added: bad.length, changed: 0, unchanged: 0 });
  const kept = await asOwner(product.databaseUrl, "select job_title from contacts where email like 'mended%' order by email");
  assert.deepEqual(
    kept.map(({ job_title: title }) => title),
    bad.map((value) => value.trim()),
  );
});

test('A mapping is remembered for files with the same columns', async () => {
  const mapping = [
    { column: 1, to: 'email', policy: 'fill' },
    { column: 0, to: 'job_title', policy: 'replace' },
  ] as const;
  await checked(scene, 'Was,Wohin\nRat,a@example.org\n', { mapping: [...mapping] });
  assert.deepEqual((await uploaded(scene, 'Was,Wohin\nRat,b@example.org\n')).mapping, mapping);
});

test('An import that nobody runs for two days ends by itself, one second before that it is there', async () => {
  const { id } = await checked(scene, 'email\nleft@example.org\n');
  const path = join(files.folder, readId('import', id));
  product.clock.move({ hours: 48 });
  product.clock.move({ seconds: -1 });
  await sweepImports(product.app.tools, files);
  assert.ok(statSync(path).size > 0);
  product.clock.move({ seconds: 1 });
  await sweepImports(product.app.tools, files);
  assert.throws(() => statSync(path));
  const rows = await asOwner(product.databaseUrl, 'select from import_rows where import_id = $1', [readId('import', id)]);
  assert.deepEqual([rows.length, (await owner.api.imports.show({ workspaceId, importId: id })).state], [0, 'cancelled']);
});
