import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import emailjs from 'emailjs-mime-parser';
import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import PostalMime from 'postal-mime';
import { normaliseBody } from '../../../shared/body-text.ts';
import { cleanHeaderText } from '../../../shared/header-text.ts';
import { CannotCompose, messageIdFor } from './compose-message.ts';
import { composeOutreach, type OutreachToCompose } from './compose-outreach.ts';

const plain: OutreachToCompose = {
  from: { name: 'Jo Smith', address: 'jo@example.org' },
  to: { name: 'Ana', address: 'ana@example.eu' },
  subject: 'A wish',
  html: '<p>Dear Ana,</p>\n<p>please.</p>\n',
  text: 'Dear Ana,\n\nplease.',
  messageId: messageIdFor('dlv_01', 1, 'example.org'),
  date: new Date('2026-11-22T01:02:03Z'),
};
const threaded: OutreachToCompose = {
  ...plain,
  replyTo: { name: 'Office, the', address: 'office@example.org' },
  inReplyTo: '<CAB+x=1@mail.example.com>',
  references: ['<first@example.org>', '<CAB+x=1@mail.example.com>'],
  unsubscribe: { url: 'https://example.org/leave/AbC_-9?x=1&y=2' },
};

const ends = (text: string | null | undefined) => (text ?? '').replaceAll('\r\n', '\n').replace(/\n+$/, '');

/** What three parsers, none of which knows of the others, read in the same bytes. */
async function readings(bytes: Uint8Array) {
  const postal = await PostalMime.parse(bytes);
  const mailparser = await simpleParser(Buffer.from(bytes), { skipTextToHtml: true, skipHtmlToText: true, skipImageLinks: true });
  const mime = emailjs.default(bytes);
  const partOf = (type: string) => mime.childNodes.find((node) => node.contentType.value === type);
  const decoded = (node: { content?: Uint8Array } | undefined) => new TextDecoder().decode(node?.content ?? new Uint8Array());
  return [
    { by: 'postal-mime', subject: postal.subject ?? '', text: postal.text, html: postal.html, others: postal.attachments.length },
    {
      by: 'mailparser',
      subject: mailparser.subject ?? '',
      text: mailparser.text,
      html: mailparser.html || '',
      others: mailparser.attachments.length,
    },
    {
      by: 'emailjs-mime-parser',
      subject: mime.headers['subject']?.[0]?.value ?? '',
      text: decoded(partOf('text/plain')),
      html: decoded(partOf('text/html')),
      others: mime.childNodes.length - 2,
    },
  ];
}

async function assertFaithful(message: OutreachToCompose): Promise<void> {
  const bytes = composeOutreach(message);
  const source = Buffer.from(bytes).toString('latin1');
  assert.match(source, /^[\t\r\n\x20-\x7E]*$/, 'only ASCII without controls');
  assert.doesNotMatch(source, /(?<!\r)\n|\r(?!\n)/, 'lines end in CRLF');
  for (const line of source.split('\r\n')) assert.ok(line.length <= 998 && !/^(\.|From )/.test(line), line);
  const header = source.slice(0, source.indexOf('\r\n\r\n')).replace(/\r\n /g, ' ').split('\r\n');
  const names = header.map((field) => /^([A-Za-z-]+):/.exec(field)?.[1]);
  const { replyTo, inReplyTo, references, unsubscribe } = message;
  assert.deepEqual(names, [
    ...['From', 'To', ...(replyTo ? ['Reply-To'] : []), 'Subject', 'Date', 'Message-ID'],
    ...[...(inReplyTo ? ['In-Reply-To'] : []), ...(references?.length ? ['References'] : [])],
    ...[...(unsubscribe ? ['List-Unsubscribe', 'List-Unsubscribe-Post'] : []), 'MIME-Version', 'Content-Type'],
  ]);
  for (const read of await readings(bytes)) {
    assert.equal(read.subject.trim(), cleanHeaderText(message.subject), read.by);
    assert.equal(ends(read.text), ends(normaliseBody(message.text)), read.by);
    assert.equal(ends(read.html), ends(normaliseBody(message.html)), read.by);
    assert.equal(read.others, 0, read.by);
  }
}

