import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import pg from 'pg';
import { asOwner } from '../../../../test/harness/database.ts';
import { someoneIsHeldUp } from '../../../../test/harness/held-up.ts';
import { checked, imported } from '../../../../test/harness/importing.ts';
import { password, runJobs, setUp } from '../../../../test/harness/people.ts';
import { startProduct } from '../../../../test/harness/product.ts';
import { readId } from '../../../platform/ids.ts';
import { eraseAddress } from '../../recipient-portal/index.ts';
import { goOnWithImport } from './go-on-with-import.ts';

const product = await startProduct();
const scene = { product, ...(await setUp(product)) };
const { owner, workspaceId } = scene;
const look = (text: string, values: unknown[] = []) => asOwner(product.databaseUrl, text, values);
const inWorkspace = readId('workspace', workspaceId);
const files = { folder: join(product.dataDir, 'imports'), mostBytes: 600_000_000 };
const contact = async (email: string) => (await look('select * from contacts where email_key = $1', [email]))[0];
await owner.api.contactFields.create({ workspaceId, key: 'city', label: 'City', kind: 'text' });
const list = await owner.api.lists.create({ workspaceId, name: 'Fair' });

const many = (rows: number, mark: string) =>
  `E-mail,First name,Company\n${Array.from({ length: rows }, (_, row) => `${mark}${String(row)}@example.org,Ines ${String(row)},Board ${String(row % 50)}\n`).join('')}`;
const howMany = async (mark: string) =>
  Number((await look('select count(*) from contacts where email_key like $1', [`${mark}%`]))[0]?.count);

test('A file becomes contacts: what will be done is shown before, and is what was done', async () => {
  const file =
    'E-mail,First name,Last name,Company\nines@example.org,Ines,Falk,River Board\nPiet@Example.org,Piet,Adler,river board\nnobody,No,Body,\n';
  const found = await checked(scene, file);
  assert.deepEqual([found.state, found.preview, found.rows], ['checked', { added: 2, changed: 0, unchanged: 0 }, 3]);
  assert.deepEqual(found.refused, [{ sentence: 'An e-mail address needs an @ sign.', rows: 1 }]);
  assert.equal((await look('select from contacts')).length, 0, 'nothing is done before it is asked for');
  await owner.api.imports.cancel({ workspaceId, importId: found.id });
  await runJobs(product, 'go-on-with-import');
  const done = await imported(scene, file);
  assert.deepEqual([done.state, done.counts], ['finished', { added: 2, changed: 0, unchanged: 0 }]);
  const contacts = await look(
    'select c.email, c.first_name, k.name as company from contacts c join companies k on k.id = c.company_id order by c.email',
  );
  assert.deepEqual(contacts, [
    { email: 'Piet@example.org', first_name: 'Piet', company: 'River Board' },
    { email: 'ines@example.org', first_name: 'Ines', company: 'River Board' },
  ]);
  assert.deepEqual([(await look('select from import_rows')).length, readdirSync(files.folder)], [0, []], 'staging and file are gone');
});

