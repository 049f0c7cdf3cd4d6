import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { classifyMessage } from './classify-message.ts';
import { readMessage, type ReadMessage } from './read-message.ts';

const receivedAt = new Date('2026-12-21T09:30:00Z');
const bytes = (...lines: string[]) => new TextEncoder().encode(lines.join('\r\n'));
const read = (...lines: string[]): Promise<ReadMessage> => readMessage(bytes(...lines));

test('A message is read: its head decoded, its text, and of what is attached only names, types and sizes', async () => {
  const message = await read(
    'From: =?utf-8?Q?J=C3=BCrgen_M=C3=BCller?= <juergen@there.example>',
    'To: Ben <ben@ours.example>, cyn@ours.example',
    'Subject: =?iso-8859-1?Q?Gr=FC=DFe?=',
    'Message-ID: <two@there.example>',
    'In-Reply-To: <one@ours.example>',
    'References: <zero@ours.example> <one@ours.example>',
    'Date: Mon, 21 Dec 2026 10:00:00 +0100',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="b"',
    '',
    '--b',
    'Content-Type: text/plain; charset=iso-8859-1',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    'Sch=F6ne Gr=FC=DFe',
    '--b',
    'Content-Type: application/pdf; name="offer.pdf"',
    'Content-Disposition: attachment; filename="offer.pdf"',
    'Content-Transfer-Encoding: base64',
    '',
    'AAECAwQ=',
    '--b--',
  );
  assert.deepEqual(message.from, { email: 'juergen@there.example', name: 'Jürgen Müller' });
  assert.deepEqual(message.to, ['ben@ours.example', 'cyn@ours.example']);
  assert.equal(message.subject, 'Grüße');
  assert.equal(message.messageId, '<two@there.example>');
  assert.deepEqual(message.inReplyTo, ['<one@ours.example>']);
  assert.deepEqual(message.references, ['<zero@ours.example>', '<one@ours.example>']);
  assert.equal(message.date?.toISOString(), '2026-12-21T09:00:00.000Z');
  assert.equal(message.text.trim(), 'Schöne Grüße');
  assert.deepEqual(message.attachments, [{ name: 'offer.pdf', type: 'application/pdf', bytes: 5 }]);
});

test('HTML alone is read as text, with what it quotes behind >', async () => {
  const { text } = await read(
    'Content-Type: text/html; charset=utf-8',
    '',
    '<html><head><style>p { color: red }</style></head><body><p>Yes &amp; no&nbsp;&euml;</p><script>steal()</script><blockquote><div>Shall we?</div></blockquote><p>1 < 2</p></body></html>',
  );
  assert.equal(text, 'Yes & no ë\n> Shall we?\n\n1 < 2');
});

test('A delivery report is read field by field, also where its groups run together', async () => {
  const { delivery, original } = await read(
    'Content-Type: multipart/report; boundary=b',
    '',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example',
    '',
    'Final-Recipient: RFC822; <ada@there.example>',
    'Action: Failed (bad mailbox)',
    'Status: 5.1.1 (no such user)',
    'Diagnostic-Code: smtp;',
    ' 550 5.1.1',
    ' unknown',
    'Final-Recipient: rfc822;bob@there.example',
    'Action: delayed',
    '--b',
    'Content-Type: text/rfc822-headers',
    '',
    'Message-Id:',
    ' <one@ours.example>',
    'Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=',
    'To: Ada <ada@there.example>',
    '--b--',
  );
  assert.deepEqual(delivery?.recipients, [
    { finalRecipient: 'ada@there.example', action: 'failed (bad mailbox)', status: '5.1.1', diagnostic: '550 5.1.1 unknown' },
    { finalRecipient: 'bob@there.example', action: 'delayed' },
  ]);
  assert.deepEqual(original, { messageId: '<one@ours.example>', to: ['ada@there.example'], subject: 'Grüße' });
});

