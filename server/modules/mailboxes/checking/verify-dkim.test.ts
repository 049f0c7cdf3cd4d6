import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { createTransport } from 'nodemailer';
import { workTime } from '../../../../test/harness/work-time.ts';
import { authorAddress, readRawMessage } from './raw-message.ts';
import { verifyDkim } from './verify-dkim.ts';

const now = new Date('2026-06-01T12:00:00Z');
const dns = (zone: Record<string, string[]>) => (name: string) => Promise.resolve(zone[name] ?? []);
const resultsOf = async (raw: string | Buffer, zone: Record<string, string[]>) =>
  (await verifyDkim(readRawMessage(Buffer.from(raw)), dns(zone), now)).map(({ result }) => result);

// RFC 8463, appendix A: one message, signed in both ways.
const rfc8463 = `DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;
 d=football.example.com; i=@football.example.com;
 q=dns/txt; s=brisbane; t=1528637909; h=from : to :
 subject : date : message-id : from : subject : date;
 bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
 b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus
 Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;
 d=football.example.com; i=@football.example.com;
 q=dns/txt; s=test; t=1528637909; h=from : to : subject :
 date : message-id : from : subject : date;
 bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
 b=F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3
 DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGsgeefOsk2Jz
 dA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8=
From: Joe SixPack <joe@football.example.com>
To: Suzie Q <suzie@shopping.example.net>
Subject: Is dinner ready?
Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
Message-ID: <20030712040037.46341.5F8J@football.example.com>

Hi.

We lost the game.  Are you hungry yet?

Joe.
`;
const rfcZone = {
  'brisbane._domainkey.football.example.com': ['v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo='],
  'test._domainkey.football.example.com': [
    'v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQiY/J16JYi0Qvx/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/K4w3QIDAQAB',
  ],
};

test('The message of RFC 8463 verifies in both ways, whichever line ends its file has', async () => {
  assert.deepEqual(await resultsOf(rfc8463, rfcZone), ['pass', 'pass']);
  assert.deepEqual(await resultsOf(rfc8463.replaceAll('\n', '\r\n'), rfcZone), ['pass', 'pass']);
});

test('Whatever is changed of what is signed, it does not verify; what is not signed may change', async () => {
  for (const [from, to] of [
    ['We lost', 'We won'],
    ['Is dinner ready?', 'Is dinner cold?'],
    ['joe@football', 'jim@football'],
    ['Subject:', 'Subject: another\nSubject:'],
  ] as const)
    assert.deepEqual(await resultsOf(rfc8463.replace(from, to), rfcZone), ['fail', 'fail'], to);
  assert.deepEqual(await resultsOf(`Received: by a relay\n${rfc8463}\n\n\n`, rfcZone), ['pass', 'pass']);
  assert.deepEqual(await resultsOf(rfc8463.replace('Hi.', 'Hi. \t').replace('the game.  Are', 'the game. Are'), rfcZone), ['pass', 'pass']);
});

test('A key that is not there, was taken back, or that nobody answers for, is told apart', async () => {
  assert.deepEqual(await resultsOf(rfc8463, {}), ['no_key', 'no_key']);
  assert.deepEqual(await resultsOf(rfc8463, { 'brisbane._domainkey.football.example.com': ['v=DKIM1; k=ed25519; p='] }), [
    'no_key',
    'no_key',
  ]);
  const silent = await verifyDkim(readRawMessage(Buffer.from(rfc8463)), () => Promise.resolve(undefined), now);
  assert.deepEqual(
    silent.map(({ result }) => result),
    ['unknown', 'unknown'],
  );
});

test('A signature that is over, made in the old way, or that leaves out From, does not pass', async () => {
  assert.deepEqual(await resultsOf(rfc8463.replaceAll('t=1528637909;', 't=1528637909; x=1528724309;'), rfcZone), ['fail', 'fail']);
  assert.deepEqual((await resultsOf(rfc8463.replace('a=rsa-sha256', 'a=rsa-sha1'), rfcZone))[1], 'unsupported');
  assert.deepEqual(await resultsOf(rfc8463.replaceAll('h=from : to', 'h=to').replaceAll(': from : subject', ': subject'), rfcZone), [
    'fail',
    'fail',
  ]);
});

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const sampleZone = {
  'mill._domainkey.example.org': [`v=DKIM1; p=${pair.publicKey.export({ format: 'der', type: 'spki' }).toString('base64')}`],
};
const signer = createTransport({
  streamTransport: true,
  buffer: true,
  dkim: { domainName: 'example.org', keySelector: 'mill', privateKey: pair.privateKey.export({ format: 'pem', type: 'pkcs8' }) },
});

test('What another implementation signs verifies, with any text and subject', async () => {
  const words = fc.string({ unit: 'grapheme', maxLength: 120 }).map((text) => text.replaceAll('\0', ''));
  await fc.assert(
    fc.asyncProperty(words, words, async (subject, text) => {
      const { message } = await signer.sendMail({ from: 'Ada <ada@example.org>', to: 'ben@example.org', subject, text: `${text}\n\n ` });
      assert.deepEqual(await resultsOf(message as Buffer, sampleZone), ['pass']);
    }),
    { numRuns: 60 },
  );
});

test('Whatever bytes come, an answer comes and nothing passes', async () => {
  const piece = fc.constantFrom(
    'DKIM-Signature: ',
    'v=1; a=rsa-sha256; ',
    'd=example.org; s=mill; h=from; ',
    'l=99999999; ',
    'bh=; b=;',
    '\n',
    '\n\n',
    'From: a@example.org\n',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(piece, fc.string()), { maxLength: 30 }), async (pieces) => {
      for (const result of await resultsOf(pieces.join(''), sampleZone)) assert.notEqual(result, 'pass');
    }),
  );
});

test('A file of nothing but empty lines, or of a sender without an end, holds up nobody', async () => {
  const signature = 'DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=x; h=from; bh=AAAA; b=AAAA; c=simple/simple\r\n';
  const files = [
    `${signature}From: a@example.org\r\n\r\n${'\r\n'.repeat(1_000_000)}x`,
    `From: <${'@'.repeat(1_000_000)}\r\n\r\nx`,
    `From: "${'\\"'.repeat(500_000)}\r\n\r\nx`,
  ];
  const worked = workTime();
  for (const file of files) {
    const message = readRawMessage(Buffer.from(file));
    assert.equal(authorAddress(message) === undefined, !file.startsWith('DKIM'));
    await verifyDkim(message, () => Promise.resolve(['v=DKIM1; p=AAAA']), new Date('2026-11-22T12:00:00Z'));
  }
  assert.ok(worked() < 2_000, `${String(worked())} ms`);
});
