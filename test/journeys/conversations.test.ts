import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId, readId, showId } from '../../server/platform/ids.ts';
import { suppressAddress } from '../../server/modules/suppressions/index.ts';
import { installationId } from '../../server/platform/ids.ts';
import { doubtAnswers } from '../../server/modules/deliveries/index.ts';
import { answered, type Answered, type Written } from '../harness/answered.ts';
import { asOwner } from '../harness/database.ts';
import { setUp } from '../harness/people.ts';
import { startProduct } from '../harness/product.ts';

const product = await startProduct();
const { owner, workspaceId } = await setUp(product);
const { api } = owner;
const { tools } = product.app;
const server = product.app.sandbox!.mailServer;
const look = (text: string, ...values: unknown[]) => asOwner(product.databaseUrl, text, values);
const newMessage = () => showId('message', newId(product.clock));
const sentBy = (address: string) =>
  server.outbox
    .messages()
    .filter(({ sender }) => sender === address)
    .reverse();
const usesOf = async (id: string) =>
  Number((await look('select coalesce(sum(messages), 0) as n from mailbox_uses where mailbox_id = $1', id))[0]?.n);
const suppress = (email: string, where = readId('workspace', workspaceId), reason: 'asked' | 'restricted' = 'asked') =>
  suppressAddress(tools, { kind: 'command' }, { workspaceId: where, email, reason, userId: null });

/** Somebody who was written to, and has answered. */
async function conversation(given: Parameters<typeof answered>[2] = {}, message: Parameters<Answered['reply']>[1] = {}) {
  const scene = await answered(product, workspaceId, given);
  const [person] = scene.people as [Written];
  const kept = await scene.reply(person, message);
  assert.ok(kept);
  const one = { workspaceId, conversationId: kept.conversationId };
  return {
    ...scene,
    ...kept,
    person,
    one,
    answer: async (text: string, messageId = newMessage(), to?: string) =>
      api.conversations.answer({ ...one, messageId, to: to ?? (await api.conversations.show(one)).answersTo.email, text }),
  };
}
const refusedAs = (code: string) => (error: unknown) => {
  assert.equal((error as { data?: { code?: string } }).data?.code, code, String(error));
  return true;
};

test('What somebody answers stands in one conversation, below what the campaign had sent, once however often it is read', async () => {
  const { reply, person, one, mailbox, campaignId, messageId } = await conversation(
    { steps: [{ subject: 'The ford, {{ first_name }}' }, { delayHours: 24 }] },
    { providerMessageId: 'INBOX/7/41', attachments: [{ name: 'plan.pdf', bytes: 41_000 }] },
  );
  assert.equal(await reply(person, { providerMessageId: 'INBOX/7/41' }), undefined);
  const again = await reply(person, { text: 'And who mends them?', providerMessageId: 'INBOX/7/42' });
  assert.equal(again?.conversationId, one.conversationId);
  const shown = await api.conversations.show(one);
  assert.deepEqual(
    shown.messages.map(({ text, attachments }) => [text.split('\n')[0], attachments]),
    [
      ['Who pays for the planks?', [{ name: 'plan.pdf', bytes: 41_000 }]],
      ['And who mends them?', []],
    ],
  );
  assert.deepEqual(
    shown.sent.map(({ step, state, subject, mailbox: from }) => [step, state, subject, from]),
    [[1, 'accepted', `The ford, Robin ${person.email.slice(1, 5)}`, mailbox.address]],
  );
  assert.match(shown.sent[0]?.text ?? '', /this is message 1/);
  assert.partialDeepStrictEqual(shown, {
    ...{ state: 'open', isNew: true, onlyAutomatic: false, cannotAnswer: null, toKnow: null, email: person.email },
    campaign: { id: showId('outreach', campaignId), name: 'Spring letters' },
    answersTo: { email: person.email, name: 'Robin Sample' },
  });
  await api.conversations.see({ ...one, messageId });
  assert.equal((await api.conversations.show(one)).isNew, true, 'what came meanwhile was not looked at');
  await api.conversations.see({ ...one, messageId: again.messageId });
  assert.equal((await api.conversations.show(one)).isNew, false);
  await reply(person);
  assert.equal((await api.conversations.show(one)).isNew, true);
});

