import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import MailComposer from 'nodemailer/lib/mail-composer/index.js';
import { letter as letterOf } from './google-scene.ts';
import { carla, consentOf, startStandIn, type StandInScene } from './microsoft-scene.ts';
import { failure } from './scene.ts';

const letter = (change?: (lines: string[]) => string[], from = carla.emailAddress) => letterOf(change, from);

describe('Outlook, as our stand-in plays it', () => {
  let scene: StandInScene;
  let accessToken: string;
  before(async () => {
    scene = await startStandIn();
    ({ accessToken } = await consentOf(scene));
  });
  after(() => scene.stop());
  const send = (raw: Uint8Array = letter(), token = accessToken) => scene.microsoft.send({ accessToken: token, raw });

  test('a message arrives byte for byte: emoji, Cyrillic, long lines', async () => {
    const raw = await new MailComposer({
      from: { name: 'Карла 🌻 Образец', address: carla.emailAddress },
      to: { name: 'Ρίτα', address: 'rita@example.org' },
      subject: 'Пожалуйста, проголосуйте «за» 🗳️ — спасибо!',
      text: `Дорогая Рита 🌻\r\n${'слово '.repeat(400)}\r\n.\r\nFrom here on: ${'x'.repeat(3000)}`,
      textEncoding: 'base64',
      newline: 'windows',
    })
      .compile()
      .build();
    const { providerMessageId } = await send(raw);
    assert.match(providerMessageId, /^[0-9a-f-]{36}$/);
    const [message] = scene.outbox.messages();
    assert.equal(message?.raw, raw.toString('utf8'));
    assert.deepEqual([message.via, message.sender, message.recipients], ['outlook', carla.emailAddress, ['rita@example.org']]);
    assert.equal(message.email.subject, 'Пожалуйста, проголосуйте «за» 🗳️ — спасибо!');
    assert.equal(message.email.from?.name, 'Карла 🌻 Образец');

    const eightBits = letter((lines) => [...lines, `Ж🌻${'ж'.repeat(490)}`]);
    await send(eightBits);
    assert.equal(scene.outbox.messages()[0]?.raw, Buffer.from(eightBits).toString('utf8'));
  });

  test('a message that breaks the rules is refused, with the rule’s own meaning', async () => {
    const total = scene.outbox.total();
    const many = Array.from({ length: 501 }, (_, n) => `r${n}@example.org`).join(',\r\n ');
    const wrong: [raw: Uint8Array, code: Parameters<typeof failure>[1]][] = [
      [letter(undefined, 'dario.sample@outlook.test'), 'address_refused'],
      [letter((lines) => lines.filter((line) => !line.startsWith('To:'))), 'address_refused'],
      [letter((lines) => lines.map((line) => (line.startsWith('To:') ? `To: ${many}` : line))), 'address_refused'],
      [letter((lines) => [...lines, 'x'.repeat(999)]), 'message_refused'],
      [Buffer.from(Buffer.from(letter()).toString('utf8').replaceAll('\r\n', '\n')), 'message_refused'],
      [letter((lines) => [...lines, ...Array<string>(3300).fill('x'.repeat(990))]), 'message_refused'],
      [new Uint8Array(), 'message_refused'],
    ];
    for (const [raw, code] of wrong) await assert.rejects(send(raw), failure('never', code));
    assert.equal(scene.outbox.total(), total);
  });

  test('only the MIME form in strict base64 is taken', async () => {
    const base64 = Buffer.from(letter()).toString('base64');
    const post = async (body: string, type: string) => {
      const headers = { authorization: `Bearer ${accessToken}`, 'content-type': type };
      const answer = await fetch(`${scene.url}/v1.0/me/sendMail`, { method: 'POST', headers, body });
      return { status: answer.status, text: await answer.text() };
    };
    assert.deepEqual(await post(base64, 'text/plain'), { status: 202, text: '' });
    for (const [body, type] of [
      [base64, 'message/rfc822'],
      ['{"message":{}}', 'application/json'],
      [base64.slice(0, -1), 'text/plain'],
      [`${base64.slice(0, 76)}\r\n${base64.slice(76)}`, 'text/plain'],
      [Buffer.from('é🌻é🌻é🌻').toString('base64url'), 'text/plain'],
    ] as const)
      assert.equal((await post(body, type)).status, 400, `${type} ${body.slice(0, 20)}`);
  });

  test('a person who is not let into sending is told so, and nothing leaves', async () => {
    scene.script('dario.sample@outlook.test', { fault: 'untick' });
    const consent = await consentOf(scene, 'dario.sample@outlook.test');
    assert.equal(consent.maySend, false);
    const raw = letter(undefined, 'dario.sample@outlook.test');
    await assert.rejects(send(raw, consent.accessToken), failure('reconnect', 'consent_missing_scope'));
    const again = await consentOf(scene, 'dario.sample@outlook.test');
    assert.equal(again.maySend, true);
    await send(raw, again.accessToken);
    scene.script('dario.sample@outlook.test', { fault: 'revoke' });
    await assert.rejects(send(raw, again.accessToken), failure('reconnect', 'consent_revoked'));
  });

  test('an account without a mailbox is told that it has none', async () => {
    const { accessToken: token } = await consentOf(scene, 'greta.sample@example.org');
    await assert.rejects(send(letter(undefined, 'greta.sample@example.org'), token), failure('never', 'no_mailbox'));
  });

  test('thirty messages in a minute, and then the time to wait', async () => {
    scene.accounts.add({ emailAddress: 'busy@outlook.test', displayName: 'Busy' });
    const { accessToken: token } = await consentOf(scene, 'busy@outlook.test');
    const raw = letter(undefined, 'busy@outlook.test');
    for (let count = 0; count < 30; count += 1) {
      await send(raw, token);
      scene.clock.advance(1);
    }
    await assert.rejects(send(raw, token), failure('retry_later', 'user_quota', 30));
    scene.clock.advance(29);
    await assert.rejects(send(raw, token), failure('retry_later', 'user_quota', 1));
    scene.clock.advance(1);
    await send(raw, token);
  });

  test('an access token is over after an hour, an unknown one at once, and neither can be refreshed', async () => {
    const { accessToken: token, accessTokenExpiresAt } = await consentOf(scene);
    const seconds = (accessTokenExpiresAt.getTime() - scene.clock.now().getTime()) / 1000;
    scene.clock.advance(seconds);
    await send(letter(), token);
    scene.clock.advance(1);
    await assert.rejects(send(letter(), token), failure('reconnect', 'consent_revoked'));
    await assert.rejects(send(letter(), 'unknown'), failure('reconnect', 'consent_revoked'));
    await assert.rejects(scene.microsoft.refresh(token), failure('reconnect', 'consent_revoked'));
  });
});
