import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { after, describe, test } from 'node:test';
import fc from 'fast-check';
import { startMailServer, type MailServer } from '../../sandbox/mail-server/index.ts';
import type { FaultName } from '../../sandbox/mail-server/faults.ts';
import type { OpenMailbox } from '../../server/providers/capabilities.ts';
import type { FailureCode, Verdict } from '../../server/providers/failure.ts';
import { createSmtp } from '../../server/providers/smtp/hand-over.ts';
import { certificateFor } from '../harness/certificate.ts';
import { letter } from './google-scene.ts';
import { failure, handClock } from './scene.ts';

const gil = 'gil.sample@mail.test';
const rita = 'rita@example.org';
const clock = handClock();
const server = await startMailServer({ clock });
const allow = [`${server.host}:${String(server.port)}`];
const milliseconds = { connect: 2000, answer: 700, final: 700 };
const smtp = createSmtp({ allow, ourName: 'copy.example.org', milliseconds });
after(async () => {
  smtp.stop();
  await server.stop();
});

const mailboxAt = ({ port }: Pick<MailServer, 'port'>, change: Partial<OpenMailbox> = {}): OpenMailbox =>
  ({ provider: 'smtp', host: '127.0.0.1', port, security: 'starttls', username: gil, password: 'sandbox', ...change }) as OpenMailbox;
const message = (raw = letter((lines) => lines, gil)) => ({ from: gil, to: rita, raw });
const taken = () => server.outbox.total();

describe('a message over SMTP', () => {
  test('arrives byte for byte, also with lines that begin with a dot, and says under which number it was taken', async () => {
    const raw = letter((lines) => [...lines.slice(0, -1), '.', '..', '.leading', 'From here', 'x'.repeat(998), ''], gil);
    const { providerMessageId } = await smtp.handOver(mailboxAt(server), message(raw));
    const [newest] = server.outbox.messages();
    assert.ok(newest);
    assert.equal(newest.raw, Buffer.from(raw).toString());
    assert.deepEqual([newest.recipients, newest.sender, providerMessageId], [[rita], gil, newest.id]);
  });

  test('whatever its lines are, what is taken is what was handed over', async () => {
    const line = fc.oneof(fc.constant('.'), fc.constant('..'), fc.stringMatching(/^[.!-~ ]{0,60}$/));
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 12 }), async (body) => {
        const raw = letter((lines) => [...lines.slice(0, 8), ...body, ''], gil);
        await smtp.handOver(mailboxAt(server), message(raw));
        assert.equal(server.outbox.messages()[0]?.raw, Buffer.from(raw).toString());
      }),
      { numRuns: 40 },
    );
  });

  test('a connection is kept for the next message, also after a refusal, and opened anew when the server ended it', async () => {
    const own = createSmtp({ allow, ourName: 'copy.example.org', milliseconds });
    const before = server.connections();
    await own.handOver(mailboxAt(server), message());
    server.script(gil, { fault: 'unknown_550' });
    await assert.rejects(own.handOver(mailboxAt(server), message()), failure('never', 'address_refused'));
    await own.handOver(mailboxAt(server), message());
    assert.equal(server.connections() - before, 1);
    server.dropAll();
    await own.handOver(mailboxAt(server), message());
    assert.equal(server.connections() - before, 2);
    await own.release(mailboxAt(server));
    await own.handOver(mailboxAt(server), message());
    assert.equal(server.connections() - before, 3);
    own.stop();
  });

  test('many at once share the connections of their mailbox, and each leaves once', async () => {
    const own = createSmtp({ allow, ourName: 'copy.example.org', milliseconds, connections: 3 });
    const [connections, before] = [server.connections(), taken()];
    await Promise.all(Array.from({ length: 60 }, () => own.handOver(mailboxAt(server), message())));
    assert.equal(taken() - before, 60);
    assert.ok(server.connections() - connections <= 3);
    own.stop();
  });
});

