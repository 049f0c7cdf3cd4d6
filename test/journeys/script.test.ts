import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ada, sendLetter, type Scene } from '../harness/advocacy.ts';
import { password, Visitor } from '../harness/people.ts';
import { databasePid, newFolder, startCopy, startSandbox } from '../harness/processes.ts';
import { answerOf, callerWith, publishByScript, scriptFor, standingOf } from '../harness/script.ts';

// Everything here is done by commands with --json and by HTTP with a token: no browser, no setup page.
const sandbox = await startSandbox();
const settings = { ...sandbox.settings, DATA_DIR: newFolder() };
const email = 'owner@example.org';

test('a copy is set up by commands before its first start', async () => {
  const { applied } = await answerOf<{ applied: string[] }>(['migrate'], settings);
  assert.equal(applied[0], '0001_ground.sql');
  const file = join(settings.DATA_DIR, 'password');
  writeFileSync(file, `${password}\n`);
  const owner = ['--email', email, '--name', 'Olga Sample', '--password-file', file, '--workspace', 'River Watch'];
  const made = await answerOf<{ workspaceId: string }>(['user', 'create', ...owner], settings);
  assert.match(made.workspaceId, /^wks_[0-9a-f]{32}$/);
  const { token, workspaceId } = await answerOf<{ token: string; workspaceId: string }>(['token', 'create', '--email', email], settings);
  assert.equal(workspaceId, made.workspaceId);
  assert.equal(databasePid(settings.DATA_DIR), undefined);

  const copy = await startCopy(settings);
  assert.doesNotMatch(copy.out(), /code/i);
  assert.deepEqual(await callerWith(copy.url, token)('GET', `/workspaces/${workspaceId}/campaigns`), { campaigns: [] });
  assert.equal(await copy.stop(), 0);
});

test('and while it runs: campaign, recipients by CSV, a letter through another stand-in of Google, states; commands beside it answer JSON', async () => {
  const copy = await startCopy(settings);
  const script = await scriptFor(copy, 'second@example.org');
  const campaign = await publishByScript(script, ['Ines Falk', 'Piet Adler']);
  await sandbox.fault(ada, { fault: 'invalidArgument' });
  await sendLetter({ product: { url: copy.url }, path: campaign.path } as Scene, new Visitor(copy), { account: ada });
  const { counts, deliveries } = await standingOf(script, campaign.campaignId);
  assert.deepEqual(counts, { participations: 1, accepted: 1, failed: 1, skipped: 0, uncertain: 0, opened: 0 });
  assert.deepEqual(
    deliveries.map(({ state }) => state),
    ['failed'],
  );
  assert.equal((await standingOf(script, campaign.campaignId, 'accepted')).deliveries.length, 1);

  const [audit, retention, findings, migrated] = await Promise.all([
    answerOf<{ valid: boolean }>(['audit', 'verify'], settings),
    answerOf<{ dryRun: boolean; runs: { problem: string | null }[] }>(['retention', 'run', '--dry-run'], settings),
    answerOf<{ findings: { what: string; good: boolean }[] }>(['doctor'], settings),
    answerOf<{ applied: string[] }>(['migrate'], settings),
  ]);
  assert.equal(audit.valid, true);
  assert.equal(retention.dryRun, true);
  assert.ok(retention.runs.every(({ problem }) => problem === null));
  assert.equal(findings.findings.find(({ what }) => what === 'database')?.good, true);
  assert.deepEqual(migrated.applied, []);
  assert.equal(await copy.stop(), 0);
});
