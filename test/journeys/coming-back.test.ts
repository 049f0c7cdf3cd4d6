import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId, readId, showId } from '../../server/platform/ids.ts';
import { asOwner } from '../harness/database.ts';
import { comeBack, consentInBrowser } from '../harness/mailboxes.ts';
import { setUp } from '../harness/people.ts';
import { startProduct } from '../harness/product.ts';
import { deliveryStates, plantRecipients, plantRunning } from '../harness/sending.ts';

const product = await startProduct();
const { owner, workspaceId: shown, slug } = await setUp(product);
const workspaceId = readId('workspace', shown);
const { sandbox, runner, reader } = product.app;
const google = sandbox?.google ?? assert.fail('There is no Gmail to read.');
const ada = 'ada.sample@gmail.test';
const look = (text: string, ...values: unknown[]) => asOwner(product.databaseUrl, text, values);
const mailboxId = await connect();
await reader.runOnce();

async function connect(): Promise<string> {
  const asked = { workspaceId: shown, provider: 'gmail', mode: 'send_and_read', timeZone: 'UTC' } as const;
  const back = await consentInBrowser(owner, asked, { account: ada });
  if (back.headers.get('location') !== `/w/${slug}/mailboxes?connected=yes`)
    await comeBack(owner, 'gmail', new URL(back.headers.get('location') ?? ''), { account: ada });
  const { mailboxes } = await owner.api.mailboxes.list({ workspaceId: shown });
  const id = readId('mailbox', mailboxes[0]?.id ?? assert.fail('No mailbox was connected.'));
  await look(
    `update mailboxes set gap_seconds = 0, gap_jitter_seconds = 0, working_days = 127, opens_minute = 0, closes_minute = 1440, time_zone = 'UTC' where id = $1`,
    id,
  );
  return id;
}

let people = 0;
/** A campaign of two steps to so many people, the first of which has left. */
async function written(count = 1, campaign: Record<string, unknown> = {}) {
  await look("update outreach_campaigns set state = 'finished' where state = 'running'");
  const campaignId = await plantRunning(product, workspaceId, [mailboxId], { steps: [{}, { delayHours: 48 }], ...campaign });
  await plantRecipients(product, workspaceId, campaignId, { count, from: people + 1 });
  people += count;
  await runner.runOnce();
  const rows = await look(
    `select e.id, e.email, e.email_key, d.message_id from enrolments e join outreach_deliveries d on d.enrolment_id = e.id
     where e.campaign_id = $1 and d.state = 'accepted' order by e.seq`,
    campaignId,
  );
  assert.equal(rows.length, count);
  return rows.map((row) => ({ campaignId, id: String(row.id), email: String(row.email), messageId: String(row.message_id) }));
}
async function oneWritten(campaign: Record<string, unknown> = {}) {
  return (await written(1, campaign))[0] ?? assert.fail();
}

let number = 0;
const message = (headers: Record<string, string>, body: string) =>
  [
    ...Object.entries({
      'Message-ID': `<${String(++number)}@people.example.org>`,
      Date: product.clock.now().toUTCString(),
      ...headers,
    }).map(([name, value]) => `${name}: ${value}`),
    '',
    body,
  ].join('\r\n');
const answer = ({ email, messageId }: { email: string; messageId: string }, text: string, headers: Record<string, string> = {}) =>
  message(
    { From: `Robin <${email}>`, To: ada, Subject: 'Re: The ford', 'In-Reply-To': messageId, References: messageId, ...headers },
    text,
  );
const bounce = ({ email, messageId }: { email: string; messageId: string }, status: string, diagnostic: string) =>
  message(
    {
      From: 'Mail Delivery System <MAILER-DAEMON@mx.example.org>',
      To: ada,
      Subject: 'Undelivered Mail Returned to Sender',
      'Auto-Submitted': 'auto-replied',
      'MIME-Version': '1.0',
      'Content-Type': 'multipart/report; report-type=delivery-status; boundary="b"',
    },
    [
      '--b\r\nContent-Type: text/plain\r\n\r\nYour message could not be delivered.\r\n',
      `--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.org\r\n\r\nFinal-Recipient: rfc822; ${email}\r\nAction: failed\r\nStatus: ${status}\r\nDiagnostic-Code: smtp; ${diagnostic}\r\n`,
      `--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: ${messageId}\r\nTo: ${email}\r\nSubject: The ford\r\n`,
      '--b--\r\n',
    ].join('\r\n'),
  );
