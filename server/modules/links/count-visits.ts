import type { Tools } from '../../platform/tools.ts';
import { addVisits, type TrackedLink, type Visits } from './store.ts';
import { faultOf } from '../../platform/last-resort.ts';

/** Counts visits of links. Nothing is known of a single one beyond the two seconds in which it is decided whether it was a person. */
export interface VisitCounter {
  count(link: TrackedLink, likelyPerson: boolean): void;
  /** Writes now what was counted; people of the last two seconds are still undecided. */
  write(): Promise<void>;
  /** Decides and writes everything. */
  stop(): Promise<void>;
}

/** More hits of one link than this within the span are a machine that tries all links, or many. */
const mostInSpan = 3;
const spanMilliseconds = 2_000;
const writeEvery = 200;
/** After the database did not take it. */
const writeAgainAfter = 2_000;

interface Hit {
  at: number;
  person: boolean;
}

interface Counting {
  workspaceId: string;
  visits: number;
  people: number;
  /** The last hits, at most three, about which the next one may still decide. */
  recent: Hit[];
}

export function createVisitCounter({ clock, database, log }: Pick<Tools, 'clock' | 'database' | 'log'>): VisitCounter {
  const links = new Map<string, Counting>();
  let writing = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let failed = false;

  function settleOldest(counting: Counting): void {
    if (counting.recent.shift()?.person) counting.people += 1;
  }

  function settleBefore(moment: number): void {
    for (const counting of links.values()) while ((counting.recent[0]?.at ?? moment) < moment) settleOldest(counting);
  }

  /** Each workspace for itself; what could not be written is counted on. */
  async function writeWorkspace(workspaceId: string, counted: Visits[]): Promise<void> {
    try {
      // Always in one order, so that two processes that write the same links do not wait for each other in a circle.
      counted.sort((one, other) => (one.id < other.id ? -1 : 1));
      await database.inWorkspace(workspaceId, (tx) => addVisits(tx, workspaceId, counted));
    } catch (error) {
      for (const { id, visits, people } of counted) {
        const counting = countingOf({ id, workspaceId });
        counting.visits += visits;
        counting.people += people;
      }
      failed = true;
      log.warn('visits_not_written', faultOf(error));
    }
  }

  async function writeAll(): Promise<void> {
    settleBefore(clock.now().getTime() - spanMilliseconds);
    const counted = [...links].flatMap(([id, { workspaceId, visits, people }]) =>
      visits > 0 || people > 0 ? [{ id, workspaceId, visits, people }] : [],
    );
    for (const [id, counting] of links) {
      [counting.visits, counting.people] = [0, 0];
      if (counting.recent.length === 0) links.delete(id);
    }
    failed = false;
    for (const [workspaceId, ofOne] of Map.groupBy(counted, (one) => one.workspaceId)) await writeWorkspace(workspaceId, ofOne);
  }

  function countingOf({ id, workspaceId }: Pick<TrackedLink, 'id' | 'workspaceId'>): Counting {
    const known = links.get(id);
    if (known) return known;
    const made = { workspaceId, visits: 0, people: 0, recent: [] };
    links.set(id, made);
    return made;
  }

  const write = () => (writing = writing.then(writeAll));

  function writeSoon(): void {
    timer ??= setTimeout(
      () => {
        void write().then(() => {
          timer = undefined;
          if (links.size > 0) writeSoon();
        });
      },
      failed ? writeAgainAfter : writeEvery,
    ).unref();
  }

  return {
    count(link, likelyPerson) {
      const at = clock.now().getTime();
      const counting = countingOf(link);
      counting.visits += 1;
      counting.recent.push({ at, person: likelyPerson });
      const [oldest] = counting.recent;
      if (counting.recent.length > mostInSpan && oldest) {
        if (at - oldest.at <= spanMilliseconds) for (const hit of counting.recent) hit.person = false;
        settleOldest(counting);
      }
      writeSoon();
    },
    write,
    async stop() {
      await write();
      settleBefore(Number.POSITIVE_INFINITY);
      await write();
      clearTimeout(timer);
      const lost = [...links.values()].reduce((sum, { visits }) => sum + visits, 0);
      if (lost > 0) log.error('visits_lost', { visits: lost });
    },
  };
}
