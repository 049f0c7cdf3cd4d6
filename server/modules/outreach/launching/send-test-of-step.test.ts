import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asOwner } from '../../../../test/harness/database.ts';
import { addLibraryFile, pdf } from '../../../../test/harness/library.ts';
import { connectServerMailbox } from '../../../../test/harness/mailboxes.ts';
import { plantContacts } from '../../../../test/harness/outreach.ts';
import { invite, setUp, stranger } from '../../../../test/harness/people.ts';
import { startProduct } from '../../../../test/harness/product.ts';

const product = await startProduct();
const { owner, workspaceId, email } = await setUp(product);
const olga = await invite(product, owner, { workspaceId, email: 'olga@example.org', role: 'agent' });
const olgaId = (await olga.api.account.me()).id;
const { api } = owner;
const mailbox = await connectServerMailbox(product, owner, { workspaceId });
const arrived = () => product.app.sandbox!.mailServer.outbox.messages().filter(({ sender }) => sender === mailbox.address);

const lists = await plantContacts(product, workspaceId, {
  people: [{ email: 'ada@example.org', firstName: 'Ada' }, { email: 'nemo@example.org' }],
});
const { id: outreachId } = await api.outreach.create({ workspaceId, name: 'Ford', timeZone: 'UTC' });
const one = { workspaceId, outreachId };
const texts = [
  {
    variant: 'a',
    weight: 1,
    subject: 'The ford, {{ first_name }}',
    html: '<p>Dear {{ first_name }}, <a href="{{ unsubscribe_url }}">leave</a></p>',
  },
];
await api.outreach.saveSteps({ ...one, steps: [{ delayHours: 0, sameThread: false, texts }] });
await api.outreach.change({ ...one, audience: { lists, segments: [], exceptLists: [], exceptSegments: [] }, mailboxes: [mailbox.id] });
const contacts = (await api.contacts.list({ workspaceId })).contacts;
const idOf = (address: string) => contacts.find((contact) => contact.email === address)!.id;

test('A test goes to the member who asks, as one recipient would get it, and says that it is a test', async () => {
  const { sentTo, problem } = await api.outreach.sendTest({ ...one, mailboxId: mailbox.id, contactId: idOf('ada@example.org') });
  assert.deepEqual([sentTo, problem], [[email], null]);
  const [message] = arrived();
  assert.ok(message);
  assert.deepEqual(message.recipients, [email]);
  assert.equal(message.email.subject, '[Test] The ford, Ada');
  assert.match(message.email.text ?? '', /Dear Ada/);
  assert.match(message.email.text ?? '', /The link for leaving in it does nothing/);
  const link = /href="([^"]+)">leave/.exec(message.email.html ?? '')?.[1] ?? '';
  assert.ok(new URL(link).pathname.startsWith('/leave/'));
  const page = await owner.request(new URL(link).pathname);
  assert.ok(page.status < 500);
  assert.deepEqual(await asOwner(product.databaseUrl, 'select * from suppressions'), []);
});

test('Its files go with it, also of more tests at once than there are connections to the database, each asked for with a key', async () => {
  assert.equal((await addLibraryFile(owner, { workspaceId, name: 'plan.pdf', bytes: pdf })).status, 200);
  await api.outreach.saveSteps({ ...one, steps: [{ delayHours: 0, sameThread: false, files: ['plan.pdf'], texts }] });
  const before = arrived().length;
  const body = JSON.stringify({ mailboxId: mailbox.id, contactId: idOf('ada@example.org') });
  const ask = (key: string) =>
    owner.request(`/api/workspaces/${workspaceId}/outreach/${outreachId}/test-messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key, origin: product.url },
      body,
    });
  const keys = Array.from({ length: 14 }, (_, at) => `test-${at}`);
  const answers = await Promise.all([...keys, ...keys].map(ask));
  for (const answer of answers) assert.ok([200, 409].includes(answer.status), await answer.text());
  assert.equal(arrived().length, before + keys.length);
  assert.equal(arrived()[0]?.email.attachments.length, 1);
  await api.outreach.saveSteps({ ...one, steps: [{ delayHours: 0, sameThread: false, texts }] });
  product.clock.move({ days: 1 });
});

test('It counts for the mailbox and not for the campaign, and leaves an entry without an address', async () => {
  const used = async () => (await api.mailboxes.show({ workspaceId, mailboxId: mailbox.id })).usedInDay;
  const before = await used();
  await api.outreach.sendTest({ ...one, mailboxId: mailbox.id, contactId: idOf('ada@example.org'), members: [olgaId] });
  assert.equal(await used(), before + 1);
  assert.deepEqual(arrived()[0]?.recipients, ['olga@example.org']);
  assert.ok(Object.values((await api.outreach.show(one)).counts).every((counted) => counted === 0));
  assert.deepEqual(await asOwner(product.databaseUrl, 'select * from outreach_deliveries'), []);
  const entries = await asOwner(
    product.databaseUrl,
    "select details from audit_entries where action = 'outreach.tested' order by seq desc limit 1",
  );
  assert.deepEqual(entries, [{ details: { step: 1 } }]);
});

test('What cannot be filled for this recipient is not sent, and says why', async () => {
  const before = arrived().length;
  await assert.rejects(
    api.outreach.sendTest({ ...one, mailboxId: mailbox.id, contactId: idOf('nemo@example.org') }),
    /first_name.*No test was sent/s,
  );
  assert.equal(arrived().length, before);
});

test('It goes to members alone, and from a mailbox of the campaign alone', async () => {
  const before = arrived().length;
  const elsewhere = await stranger(product);
  const theirs = (await elsewhere.visitor.api.account.me()).id;
  const other = await connectServerMailbox(product, owner, { workspaceId, address: 'other.sample@mail.test' });
  const ada = idOf('ada@example.org');
  await assert.rejects(api.outreach.sendTest({ ...one, mailboxId: mailbox.id, contactId: ada, members: [theirs] }), { status: 404 });
  await assert.rejects(api.outreach.sendTest({ ...one, mailboxId: other.id, contactId: ada }), { status: 404 });
  await api.suppressions.suppress({ workspaceId, email: 'olga@example.org' });
  await assert.rejects(api.outreach.sendTest({ ...one, mailboxId: mailbox.id, contactId: ada, members: [olgaId] }), { status: 422 });
  const mine = (await api.account.me()).id;
  const half = await api.outreach.sendTest({ ...one, mailboxId: mailbox.id, contactId: ada, members: [mine, olgaId] });
  assert.deepEqual(half.sentTo, [email]);
  assert.match(half.problem ?? '', /suppressed/);
  assert.equal(arrived().length, before + 1);
});
