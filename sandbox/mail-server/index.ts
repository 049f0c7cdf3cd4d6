import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { Hono } from 'hono';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import type { Clock } from '../../server/platform/clock.ts';
import { sameAddress } from '../address.ts';
import { createOutbox, type Outbox } from '../outbox.ts';
import { checkMessage } from '../strict-message.ts';
import { createAccounts, type NewAccount } from './accounts.ts';
import { mailServerControl, type MailServerHandles } from './control.ts';
import { startImapServer, type ImapServer } from './imap/server.ts';
import { createFaults, refusalOf, type Place, type Refusal, type ScriptedFault } from './faults.ts';
import { signed } from './sign.ts';

export interface MailServerOptions {
  clock: Clock;
  outbox?: Outbox;
  accounts?: readonly NewAccount[];
  /** Any free one by default. */
  port?: number;
  /** Of the side that mailboxes are read by; any free one by default. */
  imapPort?: number;
  /** With a certificate a client must encrypt by STARTTLS before it signs in; without, it is spoken to in clear text, on loopback alone. */
  starttls?: { key: string; cert: string };
  /** With a certificate here, the side that mailboxes are read by is encrypted from the first byte. */
  imapTls?: { key: string; cert: string };
  /** Whether it puts what it takes into the mailbox's own folder of what was sent, as large companies do; many small servers do not. */
  keepsSent?: boolean;
  /** Where its control interface is. */
  basePath?: string;
  /** How long it takes over each message. */
  latencyMilliseconds?: number;
}

export interface MailServer extends MailServerHandles {
  app: Hono;
  host: string;
  port: number;
  /** The side that mailboxes are read by. */
  imap: ImapServer;
  /** Both sides, as `OUTBOUND_ALLOW` names them. */
  addresses(): string[];
  /** How many connections were ever opened. */
  connections(): number;
  /** Ends every open connection, as a server does that is started anew. */
  dropAll(): void;
  stop(): Promise<void>;
}

const sentFolder = 'Sent';
const mostBytes = 25 * 1024 * 1024;

class Refused extends Error {
  readonly responseCode: number;
  constructor({ code, text }: Refusal) {
    super(text);
    this.responseCode = code;
  }
}

/**
 * A stand-in for the mail server of a mailbox: submission with sign-in (RFC 6409, RFC 4954). It takes a message only from the mailbox that signed in, to one
 * recipient as the envelope says, and with the strictness of the other stand-ins.
 */
