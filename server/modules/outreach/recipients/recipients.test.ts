import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asOwner } from '../../../../test/harness/database.ts';
import { plantContacts, plantMailbox } from '../../../../test/harness/outreach.ts';
import { invite, setUp } from '../../../../test/harness/people.ts';
import { startProduct } from '../../../../test/harness/product.ts';
import { readId } from '../../../platform/ids.ts';
import { readRows } from './read-rows.ts';

const product = await startProduct();
const { owner, workspaceId } = await setUp(product);
const { api } = owner;
const mailbox = await plantMailbox(product, workspaceId);
const look = (text: string, ...values: unknown[]) => asOwner(product.databaseUrl, text, values);

let made = 0;
async function campaign(people: { email: string; firstName?: string }[], isLaunched = true) {
  const lists = await plantContacts(product, workspaceId, { [`list ${++made}`]: people });
  const { id } = await api.outreach.create({ workspaceId, name: `=Ford ${made}`, timeZone: 'UTC' });
  const one = { workspaceId, outreachId: id };
  const texts = [{ variant: 'a', weight: 1, subject: 'The ford', html: '<p>Dear {{ first_name | default: "reader" }}, look.</p>' }];
  await api.outreach.saveSteps({ ...one, steps: [{ delayHours: 0, sameThread: false, texts }] });
  await api.outreach.change({ ...one, audience: { lists, segments: [], exceptLists: [], exceptSegments: [] }, mailboxes: [mailbox] });
  if (isLaunched) await api.outreach.launch(one);
  return { ...one, campaignId: readId('outreach', id) };
}

test('recipients are added while it runs, by rows and by list: nobody twice, and nobody who may not be written to', async () => {
  const one = await campaign([{ email: 'there@example.org', firstName: 'Thea' }]);
  await api.suppressions.suppress({ workspaceId, email: 'never@example.org' });
  const rows = 'email,first name\nthere@example.org,Other\nnever@example.org,Nia\nfresh@example.org,Fay\nnot an address,X\n';
  assert.deepEqual(await api.outreach.addRecipients({ ...one, rows }), {
    added: 1,
    there: 1,
    suppressed: 1,
    bad: 0,
    incomplete: 0,
    refused: [{ line: 5, sentence: 'The address contains a space or an invisible character. Type it instead of copying it.' }],
  });
  const [listId = ''] = await plantContacts(product, workspaceId, {
    more: [{ email: 'fresh@example.org' }, { email: 'never@example.org' }, { email: 'listed@example.org', firstName: 'Liv' }],
  });
  assert.deepEqual(await api.outreach.addRecipients({ ...one, listId }), {
    added: 1,
    there: 1,
    suppressed: 1,
    bad: 0,
    incomplete: 0,
    refused: [],
  });
  const kept = await look(
    'select email, fields->>$2 as name from enrolments where campaign_id = $1 order by seq',
    one.campaignId,
    'first_name',
  );
  assert.deepEqual(
    kept.map(({ email, name }) => [email, name]),
    [
      ['there@example.org', 'Thea'],
      ['fresh@example.org', 'Fay'],
      ['listed@example.org', 'Liv'],
    ],
  );
  assert.equal((await api.outreach.show(one)).counts.recipients, 3);
});

test('a recipient who is removed stops and stays counted; the last one ends the campaign. In a draft they are taken out', async () => {
  const one = await campaign([{ email: 'only@example.org' }]);
  const { recipients } = await api.outreach.recipients(one);
  await api.outreach.removeRecipient({ ...one, enrolmentId: recipients[0]?.id ?? '' });
  const story = await api.outreach.showRecipient({ ...one, enrolmentId: recipients[0]?.id ?? '' });
  assert.deepEqual([story.state, story.reason, story.dueAt], ['stopped', 'removed', null]);
  const { state, counts } = await api.outreach.show(one);
  assert.deepEqual([state, counts.recipients], ['finished', 1]);
  const draft = await campaign([], false);
  await api.outreach.addRecipients({ ...draft, rows: 'pasted@example.org' });
  const { recipients: pasted } = await api.outreach.recipients(draft);
  await api.outreach.removeRecipient({ ...draft, enrolmentId: pasted[0]?.id ?? '' });
  assert.deepEqual((await api.outreach.recipients(draft)).recipients, []);
});