async function arrives(raw: string, labels?: string[]): Promise<void> {
  google.deliver(ada, raw, labels ? { labels } : {});
  product.clock.move({ minutes: 1 });
  await reader.runOnce();
}
const enrolment = async ({ id }: { id: string }) =>
  (await look('select state, reason, due_at, next_step from enrolments where id = $1', id))[0] ?? assert.fail();
const standing = async (one: { id: string }) => {
  const { state, reason } = await enrolment(one);
  return [state, reason];
};
const returns = ({ id }: { id: string }) =>
  look('select kind, severity, status_code, matched_by from outreach_returns where enrolment_id = $1 order by came_at', id);
const counted = async ({ campaignId }: { campaignId: string }, column: string) =>
  Number((await look(`select coalesce(sum(${column}), 0)::int as n from outreach_counts where campaign_id = $1`, campaignId))[0]?.n);
const suppressed = async () =>
  (await owner.api.suppressions.list({ workspaceId: shown })).suppressions.map(({ email, reason }) => [email, reason]);

test('whoever answers gets no further message, their answer opens a conversation, and reading it again changes nothing', async () => {
  const one = await oneWritten();
  await arrives(answer(one, 'Thank you, we will look at the bridge.'));
  assert.deepEqual(await standing(one), ['stopped', 'replied']);
  assert.deepEqual(await returns(one), [{ kind: 'reply', severity: null, status_code: null, matched_by: 'message_id' }]);
  const [kept] = await look('select text, from_email, direction from messages');
  assert.match(String(kept?.text), /we will look at the bridge/);
  assert.deepEqual([kept?.from_email, kept?.direction], [one.email, 'in']);
  // As after a restore, or where the provider forgets how far it was read.
  await look('update mailbox_readings set cursor = $1, next_at = $2', '{"h":"1"}', product.clock.now());
  await reader.runOnce();
  assert.equal((await look('select 1 from messages')).length, 1);
  assert.equal((await returns(one)).length, 1);
  assert.equal(await counted(one, 'replied'), 1);
  product.clock.move({ hours: 49 });
  await runner.runOnce();
  assert.deepEqual(await deliveryStates(product.databaseUrl, one.campaignId), { accepted: 1 });
});

test('of mail that has nothing to do with what was sent nothing is kept, nor of what the mailbox sends itself', async () => {
  const one = await oneWritten();
  const canary = 'quinces-and-medlars';
  await arrives(message({ From: 'A Friend <friend@people.example.net>', To: ada, Subject: canary }, `About the ${canary}`));
  await arrives(message({ From: 'shop@news.example.net', To: ada, Subject: 'Offer', 'Auto-Submitted': 'auto-generated' }, canary));
  await arrives(answer({ ...one, email: ada }, `I add: ${canary}`), ['SENT']);
  await arrives(answer({ ...one, email: ada }, `And: ${canary}`));
  const tables = await look(`select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`);
  for (const { table_name: table } of tables)
    assert.deepEqual(await look(`select 1 from ${String(table)} t where t::text like '%' || $1 || '%'`, canary), [], String(table));
  assert.deepEqual(await standing(one), ['waiting', null]);
});

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
    await plantRecipients(product, workspaceId, campaignId, { count: 1, from: people });
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

test('who is away gets the next message when they are back, on their morning and not before it was due', async () => {
  const one = await oneWritten();
  const back = new Date(product.clock.now().getTime() + 9 * 86_400_000).toISOString().slice(0, 10);
  await look("update enrolments set time_zone = 'Pacific/Auckland' where id = $1", one.id);
  await arrives(
    answer(one, `I am out of the office and will be back on ${back}.`, {
      Subject: 'Automatic reply: The ford',
      'Auto-Submitted': 'auto-replied',
    }),
  );
  const { state, due_at: dueAt } = await enrolment(one);
  assert.equal(state, 'waiting');
  assert.equal((dueAt as Date).toLocaleString('sv-SE', { timeZone: 'Pacific/Auckland' }), `${back} 00:00:00`);
  assert.equal(await counted(one, 'auto_replied'), 1);
  const silent = await oneWritten();
  await look('update enrolments set due_at = $2 where id = $1', silent.id, product.clock.now());
  await arrives(answer(silent, 'I am out of the office.', { Subject: 'Out of office', 'Auto-Submitted': 'auto-replied' }));
  assert.ok(((await enrolment(silent)).due_at as Date).getTime() >= product.clock.now().getTime() + 2.9 * 86_400_000);
});

