import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { samplePassword } from '../../../sandbox/mail-server/accounts.ts';
import { asOwner } from '../../../test/harness/database.ts';
import { plantContacts } from '../../../test/harness/outreach.ts';
import { setUp } from '../../../test/harness/people.ts';
import { startProduct } from '../../../test/harness/product.ts';
import { plantSmtpMailbox, smtpRunner } from '../../../test/harness/sending.ts';
import { readId, showId } from '../../platform/ids.ts';
import { sentMessages } from './index.ts';

const product = await startProduct();
const { owner, workspaceId } = await setUp(product);
const { api } = owner;
const inside = readId('workspace', workspaceId);
const server = product.app.sandbox!.mailServer;
const opened = { host: server.host, port: server.port, password: samplePassword };
const runner = smtpRunner(product.app.tools, [`${server.host}:${server.port}`]);
after(() => runner.stop());

/** A mailbox with a signature that has alternatives too. */
async function signing(address: string, signature: string): Promise<string> {
  server.accounts.add({ emailAddress: address, displayName: 'Gil Sample' });
  const id = await plantSmtpMailbox(product, inside, opened, { address });
  product.clock.move({ seconds: 1 });
  await asOwner(product.databaseUrl, 'update mailboxes set signature = $2 where id = $1', [id, signature]);
  return showId('mailbox', id);
}
const first = await signing('gil.sample@mail.test', '<p>{Yours|Kindly|Warmly}, Gil</p>');

const texts = [
  {
    variant: 'a',
    weight: 1,
    subject: '{A|B|C} ford',
    html: '<p>{Hello|Hi|Dear} {{ first_name }}, {look|see}. <a href="{{ unsubscribe_url }}">Leave</a></p>',
  },
];

async function draft(name: string, people: { email: string; firstName: string }[], mailboxes: string[]) {
  const lists = await plantContacts(product, workspaceId, { [name]: people });
  const { id } = await api.outreach.create({ workspaceId, name, timeZone: 'UTC' });
  const one = { workspaceId, outreachId: id };
  await api.outreach.saveSteps({ ...one, steps: [{ delayHours: 0, sameThread: false, texts }] });
  const audience = { lists, segments: [], exceptLists: [], exceptSegments: [] };
  await api.outreach.change({ ...one, audience, mailboxes, workingDays: 127, opensMinute: 0, closesMinute: 1440 });
  return one;
}

/** The words of a message without the address for leaving, which is the recipient's own. */
const wordsOf = ({
  subject = '',
  html = '',
  text = '',
}: {
  subject?: string | undefined;
  html?: string | undefined;
  text?: string | undefined;
}) => ({
  subject,
  html: html
    .replace(/href="[^"]*"/g, 'href')
    .replace(/\r\n/g, '\n')
    .trim(),
  text: text
    .replace(/https:\/\/\S+/g, 'link')
    .replace(/\r\n/g, '\n')
    .trim(),
});
const letterTo = (address: string) => {
  const letter = server.outbox.messages().find(({ recipients }) => recipients.includes(address));
  assert.ok(letter, address);
  return letter.email;
};

test('Forty people of a list are sent, letter for letter, what was previewed and tested before the launch, alternatives and signature too', async () => {
  const people = Array.from({ length: 40 }, (_, index) => ({ email: `r${index}@people.example.org`, firstName: `Robin ${index}` }));
  const one = await draft('Forty', people, [first]);
  const { contacts } = await api.contacts.list({ workspaceId, limit: 100 });
  assert.equal(contacts.length, 40);
  const previewed = new Map<string, ReturnType<typeof wordsOf>>();
  for (const { id: contactId, email } of contacts) previewed.set(email, wordsOf(await api.outreach.preview({ ...one, contactId })));
  const all = [...previewed.values()];
  assert.equal(new Set(all.map(({ subject }) => subject)).size, 3);
  for (const closing of ['Yours, Gil', 'Kindly, Gil', 'Warmly, Gil']) assert.ok(all.some(({ html }) => html.includes(closing)));

  const tested = contacts[7]!;
  await api.outreach.sendTest({ ...one, mailboxId: first, contactId: tested.id });
  const test = server.outbox.messages()[0]?.email;
  assert.equal(test?.subject, `[Test] ${previewed.get(tested.email)?.subject}`);
  assert.ok(wordsOf(test).html.startsWith(previewed.get(tested.email)?.html ?? '?'));

  await api.outreach.launch(one);
  await runner.runOnce();
  for (const [email, words] of previewed) assert.deepEqual(wordsOf(letterTo(email)), words);

  const { recipients } = await api.outreach.recipients({ ...one, limit: 100 });
  assert.equal(recipients.length, 40);
  for (const { id, email } of recipients) {
    assert.deepEqual(wordsOf(await api.outreach.preview({ ...one, enrolmentId: id })), previewed.get(email));
    const which = { campaignId: readId('outreach', one.outreachId), enrolmentId: readId('enrolment', id) };
    const [sent] = await product.app.tools.database.inWorkspace(inside, (tx) => sentMessages(tx, inside, which));
    const { subject, text } = wordsOf(sent ?? {});
    assert.deepEqual({ subject, text }, { subject: previewed.get(email)?.subject, text: previewed.get(email)?.text });
  }
});

test('Who reads which alternative is drawn anew for each campaign', async () => {
  const people = Array.from({ length: 40 }, (_, index) => ({ email: `r${index}@people.example.org`, firstName: `Robin ${index}` }));
  const [one, other] = [await draft('One', people, [first]), await draft('Other', people, [first])];
  const { contacts } = await api.contacts.list({ workspaceId, limit: 100 });
  let alike = 0;
  for (const { id: contactId } of contacts) {
    const [here, there] = [await api.outreach.preview({ ...one, contactId }), await api.outreach.preview({ ...other, contactId })];
    if (here.subject === there.subject) alike += 1;
  }
  assert.ok(alike > 0 && alike < contacts.length, `${alike} of ${contacts.length}`);
});

test('A preview is signed by the mailbox that writes to the recipient, and by the first of the campaign while none does', async () => {
  const second = await signing('gil.second@mail.test', '<p>Second of all, Gil</p>');
  const one = await draft('Signed', [{ email: 'signed@example.org', firstName: 'Sig' }], [first, second]);
  assert.match((await api.outreach.preview(one)).html, /(Yours|Kindly|Warmly), Gil/);
  assert.doesNotMatch((await api.outreach.preview(one)).html, /Second of all/);
  await api.outreach.launch(one);
  const [recipient] = (await api.outreach.recipients(one)).recipients;
  await asOwner(product.databaseUrl, 'update enrolments set mailbox_id = $2 where id = $1', [
    readId('enrolment', recipient!.id),
    readId('mailbox', second),
  ]);
  assert.match((await api.outreach.preview({ ...one, enrolmentId: recipient!.id })).html, /Second of all, Gil/);
});
