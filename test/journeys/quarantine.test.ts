import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { sendLetter, type Scene } from '../harness/advocacy.ts';
import { emptyDatabase } from '../harness/backups.ts';
import { countingGate } from '../harness/counting-gate.ts';
import { asOwner, freshDatabase } from '../harness/database.ts';
import { password, Visitor } from '../harness/people.ts';
import { antiphon, newFolder, newKeys, startCopy, startSandbox, until, type Copy } from '../harness/processes.ts';
import { answerOf, publishByScript, scriptFor } from '../harness/script.ts';

const [sandbox, first, second] = await Promise.all([startSandbox(), freshDatabase(), emptyDatabase()]);
const [google, mail] = await Promise.all([
  countingGate(sandbox.settings.GMAIL_API_URL ?? ''),
  countingGate(sandbox.settings.SMTP_URL ?? ''),
]);
const calls = () => google.count() + mail.count();
const through = Object.fromEntries(
  ['GOOGLE_OAUTH_URL', 'GOOGLE_API_URL', 'GOOGLE_OPENID_URL', 'GMAIL_API_URL'].map((name) => {
    const url = new URL(sandbox.settings[name] ?? '');
    url.host = google.host;
    return [name, url.toString().replace(/\/$/, '')];
  }),
);
const settings = {
  ...sandbox.settings,
  ...through,
  SMTP_URL: `smtp://${mail.host}`,
  OUTBOUND_ALLOW: `${sandbox.settings.OUTBOUND_ALLOW ?? ''},${google.host}`,
  ENCRYPTION_KEYS: newKeys(),
  DATA_DIR: newFolder(),
};
const email = 'owner@example.org';
const send = (copy: Copy) => sendLetter({ product: { url: copy.url }, path: campaign.path } as Scene, new Visitor(copy));
const tried = async (url: string) =>
  Number(
    (
      await asOwner(
        url,
        "select count(*) as n from pgboss.job where name = 'mail-password-link' and (retry_count > 0 or state in ('completed', 'failed'))",
      )
    )[0]?.n,
  );
const askForLink = (copy: Copy) => new Visitor(copy).api.account.askPasswordReset({ email });
const linksMailed = async () =>
  (await sandbox.outbox()).filter(({ via, recipients }) => via !== 'gmail' && recipients.includes(email)).length;

const original = await startCopy({ ...settings, DATABASE_URL: first });
const campaign = await publishByScript(await scriptFor(original, email), ['Ines Falk']);
const backup = join(newFolder(), 'backup');
await answerOf(['backup', '--to', backup], { ...settings, DATABASE_URL: first });
assert.equal(await original.stop(), 0);
await answerOf(['restore', '--from', backup], { ...settings, DATABASE_URL: second });
let copy = await startCopy({ ...settings, DATABASE_URL: second });

test('a restored copy calls nobody: pages and sign-in work, supporters are told that nothing can be sent, and no socket is opened', async () => {
  const had = calls();
  assert.match(copy.out(), /This copy was restored and is under quarantine/);
  assert.match(await (await new Visitor(copy).request(campaign.path)).text(), /Nothing can be sent from here at the moment/);
  await assert.rejects(send(copy));
  assert.deepEqual(await (await fetch(`${copy.url}/readyz`)).json(), { ready: true, quarantined: true });
  const operator = new Visitor(copy);
  await operator.api.account.signIn({ email, password });
  assert.equal((await operator.api.operator.health()).quarantine?.because, 'restored');
  await askForLink(copy);
  await until('the mail was tried', async () => (await tried(second)) > 0);
  const { findings } = await answerOf<{ findings: { what: string; good: boolean }[] }>(['doctor'], copy.settings);
  assert.deepEqual(findings.find(({ what }) => what === 'quarantine')?.good, false);
  assert.equal(calls() - had, 0);
});

test('lifted from the command line it sends at once, also the mail that was asked for meanwhile, and that is written down', async () => {
  const [had, mailed] = [calls(), await linksMailed()];
  assert.equal((await antiphon(['quarantine', 'lift'], copy.settings)).code, 0);
  await until('what had to wait is mailed', async () => (await linksMailed()) > mailed);
  // Pages are remembered for some seconds (PAGE_MEMORY_SECONDS).
  await until('the page asks for letters again', async () =>
    (await (await new Visitor(copy).request(campaign.path)).text()).includes('<form'),
  );
  assert.equal((await send(copy)).headers.get('location'), '/letter/status');
  assert.ok(calls() > had);
  assert.deepEqual(await (await fetch(`${copy.url}/readyz`)).json(), { ready: true });
  const entries = await asOwner(second, "select details from audit_entries where action = 'quarantine.lifted'");
  assert.equal((entries[0]?.details as { because: string }).because, 'restored');
  const again = await antiphon(['quarantine', 'lift'], copy.settings);
  assert.match(again.errors, /^antiphon: This copy is not under quarantine\./);
  await copy.stop();
  copy = await startCopy(copy.settings);
  assert.doesNotMatch(copy.out(), /quarantine/);
  await copy.stop();
});

test('a database that turns up beside another folder of evidence is shut, until its operator says that it is the one', async () => {
  copy = await startCopy({ ...copy.settings, DATA_DIR: newFolder() });
  assert.match(copy.out(), /This copy was copied and is under quarantine/);
  const had = calls();
  await assert.rejects(send(copy));
  assert.equal(calls() - had, 0);
  const operator = new Visitor(copy);
  await operator.api.account.signIn({ email, password });
  assert.equal((await operator.api.operator.health()).quarantine?.because, 'copied');
  await operator.api.operator.liftQuarantine();
  assert.equal((await operator.api.operator.health()).quarantine, null);
  await copy.stop();
  copy = await startCopy(copy.settings);
  assert.doesNotMatch(copy.out(), /quarantine/);
  await copy.stop();
});
