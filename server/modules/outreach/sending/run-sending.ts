import type { Tools } from '../../../platform/tools.ts';
import { newId } from '../../../platform/ids.ts';
import { watchProviders } from './circuits/watch-providers.ts';
import { createRoom } from '../../files/index.ts';
import { createDesk, type Desk, type DeskNeeds } from './desk.ts';
import { holdMailboxes, releaseHolds } from './looking/store.ts';
import { earlier } from './readiness.ts';
import { createTexts } from './text-of-step.ts';
import { faultOf } from '../../../platform/last-resort.ts';

export interface RunnerNeeds extends Pick<DeskNeeds, 'sender' | 'open' | 'unsubscribeUrl' | 'track' | 'shelf'> {
  /** For how long a mailbox is held without a word, after which others may take it; and how many more a process takes at a time, so that others find some. */
  holding?: { seconds: number; most: number };
}

/** Sends what team campaigns have to send, in one process among any number. */
export interface Runner {
  /** Sends everything that may leave at this moment, and waits until it is settled; gives when it is worth asking again. For tests, which own time. */
  runOnce(): Promise<Date | undefined>;
  /** Goes on until it is stopped. */
  start(): void;
  /** Begins nothing more; what is on its way ends and is written down, and others may take the mailboxes. */
  stop(): Promise<void>;
}

/** So much of files is on its way out at once; each message stands in memory two or three times while it is handed over. */
const mostOnItsWay = 28_000_000;
const usualHolding = { seconds: 8, most: 16 };
/** How often it looks whether something has changed: a pause, a launch, a new limit. */
const lookMilliseconds = 1000;

export function createRunner(tools: Tools, needs: RunnerNeeds): Runner {
  const id = newId(tools.clock);
  const { seconds: holdSeconds, most } = needs.holding ?? usualHolding;
  const texts = createTexts(tools);
  const watch = watchProviders(tools);
  const room = createRoom(mostOnItsWay);
  const desks = new Map<string, { desk: Desk; work: Worker }>();
  let stopping = false;
  let going: Promise<void> | undefined;
  let wake: (() => void) | undefined;

  function deskOf(workspaceId: string) {
    const known = desks.get(workspaceId);
    if (known) return known;
    // Whoever runs by hand begins by hand: two who plan at once would spend the same budget.
    const onFree = () => void (going && desks.get(workspaceId)?.work.kick());
    const desk = createDesk(workspaceId, { tools, ...needs, texts, room, run: { id, holdSeconds }, watch, onFree });
    const made = { desk, work: createWorker(tools, desk, () => stopping) };
    desks.set(workspaceId, made);
    return made;
  }

  /** Takes and keeps mailboxes, and gives them by workspace; one whose last mailbox is gone is told so, too. */
  async function hold(): Promise<Map<string, string[]>> {
    const now = tools.clock.now();
    const until = new Date(now.getTime() + holdSeconds * 1000);
    const held = await tools.database.inInstallation('sending', (tx) => holdMailboxes(tx, { by: id, now, until, most }));
    const byWorkspace = new Map<string, string[]>([...desks.keys()].map((workspaceId) => [workspaceId, []]));
    for (const { workspaceId, mailboxId } of held) byWorkspace.set(workspaceId, [...(byWorkspace.get(workspaceId) ?? []), mailboxId]);
    return byWorkspace;
  }

  async function go(): Promise<void> {
    while (!stopping) {
      let wakeAt: number | undefined;
      try {
        for (const [workspaceId, mailboxIds] of await hold()) {
          const { work } = deskOf(workspaceId);
          void work.kick(mailboxIds);
          wakeAt = earlier(wakeAt, work.wakeAt());
        }
      } catch (error) {
        tools.log.warn('sending_waits', faultOf(error));
      }
      const span = Math.max(10, Math.min(lookMilliseconds, (wakeAt ?? Infinity) - tools.clock.now().getTime()));
      await Promise.race([tools.clock.wait(span), new Promise<void>((resolve) => (wake = resolve))]);
    }
  }

  return {
    async runOnce() {
      for (;;) {
        let [wakeAt, busy] = [undefined as number | undefined, false];
        for (const [workspaceId, mailboxIds] of await hold()) {
          const { desk } = deskOf(workspaceId);
          await desk.look(mailboxIds);
          for (let more = true; more; ) {
            const next = await desk.begin();
            more = desk.isBusy();
            busy ||= more;
            await desk.drained();
            if (!more) wakeAt = earlier(wakeAt, next);
          }
        }
        if (!busy) return wakeAt === undefined ? undefined : new Date(wakeAt);
      }
    },
    start() {
      going ??= go();
    },
    async stop() {
      stopping = true;
      wake?.();
      await going;
      for (const { desk, work } of desks.values()) {
        await work.idle();
        await desk.close();
      }
      await tools.database
        .inInstallation('sending', (tx) => releaseHolds(tx, id))
        .catch(() => {
          tools.log.warn('holds_not_released');
        });
    },
  };
}

/** Works one desk, one thing after another: whoever asks meanwhile is served when it is done. */
interface Worker {
  /** Begins what may leave; with mailboxes, after looking anew. */
  kick(mailboxIds?: readonly string[]): Promise<void>;
  wakeAt(): number | undefined;
  idle(): Promise<void>;
}

function createWorker(tools: Pick<Tools, 'log'>, desk: Desk, isOver: () => boolean): Worker {
  let asked: { mailboxIds: readonly string[] | undefined } | undefined;
  let working: Promise<void> | undefined;
  let wakeAt: number | undefined;
  const work = async () => {
    while (asked && !isOver()) {
      const { mailboxIds } = asked;
      asked = undefined;
      try {
        if (mailboxIds) await desk.look(mailboxIds);
        wakeAt = await desk.begin();
      } catch (error) {
        tools.log.warn('sending_waits', faultOf(error));
      }
    }
    working = undefined;
  };
  return {
    kick(mailboxIds) {
      asked = { mailboxIds: mailboxIds ?? asked?.mailboxIds };
      return (working ??= work());
    },
    wakeAt: () => wakeAt,
    idle: () => working ?? Promise.resolve(),
  };
}