test('whoever answers that they want no more of it is written to by nobody in the workspace', async () => {
  const one = await oneWritten();
  const elsewhere = await plantRunning(product, workspaceId, [mailboxId], { state: 'paused', pausedBecause: 'member' });
  await plantRecipients(product, workspaceId, elsewhere, { count: 1, from: people });
  await arrives(answer(one, 'Please remove me from your list.'));
  assert.deepEqual(await standing(one), ['stopped', 'unsubscribed']);
  assert.deepEqual(await look('select state, reason from enrolments where campaign_id = $1', elsewhere), [
    { state: 'stopped', reason: 'unsubscribed' },
  ]);
  assert.ok((await suppressed()).some(([email, reason]) => email === one.email && reason === 'asked'));
  assert.equal(await counted(one, 'unsubscribed'), 1);
});

test('an answer in a new message from the same address is taken for one, and says that it is a guess', async () => {
  const one = await oneWritten();
  await arrives(message({ From: one.email, To: ada, Subject: 'Your letter' }, 'I write to you anew about your letter.'));
  assert.deepEqual(await standing(one), ['stopped', 'replied']);
  assert.equal((await returns(one))[0]?.matched_by, 'address');
});

test('an answer from another address is known by what it answers', async () => {
  const one = await oneWritten();
  await arrives(answer({ ...one, email: 'robin.alias@elsewhere.example.net' }, 'From my other address: yes.'));
  assert.deepEqual(await standing(one), ['stopped', 'replied']);
});

test('where one of a company answers, nobody else there is written to, if the campaign is set so', async () => {
  const company = await owner.api.companies.create({ workspaceId: shown, name: 'Sample Mills' });
  const rows = await written(2, { stopForCompany: true });
  for (const { id, email } of rows) {
    const contact = await owner.api.contacts.create({ workspaceId: shown, email, companyId: company.id });
    await look('update enrolments set contact_id = $2 where id = $1', id, readId('contact', contact.id));
  }
  const [first, second] = rows;
  assert.ok(first && second);
  await arrives(answer(first, 'We talked about it here: yes.'));
  assert.deepEqual(
    [await standing(first), await standing(second)],
    [
      ['stopped', 'replied'],
      ['stopped', 'company_replied'],
    ],
  );
});

test('a message of which nobody knows is looked for where it would be: there it was sent, absent after a while it is sent once', async () => {
  const [first, second] = await written(2);
  assert.ok(first && second);
  await look("update outreach_deliveries set state = 'uncertain' where enrolment_id = any($1)", [first.id, second.id]);
  await look("update enrolments set state = 'stopped', reason = 'uncertain', next_step = 1 where id = any($1)", [first.id, second.id]);
  await look("update outreach_deliveries set message_id = '<never.left@sample.example>' where enrolment_id = $1", second.id);
  await look(
    'update outreach_counts set accepted = accepted - 2, uncertain = uncertain + 2 where campaign_id = $1 and accepted >= 2',
    first.campaignId,
  );
  product.clock.move({ minutes: 1 });
  await reader.runOnce();
  assert.deepEqual(await standing(first), ['waiting', null]);
  assert.deepEqual(await standing(second), ['stopped', 'uncertain']);
  product.clock.move({ minutes: 16 });
  await reader.runOnce();
  assert.deepEqual(await standing(second), ['waiting', null]);
  const before = sandbox?.outbox.messages().length ?? 0;
  await runner.runOnce();
  assert.equal(sandbox?.outbox.messages().length, before + 1);
  assert.deepEqual(await deliveryStates(product.databaseUrl, first.campaignId), { accepted: 2 });
});

