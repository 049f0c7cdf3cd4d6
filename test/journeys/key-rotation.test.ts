import assert from 'node:assert/strict';
import { randomBytes, randomInt } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { installationId } from '../../server/platform/ids.ts';
import { createSealer, parseKeys } from '../../server/platform/sealed.ts';
import { ada, bruno, formFields, sendLetter, toConfirm, type Scene } from '../harness/advocacy.ts';
import { asOwner, freshDatabase } from '../harness/database.ts';
import { Visitor } from '../harness/people.ts';
import { antiphon, newFolder, newKeys, run, startCopy, startSandbox, until, type Copy } from '../harness/processes.ts';
import { answerOf, publishByScript, scriptFor, standingOf } from '../harness/script.ts';

interface Listed {
  keys: { id: string; standing: string; values: number }[];
  unreadable: number;
}
interface Rotated {
  moved: number;
  left: number;
}

const planted = 12_000;
const sandbox = await startSandbox();

/** Links of recipients, sealed under the key that the copy has: enough of them for a rotation to take its time. */
async function plantLinks(databaseUrl: string, keys: string): Promise<void> {
  const sealer = createSealer(parseKeys(keys));
  const hashes = Array.from({ length: planted }, () => randomBytes(32));
  const sealed = hashes.map((hash) =>
    sealer.seal(
      { workspaceId: installationId, table: 'recipient_links', rowId: hash.toString('hex'), column: 'address_sealed' },
      'x@example.org',
    ),
  );
  await asOwner(
    databaseUrl,
    `insert into recipient_links (token_hash, address_sealed, created_at, expires_at)
     select hash, sealed, now(), now() + interval '1 hour' from unnest($1::bytea[], $2::bytea[]) as t (hash, sealed)`,
    [hashes, sealed],
  );
}

const sceneOf = (copy: Copy, path: string) => ({ product: { url: copy.url }, path }) as Scene;

test('a master key is turned while letters leave: added, rotated through three kills, retired, and the new key alone opens everything', async (t) => {
  // The key lies in a file of the copy, as nobody set one.
  const databaseUrl = await freshDatabase();
  let copy = await startCopy({ ...sandbox.settings, DATABASE_URL: databaseUrl });
  const { settings } = copy;
  const file = join(settings.DATA_DIR ?? '', 'encryption-keys');
  const script = await scriptFor(copy);
  const campaign = await publishByScript(script, ['Ines Falk']);
  const waiting = new Visitor(copy);
  await toConfirm(sceneOf(copy, campaign.path), waiting, { account: bruno });
  await plantLinks(databaseUrl, readFileSync(file, 'utf8').trim());

  // Letters leave all the time, each in a campaign of its own: nobody takes part twice in one.
  const enough = new AbortController();
  const sent: { visitor: Visitor; campaignId: string }[] = [];
  const sending = (async () => {
    for (let number = 0; !enough.signal.aborted; number++) {
      const { campaignId, path } = await publishByScript(script, ['Piet Adler'], `weir${number}`);
      const visitor = new Visitor(copy);
      const answer = await sendLetter(sceneOf(copy, path), visitor, { account: ada });
      assert.equal(answer.headers.get('location'), '/letter/status');
      sent.push({ visitor, campaignId });
      // The rotation is to be seen beside letters, not beside as many as the machine can make.
      await sleep(500);
    }
  })();
  const inTime = <T>(work: Promise<T>) => Promise.race([work, sending.then(() => assert.fail('Nothing was sent meanwhile.'))]);

  const { id: young } = await inTime(answerOf<{ id: string }>(['keys', 'add'], settings));
  assert.equal(statSync(file).mode & 0o777, 0o600);
  const before = sent.length;
  const ends: number[] = [];
  for (let kill = 0; kill < 3; kill++) {
    const rotation = run('server/main.ts', ['keys', 'rotate'], settings);
    const moves = new Promise<void>((resolve) =>
      rotation.child.stderr?.on('data', (text: string) => {
        if (text.includes('values moved')) resolve();
      }),
    );
    await inTime(Promise.race([moves, rotation.ended]));
    await sleep(randomInt(30));
    ends.push(await rotation.kill());
  }
  const rotated = await inTime(answerOf<Rotated>(['keys', 'rotate'], settings));
  t.diagnostic(`${rotated.moved} of ${planted} values were left after three kills`);
  assert.deepEqual(ends, [137, 137, 137]);
  assert.ok(rotated.moved > 0, 'each was killed in the middle: there was something left after the last');
  assert.equal(rotated.left, 0);
  const again = await inTime(answerOf<Rotated>(['keys', 'rotate'], settings));
  assert.deepEqual([again.moved, again.left], [0, 0]);
  await until('letters left during the rotation', () => sent.length > before);
  const retired = await inTime(antiphon(['keys', 'retire', '--key', 'local'], settings));
  assert.equal(retired.code, 0, retired.errors);
  enough.abort();
  await sending;

  assert.equal(await copy.stop(), 0);
  assert.deepEqual(
    parseKeys(readFileSync(file, 'utf8')).map(({ id }) => id),
    [young],
  );
  copy = await startCopy(settings);
  const { keys, unreadable } = await answerOf<Listed>(['keys', 'list'], settings);
  assert.equal(unreadable, 0);
  assert.deepEqual(
    keys.map(({ id, standing, values }) => [id, standing, values > 0]),
    [
      [young, 'seals', true],
      ['local', 'retired', false],
    ],
  );
  const page = await (await waiting.request('/letter/confirm')).text();
  await waiting.post('/letter/confirm', formFields(page, '/letter/confirm'));
  const { accepted, uncertain, failed } = (await standingOf(script, campaign.campaignId)).counts;
  assert.deepEqual([accepted, uncertain, failed], [1, 0, 0]);
  for (const { visitor, campaignId } of sent) {
    assert.equal((await visitor.request('/letter/receipt')).status, 200);
    const { counts } = await standingOf(script, campaignId);
    assert.deepEqual([counts.accepted, counts.failed, counts.uncertain], [1, 0, 0]);
  }
  assert.equal((await sandbox.outbox()).filter(({ via }) => via === 'gmail').length, sent.length + 1, 'each letter left once');
  const acts = await asOwner(databaseUrl, "select action, details from audit_entries where action like 'key.%' order by seq");
  assert.deepEqual([...new Set(acts.map(({ action }) => action))], ['key.added', 'key.rotation_begun', 'key.rotated', 'key.retired']);
  const material = readFileSync(file, 'utf8').split(':')[1]?.trim() ?? '';
  assert.ok(!JSON.stringify(acts).includes(material.slice(0, 20)));
  assert.equal((await answerOf<{ valid: boolean }>(['audit', 'verify'], settings)).valid, true);
  assert.equal(await copy.stop(), 0);
});