test('A reply opens a closed conversation again, an automatic answer does not', async () => {
  const { reply, person, one } = await conversation({}, { kind: 'auto_reply', text: 'I am away until Monday.' });
  assert.equal((await api.conversations.show(one)).onlyAutomatic, true);
  await api.conversations.setState({ ...one, state: 'closed' });
  await reply(person, { kind: 'auto_reply' });
  assert.partialDeepStrictEqual(await api.conversations.show(one), { state: 'closed', onlyAutomatic: true, isNew: true });
  await reply(person);
  assert.partialDeepStrictEqual(await api.conversations.show(one), { state: 'open', onlyAutomatic: false });
});

test('An answer leaves from the mailbox that was written to, in its thread, with its signature, and counts in what the mailbox may send', async () => {
  const { answer, mailbox, person, one } = await conversation(
    { signature: '<p>Gil, <b>River Watch</b></p>' },
    { messageId: '<their.1@people.example.org>', subject: 'AW: Re: The ford' },
  );
  const used = await usesOf(mailbox.id);
  const message = await answer('The county does.\n\n<b>Not</b> we {{ first_name }},\nas it were.');
  assert.partialDeepStrictEqual(message, { state: 'accepted', because: null, subject: 'Re: The ford', writtenBy: 'Olga Sample' });
  const [first, left, ...more] = sentBy(mailbox.address);
  assert.ok(left);
  assert.deepEqual([left.recipients, more], [[person.email], []]);
  assert.equal(left.email.subject, 'Re: The ford');
  assert.equal(left.email.inReplyTo, '<their.1@people.example.org>');
  assert.equal(left.email.references, `${first?.email.messageId ?? ''} <their.1@people.example.org>`);
  assert.equal(left.email.from?.address, mailbox.address);
  assert.equal(left.email.text?.trim(), 'The county does.\n\n<b>Not</b> we {{ first_name }},\nas it were.\n\nGil, River Watch');
  assert.match(
    left.email.html ?? '',
    /<p>The county does\.<\/p>\s*<p>&lt;b&gt;Not&lt;\/b&gt; we \{\{ first_name \}\},<br>as it were\.<\/p>/,
  );
  assert.match(left.email.html ?? '', /Gil, <b>River Watch<\/b>/);
  assert.equal(
    left.email.headers.some(({ key }) => key === 'list-unsubscribe'),
    false,
    'a person is answered, and no list written to',
  );
  assert.equal(await usesOf(mailbox.id), used + 1);
  const shown = await api.conversations.show(one);
  assert.deepEqual(
    shown.messages.map(({ direction }) => direction),
    ['in', 'out'],
  );
  assert.equal(shown.lastFrom, 'out');
});

test('Of twenty presses at once one sends, and everybody is told of the same answer', async () => {
  const { answer, mailbox } = await conversation();
  const messageId = newMessage();
  const told = await Promise.all(Array.from({ length: 20 }, () => answer('Once.', messageId)));
  assert.ok(told.every(({ id, state }) => id === messageId && (state === 'accepted' || state === 'sending')));
  assert.equal(sentBy(mailbox.address).length, 2);
  await assert.rejects(answer('Changed since.', messageId), refusedAs('answer_left'));
  assert.equal(sentBy(mailbox.address).length, 2);
});

test('Where somebody else wrote meanwhile, nothing leaves for them that was meant for another', async () => {
  const { answer, reply, person, mailbox } = await conversation();
  await reply(person, { fromEmail: 'colleague@people.example.org', fromName: 'Quinn Sample' });
  await assert.rejects(answer('For Robin alone.', newMessage(), person.email), refusedAs('wrote_meanwhile'));
  assert.equal(sentBy(mailbox.address).length, 1);
  assert.equal((await answer('For both.', newMessage(), 'Colleague@people.example.org')).state, 'accepted');
});

