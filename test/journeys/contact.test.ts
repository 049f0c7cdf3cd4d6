import assert from 'node:assert/strict';
import { test } from 'node:test';
import { promises } from '../../privacy/promises.ts';
import { publishedSentence } from '../../privacy/promise.ts';
import { keepPromises } from '../../server/modules/privacy/index.ts';
import { formFields } from '../harness/advocacy.ts';
import { asOwner } from '../harness/database.ts';
import { password, runJobs, setUp, stranger, Visitor } from '../harness/people.ts';
import { startProduct, testClock } from '../harness/product.ts';

// This file moves the clock by years; a session's cookie may not end more than 400 days after the browser's day.
const clock = testClock(new Date(Date.now() - 1000 * 86_400_000));
const product = await startProduct({ clock, settings: { OPERATOR_NAME: 'Example Letters', OPERATOR_EMAIL: 'privacy@example.org' } });
const { owner, email: ownEmail } = await setUp(product);
const nobody = await stranger(product);
const look = (text: string, values: unknown[] = []) => asOwner(product.databaseUrl, text, values);
const mailed = (email: string) => product.app.sandbox?.mail.messages().filter(({ recipients }) => recipients.includes(email)) ?? [];
const signIn = () => owner.api.account.signIn({ email: ownEmail, password });
const listed = async () => {
  await signIn();
  return owner.api.requests.list({});
};
const kept = async () => Number((await look('select count(*)::int as n from privacy_requests'))[0]?.n);

async function write(fields: Record<string, string>): Promise<Response> {
  const visitor = new Visitor(product);
  const page = await (await visitor.request('/contact')).text();
  return visitor.post('/contact', { ...formFields(page, '/contact'), kind: 'access', message: 'What do you keep about me?', ...fields });
}

/** Writes through the form and gives the way behind the mailed link. */
async function writeAndLook(email: string, fields: Record<string, string> = {}): Promise<{ path: string; page: string; visitor: Visitor }> {
  assert.equal((await write({ email, ...fields })).status, 200);
  await runJobs(product, 'mail-request-link');
  const path = /\/contact\/[A-Za-z0-9_-]{43}/.exec(mailed(email)[0]?.email.text ?? '')?.[0] ?? '';
  const visitor = new Visitor(product);
  return { path, visitor, page: await (await visitor.request(path)).text() };
}

async function confirm(email: string, fields: Record<string, string> = {}): Promise<void> {
  const { path, page, visitor } = await writeAndLook(email, fields);
  assert.equal((await visitor.post(path, formFields(page, path))).status, 200);
}

test('a message is read by nobody before its address has confirmed it, and opening the link is not enough', async () => {
  const { path, page, visitor } = await writeAndLook('pat@example.org');
  assert.match(page, /Is this message yours\?/);
  assert.deepEqual((await listed()).requests, []);
  const [row] = await look('select * from privacy_requests');
  assert.doesNotMatch(
    JSON.stringify(row, (_, value: unknown) => value),
    /pat@|What do you keep/,
  );
  assert.doesNotMatch(mailed('pat@example.org')[0]?.email.text ?? '', /What do you keep/, 'nobody’s words are mailed through us');
  assert.equal((await visitor.post(path, { csrf: 'x' })).status, 200);
  assert.deepEqual((await listed()).requests, []);
  clock.move({ hours: 5 });
  assert.equal((await visitor.post(path, formFields(page, path))).status, 200);
  const { requests, overdue } = await listed();
  assert.equal(overdue, 0);
  const [request] = requests;
  assert.deepEqual(
    [request?.kind, request?.state, request?.email, request?.message],
    ['access', 'open', 'pat@example.org', 'What do you keep about me?'],
  );
  assert.equal(Date.parse(request?.dueAt ?? '') - Date.parse(request?.receivedAt ?? ''), 30 * 86_400_000, 'counted from when it came');
  assert.equal((await visitor.post(path, formFields(page, path))).status, 410, 'a link works once');
  assert.equal((await visitor.request(path)).status, 410);
});

test('what nobody confirms can be confirmed until a second before 48 hours, and is gone a second after', async () => {
  const before = await kept();
  const { path, page, visitor } = await writeAndLook('late@example.org');
  clock.move({ hours: 47, minutes: 59, seconds: 59 });
  assert.match(await (await visitor.request(path)).text(), /Is this message yours\?/);
  await keepPromises(product.app.tools, { dryRun: false });
  assert.equal(await kept(), before + 1);
  clock.move({ seconds: 2 });
  assert.equal((await visitor.request(path)).status, 410);
  assert.equal((await visitor.post(path, formFields(page, path))).status, 410);
  await keepPromises(product.app.tools, { dryRun: false });
  assert.equal(await kept(), before);
});

