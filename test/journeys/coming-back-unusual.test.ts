import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Log } from '../../server/platform/log.ts';
import { newId } from '../../server/platform/ids.ts';
import { startComingBack } from '../harness/coming-back.ts';
import { plantRecipients, plantRunning } from '../harness/sending.ts';

const words: { event: string; facts: unknown }[] = [];
const hear = (event: string, facts?: unknown) => void words.push({ event, facts });
const log: Log = { debug: hear, info: hear, warn: hear, error: hear };

const {
  product,
  workspaceId,
  runner,
  ada,
  mailboxId,
  look,
  written,
  oneWritten,
  message,
  answer,
  arrives,
  standing,
  returns,
  suppressed,
  latest,
} = await startComingBack({}, log);

/** An answer to which a picture of so many bytes is attached. */
const withPicture = (one: { email: string; messageId: string }, text: string, bytes: number, headers: Record<string, string> = {}) =>
  answer(
    one,
    [
      `--b\r\nContent-Type: text/plain\r\n\r\n${text}\r\n`,
      `--b\r\nContent-Type: image/jpeg; name="bridge.jpg"\r\nContent-Disposition: attachment; filename="bridge.jpg"\r\nContent-Transfer-Encoding: base64\r\n\r\n${`${'QUJD'.repeat(19)}\r\n`.repeat(Math.ceil(bytes / 78))}`,
      '--b--\r\n',
    ].join('\r\n'),
    { 'MIME-Version': '1.0', 'Content-Type': 'multipart/mixed; boundary="b"', ...headers },
  );

test('a wish to leave counts however large a picture hangs on it', async () => {
  const one = await oneWritten();
  await arrives(withPicture(one, 'Please remove me from your list.', 20_000_000));
  assert.deepEqual(await standing(one), ['stopped', 'unsubscribed']);
  assert.ok((await suppressed()).some(([email, reason]) => email === one.email && reason === 'asked'));
});

test('an answer that is too large to be read ends the messages to its writer all the same, and one word in the log says so', async () => {
  const [first, second, third] = await written(3);
  assert.ok(first && second && third);
  words.length = 0;
  await arrives(withPicture(first, 'Here is the whole survey.', 41_000_000));
  assert.deepEqual(await standing(first), ['stopped', 'replied']);
  assert.deepEqual(await returns(first), [{ kind: 'reply', severity: null, status_code: null, matched_by: 'message_id' }]);
  const [kept] = await look('select text, from_email from messages where from_email = $1', first.email);
  assert.match(String(kept?.text), /too large to be shown here/);
  assert.deepEqual(
    words.filter(({ event }) => event.startsWith('message_')),
    [{ event: 'message_too_large', facts: undefined }],
  );
  await arrives(withPicture(second, 'See the photos.', 41_000_000, { Subject: 'Unsubscribe' }));
  assert.deepEqual(await standing(second), ['stopped', 'unsubscribed']);
  // What a program says, or somebody who only bears the same address, stands in the message, which nobody read.
  await arrives(withPicture(third, 'I am away.', 41_000_000, { 'Auto-Submitted': 'auto-replied' }));
  assert.deepEqual(await standing(third), ['waiting', null]);
});

test('a colleague whose own mailbox is connected is heard like anybody else, and what mailboxes write to each other is not', async () => {
  const [colleague, other] = await written(2);
  assert.ok(colleague && other);
  const own = newId(product.clock);
  await look(
    `insert into mailboxes select (jsonb_populate_record(m, jsonb_build_object('id', $2::text, 'address', $3::text, 'address_key', $3::text,
       'account_subject', 'another', 'mode', 'send'))).* from mailboxes m where id = $1`,
    ...[mailboxId, own, colleague.email],
  );
  // A new message of theirs may be one of a campaign, or of a talk among colleagues.
  await arrives(message({ From: colleague.email, To: ada, Subject: 'Lunch' }, 'At noon?'));
  await arrives(answer({ ...other, email: colleague.email }, 'I add something to what Robin asked.'));
  assert.deepEqual(
    [await standing(colleague), await standing(other)],
    [
      ['waiting', null],
      ['waiting', null],
    ],
  );
  await arrives(answer(colleague, 'Please unsubscribe me.'));
  assert.deepEqual(await standing(colleague), ['stopped', 'unsubscribed']);
  assert.ok((await suppressed()).some(([email, reason]) => email === colleague.email && reason === 'asked'));
});

test('whoever asks to leave from another address of theirs is written to at neither', async () => {
  const one = await oneWritten();
  const alias = `robin.alias.${String(latest())}@elsewhere.example.net`;
  await arrives(answer({ ...one, email: alias }, 'Please remove me from your list.'));
  const list = await suppressed();
  assert.ok(list.some(([email, reason]) => email === one.email && reason === 'asked'));
  assert.ok(list.some(([email, reason]) => email === alias && reason === 'asked'));
  const elsewhere = await plantRunning(product, workspaceId, [mailboxId]);
  await plantRecipients(product, workspaceId, elsewhere, { count: 1, from: 9_000 });
  await look('update enrolments set email = $2, email_key = $2 where campaign_id = $1', elsewhere, alias);
  await runner.runOnce();
  assert.deepEqual(await look('select state, reason from enrolments where campaign_id = $1', elsewhere), [
    { state: 'stopped', reason: 'suppressed' },
  ]);
});

test('an answer of somebody else who got the message on says nothing about their own address', async () => {
  const one = await oneWritten();
  const colleague = `desk.${String(latest())}@elsewhere.example.net`;
  await arrives(answer({ ...one, email: colleague }, 'We will look at the bridge.'));
  assert.deepEqual(await standing(one), ['stopped', 'replied']);
  assert.ok(!(await suppressed()).some(([email]) => email === colleague));
});
