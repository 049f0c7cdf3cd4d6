import { AddressRefused, type AddressGuard } from '../../platform/address-guard.ts';
import type { OpenMailbox } from '../capabilities.ts';
import { LineLost, openLine, type Line, type Reply } from './line.ts';
import {
  beyondServer,
  beyondSize,
  closedServer,
  smtpLoss,
  smtpRefusal,
  unsayable,
  withoutEncryption,
  withoutSignIn,
  type Stage,
} from './smtp-failure.ts';

export type SmtpMailbox = Extract<OpenMailbox, { provider: 'smtp' }>;

export interface SessionOptions {
  guard: AddressGuard;
  /** The name by which this copy introduces itself. */
  ourName: string;
  authorities?: string | undefined;
  connectMilliseconds: number;
  /** For each answer until the message is handed over, and for the one that says whether it was taken. */
  answerMilliseconds: number;
  finalMilliseconds: number;
}

/** A signed-in connection, over which messages go one after another. */
export interface Session {
  /** @throws ProviderFailure; with `handed_over` only when the final dot may have been read */
  send(message: { from: string; to: string; raw: Uint8Array }): Promise<string>;
  isUsable(): boolean;
  close(): void;
}

const isPositive = ({ code }: Reply) => code >= 200 && code < 300;

/** Connects and signs in. @throws ProviderFailure */
export async function openSession(options: SessionOptions, mailbox: SmtpMailbox): Promise<Session> {
  const { guard, ourName, answerMilliseconds, connectMilliseconds } = options;
  const { host, port, security, username, password } = mailbox;
  let line: Line | undefined;
  let stage: Stage = 'connect';
  const ask = async (command: string, wanted: (reply: Reply) => boolean = isPositive): Promise<Reply> => {
    await line?.write(`${command}\r\n`);
    return hear(wanted);
  };
  const hear = async (wanted: (reply: Reply) => boolean): Promise<Reply> => {
    if (!line) throw new LineLost('closed');
    const reply = await line.reply(answerMilliseconds);
    if (!wanted(reply)) throw smtpRefusal(stage, reply);
    return reply;
  };
  try {
    const [found] = await guard.addresses(host, port);
    if (!found) throw new AddressRefused();
    const peer = { host, port, address: found.address, authorities: options.authorities };
    line = await openLine(peer, { tls: security === 'tls', milliseconds: connectMilliseconds });
    await hear(isPositive);
    let offers = offersOf(await ask(`EHLO ${ourName}`));
    if (security === 'starttls' && offers.has('STARTTLS')) {
      await ask('STARTTLS');
      await line.secure(connectMilliseconds);
      offers = offersOf(await ask(`EHLO ${ourName}`));
    } else if (security === 'starttls' && !guard.allows(host, port)) throw withoutEncryption();
    stage = 'sign_in';
    const ways = (offers.get('AUTH') ?? '').split(' ');
    if (ways.includes('PLAIN')) await ask(`AUTH PLAIN ${base64(`\0${username}\0${password}`)}`, (reply) => reply.code === 235);
    else if (ways.includes('LOGIN')) {
      await ask('AUTH LOGIN', (reply) => reply.code === 334);
      await ask(base64(username), (reply) => reply.code === 334);
      await ask(base64(password), (reply) => reply.code === 235);
    } else throw withoutSignIn();
    return sessionOver(line, offers, options);
  } catch (error) {
    line?.close();
    if (error instanceof AddressRefused) throw closedServer();
    if (error instanceof LineLost) throw smtpLoss(stage, error);
    if ((error as NodeJS.ErrnoException).syscall === 'getaddrinfo') throw smtpLoss('connect', { reason: 'closed' });
    throw error;
  }
}

