import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asOwner } from '../../../../test/harness/database.ts';
import { password, setUp } from '../../../../test/harness/people.ts';
import { startProduct } from '../../../../test/harness/product.ts';
import { newId, readId } from '../../../platform/ids.ts';
import { keepPromises } from '../../privacy/index.ts';
import { rememberErasure } from '../../suppressions/index.ts';

const product = await startProduct();
const { owner, workspaceId } = await setUp(product);
const { api } = owner;
const { tools } = product.app;
const look = (text: string, values: unknown[] = []) => asOwner(product.databaseUrl, text, values);
const inside = readId('workspace', workspaceId);

await api.contactFields.create({ workspaceId, key: 'committee', label: 'Committee' });
await api.contactFields.create({ workspaceId, key: 'seats', label: 'Seats' });
const company = await api.companies.create({ workspaceId, name: 'Ford Council', domain: '' });
const [first, second] = [await api.lists.create({ workspaceId, name: 'First' }), await api.lists.create({ workspaceId, name: 'Second' })];

/** Two contacts who are one person, and a campaign in which the second stands. */
async function twins(name: string) {
  const kept = await api.contacts.create({
    workspaceId,
    email: `${name}@example.org`,
    firstName: 'Ines',
    lastName: name,
    companyId: company.id,
    fields: { seats: '1' },
    tags: ['water'],
    listIds: [first.id],
  });
  const removed = await api.contacts.create({
    workspaceId,
    email: `${name}+news@example.org`,
    firstName: 'I.',
    lastName: name,
    phone: `+43 ${String(name.length)} 12345678`,
    fields: { seats: '2', committee: 'Roads' },
    tags: ['water', 'roads'],
    listIds: [first.id, second.id],
  });
  const enrolmentId = newId(tools.clock);
  const campaignId = newId(tools.clock);
  await look(
    "insert into outreach_campaigns (workspace_id, id, name, state, time_zone, created_at) values ($1, $2, 'Spring', 'draft', 'UTC', now())",
    [inside, campaignId],
  );
  await look(
    `insert into enrolments (workspace_id, campaign_id, id, contact_id, email, email_key, fields, time_zone, state, next_step, variant, due_at, seq, enrolled_at)
     values ($1, $2, $3, $4, 'x', $5, '{}', 'UTC', 'waiting', 1, 'a', now(), 1, now())`,
    [inside, campaignId, enrolmentId, readId('contact', removed.id), name],
  );
  const enrolledAs = async () => (await look('select contact_id from enrolments where id = $1', [enrolmentId]))[0]?.contact_id;
  return { kept, removed, enrolledAs };
}

const show = (contactId: string) => api.contacts.show({ workspaceId, contactId });
const signIn = () => owner.api.account.signIn({ email: 'owner@example.org', password });

test('likely duplicates are found by name and company, by phone and by a tag in the address', async () => {
  const { kept, removed } = await twins('Falk');
  const other = await api.contacts.create({
    workspaceId,
    email: 'ines@example.org',
    firstName: 'INES',
    lastName: 'falk',
    companyId: company.id,
  });
  const called = await api.contacts.create({ workspaceId, email: 'caller@example.org', phone: '0043/4-12345678' });
  await api.contacts.create({ workspaceId, email: 'short@example.org', phone: '112' });
  await api.contacts.create({ workspaceId, email: 'short2@example.org', phone: '112' });
  const { groups } = await api.duplicates.list({ workspaceId });
  const found = Object.fromEntries(groups.map(({ because, contacts }) => [because, contacts.map(({ id }) => id).sort()]));
  assert.deepEqual(found, {
    name_and_company: [kept.id, other.id].sort(),
    phone: [removed.id, called.id].sort(),
    address_with_tag: [kept.id, removed.id].sort(),
  });
  await api.contacts.changeMany({ workspaceId, contactIds: [kept.id, removed.id, other.id, called.id], change: { what: 'remove' } });
});

test('one contact has what it had, what was taken, and the tags, lists and campaigns of both', async () => {
  const { kept, removed, enrolledAs } = await twins('Adler');
  await api.duplicates.merge({ workspaceId, keepId: kept.id, removeId: removed.id, take: ['phone', 'own.seats'] });
  const one = await show(kept.id);
  assert.deepEqual(
    [one.email, one.firstName, one.phone, one.fields, one.tags, one.company?.name, one.lists.map(({ name }) => name)],
    ['Adler@example.org', 'Ines', removed.phone, { seats: '2' }, ['water', 'roads'], 'Ford Council', ['First', 'Second']],
  );
  assert.equal(await enrolledAs(), readId('contact', kept.id));
  await assert.rejects(show(removed.id), /no contact/);
});

