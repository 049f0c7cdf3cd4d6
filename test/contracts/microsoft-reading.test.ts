import assert from 'node:assert/strict';
import { after, beforeEach, describe, test } from 'node:test';
import { createOutbound, type Outbound } from '../../server/platform/outbound.ts';
import { createMicrosoftMailboxes, createOutlookReading } from '../../server/providers/microsoft/index.ts';
import { letter } from './google-scene.ts';
import { clientId, clientSecret, startStandIn } from './microsoft-scene.ts';
import { broken, headerOf, incoming, readAll, subjectsOf } from './reading-scene.ts';
import { failure, impatient } from './scene.ts';

const scene = await startStandIn();
after(() => scene.stop());
const { url, clock } = scene;
const { outbound: client, expect } = impatient(createOutbound({ allow: [new URL(url).host] }));
const hosts = new Set<string>();
/** What is done to an answer before the adapter sees it. */
let spoil: ((text: string) => string) | undefined;
const outbound: Outbound = {
  async request(call) {
    hosts.add(new URL(String(call.url)).host);
    const answer = await client.request(call);
    return spoil ? { ...answer, text: spoil(answer.text) } : answer;
  },
};
const settings = { clientId, clientSecret, loginUrl: url, graphUrl: url, outbound, clock };
const reader = createOutlookReading(settings);
const sender = createMicrosoftMailboxes(settings);

let count = 0;
let address = '';
let reading: { provider: 'outlook'; accessToken: string };
const bounds = (most = 100) => ({ since: clock.now(), most });
const deliver = (subject: string, options?: { folder?: 'inbox' | 'junkemail'; headers?: string[] }) =>
  scene.deliver(address, incoming(subject, options), options?.folder ? { folder: options.folder } : {});

/** An access token lasts an hour. */
const consented = () => ({
  provider: 'outlook' as const,
  accessToken: scene.consent({ emailAddress: address, displayName: 'Reader' }, { mayRead: true }),
});

beforeEach(() => {
  count += 1;
  address = `reader-${String(count)}@outlook.test`;
  reading = consented();
  scene.faults.clear();
  spoil = undefined;
});

describe('Outlook is read', () => {
  test('nothing of before, then what came to the inbox and to junk, the oldest first, and nothing twice', async () => {
    deliver('before');
    clock.advance(60);
    const begun = await reader.begin(reading);
    const first = deliver('one', { headers: ['References: <a@example.org>', ' <b@example.org>', 'Received: first', 'Received: second'] });
    clock.advance(1);
    deliver('two', { folder: 'junkemail' });
    clock.advance(1);
    deliver('three');
    const { heads, cursor } = await readAll(reader, reading, begun, bounds());
    assert.deepEqual(subjectsOf(heads), ['one', 'two', 'three']);
    const [head] = heads;
    assert.ok(head);
    assert.equal(head.providerMessageId, first);
    assert.ok(head.providerThreadId);
    assert.equal(headerOf(head, 'references'), '<a@example.org> <b@example.org>', 'unfolded');
    const received = head.headers.filter(({ name }) => name === 'received').map(({ value }) => value);
    assert.deepEqual(received, ['first', 'second'], 'in their order');
    assert.deepEqual((await readAll(reader, reading, cursor, bounds())).heads, []);
  });

  test('what is sent, read, moved away or removed is no news', async () => {
    const begun = await reader.begin(reading);
    const raw = letter(undefined, address);
    await sender.handOver({ provider: 'outlook', accessToken: reading.accessToken }, { from: address, to: 'rita@example.org', raw });
    const { cursor } = await readAll(reader, reading, begun, bounds());
    const ids = ['one', 'two', 'three'].map((subject) => deliver(subject));
    const next = await readAll(reader, reading, cursor, bounds());
    assert.equal(next.heads.length, 3);
    for (const [at, to] of (['read', 'archive', 'removed'] as const).entries()) scene.change(address, ids[at] ?? '', to);
    assert.deepEqual((await readAll(reader, reading, next.cursor, bounds())).heads, []);
  });

  test('no more heads than are wanted, over the ends of pages, with what happens meanwhile', async () => {
    const begun = await reader.begin(reading);
    const subjects = Array.from({ length: 90 }, (_, index) => `message ${String(index)}`);
    for (const subject of subjects) {
      clock.advance(1);
      deliver(subject);
    }
    const first = await reader.changesSince(reading, begun, bounds(7));
    assert.equal(first.heads.length, 7);
    clock.advance(1);
    deliver('late');
    const { heads, rounds, cursor } = await readAll(reader, reading, first.cursor, bounds(7));
    assert.ok(rounds.every((round) => round.heads.length <= 7));
    const { heads: next } = await readAll(reader, reading, cursor, bounds(7));
    assert.deepEqual(subjectsOf([...first.heads, ...heads, ...next]), [...subjects, 'late']);
  });

  test('a state that Graph no longer knows is made up for by time, also in the middle of pages', async () => {
    const begun = await reader.begin(reading);
    const { cursor } = await readAll(reader, reading, begun, bounds());
    deliver('long ago');
    clock.advance(10 * 86_400);
    const since = clock.now();
    reading = consented();
    const subjects = Array.from({ length: 12 }, (_, index) => `message ${String(index)}`);
    for (const subject of subjects) {
      clock.advance(1);
      deliver(subject);
    }
    const { heads, rounds, cursor: next } = await readAll(reader, reading, cursor, { since, most: 5 });
    assert.deepEqual(subjectsOf(heads), subjects);
    assert.ok(rounds.every((round) => round.startedAnew));
    deliver('after');
    const later = await reader.changesSince(reading, next, { since, most: 5 });
    assert.deepEqual([subjectsOf(later.heads), later.startedAnew], [['after'], false]);
    for (const fault of ['SyncStateNotFound', 'resyncRequired'] as const) {
      scene.script(address, { fault, at: 'read' });
      const again = await readAll(reader, reading, later.cursor, { since, most: 50 });
      assert.deepEqual(new Set(subjectsOf(again.heads)), new Set([...subjects, 'after']), 'at worst read twice');
    }
  });

  test('a mark that is not ours is looked by time', async () => {
    deliver('one');
    const changes = await reader.changesSince(reading, '{"inbox":"https://example.org/"}', bounds());
    assert.deepEqual([subjectsOf(changes.heads), changes.startedAnew], [['one'], true]);
  });

  test('a head is asked for by itself where the list leaves it out, and left out where the message is gone', async () => {
    const begun = await reader.begin(reading);
    deliver('one');
    const gone = deliver('two');
    spoil = (text) => {
      if (!text.includes('@odata.deltaLink')) return text;
      scene.change(address, gone, 'removed');
      return text.replaceAll('"internetMessageHeaders"', '"somethingElse"');
    };
    const { heads } = await reader.changesSince(reading, begun, bounds());
    assert.deepEqual(subjectsOf(heads), ['one']);
  });

  test('heads of 100 kilobytes are read', async () => {
    const begun = await reader.begin(reading);
    const long = Array.from({ length: 1000 }, (_, index) => `X-Long-${String(index)}: ${'x'.repeat(90)}`);
    for (let index = 0; index < 30; index += 1) deliver(`long ${String(index)}`, { headers: long });
    const { heads } = await readAll(reader, reading, begun, bounds());
    assert.equal(heads.length, 30);
    assert.ok(heads.every((head) => head.headers.length > 1000));
  });

  test('a message is fetched byte for byte, and not where it is gone or too large', async () => {
    const raw = incoming('raw', { body: 'Gr\u00fc\u00dfe \u00e4\u00f6\u00fc' });
    const id = scene.deliver(address, raw);
    const fetched = await reader.fetchMessage(reading, id, { mostBytes: raw.byteLength });
    assert.ok(typeof fetched !== 'string');
    assert.deepEqual(Buffer.from(fetched), raw);
    assert.equal(await reader.fetchMessage(reading, id, { mostBytes: raw.byteLength - 1 }), 'too_large');
    assert.equal(await reader.fetchMessage(reading, 'gone/../../x', { mostBytes: 1000 }), 'gone');
  });

  test('what was sent is found by its number, and nothing that came from outside under the same', async () => {
    const then = clock.now();
    const raw = letter((lines) => lines.map((line) => line.replace('<letter-1@', "<o'neil-1@")), address);
    scene.deliver(address, raw);
    assert.equal(await reader.findSent(reading, "<o'neil-1@letters.example.org>", then), undefined);
    await sender.handOver({ provider: 'outlook', accessToken: reading.accessToken }, { from: address, to: 'rita@example.org', raw });
    const found = await reader.findSent(reading, "<o'neil-1@letters.example.org>", then);
    assert.equal(found?.messageId, "<o'neil-1@letters.example.org>");
    assert.ok(found.providerMessageId && found.providerThreadId);
  });
});

