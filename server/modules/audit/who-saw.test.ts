import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { invite, password, setUp, stranger } from '../../../test/harness/people.ts';
import { startProduct } from '../../../test/harness/product.ts';
import { readings } from './who-saw.ts';

const product = await startProduct();
const { owner, workspaceId } = await setUp(product);
const member = await invite(product, owner, { workspaceId, email: 'member@example.org', role: 'agent' });
const { id: memberId } = await member.api.account.me();
const { id: ownerId } = await owner.api.account.me();
const ford = await owner.api.campaigns.create({ workspaceId, name: 'Keep the ford open' });
const weir = await owner.api.campaigns.create({ workspaceId, name: 'Mend the weir' });
const falk = await owner.api.campaigns.addRecipient({
  workspaceId,
  campaignId: ford.id,
  name: 'Ines Falk',
  email: 'ines.falk@council.example.org',
});
const entries = async (filter: Omit<Parameters<typeof owner.api.evidence.audit>[0], 'workspaceId'>) =>
  (await owner.api.evidence.audit({ workspaceId, limit: 200, ...filter })).entries;
const actions = async (filter: Parameters<typeof entries>[0]) => (await entries(filter)).map(({ action }) => action);

test('who saw a recipient: whoever read a list in which they stood, and nobody who read another', async () => {
  product.clock.move({ hours: 1 });
  const from = product.clock.now().toISOString();
  await member.api.campaigns.recipients({ workspaceId, campaignId: ford.id });
  await owner.api.campaigns.recipients({ workspaceId, campaignId: weir.id });
  await member.api.campaigns.deliveries({ workspaceId, campaignId: ford.id });
  product.clock.move({ hours: 72 });
  await member.api.campaigns.recipients({ workspaceId, campaignId: ford.id });
  const seen = await entries({ subjectId: falk.id, from, to: new Date(product.clock.now().getTime() - 1000).toISOString() });
  assert.deepEqual(
    seen.map(({ action, actor }) => [action, actor.id]),
    [
      ['deliveries.read', memberId],
      ['recipients.read', memberId],
    ],
  );
  assert.deepEqual(await actions({ subjectId: falk.id, memberId: ownerId }), ['recipient.added']);
  assert.equal((await actions({ subjectId: falk.id })).length, 4);
});

test('who saw a member: what is about them, and every reading of the list of members', async () => {
  await owner.api.workspaces.members({ workspaceId });
  await owner.api.account.confirm({ password });
  await owner.api.workspaces.changeRole({ workspaceId, userId: memberId, role: 'agent' });
  const seen = await actions({ subjectId: memberId });
  assert.ok(
    ['members.read', 'audit.read', 'member.role_changed'].every((action) => seen.includes(action)),
    seen.join(),
  );
  assert.ok(!seen.includes('recipients.read'));
});

test('whoever takes the whole workspace along saw everybody in it', async () => {
  const never = await owner.api.suppressions.suppress({ workspaceId, email: 'never@example.org' });
  await owner.api.account.confirm({ password });
  await owner.api.rights.exportWorkspace({ workspaceId });
  for (const subjectId of [memberId, falk.id, never.id])
    assert.ok((await actions({ subjectId })).includes('workspace.export_asked'), subjectId);
});

test('every action by which data about people is shown or leaves is known as a reading, or says why it is none', () => {
  const none: Record<string, string> = {
    'account.export_asked': 'of the own account',
    'recipient.exported': 'of the own address',
    'webhook.tested': 'made-up figures, to a server of the workspace',
    'mailbox.tested': 'words of ours, to whoever asks for them',
    'breach.contacts_read': 'of no workspace: the operator takes along whom to tell',
    'users.read': 'of no workspace: the operator lists who has an account',
    'workspaces.read': 'of no workspace: the operator lists workspaces with their owners',
    'requests.read': 'of no workspace: the operator reads what was written to them',
  };
  const found = new Set(
    globSync('server/**/*.ts', { exclude: (name) => name.endsWith('.test.ts') }).flatMap((path) =>
      Array.from(
        readFileSync(path, 'utf8').matchAll(/action: '([a-z_]+\.(?:\w*read|\w*exported|\w*export_asked|\w*imported|tested))'/g),
        ([, action]) => action ?? '',
      ),
    ),
  );
  assert.ok(found.size >= 11, [...found].join());
  const known = new Set([...Object.values(readings).flat(), ...Object.keys(none)]);
  assert.deepEqual(
    [...found].filter((action) => !known.has(action)),
    [],
  );
  assert.deepEqual(
    [...known].filter((action) => !found.has(action)),
    [],
  );
});

test('entries are narrowed to an action or its noun, a member and a time, and go on page by page', async () => {
  assert.deepEqual(new Set(await actions({ action: 'recipients' })), new Set(['recipients.read']));
  assert.deepEqual(await actions({ action: 'recipient' }), ['recipient.added']);
  assert.deepEqual(await actions({ action: 'campaign.created', memberId }), []);
  assert.equal((await actions({ action: 'campaign.created', memberId: ownerId })).length, 2);
  assert.deepEqual(await actions({ to: '2001-01-01T00:00:00Z' }), []);
  const first = await owner.api.evidence.audit({ workspaceId, action: 'campaign', limit: 1 });
  const second = await owner.api.evidence.audit({ workspaceId, action: 'campaign', limit: 1, before: first.before ?? 0 });
  assert.deepEqual(
    [first, second].map(({ entries: [entry] }) => entry?.subjectId),
    [weir.id, ford.id],
  );
});

test('what can be chosen are the actions that occur here and the members, by name', async () => {
  const choices = await owner.api.evidence.auditChoices({ workspaceId });
  assert.deepEqual(choices.actions, [...new Set(await actions({}))].sort());
  assert.deepEqual(
    choices.members.map(({ name }) => name),
    ['Gus Sample', 'Olga Sample'],
  );
});

test('hostile filters are refused in a sentence, and another workspace’s numbers find nothing', async () => {
  const elsewhere = await stranger(product);
  for (const filter of [{ action: "x' or 1=1" }, { subjectId: 'rcp_1' }, { from: 'yesterday' }, { action: '%' }])
    await assert.rejects(entries(filter), { status: 400 });
  await assert.rejects(entries({ subjectId: `zzz_${'0'.repeat(32)}` }), { status: 404 });
  const { entries: theirs } = await elsewhere.visitor.api.evidence.audit({ workspaceId: elsewhere.workspaceId, subjectId: falk.id });
  assert.deepEqual(theirs, []);
});
