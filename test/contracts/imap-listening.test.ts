import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { createImap } from '../../server/providers/imap/read-mail.ts';
import { until } from '../harness/ours.ts';
import { note, startScene } from './imap-scene.ts';
import { failure } from './scene.ts';

const scene = await startScene();
after(() => scene.stop());
const { clock, imap, side, somebody, allow } = scene;

describe('listening', () => {
  function ear() {
    const heard = { news: 0, ended: [] as (Error | undefined)[] };
    return { heard, told: { news: () => (heard.news += 1), ended: (error?: Error) => heard.ended.push(error) } };
  }

  test('tells at once when something came, and goes on while the mailbox is read over the same connection', async () => {
    const { reading, deliver, subjects } = somebody();
    const mark = await imap.begin(reading);
    const { ever } = side.connections();
    const { heard, told } = ear();
    const stop = await imap.listen(reading, told);
    deliver(note('First'));
    await until('it is told', () => heard.news === 1);
    const { cursor, subjects: given } = await subjects(mark);
    assert.deepEqual(given, ['First']);
    deliver(note('Second'));
    await until('it is told', () => heard.news === 2);
    assert.deepEqual((await subjects(cursor)).subjects, ['Second']);
    assert.equal(side.connections().ever, ever);
    await stop();
    deliver(note('Third'));
    await subjects(cursor);
    assert.deepEqual([heard.news, heard.ended], [2, []]);
  });

  test('what came while the connection looked elsewhere is told afterwards', async () => {
    const { reading, deliver } = somebody();
    await imap.begin(reading);
    const { heard, told } = ear();
    const stop = await imap.listen(reading, told);
    const looking = imap.findSent(reading, '<none@example.org>', clock.now());
    deliver(note('Meanwhile'));
    await looking;
    await until('it is told', () => heard.news > 0);
    await stop();
  });

  test('a server that cannot tell is asked now and then', async () => {
    side.offers.idle = false;
    const { reading, deliver } = somebody();
    const { heard, told } = ear();
    const stop = await imap.listen(reading, told);
    const before = side.commands().get('NOOP') ?? 0;
    await until('it is told', () => (side.commands().get('NOOP') ?? 0) > before + 1);
    deliver(note('News'));
    await until('it is told', () => heard.news === 1);
    await stop();
    side.offers.idle = true;
  });

  test('IDLE is said anew before a server may tire of it', async () => {
    const impatient = createImap({ allow, milliseconds: { idle: 30 } });
    const { reading } = somebody();
    const { told } = ear();
    const before = side.commands().get('IDLE') ?? 0;
    const stop = await impatient.listen(reading, told);
    await until('it is told', () => (side.commands().get('IDLE') ?? 0) > before + 2);
    await stop();
    impatient.stop();
  });

  test('a connection that ends is told once, and the mailbox is read over another', async () => {
    const { reading, deliver, subjects } = somebody();
    const mark = await imap.begin(reading);
    const { heard, told } = ear();
    await imap.listen(reading, told);
    side.dropAll();
    await until('it is told', () => heard.ended.length > 0);
    deliver(note('After'));
    assert.deepEqual((await subjects(mark)).subjects, ['After']);
    assert.deepEqual([heard.news, heard.ended.length], [0, 1]);
    assert.ok(failure('retry_later', 'unreachable', 60)(heard.ended[0]));
  });

  test('a mailbox has one connection, however much is asked at once, and gives it back when nothing is', async () => {
    const own = createImap({ allow, milliseconds: { keep: 30 } });
    const { reading } = somebody();
    const { ever } = side.connections();
    await Promise.all(Array.from({ length: 20 }, () => own.findSent(reading, '<none@example.org>', clock.now())));
    assert.equal(side.connections().ever - ever, 1);
    const out = side.commands().get('LOGOUT') ?? 0;
    await until('it is told', () => (side.commands().get('LOGOUT') ?? 0) > out);
    own.stop();
  });
});
