import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asOwner } from '../../../../test/harness/database.ts';
import { setUp } from '../../../../test/harness/people.ts';
import { startProduct } from '../../../../test/harness/product.ts';
import { plantContacts, plantMailbox } from '../../../../test/harness/outreach.ts';
import { readId } from '../../../platform/ids.ts';

const product = await startProduct();
const { owner, workspaceId } = await setUp(product);
const { api } = owner;
const mailbox = await plantMailbox(product, workspaceId);
const look = (text: string, ...values: unknown[]) => asOwner(product.databaseUrl, text, values);

const text = (subject: string, html: string) => ({ variant: 'a', weight: 1, subject, html });
const steps = [
  { delayHours: 0, sameThread: false, texts: [text('The ford', '<p>Dear {{ first_name }},</p><p>the ford is closed.</p>')] },
  { delayHours: 72, sameThread: true, texts: [text('Re: the ford', '<p>Did you see my message about the ford?</p>')] },
];

/** A draft that could be launched, meant for these people. */
async function draft(name: string, people: Parameters<typeof plantContacts>[2], change: Omit<Change, 'workspaceId' | 'outreachId'> = {}) {
  const lists = await plantContacts(product, workspaceId, people);
  const { id } = await api.outreach.create({ workspaceId, name, timeZone: 'Europe/Vienna' });
  const one = { workspaceId, outreachId: id };
  await api.outreach.saveSteps({ ...one, steps });
  const audience = { lists, segments: [], exceptLists: [], exceptSegments: [] };
  await api.outreach.change({ ...one, audience, mailboxes: [mailbox], ...change });
  return one;
}
type Change = Parameters<typeof api.outreach.change>[0];
const enrolled = (one: { outreachId: string }) =>
  look('select * from enrolments where campaign_id = $1 order by seq', readId('outreach', one.outreachId));

test('a launch enrols each address once, with the values of that moment, and launching again changes nothing', async () => {
  const one = await draft('The ford', {
    first: [
      { email: 'ada@example.org', firstName: 'Ada' },
      { email: 'ben@example.org', firstName: 'Ben' },
    ],
    second: [{ email: 'ben@example.org', firstName: 'Ben' }],
  });
  const check = await api.outreach.check(one);
  assert.deepEqual(check.problems, []);
  assert.deepEqual([check.recipients, check.messages], [2, 4]);
  const launched = await api.outreach.launch(one);
  assert.deepEqual([launched.state, launched.counts.recipients], ['running', 2]);
  const rows = await enrolled(one);
  assert.deepEqual(
    rows.map(({ seq }) => seq),
    ['1', '2'],
  );
  assert.deepEqual(
    rows
      .map(({ email, state, next_step, variant, fields }) => [
        email,
        state,
        next_step,
        variant,
        (fields as Record<string, string>)['first_name'],
      ])
      .toSorted(),
    [
      ['ada@example.org', 'waiting', 1, 'a', 'Ada'],
      ['ben@example.org', 'waiting', 1, 'a', 'Ben'],
    ],
  );
  await api.outreach.launch(one);
  assert.equal((await api.outreach.show(one)).counts.recipients, 2);
});

test('ten presses on Launch at once enrol each address once and count it once', async () => {
  const people = Array.from({ length: 40 }, (_, index) => ({ email: `many${index}@example.org`, firstName: 'Mo' }));
  const one = await draft('Pressed often', { many: people });
  await Promise.all(Array.from({ length: 10 }, () => api.outreach.launch(one)));
  assert.equal((await enrolled(one)).length, 40);
  assert.equal((await api.outreach.show(one)).counts.recipients, 40);
  const entries = await look(
    "select * from audit_entries where action = 'outreach.launched' and subject_id = $1",
    readId('outreach', one.outreachId),
  );
  assert.equal(entries.length, 1);
});