test('what is past its thirty days stands first and is counted; an answer is mailed, closes, and ends half a year later', async () => {
  clock.move({ days: 29 });
  await confirm('new@example.org', { kind: 'erasure', message: 'Delete me.' });
  const { requests, overdue } = await listed();
  assert.deepEqual([overdue, requests.map(({ email }) => email)], [1, ['pat@example.org', 'new@example.org']]);
  const requestId = requests[0]?.id ?? '';
  const answered = await owner.api.requests.answer({ requestId, answer: 'We keep nothing about you.' });
  assert.equal(answered.state, 'answered');
  await runJobs(product, 'mail-request-answer');
  assert.match(mailed('pat@example.org')[0]?.email.text ?? '', /^We keep nothing about you\.[\s\S]*> What do you keep about me\?/);
  await assert.rejects(owner.api.requests.answer({ requestId, answer: 'Again' }), /answered already/);
  assert.equal((await listed()).overdue, 0);
  clock.move({ months: 6 });
  clock.move({ seconds: -1 });
  await keepPromises(product.app.tools, { dryRun: false });
  assert.equal((await listed()).requests.length, 2);
  clock.move({ seconds: 2 });
  assert.deepEqual(
    (await listed()).requests.map(({ email }) => email),
    ['new@example.org'],
    'gone before the job has run',
  );
  await keepPromises(product.app.tools, { dryRun: false });
  assert.equal(await kept(), 1);
});

test('a request is kept for twelve months at most, whenever it was answered', async () => {
  await confirm('slow@example.org');
  const slow = async () => (await listed()).requests.find(({ email }) => email === 'slow@example.org');
  const received = (await slow())?.receivedAt ?? '';
  clock.move({ months: 8 });
  const refused = await owner.api.requests.answer({ requestId: (await slow())?.id ?? '', answer: 'Too late, sorry.', refused: true });
  assert.equal(refused.state, 'refused');
  await runJobs(product, 'mail-request-answer');
  assert.match(mailed('slow@example.org')[0]?.email.text ?? '', /complain to a data protection authority/);
  const [row] = await look("select ends_at = received_at + interval '12 months' as year from privacy_requests where state = 'refused'");
  assert.equal(row?.year, true);
  clock.set(new Date(Date.parse(received)));
  clock.move({ months: 12 });
  clock.move({ seconds: -1 });
  assert.ok(await slow());
  clock.move({ seconds: 2 });
  assert.equal(await slow(), undefined);
});

test('the list is the operator’s alone, and each look at it is written down', async () => {
  const before = await look("select count(*)::int as n from audit_entries where action = 'requests.read'");
  await nobody.visitor.api.account.signIn({ email: 'stranger@example.org', password });
  await assert.rejects(nobody.visitor.api.requests.list({}), /role does not allow/);
  await assert.rejects(new Visitor(product).api.requests.list({}), /signed out/);
  await listed();
  const after = await look("select count(*)::int as n from audit_entries where action = 'requests.read'");
  assert.equal(Number(after[0]?.n), Number(before[0]?.n) + 1);
  for (const { text } of await look('select details::text as text from audit_entries')) assert.doesNotMatch(String(text), /@/);
});

test('what cannot be used is said in a sentence, and what was written stays in the form; five links an hour are enough for an address', async () => {
  const hostile = '"><script>alert(1)</script>';
  const cases: [Record<string, string>, RegExp][] = [
    [{ email: hostile }, /without the signs|needs an @|space/],
    [{ email: 'pat@example.org', message: '   ' }, /Please write what it is about/],
    [{ email: 'pat@example.org', message: 'x'.repeat(5001) }, /at most 5000/],
    [{ email: 'pat@example.org', kind: 'everything' }, /Please choose what it is about/],
    [{ email: 'pat@example.org', csrf: 'x' }, /stood open for a long time/],
    [{ email: 'a@example.org,b@example.org' }, /one address only/],
  ];
  for (const [fields, sentence] of cases) {
    const answer = await write(fields);
    const page = await answer.text();
    assert.equal(answer.status, 400);
    assert.match(page, sentence);
    assert.doesNotMatch(page, /<script>alert/);
  }
  for (let time = 0; time < 5; time += 1) assert.equal((await write({ email: 'often@example.org' })).status, 200);
  assert.equal((await write({ email: 'often@example.org' })).status, 429);
});

test('the page for Google says who, what and why from the settings and the register, and the way to write to us is found', async () => {
  const read = async (path: string) =>
    (await (await new Visitor(product).request(path)).text())
      .replaceAll('&#39;', "'")
      .replace(/<[^>]+>/g, '')
      .replace(/\s+/g, ' ');
  const google = await read('/google');
  const limited =
    "Antiphon's use and transfer to any other app of information received from Google APIs will adhere to Google API Services User Data Policy, including the Limited Use requirements.";
  for (const said of [
    ...['Example Letters', 'privacy@example.org', `${product.url}/oauth/google/callback`, `${product.url}/privacy`],
    ...['openid', 'email', 'profile', 'https://www.googleapis.com/auth/gmail.send'],
    limited,
    ...promises.filter(({ group }) => group === 'supporters').map(publishedSentence),
  ])
    assert.ok(google.includes(said), said);
  assert.ok((await read('/')).includes(limited));
  assert.ok((await read('/privacy')).includes(limited));
  const kept = new Visitor(product);
  const form = formFields(await (await kept.request('/kept')).text(), '/recipient');
  assert.equal((await kept.post('/recipient', { ...form, email: 'pat@example.org' })).status, 200);
  for (const path of ['/legal', '/privacy', '/recipient', '/google', '/kept'])
    assert.match(await (await new Visitor(product).request(path)).text(), /href="(?:http[^"]*)?\/contact"/, path);
});
