import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId, showId } from '../../server/platform/ids.ts';
import { startComingBack } from '../harness/coming-back.ts';
import { plantRecipients, plantRunning } from '../harness/sending.ts';

const {
  product,
  owner,
  shown,
  workspaceId,
  runner,
  reader,
  google,
  ada,
  mailboxId,
  look,
  written,
  oneWritten,
  message,
  answer,
  bounce,
  arrives,
  standing,
  returns,
  counted,
  suppressed,
  latest,
} = await startComingBack();

test('an address that does not exist is written to no more by anybody in the workspace, and the page says why', async () => {
  const one = await oneWritten();
  await arrives(bounce(one, '5.1.1', '550 5.1.1 No such user here'));
  assert.deepEqual(await standing(one), ['stopped', 'bounced']);
  assert.deepEqual(await returns(one), [{ kind: 'bounce', severity: 'hard', status_code: '5.1.1', matched_by: 'message_id' }]);
  assert.equal(await counted(one, 'bounced_hard'), 1);
  assert.ok((await suppressed()).some(([email, reason]) => email === one.email && reason === 'bounce'));
});

test('a message with characters that no database takes holds up nobody behind it', async () => {
  const [first, second] = await written(2);
  assert.ok(first && second);
  google.deliver(
    ada,
    answer({ ...first, messageId: '<c\0d@people.example.org>' }, 'Nul\0nul.', { 'Message-ID': '<a\0b@people.example.org>' }),
  );
  google.deliver(ada, message({ From: 'x\0y@people.example.net', To: ada, Subject: '\0', References: '<e\0f@people.example.org>' }, '\0'));
  await arrives(answer(second, 'Yes.', { 'Message-ID': '<g\0h@people.example.org>' }));
  assert.deepEqual(
    [await standing(first), await standing(second)],
    [
      ['stopped', 'replied'],
      ['stopped', 'replied'],
    ],
  );
});

test('a bounce that is read again does nothing to an address that a member released since', async () => {
  const one = await oneWritten();
  await arrives(bounce(one, '5.1.1', '550 5.1.1 No such user here'));
  const listed = await owner.api.suppressions.list({ workspaceId: shown });
  const suppressionId = listed.suppressions.find(({ email }) => email === one.email)?.id ?? assert.fail();
  await owner.api.suppressions.release({ workspaceId: shown, suppressionId });
  await look('update mailbox_readings set cursor = $1, next_at = $2', '{"h":"1"}', product.clock.now());
  await reader.runOnce();
  assert.ok(!(await suppressed()).some(([email]) => email === one.email));
  assert.equal((await returns(one)).length, 1);
});

test('a message that was refused for what it is ends its recipient’s turn, and blames nobody’s address', async () => {
  const one = await oneWritten();
  await arrives(bounce(one, '5.7.1', '550 5.7.1 Message refused by policy'));
  assert.deepEqual(await standing(one), ['stopped', 'bounced']);
  assert.equal((await returns(one))[0]?.severity, 'refused');
  assert.ok(!(await suppressed()).some(([email]) => email === one.email));
});

test('three messages that came back for now are one address that is no good', async () => {
  const first = await oneWritten();
  for (let times = 0; times < 3; times++) {
    await look("update outreach_campaigns set state = 'finished' where state = 'running'");
    const campaignId = await plantRunning(product, workspaceId, [mailboxId]);
    await plantRecipients(product, workspaceId, campaignId, { count: 1, from: latest() });
    await runner.runOnce();
    const [row] = await look('select message_id from outreach_deliveries where campaign_id = $1', campaignId);
    assert.equal(
      (await suppressed()).some(([email]) => email === first.email),
      false,
    );
    await arrives(bounce({ ...first, messageId: String(row?.message_id) }, '4.2.2', '452 4.2.2 Mailbox full'));
  }
  assert.ok((await suppressed()).some(([email, reason]) => email === first.email && reason === 'bounce'));
});

test('a bounce that names a message which was never sent does nothing, and one that names none suppresses nobody', async () => {
  const one = await oneWritten();
  await arrives(bounce({ email: 'stranger@people.example.net', messageId: '<made-up@forged.example>' }, '5.1.1', '550 No such user'));
  assert.deepEqual(await standing(one), ['waiting', null]);
  await arrives(bounce({ ...one, messageId: '<made-up@forged.example>' }, '5.1.1', '550 No such user'));
  assert.deepEqual(await standing(one), ['stopped', 'bounced']);
  assert.equal((await returns(one))[0]?.matched_by, 'address');
  assert.ok(!(await suppressed()).some(([email]) => email === one.email));
});

