import assert from 'node:assert/strict';
import { test } from 'node:test';
import { classifyMessage, type Classified } from './classify-message.ts';
import { readMessage } from './read-message.ts';

const receivedAt = new Date('2026-12-21T09:30:00Z');

async function classify(...lines: string[]): Promise<Classified> {
  return classifyMessage(await readMessage(new TextEncoder().encode(lines.join('\r\n'))), receivedAt);
}

/** A delivery report as RFC 3464 wants it. */
function report(
  from: string,
  subject: string,
  prose: string,
  fields: string,
  original = 'Message-ID: <one@ours.example>\r\nTo: ada@there.example\r\nSubject: Hello',
) {
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
    prose,
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
    'I am sorry to have to inform you that your message could not be delivered.',
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
    'could not be delivered for 4 hours',
    'Final-Recipient: rfc822; ada@there.example\r\nAction: delayed\r\nStatus: 4.4.1\r\nDiagnostic-Code: smtp; 550 5.1.1 user unknown',
  );
  assert.deepEqual(classified, { kind: 'delayed', originalMessageIds: ['<one@ours.example>'] });
});

for (const action of ['delivered', 'relayed', 'expanded']) {
  test(`A report that a message was ${action} is nothing that came back`, async () => {
    const classified = await report(
      'postmaster@there.example',
      'Delivery Status Notification (Success)',
      'Your message was successfully delivered.',
      `Final-Recipient: rfc822; ada@there.example\r\nAction: ${action}\r\nStatus: 2.1.5`,
    );
    assert.deepEqual(classified, { kind: 'other' });
  });
}

test('Of several recipients only those that failed are named', async () => {
  const classified = await report(
    'MAILER-DAEMON@there.example',
    'Returned mail',
    'see transcript',
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
    'x',
    'Original-Recipient: rfc822;ada@there.example\r\nFinal-Recipient: rfc822; ada.private@elsewhere.example\r\nAction: failed\r\nStatus: 5.1.1',
  );
  assert.ok(classified.kind === 'bounce');
  assert.equal(classified.failed[0]?.email, 'ada@there.example');
});