test('taking it back leaves both as they were, and what was changed since stays changed', async () => {
  const { kept, removed, enrolledAs } = await twins('Bird');
  const [keptBefore, removedBefore] = [await show(kept.id), await show(removed.id)];
  const { mergeId } = await api.duplicates.merge({
    workspaceId,
    keepId: kept.id,
    removeId: removed.id,
    take: ['email', 'firstName', 'phone', 'own.seats'],
  });
  assert.equal((await show(kept.id)).email, 'Bird+news@example.org');
  await api.contacts.change({ workspaceId, contactId: kept.id, phone: '+43 999', tags: ['water', 'roads', 'new'] });
  await api.duplicates.undo({ workspaceId, mergeId });
  const [keptAfter, removedAfter] = [await show(kept.id), await show(removed.id)];
  const { timeline: _, ...asBefore } = removedBefore;
  const { timeline: __, ...asAfter } = removedAfter;
  assert.deepEqual(asAfter, asBefore);
  const same = ['email', 'firstName', 'lastName', 'fields', 'company', 'lists', 'createdAt'] as const;
  for (const name of same) assert.deepEqual(keptAfter[name], keptBefore[name], name);
  assert.deepEqual([keptAfter.phone, keptAfter.tags], ['+43 999', ['water', 'new']]);
  assert.equal(await enrolledAs(), readId('contact', removed.id));
  await assert.rejects(api.duplicates.undo({ workspaceId, mergeId }), /no merge/);
  assert.deepEqual(
    (await look("select action from audit_entries where action like 'contacts.%merged' order by seq desc limit 2")).map(
      ({ action }) => action,
    ),
    ['contacts.unmerged', 'contacts.merged'],
  );
});

test('nobody comes back whose address was added anew, who was erased, or whose other half is gone', async () => {
  const again = await twins('Crane');
  const merged = await api.duplicates.merge({ workspaceId, keepId: again.kept.id, removeId: again.removed.id, take: [] });
  await api.contacts.create({ workspaceId, email: 'Crane+news@example.org' });
  await assert.rejects(api.duplicates.undo({ workspaceId, mergeId: merged.mergeId }), /among the contacts again/);

  const erased = await twins('Dove');
  const { mergeId } = await api.duplicates.merge({ workspaceId, keepId: erased.kept.id, removeId: erased.removed.id, take: [] });
  const address = 'dove+news@example.org';
  await tools.database.inInstallation('recipient', (tx) => rememberErasure(tools, tx, { address, key: address }));
  await assert.rejects(api.duplicates.undo({ workspaceId, mergeId }), /Nobody on this copy may write/);

  const gone = await twins('Egret');
  const last = await api.duplicates.merge({ workspaceId, keepId: gone.kept.id, removeId: gone.removed.id, take: [] });
  await api.contacts.remove({ workspaceId, contactId: gone.kept.id });
  await assert.rejects(api.duplicates.undo({ workspaceId, mergeId: last.mergeId }), /no merge/);
});

test('a merge of a merge is taken back in turn', async () => {
  const { kept, removed } = await twins('Finch');
  const third = await api.contacts.create({ workspaceId, email: 'third@example.org' });
  const one = await api.duplicates.merge({ workspaceId, keepId: kept.id, removeId: removed.id, take: [] });
  const two = await api.duplicates.merge({ workspaceId, keepId: third.id, removeId: kept.id, take: [] });
  await assert.rejects(api.duplicates.undo({ workspaceId, mergeId: one.mergeId }), /take that back first/);
  await api.duplicates.undo({ workspaceId, mergeId: two.mergeId });
  await api.duplicates.undo({ workspaceId, mergeId: one.mergeId });
  assert.deepEqual((await show(removed.id)).tags, ['water', 'roads']);
  assert.deepEqual((await show(kept.id)).tags, ['water']);
});

test('it can be taken back for ninety days and not a moment longer, and then nothing of it is kept', async () => {
  const { kept, removed } = await twins('Gull');
  const { mergeId } = await api.duplicates.merge({ workspaceId, keepId: kept.id, removeId: removed.id, take: [] });
  product.clock.move({ days: 89, hours: 23, minutes: 59, seconds: 59 });
  await signIn();
  assert.ok((await api.duplicates.merges({ workspaceId })).merges.some(({ id }) => id === mergeId));
  await keepPromises(tools, { dryRun: false });
  assert.equal((await look('select 1 from contact_merges where id = $1', [mergeId])).length, 1);
  product.clock.move({ seconds: 1 });
  await signIn();
  await assert.rejects(api.duplicates.undo({ workspaceId, mergeId }), /no merge/);
  await keepPromises(tools, { dryRun: false });
  assert.deepEqual(await look('select 1 from contact_merges where id = $1', [mergeId]), []);
});