describe('each refusal of a mail server has its meaning', () => {
  const meanings: [FaultName, Verdict, FailureCode, number?][] = [
    ['closing_421', 'retry_later', 'provider_down', 60],
    ['not_theirs_553', 'never', 'message_refused'],
    ['daily_limit_550', 'retry_later', 'daily_quota', 3600],
    ['greylist_450', 'retry_later', 'address_refused', 300],
    ['too_many_452', 'retry_later', 'user_quota', 900],
    ['unknown_550', 'never', 'address_refused'],
    ['policy_550', 'never', 'message_refused'],
    ['later_451', 'retry_later', 'provider_down', 60],
    ['too_large_552', 'never', 'message_refused'],
    ['spam_554', 'never', 'message_refused'],
    ['drop_after_accept', 'uncertain', 'answer_lost'],
    ['hang', 'uncertain', 'answer_lost'],
  ];
  for (const [fault, verdict, code, seconds] of meanings) {
    test(`${fault}: ${verdict}, ${code}`, async () => {
      const before = taken();
      server.script(gil, { fault });
      await assert.rejects(smtp.handOver(mailboxAt(server), message()), failure(verdict, code, seconds));
      assert.equal(taken() - before, fault === 'drop_after_accept' ? 1 : 0);
      await smtp.handOver(mailboxAt(server), message());
    });
  }

  test('a kept connection that breaks before the message is there is opened anew, and a fresh one that breaks had nothing', async () => {
    const before = taken();
    server.script(gil, { fault: 'drop_before_accept' });
    await smtp.handOver(mailboxAt(server), message());
    assert.equal(taken() - before, 1);
  });

  test('a password that was changed asks for it again', async () => {
    server.accounts.add({ emailAddress: 'hana.sample@mail.test', displayName: 'Hana Sample', password: 'another' });
    const hana = mailboxAt(server, { username: 'hana.sample@mail.test', password: 'old' });
    await assert.rejects(smtp.handOver(hana, message()), failure('reconnect', 'consent_revoked'));
  });

  test('an address with a line break or a bracket is said to nobody', async () => {
    for (const to of ['rita@example.org>\r\nRCPT TO:<eve@example.org', 'rita @example.org', '<rita@example.org>'])
      await assert.rejects(smtp.handOver(mailboxAt(server), { ...message(), to }), failure('never', 'address_refused'));
    assert.ok(server.outbox.messages().every(({ recipients }) => recipients.length === 1 && recipients[0] === rita));
  });
});

describe('encryption and addresses', () => {
  test('no password is said to a server without encryption that the operator did not name', async () => {
    const strict = createSmtp({
      allow: [],
      resolve: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]),
      ourName: 'copy.example.org',
      milliseconds,
    });
    await assert.rejects(strict.handOver(mailboxAt(server), message()), failure('reconnect', 'unreachable'));
    const named = mailboxAt(server, { host: 'mail.example.org' });
    await assert.rejects(strict.handOver(named, message()), failure('reconnect', 'unreachable'), 'a name that leads inside');
  });

  test('with STARTTLS the certificate is that of the host and of an authority that is trusted', async () => {
    const starttls = certificateFor('localhost');
    const { cert: certificate } = starttls;
    const secured = await startMailServer({ clock, starttls });
    const at = [`127.0.0.1:${String(secured.port)}`, `localhost:${String(secured.port)}`];
    const resolve = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
    const trusting = createSmtp({ allow: at, resolve, authorities: certificate, ourName: 'copy.example.org', milliseconds });
    const there = mailboxAt(secured, { host: 'localhost' });
    await trusting.handOver(there, message());
    assert.equal(secured.outbox.total(), 1);
    const doubting = createSmtp({ allow: at, resolve, ourName: 'copy.example.org', milliseconds });
    await assert.rejects(doubting.handOver(there, message()), failure('retry_later', 'unreachable', 3600));
    const another = createSmtp({ allow: ['other.example.org'], resolve, authorities: certificate, ourName: 'c.example.org', milliseconds });
    const misnamed = mailboxAt(secured, { host: 'other.example.org' });
    await assert.rejects(another.handOver(misnamed, message()), failure('retry_later', 'unreachable', 3600));
    assert.equal(secured.outbox.total(), 1);
    for (const one of [trusting, doubting, another]) one.stop();
    await secured.stop();
  });

  test('a copy under quarantine opens no connection', async () => {
    const before = server.connections();
    const kept = createSmtp({ allow, ourName: 'copy.example.org', isQuarantined: () => Promise.resolve(true) });
    await assert.rejects(kept.handOver(mailboxAt(server), message()), failure('never', 'quarantined'));
    assert.equal(server.connections(), before);
  });
});

