import assert from 'node:assert/strict';
import { copyFileSync, existsSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readBack } from '../../server/commands/backup.ts';
import type { Options } from '../../server/commands/command.ts';
import { installAll } from '../../server/commands/install-all.ts';
import { restore } from '../../server/commands/restore.ts';
import { ConfigError, readConfig } from '../../server/config.ts';
import { BackupError } from '../../server/platform/backup-file.ts';
import { readId } from '../../server/platform/ids.ts';
import { createSealer, KeyError, parseKeys } from '../../server/platform/sealed.ts';
import { formFields, sendLetter, type Scene } from '../harness/advocacy.ts';
import { emptyDatabase, fillDeliveries, writeDeliveries } from '../harness/backups.ts';
import { asOwner, freshDatabase } from '../harness/database.ts';
import { dumpOf } from '../harness/dump.ts';
import { Visitor } from '../harness/people.ts';
import { antiphon, newFolder, newKeys, run, startCopy, startSandbox, until } from '../harness/processes.ts';
import { answerOf, publishByScript, scriptFor } from '../harness/script.ts';

interface Made {
  file: string;
  rows: number;
  tables: Record<string, number>;
  sha256: string;
  pointInTime: string;
}

const [sandbox, database] = await Promise.all([startSandbox(), freshDatabase()]);
const settings = { ...sandbox.settings, DATABASE_URL: database, ENCRYPTION_KEYS: newKeys(), DATA_DIR: newFolder() };
const folder = newFolder();
const copy = await startCopy(settings);
const script = await scriptFor(copy, 'marked.owner@example.org');
const campaign = await publishByScript(script, ['Marked Falk', 'Piet Adler', 'Rosa Winter']);
await sendLetter({ product: { url: copy.url }, path: campaign.path } as Scene, new Visitor(copy));
const campaignId = readId('campaign', campaign.campaignId);
const suppress = (email: string) =>
  script.call<{ id: string }>('POST', `/workspaces/${script.workspaceId}/suppressions`, { email, reason: 'asked' });
const early = await suppress('early@example.org');
const backUp = (name: string) => answerOf<Made>(['backup', '--to', join(folder, name)], settings);
const restoreInto = (url: string, name: string, more: string[] = []) =>
  antiphon(['restore', '--from', join(folder, name), ...more], { ...settings, DATABASE_URL: url });
const count = async (url: string, what: string) => Number((await asOwner(url, `select count(*) as n from ${what}`))[0]?.n);
const before = await backUp('before');

/** Another database with the same in it, under quarantine, to try things on. */
async function another(name = 'before'): Promise<string> {
  const url = await emptyDatabase();
  const { code, errors } = await restoreInto(url, name);
  assert.equal(code, 0, errors);
  return url;
}

test('a backup tells nobody anything who lacks the key, and nobody else may open the file', () => {
  const bytes = readFileSync(before.file);
  for (const secret of ['marked', 'Marked', 'council.example.org', 'River Watch', 'password'])
    assert.equal(bytes.includes(secret), false, `${secret} stands in the file`);
  assert.match(bytes.toString('latin1'), /^ANTIPHON BACKUP\n\{"format":1,"version":"[^"]+","at":"[^"]+","keyId":"test"\}\n/);
  assert.equal(statSync(before.file).mode & 0o777, 0o600);
});

test('a backup made while 200 letters a second leave holds one moment: nothing is half in it', async () => {
  await fillDeliveries(database, campaignId, 30_000);
  const writing = await writeDeliveries(database, campaignId, 200);
  const start = await count(database, 'deliveries');
  const made = await backUp('under-way');
  const end = await count(database, 'deliveries');
  const written = await writing.stop();
  assert.ok(written > 100 && end > start, `only ${written} were written meanwhile`);
  const url = await another('under-way');
  const [deliveries, attempts] = [await count(url, 'deliveries'), await count(url, 'attempts')];
  assert.equal(deliveries, attempts);
  assert.equal(deliveries, made.tables.deliveries);
  assert.ok(deliveries >= start && deliveries < end, `${deliveries} is not between ${start} and ${end}`);
  assert.equal(await count(url, 'attempts a where not exists (select from deliveries d where d.id = a.delivery_id)'), 0);
  const [{ goal } = {}] = await asOwner(url, 'select goal from campaigns');
  assert.equal(Number(goal), await count(url, "deliveries where recipient_address like 'filler.%'"));
});

