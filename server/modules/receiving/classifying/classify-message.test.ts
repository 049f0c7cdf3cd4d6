import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { workTime } from '../../../../test/harness/work-time.ts';
import { classifyMessage, type Classified } from './classify-message.ts';
import { readMessage } from './read-message.ts';

const receivedAt = new Date('2026-12-21T09:30:00Z');
const reply: Classified = { kind: 'reply', asksToLeave: false };
const threaded = ['From: Ada Sample <ada@there.example>', 'To: ben@ours.example', 'Subject: Re: Hello', 'In-Reply-To: <one@ours.example>'];

async function classify(head: readonly string[], text: string): Promise<Classified> {
  const all = [...head, 'Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: 8bit', '', text];
  return classifyMessage(await readMessage(new TextEncoder().encode(all.join('\r\n'))), receivedAt);
}

/** What a person may quote: every kind of message that would be something else on its own. */
const quotable: Readonly<Record<string, string>> = {
  'our own message with a link to leave':
    'Hello Ada,\nshall we talk?\n\nIf you do not want to hear from me again, unsubscribe here: https://ours.example/u/1',
  'a bounce':
    'Delivery has failed. Your message could not be delivered to bob@there.example. 550 5.1.1 User unknown\nFinal-Recipient: rfc822; bob@there.example\nAction: failed',
  'an absence': 'I am out of the office until 3 January. This is an automatic reply. For urgent matters contact Cyn.',
  'a request to leave': 'Please remove me from your list. Stop. Unsubscribe.',
  'a ticket': 'Your request has been received. Ticket number 12345. Please do not reply to this automated message.',
  'a gatekeeper': 'Your message is being held. Please verify that you are human.',
};

const quotings: readonly ((text: string) => string)[] = [
  (text) => `On Mon, Dec 21, 2026 at 10:00 AM Ben <ben@ours.example> wrote:\n\n${text.replaceAll(/^/gm, '> ')}`,
  (text) => `Am 21.12.2026 um 10:00 schrieb Ben <ben@ours.example>:\n${text.replaceAll(/^/gm, '> ')}`,
  (text) => `From: Ben <ben@ours.example>\nSent: Monday, December 21, 2026 10:00 AM\nTo: Ada\nSubject: Hello\n\n${text}`,
  (text) =>
    `________________________________\nDe : Ben <ben@ours.example>\nEnvoyé : lundi 21 décembre 2026 10:00\nÀ : Ada\nObjet : Hello\n\n${text}`,
  (text) => `-----Original Message-----\n${text}`,
];

const persons = [
  'Thanks, Tuesday works. Shall I call you at ten?',
  'Gerne, schicken Sie mir bitte ein Angebot.',
  'Merci, cela m’intéresse. Pouvez-vous m’en dire plus ?',
  'No.',
  '👍',
  'Hi Ben, I am on vacation until 3 January, can we talk after that? Happy to see a demo.',
  'Who told you that your message could not be delivered? I got it twice.',
  'Ada no longer works here, I took over. Can you send me the offer?',
];

for (const own of persons) {
  test(`A person's "${own.slice(0, 40)}" is a reply, whatever is quoted below`, async () => {
    assert.deepEqual(await classify(threaded, own), reply);
    for (const text of Object.values(quotable)) {
      for (const quote of quotings) assert.deepEqual(await classify(threaded, `${own}\n\n${quote(text)}`), reply, quote(text));
    }
  });
}

test('Quoting anything at all below a reply never changes what it is', async () => {
  const piece = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.constantFrom(...Object.values(quotable)));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...persons), fc.array(piece, { maxLength: 5 }), fc.nat(4), async (own, pieces, way) => {
      const text = pieces.join('\n').replaceAll(/[\r\u0085\u2028\u2029]/g, ' ');
      assert.deepEqual(await classify(threaded, `${own}\n\n${quotings[way]?.(text) ?? ''}`), reply);
    }),
    { numRuns: 150 },
  );
});

