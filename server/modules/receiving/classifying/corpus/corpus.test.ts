import assert from 'node:assert/strict';
import { test } from 'node:test';
import PostalMime from 'postal-mime';
import { corpus, type CorpusMessage } from './corpus.ts';

const messages = corpus();
const ofKind = <Kind extends CorpusMessage['expected']['kind']>(kind: Kind) =>
  messages.flatMap(({ expected }) => (expected.kind === kind ? [expected as Extract<typeof expected, { kind: Kind }>] : []));
const languagesOf = (expectations: { language?: string | undefined }[]) => new Set(expectations.map(({ language }) => language ?? 'en'));
const textOf = ({ raw }: CorpusMessage) => Buffer.from(raw).toString('latin1');
const having = (form: RegExp) => messages.filter((message) => form.test(textOf(message))).length;

test('The corpus has enough of every kind, and of bounces enough of every severity', () => {
  assert.ok(messages.length >= 170);
  const least = { bounce: 60, auto_reply: 45, reply: 45, other: 15, complaint: 8, delayed: 6 } as const;
  for (const [kind, count] of Object.entries(least))
    assert.ok(messages.filter(({ expected }) => expected.kind === kind).length >= count, kind);
  for (const severity of ['hard', 'soft', 'refused'])
    assert.ok(ofKind('bounce').filter((one) => one.severity === severity).length >= 15, severity);
});

test('Programs answer, and people ask to be left alone, in at least twelve languages each', () => {
  assert.ok(languagesOf(ofKind('auto_reply')).size >= 12);
  assert.ok(languagesOf(ofKind('auto_reply').filter(({ backOn }) => backOn !== undefined)).size >= 12);
  assert.ok(languagesOf(ofKind('reply').filter(({ asksToLeave }) => asksToLeave)).size >= 12);
  assert.ok(ofKind('auto_reply').filter(({ leftForGood }) => leftForGood).length >= 4);
  assert.ok(ofKind('reply').filter(({ family }) => family === 'not-leave').length >= 5, 'the word without the wish');
});

test('About a third is kept back, and every family stands on both sides', () => {
  const share = messages.filter(({ expected }) => expected.heldOut).length / messages.length;
  assert.ok(share >= 0.28 && share <= 0.4, `${Math.round(share * 100)} % is kept back`);
  const families = Map.groupBy(messages, ({ expected }) => expected.family);
  assert.ok(families.size >= 35);
  for (const [family, members] of families) assert.equal(new Set(members.map(({ expected }) => expected.heldOut)).size, 2, family);
});

test('No message is there twice, not even with other addresses, numbers and days', async () => {
  const said = new Map<string, string>();
  for (const { name, raw } of messages) {
    const { text = '', html = '', attachments } = await PostalMime.parse(raw, { forceRfc822Attachments: true });
    const all = [text, html, ...attachments.map(({ content }) => contentOf(content))]
      .join(' ')
      .split(/\s+/)
      .filter((word) => word !== '' && !/[\d@]/.test(word))
      .join(' ');
    if (all === '') continue;
    assert.equal(said.get(all), undefined, `${name} says what another one says`);
    said.set(all, name);
  }
  assert.ok(said.size >= messages.length - 3);
});

test('Every message is as a server hands it over: lines that end with CRLF and are no longer than RFC 5322 allows', () => {
  for (const message of messages) {
    const text = textOf(message);
    assert.ok(!/(?<!\r)\n|\r(?!\n)/.test(text), `${message.name} has a bare line end`);
    assert.ok(
      text.split('\r\n').every(({ length }) => length <= 998),
      `${message.name} has a line that is too long`,
    );
  }
});

test('The forms that go wrong in practice are among them', () => {
  const forms: [RegExp, number][] = [
    [/report-type="?delivery-status/, 50],
    [/^Content-Type: text\/rfc822-headers/im, 15],
    [/^Content-Type: message\/global-delivery-status/im, 1],
    [/^Content-Type: message\/delivery-status\r\nContent-Transfer-Encoding: base64/im, 1],
    [/^Content-Type: message\/delivery-status\r\nContent-Transfer-Encoding: quoted-printable/im, 1],
    [/^Auto-Submitted: auto-replied/im, 30],
    [/^Precedence: (?:bulk|junk|auto_reply)/im, 8],
    [/^X-Auto-Response-Suppress:/im, 15],
    [/charset="?iso-8859-/i, 8],
    [/charset="?(?:iso-2022-jp|gb18030|koi8-r|windows-125\d)/i, 6],
  ];
  for (const [form, least] of forms) assert.ok(having(form) >= least, `${String(form)}: ${having(form)}`);
  const heads = messages.map((message) => textOf(message).split('\r\n\r\n', 1)[0] ?? '');
  assert.ok(heads.some((head) => !/^Date:/im.test(head)));
  assert.ok(
    heads.some((head) => /[\x80-\xff]/.test(head)),
    'a header with raw bytes',
  );
  const silent = messages.filter(
    (message, at) =>
      message.expected.kind === 'auto_reply' && !/^(?:Auto-Submitted|Precedence|X-Auto|Return-Path: <>)/im.test(heads[at] ?? ''),
  );
  assert.ok(silent.length >= 8, 'automatic answers of which no header says so');
});

test('Nobody in it is real: addresses are reserved for examples, or those under which public services send their reports', async () => {
  let seen = 0;
  for (const message of messages) {
    const { text = '', html = '', subject = '' } = await PostalMime.parse(message.raw, { forceRfc822Attachments: true });
    const everything = [textOf(message).replaceAll('=\r\n', ''), text, html, subject].join('\n');
    for (const [address, domain = ''] of everything.matchAll(/[\w.+~-]+@([a-z0-9-]+(?:\.[a-z0-9-]*[a-z0-9])+)/gi)) {
      seen += 1;
      assert.ok(reserved.test(domain) || services.test(domain), `${message.name}: ${address}`);
    }
    for (const [, ip = ''] of everything.matchAll(/\[(\d{1,3}(?:\.\d{1,3}){3})\]/g))
      assert.match(ip, /^(?:192\.0\.2|198\.51\.100|203\.0\.113)\./, `${message.name}: ${ip} is somebody's (RFC 5737)`);
  }
  assert.ok(seen > 1_000);
});

/** RFC 2606 and RFC 6761. */
const reserved = /(?:^|\.)(?:example|example\.(?:com|net|org))$/i;
const services = new RegExp(
  `(?:^|\\.)(?:${[
    'google.com|googlemail.com|mail.gmail.com|(?:prod|protection).outlook.com|hotmail.com|phx.gbl|mimecast.lan',
    'yahoo.com|aol.net|me.com|amazonses.com|mail.zoho.com|mail.zoho.eu|zohomail.com|zohomail.eu',
    'gmx.de|gmx.net|web.de|kundenserver.de|mail.ru|yandex.ru|mail.yandex.net|qq.com|naver.com',
  ]
    .join('|')
    .replaceAll('.', '\\.')})$`,
  'i',
);

function contentOf(content: string | ArrayBuffer | Uint8Array): string {
  return typeof content === 'string' ? content : new TextDecoder('latin1').decode(content);
}