describe('a message of a team', () => {
  it('is read alike by three parsers, with text first and HTML second', async () => {
    await assertFaithful(plain);
    await assertFaithful(threaded);
    const source = Buffer.from(composeOutreach(plain)).toString();
    assert.ok(source.indexOf('text/plain') < source.indexOf('text/html'));
  });

  it('says whom to answer, what it follows and how one leaves, in the words of RFC 5322 and RFC 8058', async () => {
    const read = await PostalMime.parse(composeOutreach(threaded));
    const field = (name: string) => read.headers.find(({ key }) => key === name)?.value;
    assert.deepEqual(read.replyTo, [{ name: 'Office, the', address: 'office@example.org' }]);
    assert.equal(read.inReplyTo, '<CAB+x=1@mail.example.com>');
    assert.equal(read.references, '<first@example.org> <CAB+x=1@mail.example.com>');
    assert.equal(field('list-unsubscribe'), '<https://example.org/leave/AbC_-9?x=1&y=2>');
    assert.equal(field('list-unsubscribe-post'), 'List-Unsubscribe=One-Click');
  });

  it('without an address for leaving has neither of the two fields', () => {
    assert.doesNotMatch(Buffer.from(composeOutreach(plain)).toString(), /List-|Precedence|Auto-Submitted/i);
  });

  it('keeps the ends of a long thread and leaves its middle out', async () => {
    const references = Array.from({ length: 60 }, (_, index) => `<step-${String(index)}@example.org>`);
    const read = await PostalMime.parse(composeOutreach({ ...threaded, references }));
    const kept = read.references?.split(' ') ?? [];
    assert.equal(kept.length, 20);
    assert.deepEqual([kept[0], kept.at(-1)], ['<step-0@example.org>', '<step-59@example.org>']);
  });

  const hostileHeaders = [
    'a\r\nBcc: evil@example.com',
    'a\nb',
    'nul\0l',
    'a\u0085Bcc: x',
    'a\u2028Bcc: x',
    '=?utf-8?Q?x?=',
    '\u202Egnp',
    '👩‍👩‍👧'.repeat(40),
    'x'.repeat(1200),
    ' ',
  ];
  for (const hostile of hostileHeaders)
    it(`stays one message with ${JSON.stringify(hostile.slice(0, 24))} in its names and subject`, () =>
      assertFaithful({
        ...threaded,
        subject: hostile,
        from: { ...plain.from, name: hostile },
        to: { ...plain.to, name: hostile },
        replyTo: { ...plain.from, name: hostile },
      }));

  const long = 'a'.repeat(5000);
  const hostileBodies = [
    '.',
    '.\n..\n.a',
    'From here\nFrom there',
    '='.repeat(200),
    `${'x'.repeat(75)}=`,
    long,
    'ü'.repeat(900),
    'tab\t \nblank ',
    '--=_dlv011exampleorg--',
    'a\r\nb\rc',
    '\uFEFFa',
    '👩‍👩‍👧'.repeat(99),
    '<img src="data:image/png;base64,AAAA">',
  ];
  for (const hostile of hostileBodies)
    it(`says ${JSON.stringify(hostile.slice(0, 24))} as it was written`, () =>
      assertFaithful({ ...plain, text: `a\n${hostile}\nb`, html: `<p>${hostile}</p>` }));

  it('says any text as it was written', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 300 }).filter((one) => one.trim() !== '');
    await fc.assert(
      fc.asyncProperty(text, text, text, (subject, body, html) =>
        assertFaithful({ ...threaded, subject: `s ${subject}`, text: `t${body}.`, html: `<p>${html}</p>` }),
      ),
      { numRuns: 150 },
    );
  });

  it('is not written at all with an address or an id that could carry a second field', () => {
    const bad: Partial<OutreachToCompose>[] = [
      { to: { name: '', address: 'a@example.org\r\nBcc: b@example.org' } },
      { messageId: 'dlv@example.org' },
      { messageId: '<a b@example.org>' },
      { inReplyTo: '<a@b>\r\nBcc: x' },
      { inReplyTo: 'a@b' },
      { references: ['<a@b>', '<a@b> <c@d>'] },
      { unsubscribe: { url: 'https://example.org/>\r\nBcc: x' } },
      { unsubscribe: { url: 'mailto:a@example.org' } },
      { unsubscribe: { url: 'https://example.org/ü' } },
    ];
    for (const one of bad) assert.throws(() => composeOutreach({ ...threaded, ...one }), CannotCompose, JSON.stringify(one));
  });
});