test('The same file again changes nothing; a changed one what differs, field by field as its policy says', async () => {
  const again = await imported(scene, 'E-mail,First name\nINES@example.org ,Ines\n');
  assert.deepEqual(again.counts, { added: 0, changed: 0, unchanged: 1 });
  const mapping = [
    { column: 0, to: 'email', policy: 'fill' },
    { column: 1, to: 'first_name', policy: 'replace' },
    { column: 2, to: 'last_name', policy: 'keep' },
    { column: 3, to: 'phone', policy: 'fill' },
    { column: 4, to: 'own', key: 'city', policy: 'replace' },
    { column: 5, to: 'company', policy: 'replace' },
  ] as const;
  const row = 'e,f,l,p,c,k\nines@example.org,Inés,Other,+49 170 1234567,Ulm,Lake Board\n';
  const found = await imported(scene, row, { mapping: [...mapping], tags: ['fair'], listId: list.id });
  assert.deepEqual(found.counts, { added: 0, changed: 1, unchanged: 0 });
  const after = await contact('ines@example.org');
  assert.deepEqual(
    [after?.first_name, after?.last_name, after?.phone, after?.fields, after?.tags],
    ['Inés', 'Falk', '+49 170 1234567', { city: 'Ulm' }, ['fair']],
  );
  const empty = await imported(scene, 'e,f,l,p,c,k\nines@example.org,,,,,\n', { mapping: [...mapping] });
  assert.deepEqual(empty.counts, { added: 0, changed: 0, unchanged: 1 }, 'an empty cell takes nothing away');
  await owner.api.imports.undo({ workspaceId, importId: found.id });
  await look("update contacts set first_name = 'Agnes' where email_key = 'ines@example.org'");
  await runJobs(product, 'go-on-with-import');
  const undone = await owner.api.imports.show({ workspaceId, importId: found.id });
  assert.deepEqual([undone.state, undone.undone], ['undone', { removed: 0, stayed: 0, putBack: 0, left: 1 }]);
  const back = await contact('ines@example.org');
  assert.deepEqual([back?.first_name, back?.phone, back?.fields, back?.tags], ['Agnes', '', {}, []], 'what somebody changed since stays');
  assert.equal((await look('select k.name from companies k where k.id = $1', [back?.company_id]))[0]?.name, 'River Board');
  assert.equal((await look('select from list_contacts')).length, 0);
});

test('One person in many spellings is one contact, and the first row counts', async () => {
  const rows = ['Foo@Y.com', 'foo@y.com ', 'foo@y.com\u00A0', '\u200Bfoo@Y.COM', 'j.d+a@googlemail.com', 'jd@gmail.com'];
  const found = await imported(scene, `email,name\n${rows.map((email, row) => `${email},N${String(row)}`).join('\n')}\n`);
  assert.deepEqual(found.counts, { added: 2, changed: 0, unchanged: 0 });
  assert.deepEqual(found.refused, [{ sentence: 'This address stands in the file twice; the first row counts.', rows: 4 }]);
  assert.equal((await contact('foo@y.com'))?.first_name, 'N0');
});

test('Whoever was erased does not come back and is named nowhere; whoever is suppressed stays suppressed', async () => {
  const erase = (key: string) =>
    eraseAddress(product.app.tools, { gmail: undefined } as never, { kind: 'command' }, { ok: true, address: key, key } as never);
  await erase('gone@example.org');
  await owner.api.suppressions.suppress({ workspaceId, email: 'never@example.org' });
  const found = await checked(scene, 'email,name\ngone@example.org,Gone\nnever@example.org,Never\nlater@example.org,Later\n');
  assert.deepEqual(found.preview, { added: 2, changed: 0, unchanged: 0 });
  await erase('later@example.org');
  await owner.api.imports.run({ workspaceId, importId: found.id, basis: 'They asked.' });
  await runJobs(product, 'go-on-with-import');
  const done = await owner.api.imports.show({ workspaceId, importId: found.id });
  assert.deepEqual(done.counts, { added: 1, changed: 0, unchanged: 0 });
  assert.equal(await contact('gone@example.org'), undefined);
  assert.equal(await contact('later@example.org'), undefined);
  const { csv } = await owner.api.imports.problems({ workspaceId, importId: found.id });
  assert.doesNotMatch(csv, /gone@|later@/);
  const { suppressions } = await owner.api.suppressions.list({ workspaceId, search: 'never@example.org' });
  assert.equal(suppressions.length, 1);
});

test('Workers that take the import from each other at any moment add everybody once', async () => {
  const found = await checked(scene, many(45_000, 'taken'));
  const importId = readId('import', found.id);
  await owner.api.imports.run({ workspaceId, importId: found.id, basis: 'They asked.' });
  const goOn = () => goOnWithImport(product.app.tools, files, inWorkspace, importId);
  await Promise.all([goOn(), goOn(), goOn()]);
  await runJobs(product, 'go-on-with-import');
  const done = await owner.api.imports.show({ workspaceId, importId: found.id });
  assert.deepEqual([done.state, done.counts, await howMany('taken')], ['finished', { added: 45_000, changed: 0, unchanged: 0 }, 45_000]);
});