test('The same holds for HTML, where what is quoted stands in a quote of its own', async () => {
  const body =
    '<div dir="ltr">Tuesday works.</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Mon, Dec 21, 2026 at 10:00 AM Ben &lt;<a href="mailto:ben@ours.example">ben@ours.example</a>&gt; wrote:<br></div><blockquote class="gmail_quote">Please remove me. Unsubscribe. I am out of the office until 3 January.</blockquote></div>';
  const all = [...threaded, 'Content-Type: text/html; charset=utf-8', '', body];
  assert.deepEqual(classifyMessage(await readMessage(new TextEncoder().encode(all.join('\r\n'))), receivedAt), reply);
});

test('A person who asks to leave does so in their own words, not in those that they quote', async () => {
  assert.deepEqual(await classify(threaded, 'Please take me off your list.\n\n> Hello Ada'), { kind: 'reply', asksToLeave: true });
  assert.deepEqual(await classify(['From: ada@there.example', 'Subject: unsubscribe'], ''), { kind: 'reply', asksToLeave: true });
});

test('A person who writes anew, without any thread, is a reply', async () => {
  assert.deepEqual(
    await classify(['From: Ada <ada@there.example>', 'Subject: Your offer'], 'Hello Ben, I read what you wrote. What does it cost?'),
    reply,
  );
  assert.deepEqual(
    await classify(
      ['From: Ada <ada@there.example>', 'Subject: Re: Out of office booking tool', 'In-Reply-To: <one@ours.example>'],
      'Sounds good. Please call me.',
    ),
    reply,
  );
  assert.deepEqual(
    await classify(
      ['From: Post Master <postmaster@there.example>', 'Subject: Re: Hello', 'In-Reply-To: <one@ours.example>'],
      'I run the mail here. What is it about?',
    ),
    reply,
  );
});

test('What answers nothing is other: letters to many, calendars, reports about a domain, notices', async () => {
  const other = { kind: 'other' };
  assert.deepEqual(
    await classify(
      ['From: news@there.example', 'Subject: Our spring offers', 'List-Unsubscribe: <https://there.example/u>', 'Precedence: bulk'],
      'Spring is here. If you are out of the office, read it later.',
    ),
    other,
  );
  assert.deepEqual(
    await classify(
      ['From: dmarc@there.example', 'Subject: Report domain: ours.example Submitter: there.example Report-ID: <1>'],
      'This is an aggregate report.',
    ),
    other,
  );
  assert.deepEqual(await classify(['From: no-reply@there.example', 'Subject: Security alert'], 'A new sign-in.'), other);
  assert.deepEqual(
    await classify(['From: postmaster@there.example', 'Subject: Planned maintenance of our mail servers'], 'On Sunday.').then(
      ({ kind }) => kind,
    ),
    'reply',
  );
  const calendar = [
    'From: ada@there.example',
    'Subject: Accepted: Talk',
    'Content-Type: multipart/alternative; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'Ada has accepted.',
    '--b',
    'Content-Type: text/calendar; method=REPLY',
    '',
    'BEGIN:VCALENDAR',
    '--b--',
  ];
  assert.deepEqual(classifyMessage(await readMessage(new TextEncoder().encode(calendar.join('\r\n'))), receivedAt), other);
});

test('A list that a person answers through is still a person', async () => {
  assert.deepEqual(
    await classify([...threaded, 'List-Id: <team.there.example>', 'List-Unsubscribe: <https://there.example/u>'], 'Yes, let us talk.'),
    reply,
  );
});

test('a line of blanks behind a name of a field costs nothing', async () => {
  const text = `Your message could not be delivered.\r\nMessage-ID:${' '.repeat(199_000)}x`;
  const raw = Buffer.from(`From: MAILER-DAEMON@mx.example.org\r\nSubject: Undelivered Mail Returned to Sender\r\n\r\n${text}`);
  const worked = workTime();
  classifyMessage(await readMessage(raw), new Date('2026-11-22T12:00:00Z'));
  assert.ok(worked() < 1_000, `${String(worked())} ms`);
});