const mega = 1_000_000;
const hostile: Readonly<Record<string, () => Uint8Array>> = {
  'forty boundaries in one another, and lines of dashes without an end': () => {
    const nested = Array.from(
      { length: 40 },
      (_, at) => `Content-Type: multipart/mixed; boundary="b${String(at)}-of-this-message"\r\n\r\n--b${String(at)}-of-this-message\r\n`,
    );
    return Buffer.from(`From: a@example.org\r\n${nested.join('')}\r\n${'--\n'.repeat(3_000_000)}`);
  },
  'the same with longer lines': () => {
    const nested = Array.from(
      { length: 40 },
      (_, at) => `Content-Type: multipart/mixed; boundary="b${String(at)}"\r\n\r\n--b${String(at)}\r\n`,
    );
    return Buffer.from(`From: a@example.org\r\n${nested.join('')}\r\n${'--b50x\n'.repeat(1_300_000)}`);
  },
  'nothing at all': () => bytes(''),
  '5,000 parts': () =>
    bytes(
      'Content-Type: multipart/mixed; boundary=b',
      '',
      ...Array.from(
        { length: 5_000 },
        (_, at) => `--b\r\nContent-Type: text/plain; name="${at}"\r\nContent-Disposition: attachment\r\n\r\nx`,
      ),
      '--b--',
    ),
  '5,000 parts of text': () =>
    bytes(
      'Content-Type: multipart/mixed; boundary=b',
      '',
      ...Array.from({ length: 5_000 }, () => '--b\r\nContent-Type: text/html\r\n\r\n<b>x'),
      '--b--',
    ),
  'a megabyte of headers': () => bytes(...Array.from({ length: 20_000 }, (_, at) => `X-Header-${at}: ${'v'.repeat(40)}`), '', 'Hello'),
  'three megabytes of headers': () =>
    bytes('Subject: Hello', ...Array.from({ length: 60_000 }, (_, at) => `X-Header-${at}: ${'v'.repeat(40)}`), '', 'Hello'),
  'one header of a megabyte': () => bytes(`To: ${'a@b.example,'.repeat(mega / 12)}`, '', 'Hello'),
  'a megabyte of encoded words': () => bytes(`Subject: ${'=?utf-8?Q?=?= '.repeat(mega / 14)}`, '', 'Hello'),
  'a megabyte of open quotes': () => bytes(`From: ${'"<('.repeat(mega / 3)}`, '', 'Hello'),
  'nesting a thousand deep': () =>
    bytes(
      ...Array.from({ length: 1_000 }, (_, at) => `Content-Type: multipart/mixed; boundary=b${at}\r\n\r\n--b${at}`),
      'Content-Type: text/plain',
      '',
      'Hello',
    ),
  'messages in messages': () => bytes(...Array.from({ length: 500 }, () => 'Content-Type: message/rfc822\r\n'), '', 'Hello'),
  'NUL and other control characters': () => bytes('Subject: a\0b', 'From: a\0@b.example', '', `Hel\0lo\u0001${'\0'.repeat(1_000)}`),
  'a charset that nobody knows': () => bytes('Content-Type: text/plain; charset=x-nobody-knows', '', 'Hello'),
  'a charset with a wrong content': () =>
    new Uint8Array([...bytes('Content-Type: text/plain; charset=utf-8', '', ''), 0xff, 0xfe, 0xc3, 0x28]),
  'a megabyte of lines': () => bytes('Subject: x', '', '\n'.repeat(mega)),
  'a megabyte of open tags': () => bytes('Content-Type: text/html', '', '<a '.repeat(mega / 3)),
  'a megabyte of open comments': () => bytes('Content-Type: text/html', '', '<!--'.repeat(mega / 4)),
  'a megabyte of styles': () => bytes('Content-Type: text/html', '', '<style>'.repeat(mega / 7)),
  'a megabyte of quotes in quotes': () => bytes('Content-Type: text/html', '', '<blockquote>'.repeat(mega / 12)),
  'a megabyte of entities': () => bytes('Content-Type: text/html', '', '&amp;&bogus;&#99999999;'.repeat(mega / 23)),
  'a megabyte of attributes': () => bytes('Content-Type: text/html', '', `<p ${'a=b '.repeat(mega / 4)}>Hello`),
};

for (const [name, raw] of Object.entries(hostile)) {
  test(`Bytes that were made to hurt are read and told apart within bounds: ${name}`, async () => {
    const made = raw();
    const began = process.cpuUsage();
    const message = await readMessage(made);
    classifyMessage(message, receivedAt);
    const seconds = process.cpuUsage(began).user / 1e6;
    assert.ok(seconds < 2, `${seconds.toFixed(2)} s`);
    assert.ok(message.text.length <= 200_000);
    assert.ok(message.attachments.length <= 500);
    assert.doesNotMatch(JSON.stringify(message), /\\u0000/);
  });
}

/** What patterns are afraid of: it nearly matches, a million times. */
const nearly: Readonly<Record<string, string>> = {
  letters: 'a',
  spaces: ' ',
  'lines with a colon': 'On 2027 a@b:\n',
  addresses: 'a@b.example ',
  'half addresses': 'aaaaaaaaaaaaaaaa.',
  'at signs': 'a@',
  days: '1.1. ',
  digits: '1',
  'digits and dashes': '12-',
  months: 'until 3 january ',
  'beginnings of phrases': 'out of the out of the ',
  'words of leaving': 'stop please stop ',
  'ends of sentences': 'abc. ',
  'marks of a quote': '>',
  heads: 'From: a\nSent: b\n',
  dashes: '-',
  'dashes and words': '---- original ',
  'ligatures that become long': '\ufdfa',
  'angle brackets': '<',
  'message numbers': 'message-id: ',
  'status numbers': '5.1.',
};

for (const [name, piece] of Object.entries(nearly)) {
  for (const from of ['Ada <ada@there.example>', 'MAILER-DAEMON@there.example']) {
    test(`A megabyte of ${name} from ${from.slice(0, 6)} is told apart in less than 200 ms`, () => {
      const text = piece.repeat(Math.ceil(mega / piece.length)).slice(0, mega);
      const message: ReadMessage = {
        headers: [],
        inReplyTo: [],
        references: [],
        from: { email: from.replace(/^.*<|>$/g, ''), name: '' },
        to: [],
        subject: text.slice(0, 5_000),
        text,
        attachments: [],
        ...(from.startsWith('M') ? {} : { inReplyTo: ['<one@ours.example>'] }),
      };
      classifyMessage({ ...message, text: 'warm' }, receivedAt);
      const began = process.cpuUsage();
      classifyMessage(message, receivedAt);
      const milliseconds = process.cpuUsage(began).user / 1e3;
      assert.ok(milliseconds < 200, `${milliseconds.toFixed(0)} ms`);
    });
  }
}

test('Any bytes are read, and told apart, without a fault', async () => {
  const heads = fc.constantFrom(
    '',
    'Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n',
    'Content-Type: text/html; charset=utf-16\r\n\r\n',
    'Content-Transfer-Encoding: base64\r\n\r\n',
    'From: MAILER-DAEMON@a.example\r\nSubject: ',
    'Subject: =?utf-8?B?',
  );
  await fc.assert(
    fc.asyncProperty(heads, fc.uint8Array({ maxLength: 3_000 }), async (head, noise) => {
      const message = await readMessage(new Uint8Array([...new TextEncoder().encode(head), ...noise]));
      assert.ok(classifyMessage(message, receivedAt).kind.length > 0);
      assert.ok(message.text.isWellFormed());
    }),
    { numRuns: 500 },
  );
});
