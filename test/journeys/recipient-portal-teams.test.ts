import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readId } from '../../server/platform/ids.ts';
import { findSuppressed } from '../../server/modules/suppressions/index.ts';
import { formFields } from '../harness/advocacy.ts';
import { keepAnswer } from '../harness/answered.ts';
import { filesOf, offerOn } from '../harness/archives.ts';
import { asOwner } from '../harness/database.ts';
import { enrol, type Enrolled } from '../harness/enrolled.ts';
import { plantMailbox } from '../harness/outreach.ts';
import { runJobs, setUp, stranger, Visitor } from '../harness/people.ts';
import { startProduct } from '../harness/product.ts';

const product = await startProduct();
const { workspaceId: shown } = await setUp(product);
const workspaceId = readId('workspace', shown);
const { workspaceId: shownElsewhere } = await stranger(product);
const elsewhere = readId('workspace', shownElsewhere);
const { tools } = product.app;
const look = (text: string, values: unknown[] = []) => asOwner(product.databaseUrl, text, values);
const statesOf = async (email: string) =>
  (await look('select state, reason from enrolments where email = $1 order by workspace_id', [email])).map(({ state, reason }) => [
    state,
    reason,
  ]);

/** The page behind the link that is mailed to somebody who asks for it. */
async function behindLink(email: string) {
  const visitor = new Visitor(product);
  const form = await (await visitor.request('/recipient')).text();
  await visitor.post('/recipient', { ...formFields(form, '/recipient'), email });
  await runJobs(product, 'mail-recipient-link');
  const mails = product.app.sandbox?.mail.messages().filter(({ recipients }) => recipients.includes(email)) ?? [];
  const path = /\/recipient\/[A-Za-z0-9_-]{43}/.exec(mails[0]?.email.text ?? '')?.[0] ?? assert.fail('No link was mailed.');
  const page = await (await visitor.request(path)).text();
  return { visitor, path, page };
}

/** Somebody whom two teams write to, with the page behind their mailed link. */
async function atPortal(email: string) {
  const [here, there] = [
    await enrol(product, { workspaceId, email, name: ['Marta', 'Quill'] }),
    await enrol(product, { workspaceId: elsewhere, email }),
  ];
  const { visitor, path, page } = await behindLink(email);
  const press = (act: string, fields: Record<string, string> = {}) =>
    visitor.post(`${path}/${act}`, { ...formFields(page, `${path}/${act}`), ...fields });
  return { here, there, visitor, path, page: page.replace(/\s+/g, ' '), press };
}

test('a contact whom nobody else knows gets a link, and sees what each team holds and wrote', async () => {
  const { page } = await atPortal('marta@example.org');
  assert.match(page, /From River Watch/);
  assert.match(page, /From Elsewhere/);
  for (const words of [
    'In the address book',
    'Marta',
    'Quill',
    'gardens',
    'Spring letters',
    'More messages may come. 1 message of this team',
  ])
    assert.ok(page.includes(words), words);
});

test('somebody who stands in a file alone, in a line that could not be used, sees the line and whose it is', async () => {
  const email = 'inafile@example.org';
  await look(
    `with i as (insert into imports (workspace_id, id, state, created_at, ends_at, basis)
       values ($1, gen_random_uuid(), 'finished', now(), now() + interval '30 days', 'Asked at our stand') returning *)
     insert into import_problems (workspace_id, import_id, row, line, reason, email_key, cells, ends_at)
     select workspace_id, id, 1, 2, 'The same address stands above already.', $2, array[$2, 'Ivo', ''], now() + interval '30 days' from i`,
    [workspaceId, email],
  );
  const page = (await behindLink(email)).page.replace(/\s+/g, ' ');
  for (const words of ['From River Watch', 'In a file that was imported', 'inafile@example.org, Ivo', 'Asked at our stand'])
    assert.ok(page.includes(words), words);
});

test('who stops one organisation, then all, gets nothing more of them at once', async () => {
  const email = 'stops@example.org';
  const { press } = await atPortal(email);
  assert.equal((await press('stop', { from: shown })).status, 303);
  const ofHere = (await look('select state from enrolments where email = $1 and workspace_id = $2', [email, workspaceId]))[0];
  assert.equal(ofHere?.state, 'stopped');
  assert.equal((await press('stop', { from: 'all' })).status, 303);
  assert.deepEqual(await statesOf(email), [
    ['stopped', 'unsubscribed'],
    ['stopped', 'unsubscribed'],
  ]);
});

