import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { after, describe, test } from 'node:test';
import type { FaultName } from '../../sandbox/mail-server/faults.ts';
import { startMailServer } from '../../sandbox/mail-server/index.ts';
import type { AddressGuard } from '../../server/platform/address-guard.ts';
import type { FailureCode, Verdict } from '../../server/providers/failure.ts';
import { openConnection } from '../../server/providers/imap/connection.ts';
import { createImap } from '../../server/providers/imap/read-mail.ts';
import { certificateFor } from '../harness/certificate.ts';
import { note, readingOf, shown, startScene } from './imap-scene.ts';
import { failure } from './scene.ts';

const gil = 'gil.sample@mail.test';
const scene = await startScene();
after(() => scene.stop());
const { clock, imap, side, bounds, somebody, allow } = scene;

describe('each failure of a mail server has its meaning', () => {
  const meanings: [FaultName, Verdict, FailureCode, number?][] = [
    ['imap_unavailable', 'retry_later', 'provider_down', 60],
    ['imap_limit', 'retry_later', 'user_quota', 300],
    ['imap_bye', 'retry_later', 'unreachable', 60],
    ['password_changed', 'reconnect', 'consent_revoked'],
  ];
  for (const [fault, verdict, code, seconds] of meanings)
    test(`${fault}: ${verdict}, ${code}`, async () => {
      const { reading, script } = somebody();
      script(fault);
      await assert.rejects(imap.begin(reading), failure(verdict, code, seconds));
    });

  const inFetch: [FaultName, Verdict, FailureCode, number?][] = [
    ['imap_hang', 'retry_later', 'unreachable', 60],
    ['imap_slow', 'retry_later', 'unreachable', 60],
  ];
  for (const [fault, verdict, code, seconds] of inFetch)
    test(`${fault}: ${verdict}, ${code}, and nothing is lost`, async () => {
      const own = createImap({ allow, milliseconds: { page: 1500 } });
      const { reading, deliver, script } = somebody();
      const mark = await own.begin(reading);
      deliver(note('Late'));
      script(fault, 100);
      await assert.rejects(own.changesSince(reading, mark, bounds), failure(verdict, code, seconds));
      assert.deepEqual(shown(await own.changesSince(reading, mark, bounds)).subjects, ['Late']);
      own.stop();
    });

  test('a kept connection that breaks in the middle of a message is opened anew, and the message given once', async () => {
    const { reading, deliver, script, subjects } = somebody();
    const mark = await imap.begin(reading);
    deliver(note('Whole'));
    script('imap_drop_in_fetch');
    assert.deepEqual((await subjects(mark)).subjects, ['Whole']);
  });

  test('a message of which nonsense is told is asked for again by itself', async () => {
    const { reading, deliver, script, subjects } = somebody();
    const mark = await imap.begin(reading);
    for (const each of ['One', 'Two', 'Three']) deliver(note(each));
    script('imap_nonsense');
    assert.deepEqual((await subjects(mark)).subjects, ['One', 'Two', 'Three']);
  });

  test('a message that vanishes while it is read takes no other along', async () => {
    const { reading, deliver, script, subjects } = somebody();
    const mark = await imap.begin(reading);
    for (const each of ['One', 'Two', 'Three']) deliver(note(each));
    script('imap_expunged');
    assert.deepEqual((await subjects(mark)).subjects, ['Two', 'Three']);
  });

  test('a mailbox that was read and whose password changed asks for it again', async () => {
    const { reading, script } = somebody();
    await imap.begin(reading);
    script('password_changed');
    await assert.rejects(imap.signInToRead(reading), failure('reconnect', 'consent_revoked'));
    await assert.rejects(imap.begin({ ...reading, password: 'wrong' }), failure('reconnect', 'consent_revoked'));
  });

  test('a copy under quarantine opens no connection', async () => {
    const quiet = createImap({ allow, isQuarantined: () => Promise.resolve(true) });
    const { reading } = somebody();
    const { ever } = side.connections();
    const refused = failure('never', 'quarantined');
    await assert.rejects(quiet.begin(reading), refused);
    await assert.rejects(quiet.signInToRead(reading), refused);
    await assert.rejects(quiet.listen(reading, { news: () => undefined, ended: () => undefined }), refused);
    assert.equal(side.connections().ever, ever);
  });
});

