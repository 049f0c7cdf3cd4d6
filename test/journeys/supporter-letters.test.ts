import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addCampaign, falk, formFields, newPerson, outbox, publishedCampaign, toConfirm } from '../harness/advocacy.ts';
import { Visitor } from '../harness/people.ts';
import { startProduct } from '../harness/product.ts';

const scene = await publishedCampaign(await startProduct());
const { product } = scene;

const fields = ['from', 'to', 'subject', 'date', 'message-id', 'mime-version', 'content-type', 'content-transfer-encoding'];
const unescape = (text: string) =>
  text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** The letter as the confirm page shows it. */
function shown(page: string): { subject: string; text: string } {
  const bdis = [...page.matchAll(/<bdi>([\s\S]*?)<\/bdi>/g)].map(([, text = '']) => unescape(text));
  const text = /<div class="written" dir="auto">([\s\S]*?)<\/div>/.exec(page)?.[1] ?? '';
  return { subject: bdis.at(-1) ?? '', text: unescape(text) };
}

let next = 0;

/** Sends what a supporter typed, and holds the message that left against the confirm page. */
async function sendAndCompare(typed: { subject?: string; body?: string; name?: string }, where = scene) {
  const person = newPerson(scene, `words${++next}@gmail.test`, { displayName: typed.name ?? 'Pat Sample' });
  const changes = {
    ...(typed.subject === undefined ? {} : { subject: typed.subject }),
    ...(typed.body === undefined ? {} : { body: typed.body }),
  };
  const supporter = new Visitor(product);
  const { page, fields: form } = await toConfirm(where, supporter, { ...person, changes });
  await supporter.post('/letter/confirm', form);
  const [message] = outbox(scene);
  assert.equal(message?.sender, person.account);
  assert.deepEqual(
    message.email.headers.map(({ key }) => key),
    fields,
    'a header field was added',
  );
  assert.equal(message.recipients.length, 1);
  assert.ok(message.raw.split('\r\n').every((line) => line.length <= 998));
  const seen = shown(page);
  assert.equal((message.email.text ?? '').replace(/\r\n/g, '\n').trimEnd(), seen.text.trimEnd());
  assert.ok(page.includes('<bdi>'));
  return { page, message, seen };
}

const hostile = {
  'CR/LF': 'Hello\r\nBcc: victim@example.org\r\n\r\nno',
  NUL: 'nul\u0000byte',
  'bidi overrides': 'gnp.\u202Eevil\u202C.exe',
  '=? sequences': '=?utf-8?Q?hidden?= =?broken',
  'a 998-character line': 'x'.repeat(998),
  emoji: 'Bridge 👩‍👩‍👧‍👦🌉 now',
  Cyrillic: 'Здравствујте, поштовани одборниче',
  'Serbian Latin': 'Poštovani, šđčćž ŠĐČĆŽ',
};

/** Nothing is wrong with these: every letter of them has to arrive as it was typed. */
const arriving = new Set(['=? sequences', 'emoji', 'Cyrillic', 'Serbian Latin']);

for (const [what, text] of Object.entries(hostile))
  test(`${what} in name, subject and body: a valid message, no extra header, and the words of the confirm page`, async () => {
    const { message, page } = await sendAndCompare({
      name: `Pat ${text.slice(0, 180)}`,
      subject: text,
      body: `Dear Councillor Falk,\n\n${text}\n\nPat`,
    });
    const subject = message.email.subject ?? '';
    assert.ok(unescape(page).includes(subject), 'the subject is not that of the confirm page');
    assert.ok(unescape(page).includes(message.email.from?.name ?? '-'), 'the name is not that of the confirm page');
    assert.doesNotMatch(`${subject}${message.email.from?.name ?? ''}`, /[\r\n\u0000\u202A-\u202E\u2066-\u2069]/);
    assert.equal(message.email.bcc, undefined);
    if (arriving.has(what)) {
      assert.equal(subject, text);
      const [typed] = message.email.text?.replace(/\r\n/g, '\n').split('\n\n-- \n') ?? [];
      assert.equal(typed, `Dear Councillor Falk,\n\n${text}\n\nPat`);
    }
  });

