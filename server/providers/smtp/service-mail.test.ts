import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { startMailSink } from '../../../sandbox/mail.ts';
import { weakLine } from '../../../test/harness/weak-line.ts';
import { systemClock } from '../../platform/clock.ts';
import { createServiceMail } from './service-mail.ts';

const sink = await startMailSink({ clock: systemClock });
after(() => sink.stop());
const message = { to: 'falk@example.org', subject: 'A word', text: 'Dear Ines,\n.\nThank you.' };
const sendBy = (url: string) => createServiceMail({ url, from: 'copy@example.org' }).send(message);
const verdict = (expected: string, code: string) => ({ verdict: expected, code });

/** A mail server that refuses at one point. */
async function refusing(options: SMTPServerOptions): Promise<string> {
  const server = new SMTPServer({ disabledCommands: ['AUTH', 'STARTTLS'], ...options });
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  after(() => server.close());
  return `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
}
const answer = (responseCode: number) => Object.assign(new Error('no'), { responseCode });

test('what a mail server takes arrives as it was written', async () => {
  await sendBy(sink.url);
  assert.equal(sink.messages()[0]?.email.text?.trimEnd().replaceAll('\r\n', '\n'), message.text);
});

test('a line that breaks after the message leaves open whether it was taken; it was', async () => {
  const before = sink.messages().length;
  const { url } = await weakLine(sink.url, /\r\n\.\r\n$/);
  await assert.rejects(sendBy(url), verdict('uncertain', 'answer_lost'));
  assert.equal(sink.messages().length, before + 1);
});

test('a line that breaks before the message is no doubt: nothing was taken', async () => {
  const before = sink.messages().length;
  for (const word of [/EHLO/, /MAIL FROM/, /DATA\r\n$/]) {
    const { url } = await weakLine(sink.url, word);
    await assert.rejects(sendBy(url), verdict('retry_later', 'unreachable'), String(word));
  }
  assert.equal(sink.messages().length, before);
  await assert.rejects(sendBy('smtp://127.0.0.1:1'), verdict('retry_later', 'unreachable'));
});

test('a refusal of the address, of the message and of the sender are told apart, and for good from for now', async () => {
  const onRcptTo = (code: number): SMTPServerOptions => ({ onRcptTo: (_, __, done) => done(answer(code)) });
  const onData = (code: number): SMTPServerOptions => ({
    onData: (stream, _, done) => void stream.resume().on('end', () => done(answer(code))),
  });
  const onMailFrom = (code: number): SMTPServerOptions => ({ onMailFrom: (_, __, done) => done(answer(code)) });
  for (const [options, expected, code] of [
    [onRcptTo(550), 'never', 'address_refused'],
    [onRcptTo(452), 'retry_later', 'address_refused'],
    [onData(554), 'never', 'message_refused'],
    [onData(451), 'retry_later', 'message_refused'],
    [onMailFrom(550), 'retry_later', 'unreachable'],
  ] as const)
    await assert.rejects(sendBy(await refusing(options)), verdict(expected, code), `${expected} ${code}`);
});
