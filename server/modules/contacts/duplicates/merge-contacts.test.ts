import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asOwner } from '../../../../test/harness/database.ts';
import { password, setUp } from '../../../../test/harness/people.ts';
import { startProduct } from '../../../../test/harness/product.ts';
import { installationId, readId } from '../../../platform/ids.ts';
import { findLeftAndPaused, findSuppressed, suppressAddress, suppressFromNow } from '../../suppressions/index.ts';

const product = await startProduct();
const { owner, workspaceId } = await setUp(product);
const { api } = owner;
const { tools } = product.app;
const inside = readId('workspace', workspaceId);
const look = (text: string, values: unknown[] = []) => asOwner(product.databaseUrl, text, values);

type Reason = Parameters<typeof suppressAddress>[2]['reason'];
const nobody = { kind: 'command' } as const;
const suppress = (email: string, reason: Reason, where = inside) =>
  suppressAddress(tools, nobody, { workspaceId: where, email, reason, userId: null });
const entryOf = async (email: string) => {
  const one = (await api.suppressions.list({ workspaceId, search: email })).suppressions.find(({ everywhere }) => !everywhere);
  return one && { reason: one.reason, keepUntil: one.keepUntil };
};

/** One person at two addresses. */
async function twice(name: string) {
  const [plain, tagged] = [`${name}@example.org`, `${name}+news@example.org`];
  const kept = await api.contacts.create({ workspaceId, email: plain });
  const removed = await api.contacts.create({ workspaceId, email: tagged });
  const merge = (take: 'email'[] = []) => api.duplicates.merge({ workspaceId, keepId: kept.id, removeId: removed.id, take });
  const undo = (mergeId: string) => api.duplicates.undo({ workspaceId, mergeId });
  return { plain, tagged, kept, merge, undo };
}

test('whoever asked not to be written to at one address is not written to at the other, whichever is kept', async () => {
  const ines = await twice('ines');
  await suppress(ines.tagged, 'asked');
  const before = await entryOf(ines.tagged);
  product.clock.move({ days: 1 });
  assert.deepEqual((await ines.merge()).alsoSuppressed, [ines.plain]);
  assert.equal((await api.contacts.show({ workspaceId, contactId: ines.kept.id })).suppressed, true);
  assert.deepEqual(await entryOf(ines.plain), before, 'for the same reason and as long');

  const jan = await twice('jan');
  await suppress(jan.plain, 'complaint');
  assert.deepEqual((await jan.merge(['email'])).alsoSuppressed, [jan.tagged]);
  const { email, suppressed } = await api.contacts.show({ workspaceId, contactId: jan.kept.id });
  assert.deepEqual([email, suppressed], [jan.tagged, true]);
  assert.equal((await entryOf(jan.tagged))?.reason, 'complaint');
  const written = await tools.evidence.read();
  const code = tools.hashing.lookup('suppression', jan.tagged).toString('hex');
  assert.ok(
    written.some((line) => line.kind === 'suppressed' && line.addressHash === code),
    'a restored backup does not write to it',
  );
  const [entry] = await look("select details from audit_entries where action = 'address.suppressed' order by seq desc limit 1");
  assert.deepEqual(entry?.details, { reason: 'complaint' });
});

test('where both stand on the list, the stronger reason and the longer period hold for both', async () => {
  const kim = await twice('kim');
  await suppress(kim.plain, 'asked');
  product.clock.move({ days: 2 });
  await suppress(kim.tagged, 'bounce');
  const [asked, bounce] = [await entryOf(kim.plain), await entryOf(kim.tagged)];
  const { mergeId, alsoSuppressed } = await kim.merge();
  assert.deepEqual(alsoSuppressed.toSorted(), [kim.tagged, kim.plain].toSorted());
  const both = { reason: 'asked', keepUntil: bounce?.keepUntil };
  assert.deepEqual([await entryOf(kim.plain), await entryOf(kim.tagged)], [both, both]);
  await kim.undo(mergeId);
  assert.deepEqual([await entryOf(kim.plain), await entryOf(kim.tagged)], [asked, bounce]);
});