test('What surely never left has failed with its reason, costs the mailbox nothing, and leaves when it is tried again', async () => {
  const { answer, mailbox } = await conversation();
  const used = await usesOf(mailbox.id);
  server.script(mailbox.address, { fault: 'closing_421' });
  const messageId = newMessage();
  const failed = await answer('The county does.', messageId);
  assert.deepEqual([failed.state, failed.because], ['failed', 'The mail server could not take it at that moment.']);
  assert.equal(await usesOf(mailbox.id), used);
  const [before] = await look('select message_id from messages where id = $1', readId('message', messageId));
  const again = await answer('The county does, this year.', messageId);
  assert.partialDeepStrictEqual(again, { id: messageId, state: 'accepted', because: null, text: 'The county does, this year.' });
  const left = sentBy(mailbox.address).at(-1);
  assert.notEqual(left?.email.messageId, before?.message_id, 'each attempt has its own number');
  assert.equal(await usesOf(mailbox.id), used + 1);
});

test('What may have left is uncertain and never sent again by itself; a member says what became of it', async () => {
  const { answer, mailbox, one } = await conversation();
  server.script(mailbox.address, { fault: 'drop_after_accept' });
  const messageId = newMessage();
  assert.equal((await answer('The county does.', messageId)).state, 'uncertain');
  assert.equal((await answer('The county does.', messageId)).state, 'uncertain');
  assert.equal(sentBy(mailbox.address).length, 2, 'it was taken, once');
  await api.conversations.settle({ ...one, messageId, became: 'not_sent' });
  await assert.rejects(api.conversations.settle({ ...one, messageId, became: 'accepted' }), { status: 404 });
  assert.equal((await answer('The county does.', messageId)).state, 'accepted');
  assert.equal(sentBy(mailbox.address).length, 3);
});

test('An answer whose process vanished becomes uncertain when its lease is over, and not a second before', async () => {
  const { answer, one } = await conversation();
  product.clock.move({ seconds: 1 });
  const { id } = await answer('The county does.');
  const leaseEndsAt = new Date(product.clock.now().getTime() + 120_000);
  await look(
    "update messages set state = 'sending', fence = gen_random_uuid(), lease_ends_at = $2 where id = $1",
    readId('message', id),
    leaseEndsAt,
  );
  const job = product.app.jobs.find(({ name }) => name === 'recover-answers');
  const stateNow = async () => {
    await job?.run({});
    return (await api.conversations.show(one)).messages.at(-1)?.state;
  };
  product.clock.move({ seconds: 119 });
  assert.equal(await stateNow(), 'sending');
  await assert.rejects(api.conversations.remove(one), refusedAs('answer_leaving'));
  product.clock.move({ seconds: 1 });
  assert.equal(await stateNow(), 'uncertain');
});

test('In a database that came from a backup an answer that was on its way is uncertain at once, whatever its lease says', async () => {
  const { answer, one } = await conversation();
  product.clock.move({ seconds: 1 });
  const { id } = await answer('The county does.');
  const later = new Date(product.clock.now().getTime() + 120_000);
  await look(
    "update messages set state = 'sending', fence = gen_random_uuid(), lease_ends_at = $2 where id = $1",
    readId('message', id),
    later,
  );
  assert.equal(await doubtAnswers(tools), 1);
  assert.equal((await api.conversations.show(one)).messages.at(-1)?.state, 'uncertain');
});