describe('servers that do not do what they should', () => {
  test('a greeting in several lines is read as one answer', async () => {
    await withServer(
      (socket, line) => answers(socket, line),
      async (port) => {
        await smtpFor(port).handOver(mailboxAt({ port }), message());
      },
      '220-welcome\r\n220-to the\r\n220 mail server\r\n',
    );
  });

  test('a greeting that comes byte by byte, or never, ends after its time and nothing was handed over', async () => {
    const slowly = (socket: Socket) => {
      const timer = setInterval(() => socket.writable && socket.write('2'), 50);
      socket.on('close', () => clearInterval(timer));
    };
    for (const begin of [slowly, () => undefined])
      await withServer(
        () => undefined,
        async (port) => {
          const began = performance.now();
          await assert.rejects(smtpFor(port).handOver(mailboxAt({ port }), message()), failure('retry_later', 'unreachable', 60));
          assert.ok(performance.now() - began < 15_000);
        },
        begin,
      );
  });

  test('a server that closes in the middle of a long message had nothing', async () => {
    const raw = letter((lines) => [...lines.slice(0, -1), ...Array.from({ length: 200_000 }, () => 'a line of a long message'), ''], gil);
    await withServer(
      (socket, line) => {
        answers(socket, line);
        if (line === 'DATA') setImmediate(() => socket.destroy());
      },
      async (port) => {
        await assert.rejects(smtpFor(port).handOver(mailboxAt({ port }), message(raw)), failure('retry_later', 'unreachable', 60));
      },
    );
  });

  test('what is said in clear text behind the answer to STARTTLS is not believed', async () => {
    await withServer(
      (socket, line) => {
        if (line.startsWith('EHLO')) socket.write('250-there\r\n250 STARTTLS\r\n');
        else socket.write('220 go ahead\r\n250-there\r\n250 AUTH PLAIN\r\n');
      },
      async (port) => {
        await assert.rejects(smtpFor(port).handOver(mailboxAt({ port }), message()), failure('retry_later', 'unreachable', 60));
      },
    );
  });
});

function smtpFor(port: number) {
  const own = createSmtp({ allow: [`127.0.0.1:${String(port)}`], ourName: 'copy.example.org', milliseconds });
  after(() => own.stop());
  return own;
}

/** The least that a server says to take a message. */
function answers(socket: Socket, line: string): void {
  if (line.startsWith('EHLO')) socket.write('250-there\r\n250-AUTH LOGIN PLAIN\r\n250-8BITMIME\r\n250 SIZE 99999999\r\n');
  else if (line.startsWith('AUTH')) socket.write('235 2.7.0 welcome\r\n');
  else if (line === 'DATA') socket.write('354 go ahead\r\n');
  else if (/^(MAIL|RCPT|RSET|\.$)/.test(line)) socket.write('250 ok\r\n');
}

async function withServer(
  hear: (socket: Socket, line: string) => void,
  work: (port: number) => Promise<void>,
  greet: string | ((socket: Socket) => void) = '220 there\r\n',
): Promise<void> {
  const peer = createServer((socket) => {
    socket.on('error', () => undefined);
    if (typeof greet === 'string') socket.write(greet);
    else greet(socket);
    let heard = '';
    socket.on('data', (chunk) => {
      heard += chunk.toString('latin1');
      const lines = heard.split('\r\n');
      heard = lines.pop() ?? '';
      for (const line of lines) hear(socket, line);
    });
  }).listen(0, '127.0.0.1');
  await once(peer, 'listening');
  await work((peer.address() as AddressInfo).port).finally(() => peer.close());
}

test('the stand-in lives on when a client vanishes in the middle of a message, and took nothing', async () => {
  const had = taken();
  const words = [
    'EHLO copy.example.org',
    `AUTH PLAIN ${Buffer.from(`\0${gil}\0sandbox`).toString('base64')}`,
    `MAIL FROM:<${gil}>`,
    `RCPT TO:<${rita}>`,
    'DATA',
    'Subject: Half a mess',
  ];
  const client = connect(server.port, server.host);
  for (const word of words) {
    await once(client, 'data');
    client.write(`${word}\r\n`);
  }
  await new Promise((resolve) => setImmediate(resolve));
  client.destroy();
  await once(client, 'close');
  await smtp.handOver(mailboxAt(server), message());
  assert.equal(taken(), had + 1);
});