test('a complaint that names no message of ours ends what it names and nothing else, and a report in a thread about somebody else ends nothing', async () => {
  const one = await oneWritten();
  const elsewhere = await plantRunning(product, workspaceId, [mailboxId], { state: 'paused', pausedBecause: 'member' });
  await plantRecipients(product, workspaceId, elsewhere, { count: 1, from: latest() });
  const [thread] = await look('select provider_thread_id from enrolments where id = $1', one.id);
  const ofAnother = bounce({ email: 'mistyped@people.example.net', messageId: '<of-their-own@gmail.test>' }, '5.1.1', '550 No such user');
  google.deliver(ada, ofAnother, { threadId: String(thread?.provider_thread_id) });
  product.clock.move({ minutes: 1 });
  await reader.runOnce();
  assert.deepEqual(await standing(one), ['waiting', null]);
  const forged = message(
    {
      From: 'complaints@provider.example',
      To: ada,
      Subject: 'Abuse report',
      'MIME-Version': '1.0',
      'Content-Type': 'multipart/report; report-type=feedback-report; boundary="b"',
    },
    `--b\r\nContent-Type: text/plain\r\n\r\nA report.\r\n--b\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\nVersion: 1\r\nOriginal-Rcpt-To: ${one.email}\r\n\r\n--b--\r\n`,
  );
  await arrives(forged);
  assert.deepEqual(await standing(one), ['stopped', 'complained']);
  assert.deepEqual(await look('select state from enrolments where campaign_id = $1', elsewhere), [{ state: 'waiting' }]);
  assert.ok(!(await suppressed()).some(([email]) => email === one.email));
});

test('a report about somebody else to whom a member wrote in the same thread blames nobody, whatever stands in its references', async () => {
  const one = await oneWritten();
  const theirs = '<of-their-own@gmail.test>';
  const report = (original: string[], headers: Record<string, string>) =>
    message(
      {
        From: 'Mail Delivery System <MAILER-DAEMON@mx.example.org>',
        To: ada,
        Subject: 'Undelivered Mail Returned to Sender',
        'Auto-Submitted': 'auto-replied',
        'MIME-Version': '1.0',
        'Content-Type': 'multipart/report; report-type=delivery-status; boundary="b"',
        References: `${one.messageId} ${theirs}`,
        ...headers,
      },
      [
        '--b\r\nContent-Type: text/plain\r\n\r\nYour message could not be delivered.\r\n',
        '--b\r\nContent-Type: message/delivery-status\r\n\r\nFinal-Recipient: rfc822; mistyped@people.example.net\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 No such user\r\n',
        ...original.map((lines) => `--b\r\nContent-Type: text/rfc822-headers\r\n\r\n${lines}\r\n`),
        '--b--\r\n',
      ].join('\r\n'),
    );
  const copied = `Message-ID: ${theirs}\r\nTo: ${one.email}\r\nCc: mistyped@people.example.net\r\nSubject: Re: The ford\r\n`;
  await arrives(report([copied], { 'In-Reply-To': theirs }));
  await arrives(report([copied], { 'In-Reply-To': one.messageId }));
  await arrives(report([], { 'In-Reply-To': theirs }));
  await arrives(report([], {}));
  assert.deepEqual(await returns(one), []);
  assert.deepEqual(await standing(one), ['waiting', null]);
  assert.ok(!(await suppressed()).some(([email]) => email === one.email));
});

test('a report is about whom it names by number or by address, also where the address that failed is one behind theirs', async () => {
  const [named, forwarded] = await written(2);
  assert.ok(named && forwarded);
  // The copy bears a number that was given on the way, the references bear ours.
  const renumbered = bounce({ ...named, messageId: '<given-on-the-way@relay.example>' }, '5.1.1', '550 5.1.1 No such user');
  await arrives(`References: ${named.messageId}\r\n${renumbered}`);
  assert.deepEqual(await returns(named), [{ kind: 'bounce', severity: 'hard', status_code: '5.1.1', matched_by: 'message_id' }]);
  await arrives(bounce({ ...forwarded, email: 'behind@people.example.net' }, '5.1.1', '550 5.1.1 No such user'));
  assert.deepEqual(await standing(forwarded), ['stopped', 'bounced']);
});

test('what comes back for a member’s answer stands beside it, and is no fault of the campaign', async () => {
  const one = await oneWritten();
  await arrives(answer(one, 'Who pays for the planks?'));
  const [talk] = (await owner.api.conversations.list({ workspaceId: shown, enrolmentId: showId('enrolment', one.id) })).conversations;
  const of = { workspaceId: shown, conversationId: talk?.id ?? '' };
  await owner.api.conversations.answer({ ...of, messageId: showId('message', newId(product.clock)), to: one.email, text: 'The county.' });
  product.clock.move({ minutes: 1 });
  const [answered] = await look("select message_id from messages where direction = 'out' order by at desc limit 1");
  await arrives(bounce({ ...one, messageId: String(answered?.message_id) }, '5.1.1', '550 5.1.1 No such user here'));
  assert.equal(await counted(one, 'bounced_hard'), 0);
  assert.ok((await suppressed()).some(([email, reason]) => email === one.email && reason === 'bounce'));
  const { messages } = await owner.api.conversations.show(of);
  assert.match(messages.at(-1)?.text ?? '', /could not be delivered/);
});
