import assert from 'node:assert/strict';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'node:test';
import { findEmbeddedPostgres } from '../../server/platform/embedded-postgres.ts';
import { ada, bruno, falk, formFields, publishedCampaign, sendLetter, toConfirm, type Scene } from '../harness/advocacy.ts';
import { asOwner } from '../harness/database.ts';
import { runJobs, Visitor } from '../harness/people.ts';
import { databasePid, isAlive, newFolder, newKeys, startCopy, startSandbox, until } from '../harness/processes.ts';
import { startProduct } from '../harness/product.ts';
import { callerWith, publishByScript, scriptFor, standingOf } from '../harness/script.ts';
import { smallDisk, type SmallDisk } from '../harness/small-disk.ts';

test('a fault that nobody foresaw: the letter on its way is written down, then the process ends with 1 and its database with it', async () => {
  const dataDir = newFolder();
  const sandbox = await startSandbox();
  const broken = pathToFileURL(join(import.meta.dirname, '../harness/break-on-signal.ts')).href;
  const copy = await startCopy({ ...sandbox.settings, DATA_DIR: dataDir, ENCRYPTION_KEYS: newKeys(), NODE_OPTIONS: `--import=${broken}` });
  const script = await scriptFor(copy);
  const { campaignId, path } = await publishByScript(script, ['Ines Falk', 'Piet Adler']);
  await sandbox.fault(ada, { fault: 'slow', milliseconds: 1500 });
  const sending = sendLetter({ product: { url: copy.url }, path } as Scene, new Visitor(copy), { account: ada });
  await until('the letter is on its way', async () => (await sandbox.waitingFaults(ada)) === 0);
  const database = databasePid(dataDir) ?? 0;
  copy.child.kill('SIGUSR2');
  assert.equal((await sending).status, 303, 'the supporter gets their answer');
  assert.equal(await copy.ended, 1);
  assert.equal(isAlive(database), false);
  const line =
    copy
      .out()
      .split('\n')
      .find((one) => one.includes('fault_uncaught')) ?? '';
  assert.match(line, /"kind":"TypeError".*break-on-signal\.ts/);
  assert.doesNotMatch(copy.out() + copy.errors(), /ada\.sample/);

  const next = await startCopy(copy.settings);
  const { counts } = await standingOf({ ...script, call: callerWith(next.url, script.token) }, campaignId);
  assert.deepEqual([counts.accepted, counts.failed, counts.uncertain], [1, 1, 0], 'the letter that was not begun waits for the supporter');
  assert.equal(await next.stop('SIGTERM'), 0);
});

test('evidence that cannot be written: the erasure that it speaks of is refused in plain words, and nothing of it is done', async () => {
  const evidence = join(newFolder(), 'evidence');
  const product = await startProduct({ settings: { EVIDENCE_DIR: evidence } });
  await publishedCampaign(product);
  const visitor = new Visitor(product);
  const asked = await (await visitor.request('/recipient')).text();
  await visitor.post('/recipient', { ...formFields(asked, '/recipient'), email: falk.email });
  await runJobs(product, 'mail-recipient-link');
  const [mail] = product.app.sandbox?.mail.messages().filter(({ recipients }) => recipients.includes(falk.email)) ?? [];
  const path = /\/recipient\/[A-Za-z0-9_-]{43}/.exec(mail?.email.text ?? '')?.[0] ?? '';
  const page = await (await visitor.request(path)).text();
  const erase = () => visitor.post(`${path}/erase`, { ...formFields(page, `${path}/erase`), sure: 'yes' });
  const standing = async () => {
    const [row] = await asOwner(
      product.databaseUrl,
      'select (select count(*)::int from erasures) as erasures, (select count(*)::int from campaign_recipients where email = $1) as recipients',
      [falk.email],
    );
    return row;
  };
  // A file where the folder should be: nothing can be written there, on any machine.
  if (existsSync(evidence)) rmSync(evidence, { recursive: true });
  writeFileSync(evidence, '');
  const refused = await erase();
  assert.equal(refused.status, 503);
  assert.ok(Number(refused.headers.get('retry-after')) > 0);
  assert.match(await refused.text(), /<h1/);
  assert.deepEqual(await standing(), { erasures: 0, recipients: 1 });
  rmSync(evidence);
  assert.equal((await erase()).status, 200);
  assert.deepEqual(await standing(), { erasures: 1, recipients: 0 });
});

const small = smallDisk(160);

test(
  'a full disk stops sending cleanly: nothing leaves without a record, whoever comes is told, and with room it goes on by itself',
  { skip: typeof small === 'string' ? small : false },
  async (t) => {
    const disk = small as SmallDisk;
    const sandbox = await startSandbox();
    const copy = await startCopy({
      ...sandbox.settings,
      DATA_DIR: join(disk.folder, 'data'),
      EVIDENCE_DIR: newFolder(),
      ENCRYPTION_KEYS: newKeys(),
    });
    const script = await scriptFor(copy);
    const { campaignId, path } = await publishByScript(script, ['Ines Falk']);
    const scene = { product: { url: copy.url }, path } as Scene;
    const visitors = [new Visitor(copy), new Visitor(copy)];
    const forms: { fields: Record<string, string> }[] = [];
    for (const [at, account] of [ada, bruno].entries()) forms.push(await toConfirm(scene, visitors[at] as Visitor, { account }));
    const press = async (fields: (at: number) => Promise<Record<string, string>>) =>
      Promise.all(visitors.map(async (visitor, at) => visitor.post('/letter/confirm', await fields(at))));
    const sent = async () => (await sandbox.outbox()).filter(({ via }) => via === 'gmail').length;

    const database = (await findEmbeddedPostgres(join(disk.folder, 'data/database'))) ?? '';
    disk.fill();
    // PostgreSQL has room of its own left in the piece of its log that it made beforehand; this uses it up.
    const useUp = "select pg_logical_emit_message(true, 'filler', repeat('x', 4000000))";
    await until(
      'there is no room for a record',
      () =>
        asOwner(database, useUp).then(
          () => false,
          () => true,
        ),
      60,
    );
    const refused = await press((at) => Promise.resolve(forms[at]?.fields ?? {}));
    assert.deepEqual(
      refused.map(({ status, headers }) => [status, Number(headers.get('retry-after')) > 0]),
      [
        [503, true],
        [503, true],
      ],
    );
    assert.equal(await sent(), 0);
    assert.equal((await fetch(`${copy.url}/healthz`)).status, 200);

    disk.empty();
    const began = performance.now();
    await until('there is room, and it goes on', async () => (await fetch(`${copy.url}/readyz`)).status === 200, 60);
    const again = await press(async (at) =>
      formFields((await (await visitors[at]?.request('/letter/confirm'))?.text()) ?? '', '/letter/confirm'),
    );
    assert.deepEqual(
      again.map(({ status }) => status),
      [303, 303],
    );
    t.diagnostic(`letters leave again after ${((performance.now() - began) / 1000).toFixed(1)} s`);
    const { counts } = await standingOf(script, campaignId);
    assert.deepEqual([counts.accepted, counts.uncertain, counts.failed, await sent()], [2, 0, 0, 2]);
    assert.equal(await copy.stop('SIGTERM'), 0);
  },
);