describe('Reading Outlook fails', () => {
  const faults = [
    ['ApplicationThrottled', { seconds: 30 }, failure('retry_later', 'user_quota', 30)],
    ['ApplicationThrottled', {}, failure('retry_later', 'user_quota')],
    ['server_error', { status: 504 }, failure('retry_later', 'provider_down')],
    ['html_200', {}, failure('retry_later', 'answer_unreadable')],
    ['foreign_link', {}, failure('retry_later', 'answer_unreadable')],
    ['drop_before_accept', {}, broken],
    ['hang', {}, broken],
    ['ErrorAccessDenied', {}, failure('reconnect', 'consent_missing_scope')],
    ['access_policy', {}, failure('never', 'admin_blocked')],
    ['InvalidAuthenticationToken', {}, failure('reconnect', 'consent_revoked')],
    ['MailboxNotEnabledForRESTAPI', {}, failure('never', 'no_mailbox')],
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

  test('and the token goes to no other host, whatever a link says', async () => {
    const begun = await reader.begin(reading);
    const { host } = new URL(url);
    const links = [
      `http://${host}.example.org/sandbox/microsoft/v1.0/x`,
      `http://x@${host}/sandbox/microsoft/v1.0/x`,
      `http://${host}/v2.0/x`,
    ];
    for (const link of [...links, 'not a link', '//example.org/v1.0/x']) {
      spoil = (text) => text.replace(/"@odata.deltaLink":"[^"]*"/, `"@odata.deltaLink":${JSON.stringify(link)}`);
      await assert.rejects(reader.changesSince(reading, begun, bounds()), failure('retry_later', 'answer_unreadable'), link);
    }
    assert.deepEqual([...hosts], [host]);
  });

  test('and no sentence speaks of sending', async () => {
    for (const fault of ['ApplicationThrottled', 'ErrorMimeContentInvalid', 'ErrorAccessDenied', 'server_error'] as const) {
      scene.script(address, { fault, at: 'read' });
      const error = await reader.begin(reading).catch((thrown: unknown) => thrown);
      assert.ok(error instanceof Error);
      assert.doesNotMatch(error.message, /\bsen[dt]\b|Sent Items/i);
    }
  });

  test('a consent for sending alone reads nothing', async () => {
    const accessToken = scene.consent({ emailAddress: address, displayName: 'Reader' });
    await assert.rejects(reader.begin({ provider: 'outlook', accessToken }), failure('reconnect', 'consent_missing_scope'));
  });
});
