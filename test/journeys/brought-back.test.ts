import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readId } from '../../server/platform/ids.ts';
import { sendLetter, type Scene } from '../harness/advocacy.ts';
import { asOwner, freshDatabase } from '../harness/database.ts';
import { Visitor } from '../harness/people.ts';
import { antiphon, newFolder, newKeys, startCopy, startSandbox } from '../harness/processes.ts';
import { answerOf, callerWith, publishByScript, scriptFor } from '../harness/script.ts';
import { copyOf } from '../upgrades/earlier.ts';

const [sandbox, database] = await Promise.all([startSandbox(), freshDatabase()]);
const settings = { ...sandbox.settings, DATABASE_URL: database, ENCRYPTION_KEYS: newKeys(), DATA_DIR: newFolder() };
const count = async (url: string, what: string) => Number((await asOwner(url, `select count(*) as n from ${what}`))[0]?.n);

test('a database that was brought back to an earlier moment beside its own folder of evidence is noticed, settled and shut, once', async () => {
  let copy = await startCopy(settings);
  const script = await scriptFor(copy);
  const campaign = await publishByScript(script, ['Ines Falk', 'Piet Adler']);
  await sendLetter({ product: { url: copy.url }, path: campaign.path } as Scene, new Visitor(copy));
  assert.equal(await copy.stop(), 0);
  // A letter was on its way at the moment to which the database will be brought back.
  await asOwner(
    database,
    "update deliveries set state = 'sending', fence = gen_random_uuid(), settled_at = null, lease_ends_at = now() + interval '90 seconds'",
  );
  const earlier = await copyOf(database);

  copy = await startCopy(settings);
  assert.doesNotMatch(copy.out(), /quarantine/);
  const late = { email: 'late@example.org', reason: 'asked' };
  await callerWith(copy.url, script.token)('POST', `/workspaces/${script.workspaceId}/suppressions`, late);
  assert.equal(await copy.stop(), 0);

  const back = { ...settings, DATABASE_URL: earlier };
  copy = await startCopy(back);
  assert.match(copy.out(), /This copy was restored and is under quarantine/);
  assert.equal(await count(earlier, "deliveries where state = 'uncertain'"), 2);
  assert.equal(await count(earlier, `suppressions where workspace_id = '${readId('workspace', script.workspaceId)}'`), 1);
  assert.equal(await count(earlier, 'api_tokens'), 0);
  assert.equal((await antiphon(['audit', 'verify'], back)).code, 1, 'only the operator knows that nobody cut the chains off');
  await copy.stop();

  copy = await startCopy(back);
  assert.equal(await count(earlier, "audit_entries where action = 'database.brought_back'"), 1, 'it was settled twice');
  assert.equal((await antiphon(['quarantine', 'lift'], back)).code, 0);
  assert.equal((await answerOf<{ valid: boolean }>(['audit', 'verify'], back)).valid, true);
  await copy.stop();
  copy = await startCopy(back);
  assert.doesNotMatch(copy.out(), /quarantine/);
  assert.equal((await answerOf<{ valid: boolean }>(['audit', 'verify'], back)).valid, true);
  await copy.stop();

  // The database of before would be the second that sends.
  copy = await startCopy(settings);
  assert.match(copy.out(), /is under quarantine/);
  await copy.stop();
});
