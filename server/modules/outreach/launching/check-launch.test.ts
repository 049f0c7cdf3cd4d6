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
const look = (text: string, ...values: unknown[]) => asOwner(product.databaseUrl, text, values);

type Verdict = 'good' | 'risky' | 'bad' | 'unknown';
/** What was thought of these addresses by a check of them. */
async function judged(verdicts: Record<string, Verdict>): Promise<void> {
  for (const [email, verdict] of Object.entries(verdicts))
    await look('update contacts set verdict = $2, verdict_at = $3 where email = $1', email, verdict, product.clock.now());
}

let made = 0;
/** A draft that could be launched, for contacts of these names with these verdicts; one without a first name lacks a value. */
async function draft(people: Record<string, Verdict>, change: { leaveOutBadAddresses?: boolean } = {}) {
  const number = ++made;
  const at = (name: string) => `${name}${number}@example.org`;
  const contacts = Object.keys(people).map((name) => ({ email: at(name), firstName: name === 'nameless' ? '' : name }));
  const lists = await plantContacts(product, workspaceId, { [`list ${number}`]: contacts });
  await judged(Object.fromEntries(Object.entries(people).map(([name, verdict]) => [at(name), verdict])));
  const { id } = await api.outreach.create({ workspaceId, name: `Ford ${number}`, timeZone: 'UTC' });
  const one = { workspaceId, outreachId: id };
  const texts = [{ variant: 'a', weight: 1, subject: 'The ford', html: '<p>Dear {{ first_name }}, the ford is closed.</p>' }];
  await api.outreach.saveSteps({ ...one, steps: [{ delayHours: 0, sameThread: false, texts }] });
  await api.outreach.change({
    ...{ ...one, audience: { lists, segments: [], exceptLists: [], exceptSegments: [] }, mailboxes: [mailbox] },
    ...change,
  });
  const enrolled = async () => {
    const rows = await look('select email from enrolments where campaign_id = $1 order by email', readId('outreach', id));
    return rows.map(({ email }) => String(email).replace(`${number}@example.org`, ''));
  };
  return { one, at, enrolled };
}
const people = { ann: 'good', role: 'risky', fresh: 'unknown', gone: 'bad', nameless: 'bad', never: 'bad' } as const;

test('Whose address was judged bad is left out and counted beside who may not be written to, and who is not judged yet is counted too', async () => {
  const { one, at, enrolled } = await draft(people);
  await api.suppressions.suppress({ workspaceId, email: at('never') });
  const check = await api.outreach.check(one);
  assert.deepEqual(check.problems, []);
  assert.deepEqual(check.warnings, []);
  const { audience, suppressed, bad, unjudged, recipients, messages } = check;
  assert.deepEqual(
    { audience, suppressed, bad, unjudged, recipients, messages },
    { audience: 6, suppressed: 1, bad: 2, unjudged: 1, recipients: 3, messages: 3 },
  );
  assert.equal((await api.outreach.plan(one)).messages, 3);
  assert.deepEqual((await api.outreach.incomplete(one)).recipients, []);
  assert.equal((await api.outreach.launch(one)).counts.recipients, 3);
  assert.deepEqual(await enrolled(), ['ann', 'fresh', 'role']);
});

test('Where that is switched off they are written to, and the check says so', async () => {
  const { one, at, enrolled } = await draft({ ann: 'good', gone: 'bad', lost: 'bad' }, { leaveOutBadAddresses: false });
  assert.equal((await api.outreach.show(one)).leaveOutBadAddresses, false);
  const { bad, recipients, warnings } = await api.outreach.check(one);
  assert.deepEqual([bad, recipients], [0, 3]);
  assert.deepEqual(
    warnings.map(({ code, sentence, recipients: of }) => [code, sentence, of]),
    [['audience', '2 recipients have an address that was judged bad. Messages to them will most likely come back.', 2]],
  );
  assert.equal((await api.outreach.launch(one)).counts.recipients, 3);
  assert.deepEqual(await enrolled(), ['ann', 'gone', 'lost']);
  await judged({ [at('ann')]: 'bad' });
  const added = await api.outreach.addRecipients({ ...one, rows: `email,first_name\n${at('ann')},Ann\n` });
  assert.deepEqual([added.there, added.bad], [1, 0]);
});

test('Whoever was added by hand is left out, too, once where a list has them as well; whoever is no contact is not judged', async () => {
  const { one, at, enrolled } = await draft({ ann: 'good', gone: 'bad' });
  await plantContacts(product, workspaceId, { elsewhere: [{ email: at('lost') }, { email: at('fine') }] });
  await judged({ [at('lost')]: 'bad', [at('fine')]: 'good' });
  const rows = ['gone', 'lost', 'fine', 'pasted'].map((name) => `${at(name)},${name}`).join('\n');
  assert.equal((await api.outreach.addRecipients({ ...one, rows: `email,first_name\n${rows}\n` })).added, 4);
  const { audience, added, bad, unjudged, recipients } = await api.outreach.check(one);
  assert.deepEqual({ audience, added, bad, unjudged, recipients }, { audience: 2, added: 2, bad: 2, unjudged: 1, recipients: 3 });
  assert.equal((await api.outreach.plan(one)).messages, 3);
  assert.equal((await api.outreach.launch(one)).counts.recipients, 3);
  assert.deepEqual(await enrolled(), ['ann', 'fine', 'pasted']);
});

test('It holds for whoever is added to a running campaign, from a list or by rows', async () => {
  const { one, at, enrolled } = await draft({ ann: 'good' });
  await api.outreach.launch(one);
  const [listId = ''] = await plantContacts(product, workspaceId, {
    later: [{ email: at('gone'), firstName: 'Gus' }, { email: at('new'), firstName: 'Nia' }, { email: at('ann') }],
  });
  await judged({ [at('gone')]: 'bad', [at('ann')]: 'bad' });
  const { refused: _none, ...counts } = await api.outreach.addRecipients({ ...one, listId });
  assert.deepEqual(counts, { added: 1, there: 1, suppressed: 0, bad: 1, incomplete: 0 });
  const rows = `email,first_name\n${at('gone')},Gus\n${at('typed')},Ty\n${at('ann')},Ann\n`;
  const { refused: _neither, ...ofRows } = await api.outreach.addRecipients({ ...one, rows });
  assert.deepEqual(ofRows, { added: 1, there: 1, suppressed: 0, bad: 1, incomplete: 0 });
  assert.deepEqual(await enrolled(), ['ann', 'new', 'typed']);
  await api.outreach.change({ ...one, leaveOutBadAddresses: false });
  assert.equal((await api.outreach.addRecipients({ ...one, listId })).added, 1);
  assert.deepEqual(await enrolled(), ['ann', 'gone', 'new', 'typed']);
});

test('A duplicate leaves out whom its campaign leaves out, and whoever approved it approved that', async () => {
  const { one } = await draft({ ann: 'good' });
  assert.equal((await api.outreach.show(one)).leaveOutBadAddresses, true);
  const before = (await api.outreach.show(one)).fingerprint;
  await api.outreach.change({ ...one, leaveOutBadAddresses: false });
  assert.notEqual((await api.outreach.show(one)).fingerprint, before);
  assert.equal((await api.outreach.duplicate({ ...one, name: 'Again' })).leaveOutBadAddresses, false);
});