test('A parked mailbox is not answered from, nor one that is gone; one that is parked until a moment is, after it', async () => {
  const { answer, mailbox, one } = await conversation();
  const until = new Date(product.clock.now().getTime() + 3_600_000);
  await look(
    "update mailboxes set parked_at = $2, parked_because = 'limit', parked_until = $3 where id = $1",
    mailbox.id,
    product.clock.now(),
    until,
  );
  assert.match((await api.conversations.show(one)).cannotAnswer ?? '', /parked/);
  await assert.rejects(answer('Now?'), refusedAs('mailbox_parked'));
  product.clock.set(until);
  assert.equal((await answer('Now?')).state, 'accepted');
  await look('delete from mailboxes where id = $1', mailbox.id);
  const shown = await api.conversations.show(one);
  assert.deepEqual([shown.mailbox, shown.messages.length], [null, 2], 'what was said stays');
  await assert.rejects(answer('And now?'), refusedAs('mailbox_gone'));
});

test('A password that is over fails the answer and parks the mailbox', async () => {
  const { answer, mailbox } = await conversation();
  await look("update mailboxes set password_sealed = '\\x00' where id = $1", mailbox.id);
  assert.equal((await answer('Now?')).state, 'failed');
  const [row] = await look('select parked_because from mailboxes where id = $1', mailbox.id);
  assert.equal(row?.parked_because, 'reconnect');
  await assert.rejects(answer('Now?'), refusedAs('mailbox_parked'));
});

test('Whoever wrote may be answered though the workspace may not write to them; not whoever is suppressed everywhere, paused, or never wrote', async () => {
  const left = await conversation();
  await suppress(left.person.email);
  assert.match((await api.conversations.show(left.one)).toKnow ?? '', /asked for no further messages/);
  assert.equal((await left.answer('You asked.')).state, 'accepted');

  const away = await conversation({}, { kind: 'auto_reply' });
  await suppress(away.person.email);
  await assert.rejects(away.answer('Hello?'), refusedAs('suppressed'));

  for (const reason of ['asked', 'restricted'] as const) {
    const nobody = await conversation();
    await suppress(nobody.person.email, installationId, reason);
    assert.match((await api.conversations.show(nobody.one)).cannotAnswer ?? '', /nothing is sent to it/);
    await assert.rejects(nobody.answer('Hello?'), refusedAs('suppressed'));
    assert.equal(sentBy(nobody.mailbox.address).length, 1);
  }
});

test('An answer goes to whoever wrote last, and it is their address that is asked about', async () => {
  const { reply, person, answer, one, mailbox } = await conversation();
  await reply(person, { fromEmail: 'office@people.example.org', fromName: 'Office, "the" real one' });
  assert.deepEqual((await api.conversations.show(one)).answersTo.email, 'office@people.example.org');
  product.clock.move({ seconds: 1 });
  await answer('To you.');
  assert.deepEqual(sentBy(mailbox.address).at(-1)?.recipients, ['office@people.example.org']);
  await suppress('office@people.example.org', installationId);
  await assert.rejects(answer('To you again.'), refusedAs('suppressed'));
  await reply(person);
  assert.equal((await answer('To you.')).toEmail, person.email);
});

test('A copy under quarantine answers nobody, and a workspace that is being deleted neither', async () => {
  const { answer, mailbox } = await conversation();
  await look("update installation set quarantined_at = now(), quarantined_because = 'restored'");
  await assert.rejects(answer('Hello'), { status: 502 });
  await look('update installation set quarantined_at = null, quarantined_because = null');
  await look('update workspaces set ends_at = $2 where workspace_id = $1', readId('workspace', workspaceId), new Date('2199-01-01'));
  await assert.rejects(answer('Hello'), refusedAs('workspace_ends'));
  await look('update workspaces set ends_at = null');
  assert.equal(sentBy(mailbox.address).length, 1);
  await assert.rejects(answer(' \u0000\n '), refusedAs('answer_empty'));
});

