import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import fc from 'fast-check';
import { malformed, note, shown, startScene, valueOf } from './imap-scene.ts';
import { failure } from './scene.ts';

const scene = await startScene();
after(() => scene.stop());
const { clock, imap, side, bounds, somebody } = scene;

describe('what came to a mailbox', () => {
  test('after the first mark, everything that comes is given once, the oldest first, and nothing of before', async () => {
    const { reading, deliver, subjects } = somebody();
    deliver(note('Before'));
    const mark = await imap.begin(reading);
    assert.deepEqual((await subjects(mark)).subjects, []);
    deliver(note('One'));
    clock.advance(60);
    deliver(note('Two'));
    const { cursor, ...rest } = await subjects(mark);
    assert.deepEqual(rest, { subjects: ['One', 'Two'], more: false, startedAnew: false });
    assert.deepEqual((await subjects(cursor)).subjects, []);
  });

  test('of a message its head is given as it came, and nothing is marked, in the inbox or anywhere', async () => {
    const { subject, reading, deliver } = somebody();
    const mark = await imap.begin(reading);
    const raw = note('=?utf-8?q?Gr=C3=BC=C3=9Fe?=', ['References: <a@example.org>\r\n <b@example.org>', 'X-Twice: 1', 'X-Twice: 2']);
    deliver(raw);
    const [head] = (await imap.changesSince(reading, mark, bounds)).heads;
    assert.ok(head);
    assert.deepEqual(
      [valueOf(head.headers, 'subject'), valueOf(head.headers, 'references')],
      ['=?utf-8?q?Gr=C3=BC=C3=9Fe?=', '<a@example.org> <b@example.org>'],
    );
    assert.deepEqual(
      head.headers.filter(({ name }) => name === 'x-twice').map((header) => header.value),
      ['1', '2'],
    );
    assert.deepEqual([head.bytes, head.receivedAt], [raw.length, clock.now()]);
    const fetched = await imap.fetchMessage(reading, head.providerMessageId, { mostBytes: 10_000 });
    assert.ok(typeof fetched !== 'string');
    assert.equal(Buffer.from(fetched).toString(), raw);
    assert.deepEqual([...(side.folders.one(subject, 'INBOX')?.messages[0]?.flags ?? ['missing'])], []);
    assert.equal(side.commands().get('SELECT'), undefined);
    assert.ok((side.commands().get('EXAMINE') ?? 0) > 0);
  });

  test('junk is read as well, whatever the language of its name, and drafts and sent copies are not', async () => {
    const { subject, reading, deliver, subjects } = somebody();
    side.folders.rename(subject, 'Junk', 'Unerwünschte & Werbung');
    const mark = await imap.begin(reading);
    deliver(note('In junk'), { folder: 'Unerwünschte & Werbung' });
    deliver(note('Sent'), { folder: 'Sent' });
    deliver(note('Draft'), { flags: ['\\Draft'] });
    deliver(note('In the inbox'));
    assert.deepEqual((await subjects(mark)).subjects.sort(), ['In junk', 'In the inbox']);
  });

  test('no more is given at once than is wanted, and the rest afterwards', async () => {
    const { reading, deliver, subjects } = somebody();
    let cursor = await imap.begin(reading);
    for (let number = 1; number <= 60; number += 1) deliver(note(`Note ${number}`), number % 10 === 0 ? { folder: 'Junk' } : {});
    const given: (string | undefined)[] = [];
    const pages: number[] = [];
    for (let more = true; more; ) {
      const page = await subjects(cursor, { most: 25 });
      ({ cursor, more } = page);
      given.push(...page.subjects);
      pages.push(page.subjects.length);
    }
    assert.deepEqual(pages, [25, 25, 10]);
    assert.deepEqual([given.length, new Set(given).size], [60, 60]);
  });

  test('a folder whose numbers are new is read by time, and says so', async () => {
    const { subject, reading, deliver, subjects } = somebody();
    deliver(note('Long ago'), { at: new Date(clock.now().getTime() - 5 * 86_400_000) });
    const mark = await imap.begin(reading);
    const since = clock.now();
    deliver(note('Given before'));
    const { cursor } = await subjects(mark);
    deliver(note('New'));
    side.folders.renumber(subject, 'INBOX');
    const { cursor: next, ...rest } = await subjects(cursor, { since, most: 1 });
    assert.deepEqual(rest, { subjects: ['Given before'], more: true, startedAnew: true });
    deliver(note('Moved here from long ago'), { at: new Date(clock.now().getTime() - 5 * 86_400_000) });
    const last = await subjects(next, { since });
    assert.deepEqual([last.subjects, last.more], [['New'], false]);
    assert.deepEqual((await subjects(last.cursor)).subjects, []);
  });
});

test('whatever happens in a mailbox, what comes and stays is given, and twice only where its folder was made anew', async () => {
  type Act = 'deliver' | 'junk' | 'remove' | 'read' | 'renumber';
  const act = fc.constantFrom<Act>('deliver', 'deliver', 'deliver', 'junk', 'remove', 'read', 'read', 'renumber');
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 25 }), fc.integer({ min: 1, max: 4 }), async (acts, most) => {
      const { subject, reading, deliver, subjects } = somebody();
      let cursor = await imap.begin(reading);
      const staying = new Map<string, number>();
      const given: string[] = [];
      let renumbered = false;
      const read = async () => {
        const page = await subjects(cursor, { most });
        ({ cursor } = page);
        given.push(...page.subjects.map((each) => each ?? ''));
        return page.more;
      };
      for (const [index, each] of acts.entries()) {
        if (each === 'deliver') staying.set(`Note ${index}`, deliver(note(`Note ${index}`)));
        else if (each === 'junk') staying.set(`Junk ${index}`, deliver(note(`Junk ${index}`), { folder: 'Junk' }));
        else if (each === 'read') await read();
        else if (each === 'renumber') {
          renumbered = true;
          side.folders.renumber(subject, 'INBOX');
        } else {
          const [oldest] = side.folders.one(subject, 'INBOX')?.messages ?? [];
          if (!oldest) continue;
          side.folders.remove(subject, 'INBOX', oldest.uid);
          staying.delete(/^Subject: (.*)\r$/m.exec(oldest.raw.toString())?.[1] ?? '');
        }
      }
      while (await read());
      for (const each of staying.keys()) assert.ok(given.includes(each), `${each} was not given`);
      if (!renumbered) assert.equal(new Set(given).size, given.length);
    }),
    { numRuns: 25 },
  );
});