test('Whoever is added by hand between the look and the writing is there once, as they were added', async () => {
  const found = await checked(scene, many(300, 'meanwhile'));
  await owner.api.imports.run({ workspaceId, importId: found.id, basis: 'They asked.' });
  const hand = new pg.Client({ connectionString: product.databaseUrl });
  await hand.connect();
  try {
    await hand.query('begin');
    await hand.query(
      `insert into contacts (workspace_id, id, email, email_key, first_name, created_at, changed_at)
       values ($1, gen_random_uuid(), 'meanwhile7@example.org', 'meanwhile7@example.org', 'Agnes', now(), now())`,
      [inWorkspace],
    );
    const going = goOnWithImport(product.app.tools, files, inWorkspace, readId('import', found.id));
    await someoneIsHeldUp(product.databaseUrl, 'the import waits for whoever is added by hand');
    await hand.query('commit');
    await going;
  } finally {
    await hand.end();
  }
  const done = await owner.api.imports.show({ workspaceId, importId: found.id });
  assert.deepEqual([done.state, done.counts, await howMany('meanwhile')], ['finished', { added: 299, changed: 1, unchanged: 0 }, 300]);
  assert.equal((await contact('meanwhile7@example.org'))?.first_name, 'Agnes');
});

test('After a crash of PostgreSQL, which empties staging, the file is read again and nothing is lost or doubled', async () => {
  const file = `${many(25_000, 'crash')}nobody,No,\n`;
  const found = await checked(scene, file);
  await owner.api.imports.run({ workspaceId, importId: found.id, basis: 'They asked.' });
  // As it is when the machine went down before the first slice.
  await look('truncate import_rows');
  await runJobs(product, 'go-on-with-import');
  const done = await owner.api.imports.show({ workspaceId, importId: found.id });
  assert.deepEqual([done.counts, done.refused[0]?.rows, await howMany('crash')], [{ added: 25_000, changed: 0, unchanged: 0 }, 1, 25_000]);
});

test('A cancelled import stops where it is; two at once are done both; undone, they are gone again', async () => {
  const one = await checked(scene, many(3_000, 'left'));
  const two = await checked(scene, many(3_000, 'right'));
  const stopped = await checked(scene, many(10, 'never'));
  for (const { id } of [one, two, stopped]) await owner.api.imports.run({ workspaceId, importId: id, basis: 'They asked.' });
  await owner.api.imports.cancel({ workspaceId, importId: stopped.id });
  await Promise.all([one, two, stopped].map(({ id }) => goOnWithImport(product.app.tools, files, inWorkspace, readId('import', id))));
  assert.deepEqual([await howMany('left'), await howMany('right'), await howMany('never')], [3_000, 3_000, 1]);
  const boards = await look("select count(*), count(distinct name_key) as names from companies where name like 'Board%'");
  assert.equal(boards[0]?.count, boards[0]?.names, 'no company is there twice');
  await look("update contacts set job_title = 'Chair', changed_at = created_at + interval '1 day' where email_key = 'left7@example.org'");
  for (const { id } of [one, two]) await owner.api.imports.undo({ workspaceId, importId: id });
  await runJobs(product, 'go-on-with-import');
  assert.deepEqual([await howMany('left'), await howMany('right')], [1, 0]);
  const { undone } = await owner.api.imports.show({ workspaceId, importId: one.id });
  assert.deepEqual(undone, { removed: 2_999, stayed: 1, putBack: 0, left: 0 });
});

test('An import can be undone for thirty days and no second longer', async () => {
  const found = await imported(scene, 'email\nday30@example.org\n');
  product.clock.move({ days: 30 });
  product.clock.move({ seconds: -1 });
  await owner.api.account.signIn({ email: 'owner@example.org', password });
  assert.notEqual((await owner.api.imports.show({ workspaceId, importId: found.id })).undoUntil, null);
  product.clock.move({ seconds: 1 });
  const error = await owner.api.imports.undo({ workspaceId, importId: found.id }).catch((refusal: unknown) => refusal);
  assert.match(String(error), /thirty days/);
});