test('the file that one takes along holds address book and messages, and nothing of the sender’s mailbox', async () => {
  const email = 'takes@example.org';
  const { press, visitor } = await atPortal(email);
  await look(
    "update outreach_deliveries set provider_message_id = 'of-the-sender' where enrolment_id in (select id from enrolments where email = $1)",
    [email],
  );
  const offer = offerOn(await (await press('export')).text());
  const files = await filesOf(visitor, offer);
  const held = JSON.parse(files.get('what-is-kept.json') ?? '') as { contacts: unknown[]; teamCampaigns: { messages: unknown[] }[] };
  assert.deepEqual([held.contacts.length, held.teamCampaigns.length, held.teamCampaigns[0]?.messages.length], [2, 2, 1]);
  assert.ok(files.has('contacts.csv') && files.has('teamCampaigns.csv'));
  assert.doesNotMatch([...files.values()].join('\n'), /of-the-sender/);
});

test('who is erased goes from every address book and team campaign, and nothing is sent to them', async () => {
  const email = 'erased@example.org';
  const { press } = await atPortal(email);
  const receipt = (await (await press('erase', { sure: 'yes' })).text()).replace(/\s+/g, ' ');
  assert.match(receipt, /What 2 address books held about you/);
  assert.match(receipt, /That 2 team campaigns wrote to you/);
  const [left] = await look('select count(*)::int as n from contacts where email = $1', [email]);
  assert.deepEqual([left?.n, await statesOf(email)], [0, []]);
  const suppressed = await tools.database.inWorkspace(workspaceId, (tx) => findSuppressed(tools, tx, workspaceId, [email]));
  assert.ok(suppressed.has(email));
  const [entry] = await look("select details from audit_entries where workspace_id = $1 and action = 'recipient.erased'", [workspaceId]);
  assert.deepEqual(entry?.details, { recipients: 0, deliveries: 0, contacts: 1, teamCampaigns: 1, conversations: 0 });
});

/** Keeps what somebody answered to one of the two teams. */
async function answers(of: Enrolled, team: string, message: Parameters<typeof keepAnswer>[3]) {
  const address = `team${of.campaignId.slice(-6)}@sample.example`;
  const [there] = await look('select id from mailboxes where address = $1', [address]);
  const id = there ? String(there.id) : readId('mailbox', await plantMailbox(product, team, address));
  await keepAnswer(product, of, { id, address, subject: 'The ford' }, message);
}

test('whoever answered sees their words, takes them along, and has them deleted wherever they stand, without the words of others', async () => {
  const [email, colleague] = ['answers@example.org', 'colleague@example.org'];
  const { here, there, press, visitor, path } = await atPortal(email);
  const other = await enrol(product, { workspaceId, email: colleague, campaignId: here.campaignId });
  await answers(here, shown, { text: 'Who pays for the planks?', attachments: [{ name: 'planks.pdf', bytes: 9_000 }] });
  await answers(there, shownElsewhere, { kind: 'auto_reply', text: 'I am away until Monday.' });
  await answers(other, shown, { fromEmail: colleague, text: 'Ask the office of the mill.' });
  await answers(other, shown, { fromEmail: email, text: 'I answer for the mill.' });
  const page = (await (await visitor.request(path)).text()).replace(/\s+/g, ' ');
  for (const words of ['Who pays for the planks?', 'I am away until Monday.', 'I answer for the mill.', 'kept as text'])
    assert.ok(page.includes(words), words);
  assert.doesNotMatch(page, /Ask the office|colleague@/);

  const files = await filesOf(visitor, offerOn(await (await press('export')).text()));
  const { conversations } = JSON.parse(files.get('what-is-kept.json') ?? '') as {
    conversations: { email: string | null; messages: { text: string }[] }[];
  };
  assert.deepEqual(conversations.map((one) => [one.email, one.messages.length]).sort(), [
    [null, 1],
    [email, 1],
    [email, 1],
  ]);
  assert.match([...files.values()].join('\n'), /planks\.pdf/);
  assert.doesNotMatch([...files.values()].join('\n'), /Ask the office|colleague@/);

  const receipt = (await (await press('erase', { sure: 'yes' })).text()).replace(/\s+/g, ' ');
  assert.match(receipt, /What you answered to teams and they to you, in 3 conversations/);
  const left = await look('select text from messages m join conversations c on c.id = m.conversation_id where c.email = any($1)', [
    [email, colleague],
  ]);
  assert.deepEqual(
    left.map(({ text }) => text),
    ['Ask the office of the mill.'],
  );
});