function sessionOver(line: Line, offers: ReadonlyMap<string, string>, options: SessionOptions): Session {
  const { answerMilliseconds, finalMilliseconds } = options;

  /** Makes the connection fit for another message. One that is lost over it is simply not used again: the refusal before it stands. */
  async function reset(): Promise<void> {
    try {
      await line.write('RSET\r\n');
      await line.reply(answerMilliseconds);
    } catch (error) {
      if (!(error instanceof LineLost)) throw error;
    }
  }

  async function hand(message: { from: string; to: string; raw: Uint8Array }, step: (stage: Stage) => void): Promise<string> {
    const parameters = parametersFor(message, offers);
    const commands: [Stage, string][] = [
      ['sender', `MAIL FROM:<${message.from}>${parameters}\r\n`],
      ['recipient', `RCPT TO:<${message.to}>\r\n`],
      ['data', 'DATA\r\n'],
    ];
    // RFC 2920: said in one go, answered in order. A server that does not offer it is asked one by one.
    const together = offers.has('PIPELINING');
    if (together) await line.write(commands.map(([, command]) => command).join(''));
    let refused: { stage: Stage; reply: Reply } | undefined;
    for (const [stage, command] of commands) {
      step(stage);
      if (!together) await line.write(command);
      const reply = await line.reply(answerMilliseconds).catch((error: unknown) => {
        // A server that said why it goes (421) and then went has answered.
        if (error instanceof LineLost && refused) throw smtpRefusal(refused.stage, refused.reply);
        throw error;
      });
      const goesOn = stage === 'data' ? reply.code === 354 : isPositive(reply);
      // A server may say yes to DATA though it has nobody to give it to; an empty message then ends it (RFC 2920 section 3.1).
      if (refused && goesOn && stage === 'data') {
        await line.write('.\r\n');
        await line.reply(answerMilliseconds);
      }
      if (!goesOn) refused ??= { stage, reply };
      if (refused && !together) break;
    }
    if (refused) {
      await reset();
      throw smtpRefusal(refused.stage, refused.reply);
    }
    step('data');
    await line.write(stuffed(message.raw));
    step('handed_over');
    await line.write('.\r\n');
    const last = await line.reply(finalMilliseconds);
    if (!isPositive(last)) throw smtpRefusal('handed_over', last);
    return queueNumberOf(last);
  }

  return {
    async send(message) {
      let stage: Stage = 'sender';
      try {
        return await hand(message, (reached) => (stage = reached));
      } catch (error) {
        if (!(error instanceof LineLost)) throw error;
        throw smtpLoss(stage, error);
      }
    },
    isUsable: () => line.isQuiet(),
    close: () => line.close(),
  };
}

/** What a server offers (RFC 5321 section 4.1.1.1), by keyword. */
function offersOf({ lines }: Reply): Map<string, string> {
  const offers = lines.slice(1).map((text): [string, string] => {
    const [keyword = '', ...rest] = text.trim().split(/[\s=]+/);
    return [keyword.toUpperCase(), rest.join(' ').toUpperCase()];
  });
  return new Map(offers);
}

const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64');

function parametersFor({ from, to, raw }: { from: string; to: string; raw: Uint8Array }, offers: ReadonlyMap<string, string>): string {
  if (![from, to].every((address) => /^[^\s<>\p{Cc}]{3,254}$/u.test(address))) throw unsayable();
  const most = Number(offers.get('SIZE') ?? 0);
  if (most > 0 && raw.byteLength > most) throw beyondSize();
  const wide = [from, to].some((address) => /[^\x20-\x7e]/.test(address));
  const eightBit = raw.some((byte) => byte > 127);
  if ((wide && !offers.has('SMTPUTF8')) || (eightBit && !offers.has('8BITMIME'))) throw beyondServer();
  const size = offers.has('SIZE') ? ` SIZE=${String(raw.byteLength)}` : '';
  return `${size}${eightBit ? ' BODY=8BITMIME' : ''}${wide ? ' SMTPUTF8' : ''}`;
}

/** A line that begins with a dot gets another (RFC 5321 section 4.5.2), and the last line ends. */
function stuffed(raw: Uint8Array): Buffer {
  const text = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString('latin1').replace(/^\./gm, '..');
  return Buffer.from(text.endsWith('\r\n') ? text : `${text}\r\n`, 'latin1');
}

/** The number under which the server keeps a message that it took, where it says one ("250 2.0.0 Ok: queued as 4XyZ"). */
function queueNumberOf({ lines }: Reply): string {
  return /\b(?:queued as|id=?)\s*<?([\w.@+-]{4,120})/i.exec(lines.join(' '))?.[1] ?? '';
}