describe('the way to the server', () => {
  const host = 'imap.example.org';
  const resolve = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);

  for (const security of ['starttls', 'tls'] as const)
    test(`with ${security} the certificate is that of the host and of an authority that is trusted`, async () => {
      const certificate = certificateFor(host);
      const secured = await startMailServer({ clock, ...(security === 'tls' ? { imapTls: certificate } : { starttls: certificate }) });
      const { port } = secured.imap;
      const reading = readingOf({ host, port }, gil, { security });
      const to = (names: readonly string[], authorities?: string) =>
        createImap({ allow: names.map((name) => `${name}:${port}`), resolve, ...(authorities === undefined ? {} : { authorities }) });
      await to([host], certificate.cert).signInToRead(reading);
      await assert.rejects(to([host]).signInToRead(reading), failure('retry_later', 'unreachable', 3600));
      const other = { ...reading, host: 'other.example.org' };
      await assert.rejects(to(['other.example.org'], certificate.cert).signInToRead(other), failure('retry_later', 'unreachable', 3600));
      await secured.stop();
    });

  test('nothing is said to an address that is not open', async () => {
    const reading = readingOf(side, gil);
    const { ever } = side.connections();
    await assert.rejects(createImap({ allow: [] }).signInToRead(reading), failure('reconnect', 'unreachable'));
    await assert.rejects(createImap({ allow: [], resolve }).signInToRead({ ...reading, host }), failure('reconnect', 'unreachable'));
    assert.equal(side.connections().ever, ever);
  });

  test('no password is said to a server without encryption that the operator did not name', async () => {
    const open: AddressGuard = { allows: () => false, addresses: resolve };
    const before = side.commands().get('AUTHENTICATE') ?? 0;
    const connecting = openConnection({ guard: open, connectMilliseconds: 2000, idleMilliseconds: 2000 }, readingOf(side, gil));
    await assert.rejects(connecting, failure('reconnect', 'unreachable'));
    assert.deepEqual([side.commands().get('AUTHENTICATE') ?? 0, side.commands().get('LOGIN')], [before, undefined]);
  });

  test('what is said in clear text behind the answer to STARTTLS is not believed', async () => {
    const hostile = await playing((line, socket) => {
      const tag = line.split(' ')[0] ?? '';
      if (/STARTTLS$/.test(line)) socket.write(`${tag} OK begin\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n`);
      else socket.write(`* CAPABILITY IMAP4rev1 STARTTLS\r\n${tag} OK done\r\n`);
    });
    const own = createImap({ allow: [`127.0.0.1:${hostile.port}`] });
    await assert.rejects(
      own.signInToRead(readingOf({ host: '127.0.0.1', port: hostile.port }, gil)),
      failure('retry_later', 'answer_unreadable', 900),
    );
    assert.ok(!hostile.lines.some((line) => /AUTHENTICATE|LOGIN/.test(line)));
    hostile.stop();
  });

  const answers: [string, string, FailureCode, number][] = [
    ['a literal without end', '* 1 FETCH (BODY[HEADER] {99999999999}\r\n', 'answer_unreadable', 900],
    ['a line without end', `* OK ${'x'.repeat(5_000_000)}`, 'answer_unreadable', 900],
    ['no answer', '', 'unreachable', 60],
  ];
  for (const [what, answer, code, seconds] of answers)
    test(`a server that says ${what} costs neither memory nor time`, async () => {
      const hostile = await playing((line, socket) => {
        const tag = line.split(' ')[0] ?? '';
        socket.write(/CAPABILITY$/.test(line) ? `* CAPABILITY IMAP4rev1\r\n${tag} OK done\r\n` : answer);
      });
      const own = createImap({ allow: [`127.0.0.1:${hostile.port}`], milliseconds: { connect: 1500 } });
      await assert.rejects(
        own.signInToRead(readingOf({ host: '127.0.0.1', port: hostile.port }, gil)),
        failure('retry_later', code, seconds),
      );
      hostile.stop();
    });
});

/** A server of which a test says what it answers to each line. */
async function playing(answer: (line: string, socket: Socket) => void) {
  const lines: string[] = [];
  const sockets = new Set<Socket>();
  const peer = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.write('* OK ready\r\n');
    socket.on('data', (data) => {
      for (const line of data.toString('latin1').split('\r\n').filter(Boolean)) {
        lines.push(line);
        answer(line, socket);
      }
    });
  }).listen(0, '127.0.0.1');
  await once(peer, 'listening');
  return {
    port: (peer.address() as AddressInfo).port,
    lines,
    stop() {
      for (const socket of sockets) socket.destroy();
      peer.close();
    },
  };
}
