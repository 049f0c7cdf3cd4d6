import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import type { MailChanges } from '../../server/providers/capabilities.ts';
import { createImap } from '../../server/providers/imap/read-mail.ts';
import { noDovecot, startDovecot } from '../harness/dovecot.ts';
import { until } from '../harness/ours.ts';
import { malformed, note, readingOf } from './imap-scene.ts';
import { failure } from './scene.ts';

/** The same promises as against the stand-in, kept with a server that was not written here. */
describe('reading a real Dovecot', { skip: noDovecot ?? false }, async () => {
  if (noDovecot !== undefined) return;
  const server = await startDovecot();
  const { host, ports, certificate } = server;
  const allow = [host];
  const resolve = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
  const made = (milliseconds = {}) => createImap({ allow, resolve, authorities: certificate, milliseconds: { keep: 50, ...milliseconds } });
  const imap = made();
  after(async () => {
    imap.stop();
    await server.stop();
  });
  const junk = 'Unerw&APw-nscht';
  let people = 0;
  const somebody = () => {
    const user = `reader${(people += 1)}`;
    return { user, reading: readingOf({ host, port: ports.tls }, user, { security: 'tls', password: server.password }) };
  };
  const bounds = { since: new Date(), most: 100 };
  const subjectsOf = ({ heads }: MailChanges) => heads.map(({ headers }) => headers.find(({ name }) => name === 'subject')?.value).sort();

  test('signs in over TLS and over STARTTLS, and a wrong password is one', async () => {
    const { reading } = somebody();
    await imap.signInToRead(reading);
    await imap.signInToRead({ ...reading, port: ports.starttls, security: 'starttls' });
    await assert.rejects(imap.signInToRead({ ...reading, password: 'wrong' }), failure('reconnect', 'consent_revoked'));
    const doubting = createImap({ allow, resolve });
    await assert.rejects(doubting.signInToRead(reading), failure('retry_later', 'unreachable', 3600));
  });

  test('gives what came to the inbox and to junk, in pages, each message as it came, and marks nothing', async () => {
    const { user, reading } = somebody();
    let cursor = await imap.begin(reading);
    const raws = Array.from({ length: 30 }, (_, index) =>
      note(`Note ${String(index).padStart(2, '0')}`, ['X-Long: a\r\n b'], `Grüße ${index}`),
    );
    raws.forEach((raw, index) => server.deliver(user, raw, index % 3 === 0 ? junk : undefined));
    const given: (string | undefined)[] = [];
    for (let more = true; more; ) {
      const page = await imap.changesSince(reading, cursor, { ...bounds, most: 12 });
      ({ cursor, more } = page);
      given.push(...subjectsOf(page));
      for (const { providerMessageId, bytes, headers } of page.heads) {
        const raw = raws[Number(headers.find(({ name }) => name === 'subject')?.value.slice(-2))] ?? '';
        assert.equal(headers.find(({ name }) => name === 'x-long')?.value, 'a b');
        assert.equal(bytes, Buffer.byteLength(raw));
        const fetched = await imap.fetchMessage(reading, providerMessageId, { mostBytes: 5000 });
        assert.ok(typeof fetched !== 'string');
        assert.equal(Buffer.from(fetched).toString(), raw);
      }
    }
    assert.deepEqual([given.length, new Set(given).size], [30, 30]);
    for (const folder of [undefined, junk]) {
      const { cur } = server.files(user, folder);
      assert.ok(
        cur.every((name) => !/,[A-Z]*S/.test(name)),
        'a message was marked as seen',
      );
    }
  });

  test('what nobody should send is given as far as it can be read, and stops nothing', async () => {
    const { user, reading } = somebody();
    const mark = await imap.begin(reading);
    const names = Object.keys(malformed);
    for (const raw of Object.values(malformed)) server.deliver(user, Buffer.from(raw, 'latin1'));
    server.deliver(user, note('Whole'));
    const page = await imap.changesSince(reading, mark, bounds);
    assert.equal(page.heads.length, names.length + 1);
    assert.equal(subjectsOf(page).filter((subject) => subject === 'malformed').length, names.length - 1);
    assert.ok(subjectsOf(page).includes('Whole'));
    for (const { providerMessageId, headers } of page.heads) {
      assert.ok(JSON.stringify(headers).length < 1_500_000);
      assert.ok((await imap.fetchMessage(reading, providerMessageId, { mostBytes: 1_000_000 })) instanceof Uint8Array);
    }
  });

  test('a mailbox whose index was lost is read by time, and nothing is missing', async () => {
    const { user, reading } = somebody();
    const own = made();
    server.deliver(user, note('Before'));
    const cursor = await own.begin(reading);
    server.deliver(user, note('After'));
    own.stop();
    server.renumber(user);
    const page = await until('nobody else is connected', () => imap.changesSince(reading, cursor, bounds).catch(() => undefined));
    assert.deepEqual([subjectsOf(page), page.startedAnew], [['After', 'Before'], true]);
    assert.deepEqual(subjectsOf(await imap.changesSince(reading, page.cursor, bounds)), []);
  });

  test('finds what was sent by its Message-ID', async () => {
    const { user, reading } = somebody();
    await imap.begin(reading);
    for (const id of ['<first.1@example.org>', '<st.1@example.org>'])
      server.deliver(user, `Message-ID: ${id}\r\nSubject: Sent\r\n\r\nText\r\n`, 'Gesendet');
    assert.equal((await imap.findSent(reading, '<st.1@example.org>', new Date()))?.messageId, '<st.1@example.org>');
    assert.equal(await imap.findSent(reading, '<t.1@example.org>', new Date()), undefined);
  });

  test('tells by IDLE what came, over the one connection that this server allows, and its end', async () => {
    const { user, reading } = somebody();
    const own = made();
    const cursor = await own.begin(reading);
    const heard = { news: 0, ended: [] as (Error | undefined)[] };
    await own.listen(reading, { news: () => (heard.news += 1), ended: (error) => heard.ended.push(error) });
    server.deliver(user, note('News'));
    await until('it is told', () => heard.news > 0);
    assert.deepEqual(subjectsOf(await own.changesSince(reading, cursor, bounds)), ['News']);
    await assert.rejects(made().begin(reading), failure('retry_later', 'user_quota', 300));
    own.stop();
  });

  test('messages that vanish are left out, and the others are given', async () => {
    const { user, reading } = somebody();
    const cursor = await imap.begin(reading);
    const names = ['One', 'Two', 'Three'].map((each) => server.deliver(user, note(each)));
    const [first] = (await imap.changesSince(reading, cursor, bounds)).heads;
    server.remove(user, names[1] ?? '');
    assert.deepEqual(subjectsOf(await imap.changesSince(reading, cursor, bounds)), ['One', 'Three']);
    server.remove(user, names[0] ?? '');
    assert.equal(await imap.fetchMessage(reading, first?.providerMessageId ?? '', { mostBytes: 5000 }), 'gone');
  });
});