test('The list is walked page by page without a double, and chosen by state, kind, campaign, mailbox and words', async () => {
  const scene = await answered(product, workspaceId, { count: 7, name: 'Seven of them' });
  for (const [index, person] of scene.people.entries()) {
    await scene.reply(person, { kind: index < 2 ? 'auto_reply' : 'reply' });
  }
  const outreachId = showId('outreach', scene.campaignId);
  const seen: string[] = [];
  for (let after: string | undefined; ; ) {
    const page = await api.conversations.list({ workspaceId, outreachId, limit: 3, ...(after === undefined ? {} : { after }) });
    seen.push(...page.conversations.map(({ email }) => email));
    after = page.after;
    if (after === undefined) break;
  }
  assert.deepEqual(seen, scene.people.map(({ email }) => email).reverse());
  const count = async (filter: object) => (await api.conversations.list({ workspaceId, outreachId, ...filter })).conversations.length;
  const [first] = (await api.conversations.list({ workspaceId, outreachId })).conversations;
  await api.conversations.setState({ workspaceId, conversationId: first?.id ?? '', state: 'closed' });
  assert.deepEqual(
    [await count({ state: 'open' }), await count({ state: 'closed' }), await count({ only: 'automatic' }), await count({ only: 'new' })],
    [6, 1, 2, 7],
  );
  assert.equal(await count({ search: scene.people[3]?.email.toUpperCase().slice(0, 6) }), 1);
  assert.equal(await count({ search: '%' }), 0);
  assert.equal(await count({ mailboxId: showId('mailbox', scene.mailbox.id) }), 7);
  assert.equal(await count({ enrolmentId: showId('enrolment', scene.people[0]?.enrolmentId ?? '') }), 1);
  await assert.rejects(api.conversations.list({ workspaceId, after: 'nonsense' }), { status: 404 });
});

test('A conversation that is removed is gone with its messages; with its campaign it goes too; a contact that is removed is no longer named', async () => {
  const { one, person, campaignId, reply } = await conversation();
  const contact = await api.contacts.create({ workspaceId, email: person.email });
  await look('update enrolments set contact_id = $2 where id = $1', person.enrolmentId, readId('contact', contact.id));
  assert.equal((await api.conversations.show(one)).contactId, contact.id);
  assert.equal((await api.conversations.list({ workspaceId, contactId: contact.id })).conversations.length, 1);
  await api.contacts.remove({ workspaceId, contactId: contact.id });
  assert.equal((await api.conversations.show(one)).contactId, null);
  await api.conversations.remove(one);
  await assert.rejects(api.conversations.show(one), { status: 404 });
  const kept = await reply(person);
  await look("update outreach_campaigns set state = 'paused', paused_because = 'member' where id = $1", campaignId);
  await api.account.confirm({ password: 'sample harbour lantern quilt' });
  await api.outreach.remove({ workspaceId, outreachId: showId('outreach', campaignId), name: 'Spring letters' });
  await assert.rejects(api.conversations.show({ workspaceId, conversationId: kept?.conversationId ?? '' }), { status: 404 });
});

test('A hostile message is kept as words: no character, name or number of it breaks anything or reaches a header', async () => {
  const { answer, one, mailbox } = await conversation(
    {},
    {
      subject: 'Re: x\r\nBcc: everybody@example.org',
      fromName: 'Robin\r\nBcc: everybody@example.org',
      text: `\u0000<script>alert(1)</script> \ud800 ${'x'.repeat(100_000)}`,
      attachments: [{ name: '../../etc/passwd\u0000', bytes: 1 }],
      messageId: '<a b\r\nX: y@z>',
    },
  );
  const shown = await api.conversations.show(one);
  assert.match(shown.messages[0]?.text ?? '', /^<script>/);
  assert.equal((await answer('Thank you.')).state, 'accepted');
  const left = sentBy(mailbox.address).at(-1);
  assert.ok(left);
  assert.equal(
    left.email.headers.some(({ key }) => key === 'bcc' || key === 'x'),
    false,
  );
  assert.deepEqual(left.recipients.length, 1);
});
