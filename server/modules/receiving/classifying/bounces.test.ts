import assert from 'node:assert/strict';
import { test } from 'node:test';
import { classifyMessage, type Classified } from './classify-message.ts';
import { readMessage } from './read-message.ts';

const receivedAt = new Date('2026-12-21T09:30:00Z');

async function classify(...lines: string[]): Promise<Classified> {
  return classifyMessage(await readMessage(new TextEncoder().encode(lines.join('\r\n'))), receivedAt);
}

/** A delivery report as RFC 3464 wants it. */
function report(from: string, subject: string, fields: string, original = 'Message-ID: <one@ours.example>\r\nTo: ada@there.example') {
  return classify(
    `From: ${from}`,
    'To: ben@ours.example',
    `Subject: ${subject}`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b1"',
    '',
    'This is a MIME-encapsulated message.',
    '',
    '--b1',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    'I am sorry to have to inform you that your message could not be delivered.',
    '',
    '--b1',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.there.example',
    '',
    fields,
    '',
    '--b1',
    'Content-Type: message/rfc822',
    '',
    original,
    '',
    'Hello Ada',
    '--b1--',
    '',
  );
}

const failedOne = (status: string, diagnostic: string) =>
  report(
    'Mail Delivery System <MAILER-DAEMON@there.example>',
    'Undelivered Mail Returned to Sender',
    `Final-Recipient: rfc822; ada@there.example\r\nOriginal-Recipient: rfc822;ada@there.example\r\nAction: failed\r\nStatus: ${status}\r\nDiagnostic-Code: smtp; ${diagnostic}`,
  );

const severities: readonly [string, string, 'hard' | 'soft' | 'refused'][] = [
  ['5.1.1', '550 5.1.1 <ada@there.example>: Recipient address rejected: User unknown in virtual mailbox table', 'hard'],
  ['5.1.10', '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup', 'hard'],
  ['5.4.1', '550 5.4.1 Recipient address rejected: Access denied. [AM0EUR02FT006.eop-EUR02.prod.protection.outlook.com]', 'hard'],
  ['5.2.1', '550 5.2.1 The email account that you tried to reach is disabled.', 'hard'],
  ['5.0.0', '550 No such user here', 'hard'],
  ['5.0.0', "554 delivery error: dd This user doesn't have a yahoo.com account (ada@there.example) [0] - mta1.example", 'hard'],
  ['5.5.0', '550 5.5.0 Requested action not taken: mailbox unavailable', 'hard'],
  ['5.4.4', '(unable to look up) Host or domain name not found. Name service error for name=there.example type=MX: Host not found', 'hard'],
  ['5.1.2', '550 Host unknown', 'hard'],
  ['5.4.310', '550 5.4.310 DNS domain there.example does not exist [Message=InfoDomainNonexistent]', 'hard'],
  ['5.1.0', '550 5.1.0 Address rejected.', 'hard'],
  ['5.2.2', '552 5.2.2 The email account that you tried to reach is over quota.', 'soft'],
  ['5.0.0', '552 Mailbox full', 'soft'],
  ['5.2.0', '554 5.2.0 STOREDRV.Deliver.Exception:QuotaExceededException.MapiExceptionShutoffQuotaExceeded', 'soft'],
  ['4.4.7', '550 4.4.7 QUEUE.Expired; message expired', 'soft'],
  ['4.4.1', 'connect to mx.there.example[192.0.2.1]:25: Connection timed out', 'soft'],
  ['4.7.1', '451 4.7.1 Greylisting in action, please come back later', 'soft'],
  ['5.4.7', '554 5.4.7 [internal] exceeded max time without delivery', 'soft'],
  ['5.3.1', '452 4.3.1 Insufficient system storage', 'soft'],
  ['5.4.300', '550 5.4.300 Message expired -> 451 4.4.0', 'soft'],
  ['5.7.1', '550 5.7.1 Message rejected as spam by Content Filtering.', 'refused'],
  ['5.7.1', '554 5.7.1 Service unavailable; Client host [192.0.2.9] blocked using zen.spamhaus.org', 'refused'],
  ['5.7.26', "550 5.7.26 Unauthenticated email from ours.example is not accepted due to domain's DMARC policy", 'refused'],
  ['5.7.133', '550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required', 'refused'],
  ['5.7.515', '550 5.7.515 Access denied, sending domain ours.example does not meet the required authentication level', 'refused'],
  ['5.3.4', '552 5.3.4 Message size exceeds fixed limit', 'refused'],
  ['5.2.3', '552 5.2.3 Message too large', 'refused'],
  ['5.6.0', '554 5.6.0 Message content rejected', 'refused'],
  ['5.0.0', '554 5.0.0 Message blocked: high probability of spam', 'refused'],
  ['5.0.0', '550 Administrative prohibition - envelope blocked', 'refused'],
  ['5.1.8', '550 5.1.8 Sender address rejected: Domain not found', 'refused'],
  ['5.0.0', '550 5.7.1 Relaying denied', 'refused'],
];

for (const [status, diagnostic, severity] of severities) {
  test(`${status} with "${diagnostic.slice(0, 70)}" is ${severity}`, async () => {
    const classified = await failedOne(status, diagnostic);
    assert.ok(classified.kind === 'bounce');
    assert.deepEqual(
      classified.failed.map((one) => [one.email, one.severity]),
      [['ada@there.example', severity]],
    );
    assert.deepEqual(classified.originalMessageIds, ['<one@ours.example>']);
  });
}