test('recipients are read page by page, by state and by address, and each reading leaves an entry without a name', async () => {
  const one = await campaign(Array.from({ length: 7 }, (_, index) => ({ email: `page${index}@example.org` })));
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const page = await api.outreach.recipients({ ...one, limit: 3, ...(after ? { after } : {}) });
    seen.push(...page.recipients.map(({ email }) => email));
    after = page.after;
  } while (after);
  assert.equal(new Set(seen).size, 7);
  assert.equal((await api.outreach.recipients({ ...one, state: 'stopped' })).recipients.length, 0);
  assert.deepEqual(
    (await api.outreach.recipients({ ...one, search: 'PAGE3@example.org' })).recipients.map(({ email }) => email),
    ['page3@example.org'],
  );
  assert.equal((await api.outreach.recipients({ ...one, search: 'page' })).recipients.length, 7);
  const entries = await look(
    "select details::text from audit_entries where action = 'outreach.recipients_read' and subject_id = $1",
    one.campaignId,
  );
  assert.equal(entries.length, 6);
  assert.ok(entries.every(({ details }) => !String(details).includes('@')));
});

test('an export holds no formula, and who may not read contacts gets neither rows nor file', async () => {
  const one = await campaign([{ email: 'sum@example.org', firstName: '=HYPERLINK("https://example.org")' }]);
  const { csv, fileName, truncated } = await api.outreach.export({ ...one, what: 'recipients' });
  assert.match(csv, /"'=HYPERLINK\(""https/);
  assert.match(fileName, /^-Ford-\d+-recipients\.csv$/);
  assert.equal(truncated, false);
  assert.match((await api.outreach.export({ ...one, what: 'counts' })).csv, /,1,a,"",1(,0)+\r\n/);
  const viewer = await invite(product, owner, { workspaceId, email: 'viewer@example.org', role: 'viewer' });
  await viewer.api.outreach.show(one);
  await assert.rejects(viewer.api.outreach.recipients(one), { status: 403 });
  await assert.rejects(viewer.api.outreach.export({ ...one, what: 'recipients' }), { status: 403 });
  await assert.rejects(viewer.api.outreach.launch(one), { status: 403 });
});

test('a copy has the steps and settings and is meant for the same people, and has nobody of its own', async () => {
  const one = await campaign([{ email: 'copied@example.org' }]);
  const copy = await api.outreach.duplicate({ ...one, name: 'Again' });
  const { steps, audience, mailboxes } = await api.outreach.show(one);
  const words = (of: typeof steps) => of.flatMap(({ texts }) => texts.map(({ subject, html }) => [subject, html]));
  assert.deepEqual([copy.state, copy.counts.recipients, copy.version], ['draft', 0, 1]);
  assert.deepEqual([words(copy.steps), copy.audience, copy.mailboxes], [words(steps), audience, mailboxes]);
});

test('pasted rows are read as people paste them', () => {
  const emails = (text: string) => readRows(text).rows.map(({ email, fields }) => [email, fields]);
  assert.deepEqual(emails('a@example.org\nb@example.org\n'), [
    ['a@example.org', {}],
    ['b@example.org', {}],
  ]);
  assert.deepEqual(emails('First Name\tE-Mail\t__proto__\t\nAda\ta@example.org\tx\ty\n'), [
    ['a@example.org', { first_name: 'Ada', proto: 'x' }],
  ]);
  assert.deepEqual(
    emails('email;Größe\nA@Example.org;12\na@example.org;13\n'),
    [['A@example.org', { gro_e: '12' }]].map(([email, fields]) => [email, fields]),
  );
  assert.throws(() => readRows('name,phone\nAda,1\n'), { code: 'column_missing' });
});
