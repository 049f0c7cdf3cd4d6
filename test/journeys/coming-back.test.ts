import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { newId, readId, showId } from '../../server/platform/ids.ts';
import { startComingBack } from '../harness/coming-back.ts';
import { comeBack, consentInBrowser } from '../harness/mailboxes.ts';
import { deliveryStates, plantRecipients, plantRunning } from '../harness/sending.ts';

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
  enrolment,
  standing,
  returns,
  counted,
  suppressed,
  latest,
  sandbox,
} = await startComingBack();

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

test('after an outage a fault of a moment loses no answer', async () => {
  const one = await oneWritten();
  google.deliver(ada, answer(one, 'Yes, gladly.'));
  await look('update mailbox_readings set failed = 9');
  const holder = new pg.Client({ connectionString: product.databaseUrl });
  await holder.connect();
  await holder.query('begin');
  await holder.query('select id from outreach_campaigns where id = $1 for update', [one.campaignId]);
  product.clock.move({ minutes: 1 });
  await reader.runOnce();
  await holder.query('rollback');
  await holder.end();
  assert.deepEqual(await standing(one), ['waiting', null]);
  product.clock.move({ hours: 2 });
  await reader.runOnce();
  assert.deepEqual(await standing(one), ['stopped', 'replied']);
});

test('a message that cannot be read is passed over after a while, and no other with it that fails but once', async () => {
  const [first, second] = await written(2);
  assert.ok(first && second);
  await look('create sequence tries_of_second');
  await look(`create function not_yet() returns trigger language plpgsql security definer as $$ begin
    if new.enrolment_id = '${first.id}' then raise exception 'never'; end if;
    if new.enrolment_id = '${second.id}' and nextval('tries_of_second') = 1 then raise exception 'not yet'; end if;
    return new; end $$`);
  await look('create trigger not_yet before insert on outreach_returns for each row execute function not_yet()');
  google.deliver(ada, answer(first, 'Nobody can read this.'));
  google.deliver(ada, answer(second, 'Yes, gladly.'));
  for (let reading = 0; reading < 6; reading++) {
    product.clock.move({ hours: 2 });
    await reader.runOnce();
  }
  await look('drop function not_yet cascade');
  await look('drop sequence tries_of_second');
  assert.deepEqual(
    [await standing(first), await standing(second)],
    [
      ['waiting', null],
      ['stopped', 'replied'],
    ],
  );
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
  const later = await oneWritten();
  const due = new Date(product.clock.now().getTime() + 20 * 86_400_000);
  await look('update enrolments set due_at = $2 where id = $1', later.id, due);
  await arrives(answer(later, 'I am out of the office.', { Subject: 'Out of office', 'Auto-Submitted': 'auto-replied' }));
  assert.deepEqual((await enrolment(later)).due_at, due);
});

test('whoever answers that they want no more of it is written to by nobody in the workspace', async () => {
  const one = await oneWritten();
  const elsewhere = await plantRunning(product, workspaceId, [mailboxId], { state: 'paused', pausedBecause: 'member' });
  await plantRecipients(product, workspaceId, elsewhere, { count: 1, from: latest() });
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
  assert.equal(
    (await owner.api.conversations.answer({ ...of, messageId: there, to: one.email, text: 'The county does.' })).state,
    'accepted',
  );
  assert.equal(
    (await look('select provider_thread_id from conversations where enrolment_id = $1', one.id))[0]?.provider_thread_id,
    await thread(),
  );
  const [, left] = (sandbox?.outbox.messages() ?? []).filter(({ recipients }) => recipients.includes(one.email)).reverse();
  assert.ok(left?.email.references?.includes(one.messageId));
  await owner.api.conversations.answer({ ...of, messageId: gone, to: one.email, text: 'As every year.' });
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
  const [first, second, third] = await written(5);
  assert.ok(first && second && third);
  await arrives(answer(first, 'Yes.'));
  await arrives(bounce(second, '5.1.1', '550 5.1.1 No such user here'));
  await arrives(answer(third, 'Thank you.'));
  await arrives(answer(third, 'And one more thing.'));
  const one = { workspaceId: shown, outreachId: showId('outreach', first.campaignId) };
  const { counts } = await owner.api.outreach.show(one);
  assert.deepEqual([counts.accepted, counts.replied, counts.bouncedHard], [5, 2, 1]);
  const report = await owner.api.outreach.report({ ...one, unit: 'hour' });
  for (const side of [report.byTime, report.byMailbox])
    for (const what of ['accepted', 'replied', 'bouncedHard'] as const)
      assert.equal(
        side.map((row) => row.counts[what]).reduce((sum, some) => sum + some, 0),
        counts[what],
      );
  assert.deepEqual(report.byDomain, [{ domain: 'people.example.org', accepted: 5, failed: 0, bounced: 1, replied: 2, complained: 0 }]);
  assert.equal(report.byMailbox.find(({ counts: of }) => of.accepted > 0)?.address, ada);
});