export async function startMailServer(options: MailServerOptions): Promise<MailServer> {
  const { clock, outbox = createOutbox(), starttls, latencyMilliseconds = 0, keepsSent = true } = options;
  const accounts = createAccounts(options.accounts);
  const faults = createFaults();
  const sockets = new Map<number, Socket>();
  let number = 0;
  let connections = 0;

  const drop = (session: SMTPServerSession) => sockets.get(session.remotePort)?.destroy();
  const userOf = (session: SMTPServerSession) => String(session.user);

  /** What happens at this place instead of what should; nothing when all is well. */
  async function strike(
    session: SMTPServerSession,
    place: Place,
    account = userOf(session),
  ): Promise<Error | 'silence' | 'drop_after' | undefined> {
    for (;;) {
      const fault = faults.take(account.toLowerCase(), place);
      if (!fault) return undefined;
      const refusal = refusalOf(fault);
      if (refusal) return new Refused(refusal);
      if (fault.fault === 'hang') return 'silence';
      if (fault.fault === 'drop_after_accept') return 'drop_after';
      if (fault.fault !== 'slow') {
        drop(session);
        return 'silence';
      }
      await clock.wait(fault.milliseconds ?? 3000);
    }
  }

  /** Who has a mailbox here gets what was sent to them; nothing goes anywhere else. */
  async function deliverHere(raw: Buffer, session: SMTPServerSession): Promise<void> {
    const subjects = session.envelope.rcptTo.flatMap(({ address }) => accounts.byEmailAddress(address)?.subject ?? []);
    if (subjects.length === 0) return;
    const arrived = Buffer.concat([Buffer.from(`Return-Path: <${userOf(session)}>\r\n`), await signed(raw, userOf(session))]);
    for (const subject of subjects) imap.folders.add(subject, 'INBOX', { at: clock.now(), raw: arrived, flags: [] });
  }

  const server = new SMTPServer({
    banner: 'Antiphon sandbox: nothing is delivered',
    disabledCommands: starttls ? [] : ['STARTTLS'],
    allowInsecureAuth: !starttls,
    ...starttls,
    authMethods: ['PLAIN', 'LOGIN'],
    disableReverseLookup: true,
    size: mostBytes,
    onAuth({ username = '', password }, _session, answer) {
      const account = accounts.byEmailAddress(username);
      if (account && account.password === password) answer(null, { user: account.emailAddress });
      else answer(new Refused({ code: 535, text: '5.7.8 Username and Password not accepted' }));
    },
    onMailFrom({ address }, session, answer) {
      void strike(session, 'sender').then((fault) => {
        if (fault instanceof Error) answer(fault);
        else if (!sameAddress(address, userOf(session)))
          answer(new Refused({ code: 553, text: '5.7.1 Sender address rejected: not owned by user' }));
        else if (fault !== 'silence') answer();
      });
    },
    onRcptTo(_to, session, answer) {
      void strike(session, 'recipient').then((fault) => {
        if (fault instanceof Error) answer(fault);
        else if (fault !== 'silence') answer();
      });
    },
    onData(stream, session, answer) {
      // Whoever breaks off in the middle of a message gets no answer, and nothing was taken.
      stream.on('error', () => undefined);
      const dropping = faults.take(userOf(session).toLowerCase(), 'data');
      if (dropping) {
        stream.resume();
        drop(session);
        return;
      }
      const take = async (raw: Buffer) => {
        if (latencyMilliseconds > 0) await clock.wait(latencyMilliseconds);
        const fault = await strike(session, 'end');
        if (fault === 'silence') return;
        if (fault instanceof Error) {
          answer(fault);
          return;
        }
        if (stream.sizeExceeded) {
          answer(new Refused({ code: 552, text: '5.3.4 Message size exceeds fixed limit' }));
          return;
        }
        const checked = checkMessage(raw, userOf(session));
        if ('message' in checked) {
          answer(new Refused({ code: 554, text: `5.6.0 ${checked.message}` }));
          return;
        }
        await outbox.accept({
          id: `mail-server-${(number += 1)}`,
          via: 'mail_server',
          sender: userOf(session),
          recipients: session.envelope.rcptTo.map(({ address }) => address),
          acceptedAt: clock.now(),
          raw,
        });
        const subject = accounts.byEmailAddress(userOf(session))?.subject;
        if (keepsSent && subject !== undefined) imap.folders.add(subject, sentFolder, { at: clock.now(), raw, flags: ['\\Seen'] });
        await deliverHere(raw, session);
        if (fault === 'drop_after') return drop(session);
        answer(null, `2.0.0 Ok: queued as mail-server-${number}`);
      };
      void buffer(stream).then(take, () => undefined);
    },
  });
  server.on('error', () => undefined);
  server.server.on('connection', (socket: Socket) => {
    const { remotePort = 0 } = socket;
    connections += 1;
    sockets.set(remotePort, socket);
    socket.once('close', () => sockets.delete(remotePort));
  });
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server.server, 'listening');
  const imap = await startImapServer({ accounts, faults, port: options.imapPort, starttls, tls: options.imapTls });

  const handles = {
    accounts,
    faults,
    outbox,
    deliver(...[emailAddress, raw, { folder = 'INBOX', flags = [], at = clock.now() } = {}]: Parameters<MailServer['deliver']>) {
      const account = accounts.byEmailAddress(emailAddress);
      if (!account) throw new Error('There is no such mailbox here.');
      return imap.folders.add(account.subject, folder, { at, raw: Buffer.from(raw), flags });
    },
    script(emailAddress: string, fault: ScriptedFault): boolean {
      const account = accounts.byEmailAddress(emailAddress);
      if (!account) return false;
      if (fault.fault === 'password_changed') accounts.add({ ...account, password: `${account.password} and another` });
      else faults.script(account.subject, fault);
      return true;
    },
  };
  return {
    ...handles,
    app: new Hono().route(options.basePath ?? '/', mailServerControl(handles)),
    host: '127.0.0.1',
    port: (server.server.address() as AddressInfo).port,
    imap,
    addresses: () => [`127.0.0.1:${(server.server.address() as AddressInfo).port}`, `${imap.host}:${imap.port}`],
    connections: () => connections,
    dropAll() {
      for (const socket of sockets.values()) socket.destroy();
    },
    async stop() {
      for (const socket of sockets.values()) socket.destroy();
      await Promise.all([imap.stop(), new Promise<void>((resolve) => server.close(() => resolve()))]);
    },
  };
}
