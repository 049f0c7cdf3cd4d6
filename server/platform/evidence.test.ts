import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { openEvidence, type Evidence } from './evidence.ts';

const newFolder = () => join(mkdtempSync(join(tmpdir(), 'antiphon-evidence-')), 'evidence');
const erased = (minute: number): Evidence => ({
  kind: 'erased',
  at: `2026-11-22T10:${String(minute).padStart(2, '0')}:00.000Z`,
  addressHash: String(minute),
});

test('what was written is read in the order in which it happened, and a folder that is not there yet holds nothing', async () => {
  const evidence = openEvidence(newFolder());
  assert.deepEqual(await evidence.read(), []);
  await evidence.append(erased(2));
  await evidence.append(erased(1), erased(3));
  assert.deepEqual(await evidence.read(), [erased(1), erased(2), erased(3)]);
});

test('a line that a crash cut off takes no other with it', async () => {
  const folder = newFolder();
  const evidence = openEvidence(folder);
  await evidence.append(erased(1));
  appendFileSync(join(folder, readdirSync(folder)[0] ?? ''), '\n{"kind":"erased","at":"2026-1');
  await evidence.append(erased(2));
  assert.deepEqual(await evidence.read(), [erased(1), erased(2)]);
});

test('a hundred writers at once leave a hundred whole lines', async () => {
  const folder = newFolder();
  await Promise.all(Array.from({ length: 100 }, (_none, number) => openEvidence(folder).append(erased(number % 60))));
  assert.equal((await openEvidence(folder).read()).length, 100);
});

test('what was noted of people goes from months that are over, what was noted of chains and by number stays', async () => {
  const folder = newFolder();
  const evidence = openEvidence(folder);
  const head: Evidence = { kind: 'chain_head', at: '2026-10-03T00:00:00.000Z', workspaceId: 'w', seq: 1, hash: 'h' };
  const gone: Evidence = { kind: 'account_deleted', at: '2026-10-04T00:00:00.000Z', userId: 'u' };
  const codes: Evidence = { kind: 'erased_codes', at: '2026-10-05T00:00:00.000Z', codes: ['ab'] };
  await evidence.append(head, gone, codes, erased(1));
  const before = new Date(codes.at);
  assert.equal(await evidence.forgetPeople(before, new Date('2026-11-22T00:00:00Z')), 0, 'one that is not older goes');
  assert.equal(
    await evidence.forgetPeople(new Date(before.getTime() + 1), new Date('2026-11-01T12:00:00Z')),
    0,
    'somebody may still write',
  );
  const [other, again] = [openEvidence(folder), openEvidence(folder)];
  const counts = [other, again].map((one) => one.forgetPeople(new Date(before.getTime() + 1), new Date('2026-11-22T00:00:00Z')));
  assert.ok((await Promise.all(counts)).includes(1));
  assert.deepEqual(await evidence.read(), [head, gone, erased(1)]);
  assert.deepEqual(
    readdirSync(folder).filter((name) => !name.endsWith('.jsonl')),
    [],
  );
});

test('what a kill left half forgotten goes with the next run, and what another process is about to put in place stays', async () => {
  const folder = newFolder();
  const evidence = openEvidence(folder);
  await evidence.append(erased(1));
  const [left, underWay] = ['here.2026-09.jsonl.left', 'here.2026-09.jsonl.under-way'].map((name) => join(folder, name));
  for (const name of [left, underWay]) writeFileSync(name ?? '', JSON.stringify(erased(1)));
  const now = new Date('2026-11-22T12:00:00Z');
  utimesSync(left ?? '', now, new Date(now.getTime() - 86_400_001));
  utimesSync(underWay ?? '', now, new Date(now.getTime() - 86_399_999));
  assert.equal(await evidence.forgetPeople(new Date(0), now), 0);
  assert.deepEqual(
    readdirSync(folder).filter((name) => !name.endsWith('.jsonl')),
    ['here.2026-09.jsonl.under-way'],
  );
});