test('A delayed message is no bounce, whatever the reason', async () => {
  const classified = await report(
    'Mail Delivery System <MAILER-DAEMON@there.example>',
    'Delayed Mail (still being retried)',
    'Final-Recipient: rfc822; ada@there.example\r\nAction: delayed\r\nStatus: 4.4.1\r\nDiagnostic-Code: smtp; 550 5.1.1 user unknown',
  );
  assert.deepEqual(classified, { kind: 'delayed', originalMessageIds: ['<one@ours.example>'] });
});

for (const action of ['delivered', 'relayed', 'expanded']) {
  test(`A report that a message was ${action} is nothing that came back`, async () => {
    const classified = await report(
      'postmaster@there.example',
      'Delivery Status Notification (Success)',
      `Final-Recipient: rfc822; ada@there.example\r\nAction: ${action}\r\nStatus: 2.1.5`,
    );
    assert.deepEqual(classified, { kind: 'other' });
  });
}

test('Of several recipients only those that failed are named', async () => {
  const classified = await report(
    'MAILER-DAEMON@there.example',
    'Returned mail',
    [
      'Final-Recipient: rfc822; ada@there.example\r\nAction: delivered\r\nStatus: 2.0.0',
      'Final-Recipient: rfc822; bob@there.example\r\nAction: failed\r\nStatus: 5.1.1',
      'Final-Recipient: rfc822; cyn@there.example\r\nAction: delayed\r\nStatus: 4.2.2',
    ].join('\r\n\r\n'),
  );
  assert.ok(classified.kind === 'bounce');
  assert.deepEqual(classified.failed, [{ email: 'bob@there.example', severity: 'hard', status: '5.1.1' }]);
});

test('The address that was written to counts, not the one it was passed on to', async () => {
  const classified = await report(
    'MAILER-DAEMON@there.example',
    'Returned mail',
    'Original-Recipient: rfc822;ada@there.example\r\nFinal-Recipient: rfc822; ada.private@elsewhere.example\r\nAction: failed\r\nStatus: 5.1.1',
  );
  assert.ok(classified.kind === 'bounce');
  assert.equal(classified.failed[0]?.email, 'ada@there.example');
});

test('A report that hides in another message is found, and one inside an attached message is not', async () => {
  const status = [
    '--in',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example',
    '',
    'Final-Recipient: rfc822; ada@there.example',
    'Action: failed',
    'Status: 5.1.1',
    '--in--',
  ];
  const nested = await classify(
    'From: MAILER-DAEMON@list.example',
    'Subject: failed',
    'Content-Type: multipart/mixed; boundary=out',
    '',
    '--out',
    'Content-Type: multipart/report; boundary=in',
    '',
    ...status,
    '--out',
    'Content-Type: text/plain',
    '',
    'footer',
    '--out--',
  );
  assert.equal(nested.kind, 'bounce');
  const attached = await classify(
    'From: Ada <ada@there.example>',
    'Subject: Fwd: Undelivered Mail',
    'Content-Type: multipart/mixed; boundary=out',
    '',
    '--out',
    'Content-Type: text/plain',
    '',
    'Hi Ben, I got this when I wrote to Cyn. Do you have her address?',
    '--out',
    'Content-Type: message/rfc822',
    '',
    'Content-Type: multipart/report; boundary=in',
    '',
    ...status,
    '--out--',
  );
  assert.deepEqual(attached, { kind: 'reply', asksToLeave: false });
});

test('A bounce of a bounce says what failed last', async () => {
  const inner =
    'Message-ID: <bounce@there.example>\r\nTo: <>\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n--x\r\nContent-Type: message/delivery-status\r\n\r\nFinal-Recipient: rfc822; other@there.example\r\nAction: failed\r\nStatus: 5.7.1\r\n--x--';
  const classified = await report(
    'MAILER-DAEMON@there.example',
    'Undeliverable: Undeliverable: Hello',
    'Final-Recipient: rfc822; ada@there.example\r\nAction: failed\r\nStatus: 5.1.1',
    inner,
  );
  assert.ok(classified.kind === 'bounce');
  assert.deepEqual(classified.failed, [{ email: 'ada@there.example', severity: 'hard', status: '5.1.1' }]);
});

test('A complaint names the address that was written to, and a failed signature is none', async () => {
  const feedback = (type: string) =>
    classify(
      'From: fbl@isp.example',
      'Subject: complaint',
      'Content-Type: multipart/report; report-type=feedback-report; boundary=b',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      'This is an abuse report.',
      '--b',
      'Content-Type: message/feedback-report',
      '',
      `Feedback-Type: ${type}`,
      'User-Agent: Thing/1.0',
      'Version: 1',
      'Original-Rcpt-To: <Ada@there.example>',
      '--b',
      'Content-Type: message/rfc822',
      '',
      'Message-ID: <one@ours.example>',
      'To: ada@there.example',
      '',
      'Hello',
      '--b--',
    );
  assert.deepEqual(await feedback('abuse'), { kind: 'complaint', email: 'ada@there.example', originalMessageIds: ['<one@ours.example>'] });
  assert.deepEqual(await feedback('auth-failure'), { kind: 'other' });
});
