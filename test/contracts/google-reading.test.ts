import assert from 'node:assert/strict';
import { after, beforeEach, describe, test } from 'node:test';
import { composeOutreach } from '../../server/modules/deliveries/compose-outreach.ts';
import { createOutbound, type Outbound } from '../../server/platform/outbound.ts';
import { createGmailReading, createGoogleMailboxes } from '../../server/providers/google/index.ts';
import { clientId, clientSecret, letter, startStandIn } from './google-scene.ts';
import { broken, headerOf, incoming, readAll, subjectsOf } from './reading-scene.ts';
import { failure, impatient } from './scene.ts';

const scene = await startStandIn();
after(() => scene.stop());
const { url, clock } = scene;
const asked: string[] = [];
const { outbound: client, expect } = impatient(createOutbound({ allow: [new URL(url).host] }));
const outbound: Outbound = {
  request: (call) => {
    asked.push(new URL(String(call.url)).pathname.replace(/^.*\/me\//, ''));
    return client.request(call);
  },
};
const settings = {
  ...{ clientId, clientSecret, accountsUrl: url, oauthUrl: url, apiUrl: url, openidUrl: url, gmailUrl: url },
  ...{ outbound, clock },
};
const reader = createGmailReading(settings);
const sender = createGoogleMailboxes(settings);

let count = 0;
let address = '';
let reading: { provider: 'gmail'; accessToken: string };
const bounds = (most = 100) => ({ since: clock.now(), most });
const deliver = (subject: string, options?: { labels?: string[]; headers?: string[]; body?: string }) =>
  scene.deliver(address, incoming(subject, options), options?.labels ? { labels: options.labels } : {});

/** An access token lasts an hour. */
const consented = () => ({
  provider: 'gmail' as const,
  accessToken: scene.consent({ emailAddress: address, displayName: 'Reader' }, { mayRead: true }),
});

beforeEach(() => {
  count += 1;
  address = `reader-${String(count)}@gmail.test`;
  reading = consented();
  scene.faults.clear();
  asked.length = 0;
});

describe('Gmail is read', () => {
  test('nothing of before, then what came, the oldest first, and nothing twice', async () => {
    deliver('before');
    const begun = await reader.begin(reading);
    assert.deepEqual((await readAll(reader, reading, begun, bounds())).heads, []);
    const first = deliver('one', { headers: ['References: <a@example.org>', ' <b@example.org>', 'Received: first', 'Received: second'] });
    deliver('two', { labels: ['SPAM'] });
    const { heads, cursor } = await readAll(reader, reading, begun, bounds());
    assert.deepEqual(subjectsOf(heads), ['one', 'two']);
    const [head] = heads;
    assert.ok(head);
    assert.deepEqual([head.providerMessageId, head.providerThreadId, head.receivedAt], [first, first, clock.now()]);
    assert.ok(head.bytes > 200);
    assert.equal(headerOf(head, 'references'), '<a@example.org> <b@example.org>', 'unfolded');
    const received = head.headers.filter(({ name }) => name === 'received').map(({ value }) => value);
    assert.deepEqual(received, ['first', 'second'], 'in their order');
    assert.deepEqual((await readAll(reader, reading, cursor, bounds())).heads, []);
  });

  test('what the person sends or drafts is no news, and costs no call', async () => {
    const begun = await reader.begin(reading);
    const raw = letter(undefined, address);
    await sender.handOver({ provider: 'gmail', accessToken: reading.accessToken }, { from: address, to: 'rita@example.org', raw });
    deliver('draft', { labels: ['DRAFT'] });
    deliver('to myself', { labels: ['SENT', 'INBOX'] });
    asked.length = 0;
    const { heads, more } = await reader.changesSince(reading, begun, bounds());
    assert.deepEqual({ heads, more, asked }, { heads: [], more: false, asked: ['history'] });
  });

  test('an answer that left the inbox before it was looked at is seen all the same', async () => {
    const begun = await reader.begin(reading);
    scene.label(address, deliver('archived'), []);
    scene.label(address, deliver('thrown away'), ['TRASH']);
    deliver('filtered', { labels: ['Label_1'] });
    assert.deepEqual(subjectsOf((await readAll(reader, reading, begun, bounds())).heads), ['archived', 'thrown away', 'filtered']);
  });

  test('no more heads than are wanted, over the ends of pages, with what happens meanwhile', async () => {
    const begun = await reader.begin(reading);
    const subjects = Array.from({ length: 230 }, (_, index) => `message ${String(index)}`);
    for (const subject of subjects) deliver(subject);
    const first = await reader.changesSince(reading, begun, bounds(7));
    assert.equal(first.heads.length, 7);
    deliver('late');
    const { heads, rounds } = await readAll(reader, reading, first.cursor, bounds(7));
    assert.ok(rounds.every((round) => round.heads.length <= 7));
    assert.deepEqual(subjectsOf([...first.heads, ...heads]), [...subjects, 'late']);
    assert.ok(rounds.every(({ cursor }) => cursor.length < 300 && JSON.parse(cursor) !== null));
  });

  test('a message that is gone between the list and the look is left out', async () => {
    const begun = await reader.begin(reading);
    const ids = ['one', 'two', 'three'].map((subject) => deliver(subject));
    scene.remove(address, ids[1] ?? '');
    const { heads, more } = await reader.changesSince(reading, begun, bounds());
    assert.deepEqual([subjectsOf(heads), more], [['one', 'three'], false]);
  });

  test('a history that Gmail no longer knows is made up for by time, the oldest first and as many as are wanted', async () => {
    const begun = await reader.begin(reading);
    deliver('long ago');
    clock.advance(10 * 86_400);
    const since = clock.now();
    reading = consented();
    const subjects = Array.from({ length: 23 }, (_, index) => `message ${String(index)}`);
    for (const subject of subjects) {
      clock.advance(60);
      deliver(subject);
    }
    deliver('mine', { labels: ['SENT'] });
    const { heads, rounds, cursor } = await readAll(reader, reading, begun, { since, most: 5 });
    assert.deepEqual(subjectsOf(heads), subjects);
    assert.ok(rounds.every((round) => round.startedAnew && round.heads.length <= 5));
    deliver('after');
    const next = await reader.changesSince(reading, cursor, { since, most: 5 });
    assert.deepEqual([subjectsOf(next.heads), next.startedAnew], [['after'], false]);
  });

  test('what comes while it is looked by time is not lost, nor when the last that was given is removed', async () => {
    const ids = ['a', 'b', 'c', 'd'].map((subject) => deliver(subject));
    const first = await reader.changesSince(reading, 'a mark of somebody else', bounds(2));
    assert.deepEqual([subjectsOf(first.heads), first.more, first.startedAnew], [['a', 'b'], true, true]);
    scene.remove(address, ids[1] ?? '');
    deliver('e');
    const { heads } = await readAll(reader, reading, first.cursor, bounds(2));
    const seen = subjectsOf([...first.heads, ...heads]);
    assert.deepEqual([...new Set(seen)].sort(), ['a', 'b', 'c', 'd', 'e']);
  });

  test('a page that ended meanwhile is begun again', async () => {
    const begun = await reader.begin(reading);
    for (let index = 0; index < 150; index += 1) deliver(`message ${String(index)}`);
    const { cursor } = await reader.changesSince(reading, begun, bounds(150));
    const { h, p } = JSON.parse(cursor) as { h: string; p: string };
    assert.ok(p);
    const { heads } = await readAll(reader, reading, JSON.stringify({ h, p: 'ended' }), bounds(150));
    assert.equal(heads.length, 150);
  });

  test('a head of 100 kilobytes is read', async () => {
    const begun = await reader.begin(reading);
    const long = Array.from({ length: 1000 }, (_, index) => `X-Long-${String(index)}: ${'x'.repeat(90)}`);
    deliver('long', { headers: long });
    const [head] = (await reader.changesSince(reading, begun, bounds())).heads;
    assert.equal(head?.headers.filter(({ name }) => name.startsWith('x-long-')).length, 1000);
  });

  test('a message is fetched byte for byte, and not where it is gone or too large', async () => {
    const raw = incoming('Gr\u00fc\u00dfe', { body: 'Gr\u00fc\u00dfe \u00e4\u00f6\u00fc' });
    const id = scene.deliver(address, raw);
    const fetched = await reader.fetchMessage(reading, id, { mostBytes: raw.byteLength });
    assert.ok(typeof fetched !== 'string');
    assert.deepEqual(Buffer.from(fetched), raw);
    assert.equal(await reader.fetchMessage(reading, id, { mostBytes: raw.byteLength - 1 }), 'too_large');
    const large = scene.deliver(address, incoming('large', { body: `${'x'.repeat(900)}\r\n`.repeat(400) }));
    assert.equal(await reader.fetchMessage(reading, large, { mostBytes: 100_000 }), 'too_large');
    assert.equal(await reader.fetchMessage(reading, 'gone/../../x', { mostBytes: 1000 }), 'gone');
  });
});

describe('What was sent through Gmail is found', () => {
  const send = async (number: string) => {
    const raw = letter((lines) => lines.map((line) => line.replace('<letter-1@', `<${number}@`)), address);
    return sender.handOver({ provider: 'gmail', accessToken: reading.accessToken }, { from: address, to: 'rita@example.org', raw });
  };

  test('by its number, and nothing that came from outside under the same', async () => {
    const then = clock.now();
    assert.equal(await reader.findSent(reading, '<one@letters.example.org>', then), undefined);
    scene.deliver(
      address,
      incoming('x', { headers: [] })
        .toString()
        .replace(/<x@example.org>/, '<one@letters.example.org>'),
    );
    assert.equal(await reader.findSent(reading, '<one@letters.example.org>', then), undefined);
    const { providerMessageId, providerThreadId } = await send('one');
    const found = await reader.findSent(reading, '<one@letters.example.org>', then);
    assert.deepEqual(found, { providerMessageId, providerThreadId, messageId: '<one@letters.example.org>' });
  });

  test('also where Gmail put its own number in the place of ours', async () => {
    const then = clock.now();
    await send('before');
    scene.script(address, { fault: 'replace_message_id' });
    const { providerMessageId } = await send('replaced');
    for (let index = 0; index < 150; index += 1) scene.deliver(address, incoming(`sent by hand ${String(index)}`), { labels: ['SENT'] });
    assert.equal(await reader.findSent(reading, '<replaced@letters.example.org>', new Date(then.getTime() - 3_600_000)), undefined);
    const found = await reader.findSent(reading, '<replaced@letters.example.org>', then);
    assert.equal(found?.providerMessageId, providerMessageId);
    assert.match(found.messageId ?? '', /@mail\.gmail\.com>$/);
  });
});

test('What Gmail sent is found even where nothing of our number is left: by what stands between its parts', async () => {
  const then = clock.now();
  const messageIds = [1, 2, 3].map((number) => `<0190a0b0-0000-7000-8000-00000000000${String(number)}.1@letters.example.org>`);
  const sent = [];
  for (const messageId of messageIds) {
    const raw = composeOutreach({
      ...{ from: { name: 'Reader', address }, to: { name: 'Rita', address: 'rita@example.org' }, subject: 'The ford' },
      ...{ html: '<p>Hello</p>', text: 'Hello', messageId, date: clock.now() },
    });
    scene.script(address, { fault: 'lose_message_id' });
    const mailbox = { provider: 'gmail', accessToken: reading.accessToken } as const;
    sent.push(await sender.handOver(mailbox, { from: address, to: 'rita@example.org', raw }));
  }
  for (const [at, messageId] of messageIds.entries()) {
    const found = await reader.findSent(reading, messageId, then);
    assert.equal(found?.providerMessageId, sent[at]?.providerMessageId);
    assert.match(found?.messageId ?? '', /@mail\.gmail\.com>$/);
  }
  assert.equal(await reader.findSent(reading, '<0190a0b0-0000-7000-8000-000000000004.1@letters.example.org>', then), undefined);
});

describe('Reading Gmail fails', () => {
  const faults = [
    ['userRateLimitExceeded', {}, failure('retry_later', 'user_quota')],
    ['tooManyRequests', { seconds: 30 }, failure('retry_later', 'user_quota', 30)],
    ['tooManyRequests', {}, failure('retry_later', 'user_quota')],
    ['rateLimitExceeded', {}, failure('retry_later', 'project_quota')],
    ['dailyLimitExceeded', {}, failure('retry_later', 'daily_quota')],
    ['backendError', { status: 503 }, failure('retry_later', 'provider_down')],
    ['html_200', {}, failure('retry_later', 'answer_unreadable')],
    ['drop_before_accept', {}, broken],
    ['hang', {}, broken],
    ['insufficientPermissions', {}, failure('reconnect', 'consent_missing_scope')],
    ['authError', {}, failure('reconnect', 'consent_revoked')],
    ['domainPolicy', {}, failure('never', 'admin_blocked')],
    ['failedPrecondition', {}, failure('never', 'no_mailbox')],
  ] as const;
  for (const [fault, more, expected] of faults) {
    test(`in the product’s one shape: ${fault}${'seconds' in more ? ' with a time' : ''}`, async () => {
      const begun = await reader.begin(reading);
      deliver('one');
      scene.script(address, { fault, at: 'read', ...more });
      expect(fault);
      await assert.rejects(reader.changesSince(reading, begun, bounds()), expected);
      assert.deepEqual(subjectsOf((await reader.changesSince(reading, begun, bounds())).heads), ['one'], 'nothing is lost by it');
    });
  }

  test('and no sentence speaks of sending', async () => {
    for (const fault of ['userRateLimitExceeded', 'badRequest', 'insufficientPermissions', 'backendError'] as const) {
      scene.script(address, { fault, at: 'read' });
      const error = await reader.begin(reading).catch((thrown: unknown) => thrown);
      assert.ok(error instanceof Error);
      assert.doesNotMatch(error.message, /\bsen[dt]\b|Sent folder/i);
    }
  });

  test('a consent for sending alone reads nothing', async () => {
    const accessToken = scene.consent({ emailAddress: address, displayName: 'Reader' });
    await assert.rejects(reader.begin({ provider: 'gmail', accessToken }), failure('reconnect', 'consent_missing_scope'));
  });

  test('where the allowance ends in the middle, what was read is given', async () => {
    const begun = await reader.begin(reading);
    for (let index = 0; index < 10; index += 1) deliver(`message ${String(index)}`);
    let left = 6;
    const scarce = createGmailReading({
      ...settings,
      outbound: {
        request(call) {
          left -= 1;
          if (left === 0) scene.script(address, { fault: 'userRateLimitExceeded', at: 'read' });
          return client.request(call);
        },
      },
    });
    const first = await scarce.changesSince(reading, begun, bounds());
    assert.deepEqual([first.heads.length, first.more], [4, true]);
    const rest = await readAll(reader, reading, first.cursor, bounds());
    assert.equal(new Set(subjectsOf([...first.heads, ...rest.heads])).size, 10);
    assert.equal(rest.heads.length, 6);
  });
});
