import { stopwatch } from '../../../platform/clock.ts';
import { newId } from '../../../platform/ids.ts';
import { faultOf } from '../../../platform/last-resort.ts';
import type { Outbound } from '../../../platform/outbound.ts';
import { findQuarantine } from '../../../platform/quarantine.ts';
import type { Tools } from '../../../platform/tools.ts';
import { holdWebhooks, type Place } from './store.ts';
import { tellWebhook } from './tell-webhook.ts';

/** Tells the webhooks of all workspaces, in one process among any number: each webhook is told by one of them at a time. */
export interface Teller {
  /** Tells everything that is due at this moment, and waits until that is done. For tests, which own time. */
  runOnce(): Promise<void>;
  /** Goes on until it is stopped. */
  start(): void;
  /** Begins nothing more; what is under way ends and is written down, and others may take over. */
  stop(): Promise<void>;
}

/** Longer than a round can last, of which each message may take ten seconds. */
const holdSeconds = 30;
/** So many webhooks are told side by side by one process. */
const usualMostAtOnce = 32;
/** After so long a webhook that has more to hear makes room for others, so that many slow ones do not keep everybody waiting. */
const usualTurnSeconds = 20;
const lookMilliseconds = 1000;

export function createTeller(
  tools: Tools,
  outbound: Outbound,
  { mostAtOnce = usualMostAtOnce, turnSeconds = usualTurnSeconds } = {},
): Teller {
  const underWay = new Set<Promise<number>>();
  let stopping = false;
  let going: Promise<void> | undefined;
  let wake: (() => void) | undefined;

  async function hold(by: string): Promise<Place[]> {
    const most = mostAtOnce - underWay.size;
    // Nobody is told anything under quarantine, and no receiver is taken for broken because of it.
    if (most <= 0 || (await tools.database.inInstallation('quarantine', findQuarantine))) return [];
    const now = tools.clock.now();
    const until = new Date(now.getTime() + holdSeconds * 1000);
    return tools.database.inInstallation('recovery', (tx) => holdWebhooks(tx, { by, now, until, most }));
  }

  /** Begins to tell what is held; nobody waits for anybody. */
  async function begin(): Promise<{ telling: Promise<number> }[]> {
    const begun: { telling: Promise<number> }[] = [];
    // Another one each time: this very process may take a webhook over whose last round lasted too long, and is a stranger to that round.
    const by = newId(tools.clock);
    for (const place of await hold(by)) {
      const seconds = stopwatch();
      const isOver = (tried: number) => stopping || (tried > 0 && seconds() >= turnSeconds);
      const telling = tellWebhook(tools, outbound, { by, seconds: holdSeconds }, { ...place, isOver })
        .catch((error: unknown) => {
          tools.log.warn('webhook_not_told', faultOf(error));
          return 0;
        })
        .then((tried) => {
          underWay.delete(telling);
          // Its place is free, and it may have more to be told. Where nothing was tried, looking again at once would find the same.
          if (tried > 0) wake?.();
          return tried;
        });
      underWay.add(telling);
      begun.push({ telling });
    }
    return begun;
  }

  async function go(): Promise<void> {
    while (!stopping) {
      await begin().catch((error: unknown) => {
        tools.log.warn('telling_waits', faultOf(error));
      });
      await Promise.race([tools.clock.wait(lookMilliseconds), new Promise<void>((resolve) => (wake = resolve))]);
    }
  }

  async function tellAll(): Promise<number> {
    const tried = await Promise.all((await begin()).map(({ telling }) => telling));
    return tried.reduce((sum, count) => sum + count, 0);
  }

  return {
    async runOnce() {
      for (let tried = -1; tried !== 0; ) tried = await tellAll();
    },
    start() {
      going ??= go();
    },
    async stop() {
      stopping = true;
      wake?.();
      await going;
      await Promise.all(underWay);
    },
  };
}
