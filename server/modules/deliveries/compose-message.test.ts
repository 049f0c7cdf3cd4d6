import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { normaliseBody } from '../../../shared/body-text.ts';
import { cleanHeaderText } from '../../../shared/header-text.ts';
import { CannotCompose, composeMessage, messageIdFor, type MessageToCompose } from './compose-message.ts';

const plain: MessageToCompose = {
  from: { name: 'Jo Smith', address: 'jo@example.org' },
  to: { name: 'Ana', address: 'ana@example.eu' },
  subject: 'A wish',
  text: 'Dear Ana,\n\nplease.\n',
  messageId: messageIdFor('dlv_01', 1, 'example.org'),
  date: new Date('2026-11-22T01:02:03Z'),
};
const names = ['Content-Transfer-Encoding', 'Content-Type', 'Date', 'From', 'MIME-Version', 'Message-ID', 'Subject', 'To'];

/** Checks the bytes by themselves, then what another library reads in them. */
async function assertFaithful(message: MessageToCompose): Promise<void> {
  const bytes = Buffer.from(composeMessage(message));
  const source = bytes.toString('latin1');
  assert.match(source, /^[\t\r\n\x20-\x7E]*$/, 'only ASCII without controls');
  assert.doesNotMatch(source, /(?<!\r)\n|\r(?!\n)/, 'lines end in CRLF');
  const lines = source.split('\r\n');
  for (const line of lines) assert.ok(line.length <= 320 && !/^(\.|From )/.test(line), line);
  const header = source.slice(0, source.indexOf('\r\n\r\n')).replaceAll('\r\n ', ' ').split('\r\n');
  assert.deepEqual(header.map((field) => /^([A-Za-z-]+):/.exec(field)?.[1]).sort(), names);
  for (const line of lines) if (line.includes('=?UTF-8?B?')) assert.ok(line.length <= 76, line);
  for (const line of source.slice(source.indexOf('\r\n\r\n') + 4).split('\r\n')) assert.ok(line.length <= 76, line);

  const read = await PostalMime.parse(bytes);
  assert.deepEqual([read.from?.name, read.from?.address], [cleanHeaderText(message.from.name), message.from.address]);
  assert.deepEqual(read.to, [{ name: cleanHeaderText(message.to.name), address: message.to.address }]);
  assert.equal(read.subject ?? '', cleanHeaderText(message.subject));
  assert.equal(read.messageId, message.messageId);
  assert.equal(read.date, message.date.toISOString());
  const end = (text: string) => text.replace(/\n$/, '');
  assert.equal(end((read.text ?? '').replaceAll('\r\n', '\n')), end(normaliseBody(message.text)));
  assert.equal(read.attachments.length + (read.cc?.length ?? 0) + (read.bcc?.length ?? 0), 0);
}

const hostile = [
  ...[
    'Jo\r\nBcc: evil@example.com',
    'Jo\nBcc: x',
    'a\rb',
    'nul\0l',
    'Smith, Jo',
    'Jo "the \\ boss" O\'Neil',
    '<jo@evil.example>',
    'jo@evil.example',
  ],
  ...[
    '=?utf-8?Q?Bcc=3A?=',
    '=?utf-8?B?aGk=?=',
    'a =?utf-8?Q?b c?= d',
    '=?',
    '?=',
    '=?=?=?',
    'x: y',
    ';',
    ':',
    '(comment)',
    'a  b\tc',
    ' ',
    '',
  ],
  ...[
    '\u202Egnp.exe',
    'a\u2028Bcc: x',
    'a\u2029b',
    'a\u0085Bcc: x',
    '\uFEFFa',
    '\uD800lone',
    'Đorđe Ђорђевић',
    'שלום hello עולם',
    'e\u0301'.repeat(60),
  ],
  ...[
    '👩‍👩‍👧‍👦'.repeat(30),
    '🏴󠁧󠁢󠁥󠁮󠁧󠁿',
    `z${'\u0301'.repeat(200)}`,
    'x'.repeat(1200),
    'word '.repeat(300),
    'a'.repeat(61),
    '"',
    '\\',
    'From me',
    '.',
    '....',
  ],
];
const bodies = [
  '.',
  '..\n.',
  'From me\nFrom you',
  '>From',
  'x'.repeat(5000),
  `${'y'.repeat(75)}=z`,
  'é'.repeat(700),
  'a \n b\t\n',
  '\r\r\n\n\r',
  'a\0b\u0007c\tд',
];
const word = fc.oneof(
  fc.constantFrom(...hostile, ...bodies),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme', maxLength: 90 }),
);
const anyText = fc.array(word, { maxLength: 4 }).map((parts) => parts.join(''));