/** Servers that write prose alone. */
const prose: Readonly<Record<string, { lines: string[]; kind: Classified['kind']; email?: string; severity?: string; id?: string }>> = {
  qmail: {
    kind: 'bounce',
    email: 'ada@there.example',
    severity: 'hard',
    id: '<one@ours.example>',
    lines: [
      'Return-Path: <>',
      'From: MAILER-DAEMON@mx.host.example',
      'To: ben@ours.example',
      'Subject: failure notice',
      '',
      'Hi. This is the qmail-send program at mx.host.example.',
      "I'm afraid I wasn't able to deliver your message to the following addresses.",
      "This is a permanent error; I've given up. Sorry it didn't work out.",
      '',
      '<ada@there.example>:',
      'Sorry, no mailbox here by that name. vpopmail (#5.1.1)',
      '',
      '--- Below this line is a copy of the message.',
      '',
      'Return-Path: <ben@ours.example>',
      'Message-ID: <one@ours.example>',
      'From: Ben <ben@ours.example>',
      'To: ada@there.example',
    ],
  },
  'Exim without a report': {
    kind: 'bounce',
    email: 'ada@there.example',
    severity: 'hard',
    lines: [
      'From: Mail Delivery System <Mailer-Daemon@mx.host.example>',
      'To: ben@ours.example',
      'Auto-Submitted: auto-replied',
      'X-Failed-Recipients: ada@there.example',
      'Subject: Mail delivery failed: returning message to sender',
      '',
      'This message was created automatically by mail delivery software.',
      '',
      'A message that you sent could not be delivered to one or more of its',
      'recipients. This is a permanent error. The following address(es) failed:',
      '',
      '  ada@there.example',
      '    host mx.there.example [192.0.2.1]',
      '    SMTP error from remote mail server after RCPT TO:<ada@there.example>:',
      '    550 Unrouteable address',
      '',
      '------ This is a copy of the message, including all the headers. ------',
      '',
      'Message-Id: <one@ours.example>',
    ],
  },
  'Exim warning': {
    kind: 'delayed',
    lines: [
      'From: Mail Delivery System <Mailer-Daemon@mx.host.example>',
      'To: ben@ours.example',
      'Auto-Submitted: auto-replied',
      'Subject: Warning: message 1abcDE-000001-AB delayed 24 hours',
      '',
      'This message was created automatically by mail delivery software.',
      'A message that you sent has not yet been delivered to one or more of its',
      'recipients after more than 24 hours on the queue on mx.host.example.',
      '',
      'The address to which the message has not yet been delivered is:',
      '',
      '  ada@there.example',
      '    Delay reason: connection timed out',
      '',
      'No action is required on your part. Delivery attempts will continue for',
      'some time, and this warning may be repeated at intervals if the message',
      'remains undelivered. Eventually the mail delivery software will give up,',
      'and when that happens, the message will be returned to you.',
    ],
  },
  'Sendmail warning': {
    kind: 'delayed',
    lines: [
      'From: Mail Delivery Subsystem <MAILER-DAEMON@host.example>',
      'To: ben@ours.example',
      'Subject: Warning: could not send message for past 4 hours',
      'Auto-Submitted: auto-generated (warning-timeout)',
      '',
      '    **********************************************',
      '    **      THIS IS A WARNING MESSAGE ONLY      **',
      '    **  YOU DO NOT NEED TO RESEND YOUR MESSAGE  **',
      '    **********************************************',
      '',
      '   ----- The following addresses had transient non-fatal errors -----',
      '<ada@there.example>',
      '',
      '   ----- Transcript of session follows -----',
      '<ada@there.example>... Deferred: Connection timed out with there.example.',
      'Warning: message still undelivered after 4 hours',
      'Will keep trying until message is 5 days old',
    ],
  },
  'Sendmail prose': {
    kind: 'bounce',
    email: 'ada@there.example',
    severity: 'hard',
    lines: [
      'From: Mail Delivery Subsystem <MAILER-DAEMON@host.example>',
      'To: ben@ours.example',
      'Subject: Returned mail: see transcript for details',
      'Auto-Submitted: auto-generated (failure)',
      '',
      'The original message was received at Mon, 21 Dec 2026 10:00:00 +0100',
      'from localhost [127.0.0.1]',
      '',
      '   ----- The following addresses had permanent fatal errors -----',
      '<ada@there.example>',
      '    (reason: 550 5.1.1 <ada@there.example>... User unknown)',
      '',
      '   ----- Transcript of session follows -----',
      '... while talking to mx.there.example.:',
      '>>> DATA',
      '<<< 550 5.1.1 <ada@there.example>... User unknown',
      '550 5.1.1 <ada@there.example>... User unknown',
    ],
  },
  'Exchange 2003': {
    kind: 'bounce',
    email: 'ada@there.example',
    severity: 'hard',
    lines: [
      'From: System Administrator <postmaster@there.example>',
      'To: ben@ours.example',
      'Subject: Undeliverable: Hello',
      '',
      'Your message did not reach some or all of the intended recipients.',
      '',
      '      Subject:\tHello',
      '      Sent:\t12/21/2026 10:00 AM',
      '',
      'The following recipient(s) could not be reached:',
      '',
      '      ada@there.example on 12/21/2026 10:01 AM',
      '            The e-mail account does not exist at the organization this message was sent to.  Check the e-mail address, or contact the recipient directly to find out the correct address.',
      '            <mx.there.example #5.1.1>',
    ],
  },
  hMailServer: {
    kind: 'bounce',
    email: 'ada@there.example',
    severity: 'hard',
    lines: [
      'From: mailer-daemon@host.example',
      'To: ben@ours.example',
      'Subject: Message undeliverable: Hello',
      '',
      'Your message did not reach some or all of the intended recipients.',
      '',
      '   Sent: Mon, 21 Dec 2026 10:00:00 +0100',
      '   Subject: Hello',
      '',
      'The following recipient(s) could not be reached:',
      '',
      'ada@there.example',
      '   Error Type: SMTP',
      '   Remote server (192.0.2.1) issued an error.',
      '   hMailServer sent: RCPT TO:<ada@there.example>',
      '   Remote server replied: 550 No such user here',
      '',
      'hMailServer',
    ],
  },
  'Yahoo prose': {
    kind: 'bounce',
    email: 'ada@there.example',
    severity: 'soft',
    lines: [
      'From: MAILER-DAEMON@yahoo.example',
      'To: ben@ours.example',
      'Subject: Failure Notice',
      '',
      'Sorry, we were unable to deliver your message to the following address.',
      '',
      '<ada@there.example>:',
      '552: 5.2.2 The email account that you tried to reach is over quota.',
      '',
      '--- Below this line is a copy of the message.',
    ],
  },
  'Gmail prose': {
    kind: 'bounce',
    email: 'ada@there.example',
    severity: 'hard',
    id: '<one@ours.example>',
    lines: [
      'From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>',
      'To: ben@ours.example',
      'Auto-Submitted: auto-replied',
      'In-Reply-To: <one@ours.example>',
      'References: <one@ours.example>',
      'X-Failed-Recipients: ada@there.example',
      'Subject: Delivery Status Notification (Failure)',
      '',
      '** Address not found **',
      '',
      "Your message wasn't delivered to ada@there.example because the address couldn't be found, or is unable to receive mail.",
      '',
      'The response from the remote server was:',
      '550 5.1.1 <ada@there.example>: Recipient address rejected: User unknown',
    ],
  },
  Domino: {
    kind: 'bounce',
    email: 'ada@there.example',
    severity: 'hard',
    lines: [
      'From: Mail Router <MAILER-DAEMON@there.example>',
      'To: ben@ours.example',
      'Subject: DELIVERY FAILURE: User ada (ada@there.example) not listed in Domino Directory',
      '',
      'Your message',
      '',
      '  Subject: Hello',
      '',
      'was not delivered to:',
      '',
      '  ada@there.example',
      '',
      'because:',
      '',
      '  User ada (ada@there.example) not listed in Domino Directory',
    ],
  },
  MDaemon: {
    kind: 'bounce',
    email: 'ada@there.example',
    severity: 'hard',
    lines: [
      'From: "MDaemon at there.example" <MDaemon@there.example>',
      'To: ben@ours.example',
      'Subject: Warning: ada@there.example - User unknown!',
      'X-MDaemon-Deliver-To: ben@ours.example',
      '',
      'The following message to ada@there.example was undeliverable:',
      '',
      '   Subject: Hello',
      '   Message-ID: <one@ours.example>',
      '',
      'The user ada@there.example is unknown.',
    ],
  },
  Mimecast: {
    kind: 'bounce',
    email: 'ada@there.example',
    severity: 'refused',
    lines: [
      'From: <postmaster@there.example>',
      'To: ben@ours.example',
      'Auto-Submitted: auto-generated',
      'Subject: [Postmaster] Email Delivery Failure',
      '',
      'This is a delivery failure notification message indicating that an email you addressed to email address :',
      '-- ada@there.example',
      '',
      'could not be delivered. The problem appears to be :',
      '-- Recipient email server rejected the message',
      '',
      'Additional information follows :',
      '-- 5.7.1 Message rejected due to content policy',
    ],
  },
  'German prose': {
    kind: 'bounce',
    email: 'ada@there.example',
    severity: 'hard',
    lines: [
      'From: Mail Delivery System <mailer-daemon@host.example>',
      'To: ben@ours.example',
      'Subject: Mail delivery failed: returning message to sender',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: 8bit',
      '',
      'Diese Nachricht wurde automatisch vom Mailserver erzeugt.',
      '',
      'Ihre Nachricht konnte nicht zugestellt werden an:',
      '',
      'ada@there.example',
      '',
      'Grund: Empfänger unbekannt',
    ],
  },
  'a limit of Gmail': {
    kind: 'bounce',
    email: 'ada@there.example',
    severity: 'refused',
    lines: [
      'From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>',
      'To: ben@ours.example',
      'X-Failed-Recipients: ada@there.example',
      'Subject: Delivery Status Notification (Failure)',
      '',
      '** Message not delivered **',
      '',
      'You have reached a limit for sending mail. Your message was not sent.',
    ],
  },
};

for (const [name, { lines, kind, email, severity, id }] of Object.entries(prose)) {
  test(`A server that writes prose is understood: ${name}`, async () => {
    const classified = await classify(...lines);
    assert.equal(classified.kind, kind);
    if (classified.kind !== 'bounce') return;
    assert.equal(classified.failed.length, 1);
    assert.equal(classified.failed[0]?.email, email);
    assert.equal(classified.failed[0]?.severity, severity);
    if (id !== undefined) assert.deepEqual(classified.originalMessageIds, [id]);
  });
}

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
    'x',
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
