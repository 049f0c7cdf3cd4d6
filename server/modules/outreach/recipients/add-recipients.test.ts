import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asOwner } from '../../../../test/harness/database.ts';
import { plantContacts, plantMailbox } from '../../../../test/harness/outreach.ts';
import { setUp } from '../../../../test/harness/people.ts';
import { startProduct } from '../../../../test/harness/product.ts';
import { readId } from '../../../platform/ids.ts';

const product = await startProduct();
const { owner, workspaceId } = await setUp(product);
const { api } = owner;
const mailbox = await plantMailbox(product, workspaceId);

let made = 0;
/** A campaign whose second step greets by name and names no fallback. */
async function campaign({ isLaunched }: { isLaunched: boolean }) {
  const lists = await plantContacts(product, workspaceId, { [`list ${++made}`]: [{ email: `ada${made}@example.org`, firstName: 'Ada' }] });
  const { id } = await api.outreach.create({ workspaceId, name: `Ford ${made}`, timeZone: 'UTC' });
  const one = { workspaceId, outreachId: id };
  const step = (html: string) => ({
    ...{ delayHours: 48, sameThread: false },
    texts: [{ variant: 'a', weight: 1, subject: 'The ford', html }],
  });
  await api.outreach.saveSteps({ ...one, steps: [step('<p>The ford is closed.</p>'), step('<p>Dear {{ first_name }}, look.</p>')] });
  await api.outreach.change({ ...one, audience: { lists, segments: [], exceptLists: [], exceptSegments: [] }, mailboxes: [mailbox] });
  if (isLaunched) await api.outreach.launch(one);
  const addresses = async () =>
    (await asOwner(product.databaseUrl, 'select email from enrolments where campaign_id = $1 order by seq', [readId('outreach', id)])).map(
      ({ email }) => email,
    );
  return { one, addresses };
}

test('Pasted into a running campaign, who lacks a value that its texts need is named with their line and not enrolled', async () => {
  const { one, addresses } = await campaign({ isLaunched: true });
  await plantContacts(product, workspaceId, { known: [{ email: 'known@example.org', firstName: 'Kay' }] });
  const rows = 'email,first name\nnew@example.org,Noa\nbare@example.org,\nnot an address,X\nknown@example.org,\nblank@example.org," "\n';
  const answer = await api.outreach.addRecipients({ ...one, rows });
  assert.deepEqual([answer.added, answer.incomplete, answer.refused.map(({ line }) => line)], [2, 2, [3, 4, 6]]);
  assert.equal(answer.refused[0]?.sentence, 'There is no value for {{ first_name }}, which the messages need.');
  assert.deepEqual(await addresses(), ['ada1@example.org', 'new@example.org', 'known@example.org']);
  assert.equal((await api.outreach.show(one)).counts.recipients, 3);
});

test('Added to a running campaign from a list, who lacks a value is counted and not enrolled', async () => {
  const { one, addresses } = await campaign({ isLaunched: true });
  await api.suppressions.suppress({ workspaceId, email: 'never@example.org' });
  const [listId = ''] = await plantContacts(product, workspaceId, {
    more: [{ email: 'liv@example.org', firstName: 'Liv' }, { email: 'nameless@example.org' }, { email: 'never@example.org' }],
  });
  const answer = await api.outreach.addRecipients({ ...one, listId });
  assert.deepEqual(answer, { added: 1, there: 0, suppressed: 1, bad: 0, incomplete: 1, refused: [] });
  assert.deepEqual(await addresses(), ['ada2@example.org', 'liv@example.org']);
  assert.equal((await api.outreach.show(one)).counts.recipients, 2);
});

test('A draft takes whoever is pasted: what they lack is asked for before its launch', async () => {
  const { one, addresses } = await campaign({ isLaunched: false });
  const answer = await api.outreach.addRecipients({ ...one, rows: 'email\nlater@example.org\n' });
  assert.deepEqual([answer.added, answer.incomplete], [1, 0]);
  assert.deepEqual(await addresses(), ['later@example.org']);
  assert.equal((await api.outreach.check(one)).problems.find(({ code }) => code === 'missing')?.tag, 'first_name');
});