describe('a composed message', () => {
  it('is what RFC 5322 asks for', () => {
    assert.equal(
      Buffer.from(composeMessage({ ...plain, subject: 'Für Ana', from: { name: 'Smith, Jo', address: 'jo@bücher.example' } })).toString(),
      [
        'From: "Smith, Jo" <jo@xn--bcher-kva.example>',
        'To: Ana <ana@example.eu>',
        'Subject: =?UTF-8?B?RsO8ciBBbmE=?=',
        'Date: Sun, 22 Nov 2026 01:02:03 +0000',
        'Message-ID: <dlv_01.1@example.org>',
        'MIME-Version: 1.0',
        'Content-Type: text/plain; charset=utf-8',
        'Content-Transfer-Encoding: quoted-printable',
        '',
        'Dear Ana,',
        '',
        'please.',
        '',
      ].join('\r\n'),
    );
  });

  for (const text of hostile)
    it(`is faithful with ${JSON.stringify(text.slice(0, 30))} as name, subject and text`, () =>
      assertFaithful({ ...plain, from: { ...plain.from, name: text }, to: { ...plain.to, name: text }, subject: text, text }));

  for (const text of bodies) it(`is faithful with the text ${JSON.stringify(text.slice(0, 30))}`, () => assertFaithful({ ...plain, text }));

  it('is faithful whatever names, subject and text are', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, anyText, anyText, anyText, (from, to, subject, text) =>
        assertFaithful({ ...plain, from: { ...plain.from, name: from }, to: { ...plain.to, name: to }, subject, text }),
      ),
      { numRuns: 500 },
    );
  });

  it('keeps what is seen as one character in one encoded word', () => {
    const subject = '👩‍👩‍👧‍👦e\u0301'.repeat(10);
    const source = Buffer.from(composeMessage({ ...plain, subject })).toString();
    for (const [, coded = ''] of source.matchAll(/=\?UTF-8\?B\?(.*?)\?=/g))
      assert.match(Buffer.from(coded, 'base64').toString(), /^(👩|e\u0301)/);
  });

  it('is refused for an address or Message-ID that could add a field or a recipient', () => {
    for (const address of ['a@b.org\r\nBcc: c@d.org', 'a@b.org, c@d.org', '<a@b.org>', 'пример@example.org', 'a@b'])
      for (const side of ['from', 'to'] as const)
        assert.throws(() => composeMessage({ ...plain, [side]: { name: 'x', address } }), CannotCompose);
    for (const messageId of ['<a@b>\r\nBcc: c@d.org', 'a@b', '', '<a b@c>', '<a@b><c@d>'])
      assert.throws(() => composeMessage({ ...plain, messageId }), CannotCompose);
  });
});

describe('the Message-ID of an attempt', () => {
  it('is the same for the same attempt, and another for the next', () => {
    assert.equal(messageIdFor('dlv_1', 2, 'Bücher.example'), '<dlv_1.2@xn--bcher-kva.example>');
    assert.notEqual(messageIdFor('dlv_1', 2, 'a.org'), messageIdFor('dlv_1', 3, 'a.org'));
    for (const [id, domain] of [
      ['a>b', 'a.org'],
      ['a', 'a.org\r\nX: y'],
      ['a', ''],
    ] as const)
      assert.throws(() => messageIdFor(id, 1, domain), CannotCompose);
  });
});

describe('clean text', () => {
  it('cleaned twice is the same as cleaned once', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        assert.equal(cleanHeaderText(cleanHeaderText(text)), cleanHeaderText(text));
        assert.equal(normaliseBody(normaliseBody(text)), normaliseBody(text));
      }),
    );
    assert.equal(cleanHeaderText(' Jo\r\nBcc:\u2028x\u202E\u0000y  z '), 'Jo Bcc: xy z');
    assert.equal(normaliseBody('a\r\nb\rc\u2028d\te\u0000\u0301'), 'a\nb\nc\nd\te\u0301');
  });
});