test('taking it back takes back the entry that the merge added, and leaves the one that it came from', async () => {
  const lea = await twice('lea');
  await suppress(lea.tagged, 'asked');
  const { mergeId } = await lea.merge();
  await lea.undo(mergeId);
  assert.deepEqual([(await entryOf(lea.tagged))?.reason, await entryOf(lea.plain)], ['asked', undefined]);
  const code = tools.hashing.lookup('suppression', lea.plain).toString('hex');
  const last = (await tools.evidence.read()).findLast((line) => 'addressHash' in line && line.addressHash === code);
  assert.equal(last?.kind, 'released');
});

test('whoever asked themselves since stays on the list when the merge is taken back, on the very day as later', async () => {
  for (const later of [{ days: 0 }, { days: 20 }]) {
    const max = await twice(`max${String(later.days)}`);
    await suppress(max.tagged, 'asked');
    const { mergeId } = await max.merge();
    product.clock.move(later);
    await api.account.signIn({ email: 'owner@example.org', password });
    await suppressFromNow(tools, nobody, { workspaceId: inside, email: max.plain, reason: 'asked', userId: null });
    await max.undo(mergeId);
    assert.equal((await entryOf(max.plain))?.reason, 'asked');
  }
});

test('what came since for a weaker reason, and what a member extended, stays as well', async () => {
  const nora = await twice('nora');
  await suppress(nora.tagged, 'asked');
  const { mergeId } = await nora.merge();
  await suppress(nora.plain, 'bounce');
  await nora.undo(mergeId);
  assert.ok(await entryOf(nora.plain));

  const olga = await twice('olga');
  await suppress(olga.tagged, 'asked');
  const merged = await olga.merge();
  const [entry] = (await api.suppressions.list({ workspaceId, search: olga.plain })).suppressions;
  await api.suppressions.extend({ workspaceId, suppressionId: entry?.id ?? '' });
  await olga.undo(merged.mergeId);
  assert.ok(await entryOf(olga.plain));
});

test('what a member released since does not come back', async () => {
  const pia = await twice('pia');
  await suppress(pia.tagged, 'member');
  const { mergeId } = await pia.merge();
  const [entry] = (await api.suppressions.list({ workspaceId, search: pia.plain })).suppressions;
  await api.suppressions.release({ workspaceId, suppressionId: entry?.id ?? '' });
  await pia.undo(mergeId);
  assert.equal(await entryOf(pia.plain), undefined);
});

test('two merges into one contact are taken back each by itself', async () => {
  const rosa = await twice('rosa');
  const third = await api.contacts.create({ workspaceId, email: 'rosa.third@example.org' });
  await suppress(rosa.tagged, 'bounce');
  await suppress(third.email, 'asked');
  const one = await rosa.merge();
  const two = await api.duplicates.merge({ workspaceId, keepId: rosa.kept.id, removeId: third.id, take: [] });
  assert.equal((await entryOf(rosa.plain))?.reason, 'asked');
  await api.duplicates.undo({ workspaceId, mergeId: two.mergeId });
  assert.equal((await entryOf(rosa.plain))?.reason, 'bounce');
  await rosa.undo(one.mergeId);
  assert.equal(await entryOf(rosa.plain), undefined);
});

test('a pause goes over as a pause, and what holds everywhere holds for its address alone', async () => {
  const sam = await twice('sam');
  await suppress(sam.tagged, 'restricted');
  await sam.merge();
  const { left, paused } = await tools.database.inWorkspace(inside, (tx) => findLeftAndPaused(tools, tx, inside, [sam.plain]));
  assert.deepEqual([[...left], [...paused]], [[], [sam.plain]]);

  const tom = await twice('tom');
  await suppress(tom.tagged, 'asked', installationId);
  assert.deepEqual((await tom.merge()).alsoSuppressed, []);
  const found = () => tools.database.inWorkspace(inside, (tx) => findSuppressed(tools, tx, inside, [tom.plain, tom.tagged]));
  assert.deepEqual([...(await found())], [tom.tagged]);
});
