import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { test } from 'node:test';
import { openEvidence, type Evidence } from '../../server/platform/evidence.ts';
import { readId } from '../../server/platform/ids.ts';
import { emptyDatabase } from '../harness/backups.ts';
import { asOwner, freshDatabase } from '../harness/database.ts';
import { password } from '../harness/people.ts';
import { antiphon, newFolder, newKeys } from '../harness/processes.ts';
import { answerOf } from '../harness/script.ts';
import { plant } from '../promises/planted.ts';
import { databaseAt } from '../upgrades/earlier.ts';

interface Restored {
  shut: number;
  evidence: boolean;
  settled: { erasedAgain: number };
}

const settingsFor = (url: string) => ({ DATABASE_URL: url, DATA_DIR: newFolder(), ENCRYPTION_KEYS: newKeys() });
const file = () => join(newFolder(), 'backup');
const one = async (url: string, text: string, values: unknown[] = []) => (await asOwner(url, text, values))[0];
const count = async (url: string, what: string) => Number((await one(url, `select count(*) as n from ${what}`))?.n);

test('accounts and workspaces that were ended after a backup are ended in what it brings back, and so are codes of erased people; a damaged value is counted and in nobody’s way', async () => {
  const database = await freshDatabase();
  const settings = settingsFor(database);
  const create = async (name: string, workspace: string) => {
    const words = ['--email', `${name}@example.org`, '--name', name, '--password', password, '--workspace', workspace];
    const { workspaceId } = await answerOf<{ workspaceId: string }>(['user', 'create', ...words], settings);
    return readId('workspace', workspaceId);
  };
  const [gone, ends, kept] = [await create('leaves', 'Gone'), await create('stays', 'Ends'), await create('keeps', 'Kept')];
  const userId = String((await one(database, "select id from users where email = 'leaves@example.org'"))?.id);
  const campaign = await plant(database, 'campaigns', { workspace_id: ends, state: 'published' });
  await plant(database, 'participations', { workspace_id: ends, campaign_id: campaign.id });
  const participation = await plant(database, 'participations', { workspace_id: ends, campaign_id: campaign.id });
  const cap = await plant(database, 'recipient_caps', { most_per_day: 3, keep_until: new Date('2099-01-01') });
  await asOwner(database, 'update participations set took_part_at = now()');
  const suppression = { workspace_id: ends, address_sealed: randomBytes(120), keep_until: new Date('2099-01-01'), reason: 'asked' };
  await plant(database, 'suppressions', suppression);
  await asOwner(database, 'update workspaces set ends_at = $1 where workspace_id = $2', [new Date('2098-01-01'), kept]);
  const path = file();
  assert.ok((await answerOf<{ shut: number }>(['backup', '--to', path], settings)).shut > 0);

  const at = new Date().toISOString();
  const hex = (bytes: unknown) => (bytes as Buffer).toString('hex');
  const lines: Evidence[] = [
    { kind: 'account_deleted', at, userId },
    { kind: 'workspace_deleted', at, workspaceId: gone },
    { kind: 'workspace_ends', at, workspaceId: ends, endsAt: '2099-05-05T00:00:00.000Z' },
    { kind: 'workspace_kept', at, workspaceId: kept },
    { kind: 'erased_codes', at, codes: [hex(participation.address_hash), hex(cap.address_hash)] },
    { kind: 'erased', at, addressHash: randomBytes(32).toString('hex') },
  ];
  await openEvidence(join(settings.DATA_DIR, 'evidence')).append(...lines);
  const url = await emptyDatabase();
  const restored = await answerOf<Restored>(['restore', '--from', path], { ...settings, DATABASE_URL: url });
  assert.ok(restored.shut > 0 && restored.evidence, JSON.stringify(restored));
  assert.equal(restored.settled.erasedAgain, 2);
  assert.deepEqual(
    (await asOwner(url, "select email from users where email like '%@example.org' order by email")).map(({ email }) => email),
    ['keeps@example.org', 'stays@example.org'],
  );
  assert.equal(await count(url, `workspaces where workspace_id = '${gone}'`), 0);
  const stateOf = async (id: string) => (await one(url, 'select ends_at from workspaces where workspace_id = $1', [id]))?.ends_at;
  assert.deepEqual([await stateOf(ends), await stateOf(kept)], [new Date('2099-05-05'), null]);
  assert.equal(await count(url, "campaigns where state = 'published'"), 0);
  assert.deepEqual([await count(url, 'participations'), await count(url, 'recipient_caps')], [1, 0]);
  const actions = (await asOwner(url, "select action from audit_entries where actor_kind = 'command' order by action")).map(
    ({ action }) => action,
  );
  for (const action of [
    'account.deleted',
    'workspace.deleted',
    'workspace.end_set',
    'workspace.kept',
    'campaign.paused',
    'database.restored',
  ])
    assert.ok(actions.includes(action), `${action} is in no entry`);
  assert.equal((await answerOf<{ valid: boolean }>(['audit', 'verify'], { ...settings, DATABASE_URL: url })).valid, true);
});

test('without anything that says who was erased since, a restore is refused until its operator says that they know', async () => {
  const database = await freshDatabase();
  const settings = settingsFor(database);
  await answerOf(['demo'], settings);
  const path = file();
  await answerOf(['backup', '--to', path], settings);
  const elsewhere = { ...settings, DATABASE_URL: await emptyDatabase(), EVIDENCE_DIR: newFolder() };
  const { code, errors } = await antiphon(['restore', '--from', path], elsewhere);
  assert.equal(code, 1);
  assert.match(errors, /^antiphon: Nothing in EVIDENCE_DIR says who was erased .*--without-evidence.*nothing was changed\.\n$/);
  const restored = await answerOf<Restored>(['restore', '--from', path, '--without-evidence'], elsewhere);
  assert.equal(restored.evidence, false);
  // Into itself the copy knows by its own rows.
  const itself = await answerOf<Restored>(['restore', '--from', path, '--replace', '--yes'], { ...settings, EVIDENCE_DIR: newFolder() });
  assert.equal(itself.evidence, true);
});

test('a backup of before there was a lookup key is not restored past the codes that another key made since', async () => {
  const database = await databaseAt('0003_supporter_campaigns.sql');
  const settings = settingsFor(database);
  const path = file();
  await answerOf(['backup', '--to', path], settings);
  await answerOf(['retention', 'run'], settings);
  const empty = { ...settings, DATABASE_URL: await emptyDatabase() };
  const { code, errors } = await antiphon(['restore', '--from', path], empty);
  assert.equal(code, 1);
  assert.match(errors, /^antiphon: The codes in EVIDENCE_DIR were made with a key that neither .*nothing was changed\.\n$/);
  await answerOf(['restore', '--from', path, '--replace', '--yes'], settings);
  await answerOf(['restore', '--from', path, '--without-evidence'], empty);
});

test('a folder of evidence that cannot be used is one sentence', async () => {
  const settings = settingsFor(await freshDatabase());
  const { code, errors } = await antiphon(['quarantine', 'lift'], { ...settings, EVIDENCE_DIR: '/dev/null/evidence' });
  assert.equal(code, 1);
  assert.match(errors, /^antiphon: The folder EVIDENCE_DIR cannot be used \(ENOTDIR\)\. Nothing was changed\.\n$/);
});