test('with a setting the new key is known everywhere before it seals; a process that missed its retirement keeps nothing under the old one', async () => {
  const settings = { ...sandbox.settings, DATABASE_URL: await freshDatabase(), DATA_DIR: newFolder(), ENCRYPTION_KEYS: newKeys() };
  const [ahead, behind] = [await startCopy(settings, 'web'), await startCopy(settings, 'web')];
  const script = await scriptFor(ahead);
  const { path } = await publishByScript(script, ['Ines Falk']);
  const { id, known, sealing } = await answerOf<{ id: string; known: string; sealing: string }>(['keys', 'add'], settings);
  assert.deepEqual(
    parseKeys(known).map((key) => key.id),
    ['test', id],
  );
  assert.equal(await ahead.stop(), 0);
  const knowing = await startCopy({ ...settings, ENCRYPTION_KEYS: known }, 'web');
  const supporter = new Visitor(knowing);
  await toConfirm(sceneOf(knowing, path), supporter, { account: ada });
  const elsewhere = Object.assign(new Visitor(behind), { cookies: supporter.cookies });
  assert.equal((await elsewhere.request('/letter/confirm')).status, 200, 'what one sealed another opens that does not know the new key');
  assert.equal(await knowing.stop(), 0);

  const now = { ...settings, ENCRYPTION_KEYS: sealing };
  const early = await antiphon(['keys', 'retire', '--key', 'test'], now);
  assert.equal(early.code, 1);
  assert.match(
    early.errors,
    /^antiphon: \d+ sealed values are still under the key test \(supporter_flows 6\)\. Run “keys rotate” first; nothing was retired\.$/m,
  );
  assert.match((await antiphon(['keys', 'retire', '--key', id], now)).errors, /^antiphon: The key \S+ seals\./);
  assert.match((await antiphon(['keys', 'retire', '--key', 'other'], now)).errors, /^antiphon: There is no master key other here\./);
  assert.equal((await answerOf<Rotated>(['keys', 'rotate'], now)).left, 0);
  const { setting } = await answerOf<{ setting: string }>(['keys', 'retire', '--key', 'test'], now);
  assert.equal(setting, sealing.split(',')[0]);

  const late = new Visitor(behind);
  const page = await (await late.request(path)).text();
  const answer = await late.post(path, formFields(page, path));
  assert.equal(answer.status, 500);
  assert.doesNotMatch(await answer.text(), /AK001|at .*\.ts|retired_keys/);
  const { keys } = await answerOf<Listed>(['keys', 'list'], { ...settings, ENCRYPTION_KEYS: setting });
  assert.deepEqual(
    keys.map(({ id: key, standing, values }) => [key, standing, values > 0]),
    [
      [id, 'seals', true],
      ['test', 'retired', false],
    ],
  );
  const refused = await antiphon(['keys', 'list'], settings);
  assert.equal(refused.code, 1);
  assert.match(refused.errors, /^antiphon: The master key "test" was retired: it opens, and seals nothing any more\./);
});