test('a backup that is killed leaves no file under its name, and the next one is made all the same', async () => {
  const name = join(folder, 'killed');
  const backup = run('server/main.ts', ['backup', '--to', name], settings);
  await until('the backup is being written', () =>
    readdirSync(folder).some((one) => one.startsWith('killed.') && statSync(join(folder, one)).size > 1000),
  );
  assert.equal(await backup.kill(), 137);
  assert.equal(existsSync(name), false);
  assert.ok((await backUp('killed')).rows > 60_000);
  const again = await antiphon(['backup', '--to', name], settings);
  assert.equal(again.code, 1);
  assert.match(again.errors, /^antiphon: .* is there already, and nothing was overwritten\./);
});

test('a restore that is killed leaves the database as it was', async () => {
  const url = await another();
  await asOwner(url, "update workspaces set name = 'As it was' where slug = 'river-watch'");
  const asItWas = await dumpOf(url);
  const words = ['restore', '--from', join(folder, 'under-way'), '--replace', '--yes'];
  const restore = run('server/main.ts', words, { ...settings, DATABASE_URL: url });
  const working = "pg_stat_activity where application_name = 'antiphon restore' and datname = current_database()";
  await until('rows are being loaded', async () => (await count(url, `${working} and query like 'copy %'`)) > 0);
  assert.equal(await restore.kill(), 137);
  await until('PostgreSQL has noticed', async () => (await count(url, working)) === 0);
  assert.deepEqual(await dumpOf(url), asItWas);
});

test('a wrong key, a cut or altered backup, another file, another copy’s or a newer one: one sentence each, and nothing changed', async () => {
  const url = await another();
  const asItWas = await dumpOf(url);
  const whole = readFileSync(before.file);
  const altered = Buffer.from(whole);
  altered.writeUInt8(altered.readUInt8(altered.length >> 1) ^ 1, altered.length >> 1);
  writeFileSync(join(folder, 'altered'), altered);
  writeFileSync(join(folder, 'renamed'), Buffer.from(whole.toString('latin1').replace('"version":"0', '"version":"9'), 'latin1'));
  writeFileSync(join(folder, 'other'), 'PK\u0003\u0004 something else');
  for (const [name, left] of [
    ['cut-early', 40],
    ['cut', whole.length - 100],
    ['cut-by-one', whole.length - 1],
  ] as const) {
    copyFileSync(before.file, join(folder, name));
    truncateSync(join(folder, name), left);
  }
  await asOwner(database, "insert into migrations values ('9999_of_tomorrow.sql', now())");
  await backUp('newer');
  await asOwner(database, "delete from migrations where name = '9999_of_tomorrow.sql'");
  const sealer = createSealer(parseKeys(settings.ENCRYPTION_KEYS));
  for (const name of ['renamed', 'cut-early', 'cut-by-one', 'missing'])
    await assert.rejects(readBack(join(folder, name), sealer), BackupError);
  const wrong: [string, RegExp, Record<string, string>?][] = [
    [
      'before',
      /is sealed with the master key “test”, which is not among ENCRYPTION_KEYS/,
      { ENCRYPTION_KEYS: newKeys().replace('test:', 'else:') },
    ],
    ['before', /does not hold the key with which this backup was sealed/, { ENCRYPTION_KEYS: newKeys() }],
    ['altered', /cut short or altered/],
    ['cut', /cut short or altered/],
    ['other', /is not a backup of Antiphon/],
    ['newer', /newer version of Antiphon \(0\.1\.0, it has 9999_of_tomorrow\.sql\)/],
  ];
  const plain = { json: false, 'dry-run': false, operator: false };
  const replace = { replace: true, yes: true };
  /** The same command within this process: to start one for each would take longer than all the rest. */
  const refused = async (name: string, how: Partial<Options>, given: Record<string, string> = {}) => {
    const config = readConfig({ ...settings, DATABASE_URL: url, ...given });
    const error: unknown = await restore({ ...plain, config, from: join(folder, name), ...how }).then(
      () => assert.fail(`${name} was taken`),
      (reason: unknown) => reason,
    );
    assert.ok(
      [BackupError, ConfigError, KeyError].some((kind) => error instanceof kind),
      String(error),
    );
    const { message } = error as Error;
    assert.match(message, /^[^\n]+$/, `${name} shows more than a sentence`);
    return message;
  };
  for (const [name, sentence, other] of wrong) assert.match(await refused(name, replace, other), sentence);
  const elsewhere = await emptyDatabase();
  await installAll(elsewhere, new Date());
  assert.match(await refused('before', replace, { DATABASE_URL: elsewhere }), /is of another copy of Antiphon/);
  assert.match(await refused('before', {}), /The database is not empty/);
  assert.match(await refused('before', { replace: true }), /deletes everything that the database holds now/);
  const working = await restoreInto(database, 'before', ['--replace', '--yes']);
  assert.equal(working.code, 1);
  assert.match(working.errors, /^antiphon: [^\n]+ still works on this database[^\n]+\n$/);
  assert.deepEqual(await dumpOf(url), asItWas);
});