test('recipients are numbered in the order in which the contacts came, and so are their ids', async () => {
  const people = Array.from({ length: 5000 }, (_, index) => ({ email: `n${(index * 37) % 5000}@example.org`, firstName: 'Noor' }));
  const one = await draft('Numbered', { all: people });
  await api.outreach.launch(one);
  const rows = await enrolled(one);
  assert.equal(rows.length, 5000);
  const [ids, contacts] = [rows.map(({ id }) => String(id)), rows.map(({ contact_id }) => String(contact_id))];
  assert.deepEqual(ids, ids.toSorted());
  assert.deepEqual(contacts, contacts.toSorted());
  assert.equal(new Set(ids).size, 5000);
  for (const id of ids) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('whoever may not be written to is left out and counted, and so are contacts of lists that are left out', async () => {
  await api.suppressions.suppress({ workspaceId, email: 'No.More+x@gmail.com' });
  const one = await draft('Left out', {
    in: [
      { email: 'nomore@gmail.com', firstName: 'Nora' },
      { email: 'yes@example.org', firstName: 'Yara' },
      { email: 'except@example.org', firstName: 'Ed' },
    ],
  });
  const [except = ''] = await plantContacts(product, workspaceId, { out: [{ email: 'except@example.org' }] });
  const { audience } = await api.outreach.show(one);
  await api.outreach.change({ ...one, audience: { ...audience, exceptLists: [except] } });
  const check = await api.outreach.check(one);
  assert.deepEqual([check.audience, check.suppressed, check.recipients], [2, 1, 1]);
  await api.outreach.launch(one);
  assert.deepEqual(
    (await enrolled(one)).map(({ email }) => email),
    ['yes@example.org'],
  );
});

test('everything that stands in the way is said in one answer, and nothing is launched', async () => {
  const { id } = await api.outreach.create({ workspaceId, name: 'Empty', timeZone: 'Europe/Vienna' });
  const one = { workspaceId, outreachId: id };
  await api.outreach.change({ ...one, workingDays: 0, endsAt: new Date(product.clock.now().getTime() - 1000).toISOString() });
  const { problems } = await api.outreach.check(one);
  assert.deepEqual([...new Set(problems.map(({ code }) => code))], ['mailboxes', 'audience', 'text', 'window', 'ends']);
  await assert.rejects(api.outreach.launch(one), { status: 422, data: { code: 'outreach_has_problems' } });
  assert.equal((await api.outreach.show(one)).state, 'draft');
});

test('a missing value is counted, shown as a row to fill, and can be put in for the recipient alone; then it is launched with it', async () => {
  const one = await draft('Missing', {
    some: [
      { email: 'nameless@example.org' },
      { email: 'blank@example.org', firstName: '  ' },
      { email: 'named@example.org', firstName: 'Nia' },
    ],
  });
  const { problems } = await api.outreach.check(one);
  assert.deepEqual(
    problems.map(({ code, tag, recipients }) => [code, tag, recipients]),
    [['missing', 'first_name', 2]],
  );
  const { recipients } = await api.outreach.incomplete({ ...one, limit: 1 });
  assert.deepEqual(
    recipients.map(({ email, missing }) => [email, missing]),
    [['blank@example.org', ['first_name']]],
  );
  const { recipients: all } = await api.outreach.incomplete(one);
  assert.equal(all.length, 2);
  for (const { contactId, enrolmentId } of all)
    await api.outreach.setValue({
      ...one,
      ...(contactId ? { contactId } : {}),
      ...(enrolmentId ? { enrolmentId } : {}),
      tag: 'first_name',
      value: 'Friend',
    });
  assert.deepEqual((await api.outreach.check(one)).problems, []);
  assert.equal((await api.outreach.launch(one)).counts.recipients, 3);
  const rows = await enrolled(one);
  assert.deepEqual(rows.map(({ fields }) => (fields as Record<string, string>)['first_name']).toSorted(), ['Friend', 'Friend', 'Nia']);
  const [contact] = await look("select first_name from contacts where email_key = 'nameless@example.org'");
  assert.equal(contact?.['first_name'], '');
});

test('variants are given by weight and by nothing but the recipient, and a weight of 0 is nobody', async () => {
  const people = Array.from({ length: 400 }, (_, index) => ({ email: `v${index}@example.org`, firstName: 'Vi' }));
  const one = await draft('Variants', { all: people });
  const body = '<p>Dear {{ first_name }}, the ford.</p>';
  const texts = [
    { variant: 'a', weight: 3, subject: 'One', html: body },
    { variant: 'b', weight: 1, subject: 'Two', html: body },
    { variant: 'c', weight: 0, subject: 'Three', html: body },
  ];
  await api.outreach.saveSteps({ ...one, steps: [{ delayHours: 0, sameThread: false, texts }] });
  const { steps: counted } = await api.outreach.launch(one);
  const [a = 0, b = 0, c = 0] = counted[0]?.texts.map(({ counts }) => counts.recipients) ?? [];
  assert.equal(a + b, 400);
  assert.equal(c, 0);
  // Three in four, give or take four standard deviations.
  assert.ok(Math.abs(a - 300) < 4 * Math.sqrt(400 * 0.75 * 0.25), `a: ${a}, b: ${b}`);
});

test('where recipients are written to by their own clock, a zone that nobody knows is that of the campaign', async () => {
  const one = await draft(
    'Zones',
    {
      all: [
        { email: 'z1@example.org', firstName: 'Zoe', timeZone: 'Asia/Kathmandu' },
        { email: 'z2@example.org', firstName: 'Zac', timeZone: 'Mars/Olympus' },
        { email: 'z3@example.org', firstName: 'Zed', timeZone: 'Europe/Kiev' },
        { email: 'z4@example.org', firstName: 'Zim' },
      ],
    },
    { byRecipientZone: true },
  );
  await api.outreach.launch(one);
  const rows = await enrolled(one);
  assert.deepEqual(Object.fromEntries(rows.map(({ email, time_zone }) => [email, time_zone])), {
    'z1@example.org': 'Asia/Kathmandu',
    'z2@example.org': 'Europe/Vienna',
    'z3@example.org': 'Europe/Kiev',
    'z4@example.org': 'Europe/Vienna',
  });
});

test('whoever another campaign wrote to lately is left out, when that is wanted', async () => {
  const people = { p: [{ email: 'often@example.org', firstName: 'Olive' }] };
  const before = await draft('Before', people);
  await api.outreach.launch(before);
  const one = await draft('Quiet', { ...people, q: [{ email: 'fresh@example.org', firstName: 'Fay' }] }, { quietDays: 7 });
  product.clock.move({ days: 6 });
  assert.deepEqual([(await api.outreach.check(one)).quiet, (await api.outreach.check(one)).recipients], [1, 1]);
  product.clock.move({ days: 2 });
  assert.deepEqual([(await api.outreach.check(one)).quiet, (await api.outreach.check(one)).recipients], [0, 2]);
});

test('a start in the future is when the first message is due; what was pasted comes before what the address book knows', async () => {
  const startsAt = new Date(product.clock.now().getTime() + 86_400_000).toISOString();
  const one = await draft('Later', { l: [{ email: 'later@example.org', firstName: 'Lea' }] }, { startsAt });
  const pasted = 'E-mail;First name;Plot\nlater@example.org;Lena;7\nnew@example.org;Noa;8\nnew@example.org;Twice;9\nbroken;X;1\n';
  const added = await api.outreach.addRecipients({ ...one, rows: pasted });
  assert.deepEqual([added.added, added.there, added.refused.length], [2, 0, 1]);
  await api.outreach.launch(one);
  const rows = await enrolled(one);
  assert.deepEqual(
    rows.map(({ email, fields, due_at }) => [
      email,
      (fields as Record<string, string>)['first_name'],
      (fields as Record<string, string>)['plot'],
      (due_at as Date).toISOString(),
    ]),
    [
      ['later@example.org', 'Lena', '7', startsAt],
      ['new@example.org', 'Noa', '8', startsAt],
    ],
  );
});

test('a preview is the message as the recipient will read it', async () => {
  const one = await draft('Preview', { l: [{ email: 'seen@example.org', firstName: '<b>Sia</b>' }] });
  const { recipient, subject, html, text: plain } = await api.outreach.preview(one);
  assert.deepEqual([recipient?.email, subject], ['seen@example.org', 'The ford']);
  assert.match(html, /Dear &lt;b&gt;Sia&lt;\/b&gt;,/);
  assert.match(plain, /Dear <b>Sia<\/b>,/);
});

test('the flight plan of a draft is that of its launch: all messages, within the limit of the mailbox, and when it ends', async () => {
  const one = await draft('Plan', {
    l: Array.from({ length: 30 }, (_, index) => ({ email: `plan${index}@example.org`, firstName: 'Pia' })),
  });
  const plan = await api.outreach.plan(one);
  assert.equal(plan.messages, 60);
  assert.deepEqual(plan.left, []);
  assert.ok(plan.endsAt !== null && new Date(plan.endsAt) > product.clock.now());
  assert.equal(
    plan.days.reduce((sum, { mailboxes }) => sum + mailboxes.reduce((all, { messages }) => all + messages, 0), 0),
    60,
  );
  await api.outreach.launch(one);
  assert.equal((await api.outreach.plan(one)).messages, 60);
  const { recipients } = await api.outreach.recipients({ ...one, limit: 1 });
  await api.outreach.setState({ ...one, state: 'paused' });
  const story = await api.outreach.showRecipient({ ...one, enrolmentId: recipients[0]?.id ?? '' });
  assert.match(story.whyNotSent?.sentence ?? '', /paused/);
});

test('whoever was added to a draft by hand stands once in its flight plan', async () => {
  const one = await draft('Plan by hand', { l: [{ email: 'hand@example.org', firstName: 'Hanna' }] });
  await api.outreach.addRecipients({ ...one, rows: 'email,first_name\nhand@example.org,Hanna\npasted@example.org,Pia\n' });
  assert.equal((await api.outreach.check(one)).messages, 4);
  assert.equal((await api.outreach.plan(one)).messages, 4);
});
