import { newId } from '../../platform/ids.ts';
import { faultOf } from '../../platform/last-resort.ts';
import type { Tools } from '../../platform/tools.ts';
import { createRoom } from '../files/index.ts';
import { createListeners } from './listen-to-mailboxes.ts';
import { mostBytesRead } from './classifying/read-message.ts';
import { readMailbox, type ReadingNeeds } from './read-mailbox.ts';
import { holdReadings, releaseReadings, type Reading } from './store.ts';

export interface ReaderNeeds extends Omit<ReadingNeeds, 'room'> {
  /** For how long a mailbox is held without a word, after which others may take it; and how many more a process takes at a time. */
  holding?: { seconds: number; most: number };
}

/** Reads what comes to the mailboxes of all workspaces that may be read, in one process among any number. */
export interface Reader {
  /** Reads everything that is due at this moment, and waits until that is done. For tests, which own time. */
  runOnce(): Promise<void>;
  /** Goes on until it is stopped. */
  start(): void;
  /** Begins nothing more; what is being read is read to its end, and others may take the mailboxes. */
  stop(): Promise<void>;
}

const usualHolding = { seconds: 60, most: 50 };
/** How many mailboxes are read side by side. */
const atOnce = 4;
const lookMilliseconds = 5_000;

export function createReader(tools: Tools, needs: ReaderNeeds): Reader {
  const id = newId(tools.clock);
  const { seconds, most } = needs.holding ?? usualHolding;
  const busy = new Set<string>();
  let wake: (() => void) | undefined;
  let going: Promise<void> | undefined;
  let stopping = false;
  const room = createRoom(mostBytesRead);
  const listeners = createListeners(tools, needs, () => wake?.());

  async function hold(): Promise<Reading[]> {
    const now = tools.clock.now();
    const until = new Date(now.getTime() + seconds * 1000);
    return tools.database.inInstallation('receiving', (tx) => holdReadings(tx, { by: id, now, until, most }));
  }

  /** Reads what is due, a few side by side. */
  async function readDue(held: readonly Reading[]): Promise<number> {
    const now = tools.clock.now();
    const due = held.filter(({ mailboxId, nextAt }) => nextAt <= now && !busy.has(mailboxId));
    const lane = async () => {
      for (let one = due.shift(); one && !stopping; one = due.shift()) {
        // Another look at the same moment may have listed it, too.
        if (busy.has(one.mailboxId)) continue;
        busy.add(one.mailboxId);
        try {
          await readMailbox(tools, { ...needs, room }, id, one);
        } finally {
          busy.delete(one.mailboxId);
        }
      }
    };
    const count = due.length;
    await Promise.all(Array.from({ length: Math.min(atOnce - busy.size, count) }, lane));
    return count;
  }

  async function go(): Promise<void> {
    while (!stopping) {
      try {
        const held = await hold();
        listeners.follow(held);
        void readDue(held).catch((error: unknown) => {
          tools.log.warn('reading_waits', faultOf(error));
        });
      } catch (error) {
        tools.log.warn('reading_waits', faultOf(error));
      }
      await Promise.race([tools.clock.wait(lookMilliseconds), new Promise<void>((resolve) => (wake = resolve))]);
    }
  }

  return {
    async runOnce() {
      while (!stopping && (await readDue(await hold())) > 0);
    },
    start() {
      going ??= go();
    },
    async stop() {
      stopping = true;
      wake?.();
      await going;
      await listeners.stop();
      while (busy.size > 0) await tools.clock.wait(50);
      await tools.database
        .inInstallation('receiving', (tx) => releaseReadings(tx, id))
        .catch(() => {
          tools.log.warn('holds_not_released');
        });
    },
  };
}
