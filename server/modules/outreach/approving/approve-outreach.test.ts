import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plantContacts, plantMailbox } from '../../../../test/harness/outreach.ts';
import { invite, setUp } from '../../../../test/harness/people.ts';
import { startProduct } from '../../../../test/harness/product.ts';

const product = await startProduct();
const { owner, workspaceId } = await setUp(product);
const other = await invite(product, owner, { workspaceId, email: 'olga@example.org', role: 'agent' });
const third = await invite(product, owner, { workspaceId, email: 'tom@example.org', role: 'agent' });
const viewer = await invite(product, owner, { workspaceId, email: 'vera@example.org', role: 'viewer' });
const { api } = owner;
const mailbox = await plantMailbox(product, workspaceId);
await api.workspaces.change({ workspaceId, approvalRequired: true });
const stepsOf = (words: string) => [
  { delayHours: 0, sameThread: false, texts: [{ variant: 'a', weight: 1, subject: 'The ford', html: `<p>${words}</p>` }] },
];

let made = 0;
async function draft() {
  const number = ++made;
  const lists = await plantContacts(product, workspaceId, { [`list ${number}`]: [{ email: `ada${number}@example.org` }] });
  const { id } = await api.outreach.create({ workspaceId, name: `Ford ${number}`, timeZone: 'UTC' });
  const one = { workspaceId, outreachId: id };
  await api.outreach.saveSteps({ ...one, steps: stepsOf('The ford is closed.') });
  const audience = { lists, segments: [], exceptLists: [], exceptSegments: [] };
  const shown = await api.outreach.change({ ...one, audience, mailboxes: [mailbox] });
  return { one, shown };
}
const refused = (code: string) => (error: unknown) => (error as { data?: { code?: string } }).data?.code === code;
const approve = async (one: { workspaceId: string; outreachId: string }) =>
  other.api.outreach.approve({ ...one, fingerprint: (await other.api.outreach.show(one)).fingerprint });

test('Where the workspace wants it a campaign is launched only when another member approved it as it is', async () => {
  const { one, shown } = await draft();
  assert.equal(shown.approval, 'needed');
  await assert.rejects(api.outreach.launch(one), refused('outreach_has_problems'));
  await assert.rejects(api.outreach.approve({ ...one, fingerprint: shown.fingerprint }), refused('own_text'));
  await assert.rejects(viewer.api.outreach.approve({ ...one, fingerprint: shown.fingerprint }), { status: 403 });
  assert.equal((await approve(one)).approval, 'given');
  assert.equal((await api.outreach.launch(one)).state, 'running');
});

test('Every change of steps, audience, settings or of whoever was added by hand asks for it again, and a new name does not', async () => {
  const { one } = await draft();
  const [more = ''] = await plantContacts(product, workspaceId, { more: [{ email: 'more@example.org' }] });
  const { audience } = await api.outreach.show(one);
  const changes = [
    () => api.outreach.saveSteps({ ...one, steps: stepsOf('The ford is gone.') }),
    () => api.outreach.change({ ...one, audience: { ...audience, lists: [...audience.lists, more] } }),
    () => api.outreach.change({ ...one, holdMinutes: 5 }),
    () => api.outreach.change({ ...one, closesMinute: 1000 }),
    () => api.outreach.change({ ...one, mailboxes: [mailbox] }).then(() => api.outreach.change({ ...one, quietDays: 3 })),
    () => api.outreach.addRecipients({ ...one, rows: 'email\nida@example.org' }),
    async () => {
      const [added] = (await api.outreach.recipients(one)).recipients;
      await api.outreach.setValue({ ...one, enrolmentId: added!.id, tag: 'first_name', value: 'Ida' });
    },
  ];
  for (const change of changes) {
    await approve(one);
    await change();
    assert.equal((await api.outreach.show(one)).approval, 'needed', String(change));
    await assert.rejects(api.outreach.launch(one), refused('outreach_has_problems'));
  }
  await approve(one);
  assert.equal((await api.outreach.change({ ...one, name: 'Another name' })).approval, 'given');
});

test('What was changed after it was read is not approved', async () => {
  const { one, shown } = await draft();
  await api.outreach.change({ ...one, quietDays: 9 });
  await assert.rejects(other.api.outreach.approve({ ...one, fingerprint: shown.fingerprint }), refused('outreach_changed'));
});

test('A running campaign that is changed waits until the change is approved; one that only gets a recipient more goes on', async () => {
  const { one } = await draft();
  await approve(one);
  await api.outreach.launch(one);
  await api.outreach.addRecipients({ ...one, rows: 'email\numa@example.org' });
  assert.equal((await api.outreach.show(one)).state, 'running');
  await api.outreach.saveSteps({ ...one, steps: stepsOf('The ford is open again.') });
  const waiting = await api.outreach.show(one);
  assert.deepEqual([waiting.state, waiting.pausedBecause], ['paused', 'approval']);
  await assert.rejects(api.outreach.setState({ ...one, state: 'running' }), refused('approval_missing'));
  await approve(one);
  assert.equal((await api.outreach.setState({ ...one, state: 'running' })).state, 'running');
});

test('Where the workspace does not want it nothing asks for it', async () => {
  await api.workspaces.change({ workspaceId, approvalRequired: false });
  const { one, shown } = await draft();
  assert.equal(shown.approval, 'not_needed');
  assert.equal((await api.outreach.launch(one)).state, 'running');
});

test('Whoever wrote the messages cannot approve them after a trifle of somebody else, and no words are put in after the launch', async () => {
  await api.workspaces.change({ workspaceId, approvalRequired: true });
  const { one } = await draft();
  await other.api.outreach.addRecipients({ ...one, rows: 'email\ntrifle@example.org' });
  const { fingerprint } = await api.outreach.show(one);
  await assert.rejects(api.outreach.approve({ ...one, fingerprint }), refused('own_text'));
  await assert.rejects(other.api.outreach.approve({ ...one, fingerprint }), refused('own_text'));
  await third.api.outreach.approve({ ...one, fingerprint });
  await api.outreach.launch(one);
  const [recipient] = (await api.outreach.recipients(one)).recipients;
  assert.ok(recipient);
  await assert.rejects(
    api.outreach.setValue({ ...one, enrolmentId: recipient.id, tag: 'first_name', value: 'Mallory' }),
    refused('outreach_approved'),
  );
});
