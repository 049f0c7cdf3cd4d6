import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import type { Clock } from '../server/platform/clock.ts';
import { createOutbox, type Outbox, type OutboxMessage } from './outbox.ts';

export interface MailSink {
  /** What `SMTP_URL` is set to. */
  url: string;
  /** Newest first. */
  messages(): readonly OutboxMessage[];
  stop(): Promise<void>;
}

const mostBytes = 25 * 1024 * 1024;

/** An SMTP server on loopback that takes the product's own mail, keeps it in memory and delivers nothing. It asks for no password. */
export async function startMailSink({
  clock,
  port = 0,
  outbox = createOutbox(),
}: {
  clock: Clock;
  port?: number;
  outbox?: Outbox;
}): Promise<MailSink> {
  let number = 0;
  const server = new SMTPServer({
    banner: 'Antiphon sandbox: nothing is delivered',
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: mostBytes,
    onData(stream, session, done) {
      const { mailFrom, rcptTo } = session.envelope;
      buffer(stream)
        .then((raw) =>
          outbox.accept({
            id: `service-${(number += 1)}`,
            via: 'smtp',
            sender: mailFrom ? mailFrom.address : '',
            recipients: rcptTo.map((recipient) => recipient.address),
            acceptedAt: clock.now(),
            raw,
          }),
        )
        .then(
          () => done(),
          () => done(new Error('The message could not be read')),
        );
    },
  });
  // A client that breaks off is no business of the sink.
  server.on('error', () => undefined);
  server.listen(port, '127.0.0.1');
  await once(server.server, 'listening');
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    messages: () => outbox.messages().filter((message) => message.via === 'smtp'),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