test('a recipient’s name with comma, quote, angle bracket or line break reaches nobody else', async () => {
  const name = 'Falk, "Ines" <evil@example.org>\r\nBcc: victim@example.org';
  const other = await addCampaign(scene, 'names', { recipients: [{ ...falk, name }] });
  const { message } = await sendAndCompare({}, other);
  assert.deepEqual(message.recipients, [falk.email]);
  assert.deepEqual(
    message.email.to?.map(({ address }) => address),
    [falk.email],
  );
});

test('HTML and scripts in a supporter’s text are escaped on every page and sent as the plain words that they are', async () => {
  const text = '<script>alert(1)</script><img src=x onerror=alert(1)> & "quoted"';
  const { page, message } = await sendAndCompare({ name: 'Pat <b>Bold</b>', subject: text.slice(0, 60), body: `Dear all,\n\n${text}` });
  assert.doesNotMatch(page, /<script>alert|<img src=x|<b>Bold/);
  assert.ok(message.email.text?.includes(text));
  assert.equal(message.email.html, undefined);
});

test('a merge tag without a value never becomes an empty “Dear ,”: that recipient gets no letter and the page says so', async () => {
  const people = [falk, { ...falk, name: 'No Greeting', email: 'nogreeting@council.example.org', salutation: '' }];
  const other = await addCampaign(scene, 'gaps', { recipients: people, body: 'Dear friends,\n\nplease.\n\n{{ supporter.name }}' });
  const { page, message } = await sendAndCompare({ body: 'Dear {{ recipient.salutation }},\n\nplease.\n\nPat' }, other);
  assert.match(page, /No Greeting[\s\S]*gets no letter/);
  assert.deepEqual(message.recipients, [falk.email]);
  assert.doesNotMatch(message.email.text ?? '', /Dear ,|\{\{/);
});

test('an unclosed {{ in a supporter’s text is said before Google is asked, and their words stay in the form', async () => {
  const supporter = new Visitor(product);
  const form = formFields(await (await supporter.request(scene.path)).text(), scene.path);
  const answer = await supporter.post(scene.path, { ...form, body: 'Dear {{ recipient.salutation,\n\nmy words' });
  assert.equal(answer.status, 400);
  const page = await answer.text();
  assert.match(page, /double braces/);
  assert.match(page, /my words/);
});

const forged = { subject: 'forged subject', body: 'forged body', own_line: 'my one line', editing: 'whole', from: 'x@example.org' };

test('a locked letter cannot be changed by forged fields', async () => {
  const other = await addCampaign(scene, 'locked', { editing: 'locked' });
  const supporter = new Visitor(product);
  const { page, fields: form } = await toConfirm(other, supporter, { ...newPerson(scene, 'locked@gmail.test'), changes: forged });
  assert.doesNotMatch(page, /forged|my one line/);
  await supporter.post('/letter/confirm', { ...form, ...forged });
  assert.doesNotMatch(outbox(scene)[0]?.raw ?? '', /forged|my one line/);
  assert.equal(outbox(scene)[0]?.sender, 'locked@gmail.test');
});

test('where one line may be added, forged fields change nothing else, and the line holds no merge tag', async () => {
  const other = await addCampaign(scene, 'own-line', { editing: 'own_line' });
  const supporter = new Visitor(product);
  const changes = { ...forged, own_line: 'my one line for {{ recipient.name }}' };
  const { page, fields: form } = await toConfirm(other, supporter, { ...newPerson(scene, 'ownline@gmail.test'), changes });
  assert.doesNotMatch(page, /forged/);
  await supporter.post('/letter/confirm', { ...form, ...forged });
  const text = outbox(scene)[0]?.email.text ?? '';
  assert.match(text, /I walk the path most weeks\.\n\nmy one line for \{ \{ recipient\.name \} \}\n\nYours sincerely/);
  assert.doesNotMatch(outbox(scene)[0]?.raw ?? '', /forged/);
});
