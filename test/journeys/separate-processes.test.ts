import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jobShapes } from '../../server/jobs.ts';
import { sendLetter, type Scene } from '../harness/advocacy.ts';
import { asOwner, freshDatabase } from '../harness/database.ts';
import { password, Visitor } from '../harness/people.ts';
import { antiphon, freePort, newFolder, newKeys, startCopy, startSandbox, until, type Copy } from '../harness/processes.ts';
import { answerOf, publishByScript, scriptFor, standingOf } from '../harness/script.ts';

/** A database in which nothing is yet, beside a migrated one. */
async function emptyDatabase(): Promise<string> {
  const url = new URL(await freshDatabase());
  const name = `${url.pathname.slice(1)}_empty`;
  await asOwner(url.toString(), `create database ${name}`);
  url.pathname = `/${name}`;
  return url.toString();
}

const [sandbox, database, port] = await Promise.all([startSandbox(), emptyDatabase(), freePort()]);
const settings = {
  ...sandbox.settings,
  DATABASE_URL: database,
  ENCRYPTION_KEYS: newKeys(),
  PUBLIC_URL: `http://localhost:${port}`,
  DATA_DIR: newFolder(),
};
const all: Copy[] = [];

test('two web and two worker processes start at once on an empty database, and the whole path goes through them', async () => {
  const [web, otherWeb, ...workers] = await Promise.all([
    startCopy({ ...settings, PORT: String(port) }, 'web'),
    startCopy(settings, 'web'),
    startCopy(settings, 'worker'),
    startCopy(settings, 'worker'),
  ]);
  all.push(web, otherWeb, ...workers);
  const script = await scriptFor(web);
  const campaign = await publishByScript(script, ['Ines Falk']);

  const owner = new Visitor(otherWeb);
  await owner.api.account.signIn({ email: 'owner@example.org', password });
  await owner.api.workspaces.invite({ workspaceId: script.workspaceId, email: 'gus@example.org', role: 'agent' });
  const invitation = await until('the invitation is mailed', async () =>
    (await sandbox.outbox()).find(({ recipients }) => recipients.includes('gus@example.org')),
  );
  assert.match(invitation.email.text ?? '', new RegExp(`^http://localhost:${port}/join#[A-Za-z0-9_-]+$`, 'm'));

  const answer = await sendLetter({ product: { url: web.url }, path: campaign.path } as Scene, new Visitor(web));
  assert.equal(answer.headers.get('location'), '/letter/status');
  assert.deepEqual((await standingOf(script, campaign.campaignId)).counts, {
    participations: 1,
    accepted: 1,
    failed: 0,
    skipped: 0,
    uncertain: 0,
    opened: 0,
  });
  assert.equal((await sandbox.outbox()).filter(({ via }) => via === 'gmail').length, 1);
});

test('each schedule stands once, however many workers there are', async () => {
  const schedules = await asOwner(database, 'select name from pgboss.schedule order by name');
  assert.deepEqual(
    schedules.map(({ name }) => name),
    jobShapes()
      .filter(({ schedule }) => schedule !== undefined)
      .map(({ name }) => name)
      .sort(),
  );
});

test('other keys than those of the database are refused in one sentence', async () => {
  const { code, out, errors } = await antiphon(['worker'], { ...settings, ENCRYPTION_KEYS: newKeys() });
  assert.equal(code, 1, out);
  assert.match(errors, /^antiphon: ENCRYPTION_KEYS does not hold the keys with which this database was sealed\./);
});

test('the audit chain holds, and every process stops in order', async () => {
  assert.equal((await answerOf<{ valid: boolean }>(['audit', 'verify'], settings)).valid, true);
  assert.deepEqual(await Promise.all(all.map((one) => one.stop('SIGTERM'))), [0, 0, 0, 0]);
});