test('an answer leaves from Gmail in its thread; of one of which nobody knows the mailbox tells, and of what is not there that it never left', async () => {
  const one = await oneWritten();
  await arrives(answer(one, 'Who pays for the planks?'));
  const enrolmentId = showId('enrolment', one.id);
  const [talk] = (await owner.api.conversations.list({ workspaceId: shown, enrolmentId })).conversations;
  const of = { workspaceId: shown, conversationId: talk?.id ?? '' };
  const [there, gone] = [showId('message', newId(product.clock)), showId('message', newId(product.clock))];
  const thread = async () => (await look('select provider_thread_id from enrolments where id = $1', one.id))[0]?.provider_thread_id;
  assert.equal((await owner.api.conversations.answer({ ...of, messageId: there, text: 'The county does.' })).state, 'accepted');
  assert.equal(
    (await look('select provider_thread_id from conversations where enrolment_id = $1', one.id))[0]?.provider_thread_id,
    await thread(),
  );
  const [, left] = (sandbox?.outbox.messages() ?? []).filter(({ recipients }) => recipients.includes(one.email)).reverse();
  assert.ok(left?.email.references?.includes(one.messageId));
  await owner.api.conversations.answer({ ...of, messageId: gone, text: 'As every year.' });
  await look("update messages set state = 'uncertain' where direction = 'out'");
  await look("update messages set message_id = '<never.left@sample.example>' where id = $1", readId('message', gone));
  const states = async () => {
    const { messages } = await owner.api.conversations.show(of);
    return [there, gone].map((id) => messages.find((message) => message.id === id)?.state);
  };
  product.clock.move({ minutes: 1 });
  await reader.runOnce();
  assert.deepEqual(await states(), ['accepted', 'uncertain']);
  product.clock.move({ minutes: 16 });
  await reader.runOnce();
  assert.deepEqual(await states(), ['accepted', 'failed'], 'a member may try it again');
  await arrives(answer({ ...one, messageId: left?.email.messageId ?? '' }, 'Good to hear.'));
  const shownNow = await owner.api.conversations.show(of);
  assert.deepEqual([shownNow.messages.at(-1)?.text.trim(), shownNow.isNew], ['Good to hear.', true]);
});

test('a permission that is over parks the mailbox, and what came meanwhile is read once it is back', async () => {
  const one = await oneWritten();
  google.script(ada, { fault: 'revoke' });
  product.clock.move({ hours: 1 });
  await reader.runOnce();
  assert.equal((await look('select parked_because from mailboxes'))[0]?.parked_because, 'reconnect');
  google.deliver(ada, answer(one, 'I answered while nobody could read it.'));
  const asked = {
    workspaceId: shown,
    provider: 'gmail',
    mode: 'send_and_read',
    timeZone: 'UTC',
    mailboxId: (await owner.api.mailboxes.list({ workspaceId: shown })).mailboxes[0]?.id ?? '',
  } as const;
  const back = await consentInBrowser(owner, asked, { account: ada });
  const again = back.headers.get('location') ?? '';
  if (again.startsWith('http')) await comeBack(owner, 'gmail', new URL(again), { account: ada });
  product.clock.move({ hours: 1 });
  await reader.runOnce();
  assert.deepEqual(await standing(one), ['stopped', 'replied']);
});

test('the report adds up from every side to what rows would count', async () => {
  const [first, second, third] = await written(4);
  assert.ok(first && second && third);
  await arrives(answer(first, 'Yes.'));
  await arrives(bounce(second, '5.1.1', '550 5.1.1 No such user here'));
  await arrives(answer(third, 'Thank you.'));
  await arrives(answer(third, 'And one more thing.'));
  const one = { workspaceId: shown, outreachId: showId('outreach', first.campaignId) };
  const { counts } = await owner.api.outreach.show(one);
  assert.deepEqual([counts.accepted, counts.replied, counts.bouncedHard], [4, 2, 1]);
  const report = await owner.api.outreach.report({ ...one, unit: 'hour' });
  for (const side of [report.byTime, report.byMailbox])
    for (const what of ['accepted', 'replied', 'bouncedHard'] as const)
      assert.equal(
        side.map((row) => row.counts[what]).reduce((sum, some) => sum + some, 0),
        counts[what],
      );
  assert.deepEqual(report.byDomain, [{ domain: 'people.example.org', accepted: 4, failed: 0, bounced: 1, replied: 2, complained: 0 }]);
  assert.equal(report.byMailbox.find(({ counts: of }) => of.accepted > 0)?.address, ada);
});