describe('one message', () => {
  test('is fetched as it came, and not when it is too large, gone, or of a folder that was made anew', async () => {
    const { subject, reading, deliver } = somebody();
    const mark = await imap.begin(reading);
    const raw = note('Bytes', ['X-Wide: Grüße'], `.\r\n\0-\xff-${'x'.repeat(3000)}`);
    const uid = deliver(raw);
    const [head] = (await imap.changesSince(reading, mark, bounds)).heads;
    const fetch = (mostBytes: number) => imap.fetchMessage(reading, head?.providerMessageId ?? '', { mostBytes });
    const size = Buffer.byteLength(raw);
    const fetched = await fetch(size);
    assert.ok(typeof fetched !== 'string');
    assert.deepEqual(Buffer.from(fetched), Buffer.from(raw));
    assert.equal(await fetch(size - 1), 'too_large');
    assert.equal(await imap.fetchMessage(reading, 'made up', { mostBytes: size }), 'gone');
    assert.equal(await imap.fetchMessage(reading, `1.${uid}.No such folder`, { mostBytes: size }), 'gone');
    side.folders.renumber(subject, 'INBOX');
    assert.equal(await fetch(size), 'gone');
    const mark2 = await imap.begin(reading);
    deliver(raw);
    const [again] = (await imap.changesSince(reading, mark2, bounds)).heads;
    side.folders.remove(subject, 'INBOX', 2);
    assert.equal(await imap.fetchMessage(reading, again?.providerMessageId ?? '', { mostBytes: size }), 'gone');
  });

  test('what nobody should send is given as far as it can be read, and stops nothing', async () => {
    const { reading, deliver } = somebody();
    const mark = await imap.begin(reading);
    const names = Object.keys(malformed);
    for (const raw of Object.values(malformed)) deliver(Buffer.from(raw, 'latin1'));
    deliver(note('Whole'));
    const page = await imap.changesSince(reading, mark, bounds);
    assert.equal(page.heads.length, names.length + 1);
    assert.equal(shown(page).subjects.filter((subject) => subject === 'malformed').length, names.length - 1);
    assert.ok(shown(page).subjects.includes('Whole'));
    for (const { providerMessageId, headers } of page.heads) {
      assert.ok(JSON.stringify(headers).length < 1_500_000);
      assert.ok((await imap.fetchMessage(reading, providerMessageId, { mostBytes: 1_000_000 })) instanceof Uint8Array);
    }
  });

  test('is found among what was sent by its whole Message-ID, also where the server’s search finds nothing', async () => {
    const { reading, deliver, script } = somebody();
    const sent = (id: string) => deliver(`Message-ID: ${id}\r\nSubject: Sent\r\n\r\nText\r\n`, { folder: 'Sent' });
    const find = (id: string) => imap.findSent(reading, id, clock.now());
    sent('<longer-abc.1@example.org>');
    assert.equal(await find('<abc.1@example.org>'), undefined);
    const uid = sent('<abc.1@example.org>');
    const found = await find('<abc.1@example.org>');
    assert.deepEqual([found?.messageId, found?.providerMessageId.split('.')[1]], ['<abc.1@example.org>', String(uid)]);
    // Folded behind its name, as long ones are; the search of this server does not look there.
    deliver('Message-ID:\r\n <folded@example.org>\r\nSubject: Sent\r\n\r\nText\r\n', { folder: 'Sent' });
    assert.equal((await find('<folded@example.org>'))?.messageId, '<folded@example.org>');
    assert.equal(await imap.findSent(reading, '<abc.1@example.org>', new Date(clock.now().getTime() + 3 * 86_400_000)), undefined);
    script('imap_search_refused');
    await assert.rejects(find('<abc.1@example.org>'), failure('retry_later', 'provider_down', 60));
  });

  test('of a mailbox of 100,000 messages nothing is read but what came, and of one made anew only the last days', async () => {
    const { subject, reading, deliver, subjects } = somebody();
    let made = 0;
    const day = 86_400_000;
    const start = clock.now().getTime() - 1000 * day;
    const raw = Buffer.from(note('Old'));
    side.folders.imagine(subject, 'INBOX', {
      count: 100_000,
      make(uid) {
        made += 1;
        return { at: new Date(start + (uid / 100) * day), raw };
      },
    });
    const mark = await imap.begin(reading);
    deliver(note('New'));
    const { cursor, subjects: given } = await subjects(mark);
    assert.deepEqual([given, made], [['New'], 0]);
    const folder = side.folders.one(subject, 'INBOX');
    assert.ok(folder);
    folder.validity += 1000;
    let [next, count, pages] = [cursor, 0, 0];
    for (let more = true; more; pages += 1) {
      const page = await subjects(next, { since: clock.now(), most: 100 });
      ({ cursor: next, more } = page);
      count += page.subjects.length;
    }
    // A hundred a day: yesterday, from its midnight on, and today.
    assert.ok(count > 100 && count <= 201, `${count} were given`);
    assert.ok(pages <= 3);
  });
});
