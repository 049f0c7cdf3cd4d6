import type { ImapFlow } from 'imapflow';
import { openConnection, within, type ConnectionOptions, type ImapReading } from './connection.ts';
import { inbox, openFolder } from './folders.ts';
import { imapFailure, TookTooLong } from './imap-failure.ts';

export interface LineOptions extends ConnectionOptions {
  answerMilliseconds: number;
  /** Between two questions whether something came, where the server cannot tell by itself. */
  pollMilliseconds: number;
  /** How long a connection is kept for the next use of its mailbox, while nobody listens. */
  keepMilliseconds: number;
}

export interface Told {
  news(): void;
  ended(error?: Error): void;
}

/** What is asked over the connection; `know` says of how much of the inbox its asker knows now: up to the message before this number. */
export type Work<T> = (client: ImapFlow, know: (next: number | undefined) => void) => Promise<T>;

/** The one connection of a mailbox: whatever is asked over it is done one after another, and between that it listens where somebody wants to know. */
export interface MailboxLine {
  use<T>(milliseconds: number, work: Work<T>): Promise<T>;
  listen(told: Told): Promise<() => Promise<void>>;
  close(): void;
}

/** @param whenUnused called when the connection is gone and nobody wants anything of it */
export function createMailboxLine(options: LineOptions, reading: ImapReading, whenUnused: () => void): MailboxLine {
  const listeners = new Set<Told>();
  let client: ImapFlow | undefined;
  let lastInTurn: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let turns = 0;
  let listening = false;
  let timer: NodeJS.Timeout | undefined;
  /** The number that the next message of the inbox had when listeners last knew of everything. */
  let known: number | undefined;
  let closed = false;

  async function connected(): Promise<ImapFlow> {
    if (client?.usable) return client;
    const opened = await openConnection(options, reading);
    let problem: Error | undefined;
    opened.on('error', (error: Error) => (problem = error));
    opened.on('exists', ({ path, count, prevCount }: { path: string; count: number; prevCount: number }) => {
      if (listening && path.toUpperCase() === inbox && count > prevCount) tellNews();
    });
    opened.once('close', () => lost(opened, problem));
    // Whoever closed meanwhile wants no connection any more.
    if (closed) opened.close();
    client = opened;
    return opened;
  }

  function lost(which: ImapFlow, problem: Error | undefined): void {
    if (client !== which) return;
    client = undefined;
    const heard = [...listeners];
    listeners.clear();
    for (const { ended } of heard) ended(imapFailure(problem ?? {}));
    leaveIfUnused();
  }

  const tellNews = () => {
    for (const { news } of listeners) news();
  };

  function leaveIfUnused(): void {
    if (!client && waiting === 0 && listeners.size === 0) whenUnused();
  }

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    waiting += 1;
    turns += 1;
    listening = false;
    clearTimeout(timer);
    const turn = lastInTurn.then(work);
    lastInTurn = turn.catch(() => undefined).then(afterwards);
    return turn;
  }

  const know = (next: number | undefined) => {
    known = next;
  };

  async function ask<T>(milliseconds: number, work: Work<T>): Promise<T> {
    for (;;) {
      const wasKept = client?.usable === true;
      try {
        const open = await connected();
        return await within(open, milliseconds, work(open, know));
      } catch (error) {
        // A connection that was kept may have ended meanwhile. Reading changes nothing, so it is asked again over a fresh one.
        const wentStale = wasKept && !closed && client?.usable !== true && !(error instanceof TookTooLong);
        if (!wentStale) throw imapFailure(error);
      }
    }
  }

  async function afterwards(): Promise<void> {
    if (waiting === 1 && client && !closed && listeners.size > 0) await lookAround(client);
    waiting -= 1;
    if (waiting > 0 || closed) return;
    const open = client;
    if (!open) leaveIfUnused();
    else if (listeners.size > 0) void listenOn(open);
    else timer = setTimeout(leaveInTurn, options.keepMilliseconds, open).unref();
  }

  /** While another folder was open, nothing was told of the inbox. */
  async function lookAround(open: ImapFlow): Promise<void> {
    try {
      const { next } = await within(open, options.answerMilliseconds, openFolder(open, inbox));
      if (next !== undefined && known !== undefined && next > known) tellNews();
      known = next;
    } catch {
      // Whoever listens is told by the end of the connection.
      open.close();
    }
  }

  /** Waits over the connection until its next turn; news are told as they come. */
  async function listenOn(open: ImapFlow): Promise<void> {
    const mine = turns;
    listening = true;
    const goesOn = () => turns === mine && open.usable;
    try {
      while (goesOn()) {
        const idled = open.capabilities.has('IDLE') && (await open.idle()) !== false;
        if (!goesOn()) return;
        // A server that ends IDLE by itself is not asked for it without a pause; what came meanwhile it says then.
        await new Promise((resolve) => setTimeout(resolve, idled ? 1000 : options.pollMilliseconds).unref());
        if (!idled && goesOn()) await within(open, options.answerMilliseconds, open.noop());
      }
    } catch {
      if (goesOn()) open.close();
    }
  }

  /** Whoever comes while it is left waits for its end: some servers let a mailbox have one connection alone. */
  function leaveInTurn(open: ImapFlow): void {
    lastInTurn = lastInTurn.then(() => leave(open));
  }

  async function leave(open: ImapFlow): Promise<void> {
    if (client === open) client = undefined;
    try {
      await within(open, options.answerMilliseconds, open.logout());
    } catch {
      open.close();
    }
    leaveIfUnused();
  }

  return {
    use: (milliseconds, work) => inTurn(() => ask(milliseconds, work)),
    async listen(told) {
      await inTurn(async () => {
        know((await ask(options.answerMilliseconds, (open) => openFolder(open, inbox))).next);
        listeners.add(told);
      });
      return () => {
        listeners.delete(told);
        // What waits for news is woken by a question, and finds that nobody listens.
        return listeners.size > 0 ? Promise.resolve() : inTurn(() => Promise.resolve());
      };
    },
    close() {
      closed = true;
      clearTimeout(timer);
      listeners.clear();
      client?.close();
      client = undefined;
    },
  };
}
