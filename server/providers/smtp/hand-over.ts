import { createAddressGuard, type Resolve } from '../../platform/address-guard.ts';
import type { HandOver, OpenMailbox, SignInToMailbox } from '../capabilities.ts';
import { ProviderFailure, quarantinedSentence } from '../failure.ts';
import { openSession, type Session, type SmtpMailbox } from './session.ts';

export interface SmtpOptions {
  /** Hosts (`name` or `name:port`) that may be private, and spoken to without encryption where they offer none. */
  allow: readonly string[];
  resolve?: Resolve;
  /** The name by which this copy introduces itself. */
  ourName: string;
  isQuarantined?: () => Promise<boolean>;
  /** PEM of further authorities whose certificates count. */
  authorities?: string;
  /** How long each part may take, at most. */
  milliseconds?: { connect: number; answer: number; final: number };
  /** How many connections a mailbox has at once; whoever comes then waits. */
  connections?: number;
}

/** How long a connection is kept for the next message of its mailbox. */
const idleMilliseconds = 20_000;

interface Kept {
  free: { session: Session; timer: NodeJS.Timeout }[];
  open: number;
  waiting: (() => void)[];
}

/** Hands messages over by SMTP (RFC 5321), signed in as the mailbox. Connections are kept per mailbox and used again. */
export function createSmtp(options: SmtpOptions): HandOver & SignInToMailbox & { stop(): void } {
  const guard = createAddressGuard({ allow: options.allow, ...(options.resolve ? { resolve: options.resolve } : {}) });
  const { connect, answer, final } = options.milliseconds ?? { connect: 15_000, answer: 30_000, final: 100_000 };
  const most = options.connections ?? 4;
  const settings = {
    guard,
    ourName: options.ourName,
    authorities: options.authorities,
    connectMilliseconds: connect,
    answerMilliseconds: answer,
    finalMilliseconds: final,
  };
  const pools = new Map<string, Kept>();

  async function take(mailbox: SmtpMailbox, pool: Kept): Promise<{ session: Session; used: boolean }> {
    for (let kept = pool.free.pop(); kept; kept = pool.free.pop()) {
      clearTimeout(kept.timer);
      if (kept.session.isUsable()) return { session: kept.session, used: true };
      end(pool, kept.session);
    }
    if (pool.open >= most) {
      await new Promise<void>((resolve) => pool.waiting.push(resolve));
      return take(mailbox, pool);
    }
    pool.open += 1;
    try {
      return { session: await openSession(settings, mailbox), used: false };
    } catch (error) {
      pool.open -= 1;
      pool.waiting.shift()?.();
      throw error;
    }
  }

  function end(pool: Kept, session: Session): void {
    session.close();
    pool.open -= 1;
    pool.waiting.shift()?.();
  }

  function giveBack(pool: Kept, session: Session): void {
    if (!session.isUsable()) {
      end(pool, session);
      return;
    }
    const kept = {
      session,
      timer: setTimeout(() => {
        pool.free.splice(pool.free.indexOf(kept), 1);
        end(pool, session);
      }, idleMilliseconds).unref(),
    };
    pool.free.push(kept);
    pool.waiting.shift()?.();
  }

  function closeAll(pool: Kept): void {
    for (const { session, timer } of pool.free.splice(0)) {
      clearTimeout(timer);
      end(pool, session);
    }
  }

  const refuseQuarantined = async () => {
    if (await options.isQuarantined?.()) throw new ProviderFailure('never', 'quarantined', quarantinedSentence);
  };

  return {
    async signIn(mailbox) {
      await refuseQuarantined();
      (await openSession(settings, mailbox)).close();
    },
    async handOver(mailbox, { from, to, raw }) {
      await refuseQuarantined();
      const own = ofSmtp(mailbox);
      const pool = pools.get(keyOf(own)) ?? { free: [], open: 0, waiting: [] };
      pools.set(keyOf(own), pool);
      for (;;) {
        const { session, used } = await take(own, pool);
        try {
          return { providerMessageId: await session.send({ from, to, raw }) };
        } catch (error) {
          // A connection that was kept may have ended meanwhile. Nothing was handed over, so a fresh one is tried.
          const wentStale = used && error instanceof ProviderFailure && error.code === 'unreachable' && !session.isUsable();
          if (!wentStale) throw error;
        } finally {
          giveBack(pool, session);
        }
      }
    },
    release(mailbox) {
      const pool = mailbox.provider === 'smtp' ? pools.get(keyOf(mailbox)) : undefined;
      if (pool) closeAll(pool);
      return Promise.resolve();
    },
    stop() {
      for (const pool of pools.values()) closeAll(pool);
      pools.clear();
    },
  };
}

/** The password belongs to it: a mailbox whose password was changed gets new connections. */
const keyOf = ({ host, port, security, username, password }: SmtpMailbox) => [host, port, security, username, password].join('\0');

function ofSmtp(mailbox: OpenMailbox): SmtpMailbox {
  if (mailbox.provider !== 'smtp') throw new TypeError('Only mailboxes of mail servers are reached by SMTP.');
  return mailbox;
}