test('who was erased, suppressed or released after the backup is so before anybody sees the restored copy, and what is past its time is gone', async () => {
  await suppress('late@example.org');
  await script.call('DELETE', `/workspaces/${script.workspaceId}/suppressions/${early.id}`);
  const portal = await mailedLink('marked.falk@council.example.org');
  const visitor = new Visitor(copy);
  const page = await (await visitor.request(portal)).text();
  assert.equal((await visitor.post(`${portal}/erase`, { ...formFields(page, `${portal}/erase`), sure: 'yes' })).status, 200);

  const url = await emptyDatabase();
  const { code, errors } = await antiphon(['restore', '--from', before.file], {
    ...settings,
    DATABASE_URL: url,
    CLOCK_OFFSET_SECONDS: String(91 * 86_400),
  });
  assert.equal(code, 0, errors);
  const all = Object.values(await dumpOf(url)).join('\n');
  assert.equal(/marked\.falk|Marked Falk/.test(all), false, 'whoever was erased is back');
  assert.match(all, /piet\.adler@council\.example\.org/);
  assert.equal(await count(url, 'deliveries'), 3);
  assert.equal(await count(url, 'deliveries where recipient_address is not null'), 0);
  assert.equal(await count(url, 'sessions'), 0);
  assert.equal(await count(url, 'erasures'), 1);
  const hashes = async (where: string) =>
    (await asOwner(where, 'select address_hash from suppressions order by 1')).map(({ address_hash: hash }) => String(hash));
  assert.deepEqual(await hashes(url), await hashes(database));
  assert.equal(await count(url, "audit_entries where action = 'database.restored'"), 1);
  assert.equal((await answerOf<{ valid: boolean }>(['audit', 'verify'], { ...settings, DATABASE_URL: url })).valid, true);
});

test('where the folder of evidence is lost too, the database that is replaced still says who was erased and who is suppressed', async () => {
  assert.equal(await copy.stop(), 0);
  const late = await count(database, "suppressions where workspace_id <> '00000000-0000-0000-0000-000000000000'");
  const lost = { ...settings, EVIDENCE_DIR: newFolder() };
  const { code, errors } = await antiphon(['restore', '--from', before.file, '--replace', '--yes'], lost);
  assert.equal(code, 0, errors);
  const all = Object.values(await dumpOf(database)).join('\n');
  assert.equal(/marked\.falk|Marked Falk/.test(all), false, 'whoever was erased is back');
  assert.match(all, /piet\.adler@council\.example\.org/);
  assert.equal(await count(database, 'erasures'), 1);
  // The late one of the replaced database, and the early one, of which nothing says any more that it was released.
  assert.equal(await count(database, 'suppressions'), late + 1);
  assert.equal((await answerOf<{ valid: boolean }>(['audit', 'verify'], lost)).valid, true);
});

/** What somebody is mailed who asks what is kept about their address. */
async function mailedLink(email: string): Promise<string> {
  const visitor = new Visitor(copy);
  const page = await (await visitor.request('/recipient')).text();
  await visitor.post('/recipient', { ...formFields(page, '/recipient'), email });
  const mail = await until('the link is mailed', async () =>
    (await sandbox.outbox()).find(({ via, recipients }) => via !== 'gmail' && recipients.includes(email)),
  );
  const path = /\/recipient\/[A-Za-z0-9_-]{43}/.exec(mail.email.text ?? '')?.[0];
  return path ?? assert.fail('the mail holds no link');
}
