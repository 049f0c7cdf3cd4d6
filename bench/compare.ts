import { saysSent, type Confirmation, type Ending } from './confirm.ts';
import { createAsker } from './ask.ts';
import { each } from './load.ts';
import type { Copy } from './product.ts';
import { sentBySender } from './stand-in.ts';
import { withStore, type Standing } from './store.ts';

/** What became of confirmations, by the three who must agree: Gmail’s outbox, the ledger of deliveries, and the page that the supporter sees. */
export interface Outcome {
  confirmation: Confirmation;
  /** Messages that left their mailbox. */
  sent: number;
  /** When the ledger took note of it. */
  settledAt: number | undefined;
}

export interface Comparison {
  outcomes: Outcome[];
  /** Letters that were taken and did not leave, or about which page, ledger and outbox do not say the same. */
  lost: number;
  /** What was wrong with those that are lost, in words. */
  losses: string[];
  /** Letters that left more than once, or although the supporter was turned away. */
  doubled: number;
}

const longestWaitSeconds = 60;

/** Waits until nothing is under way any more, then compares for every supporter what the page says, what the ledger says, and what left. */
export async function compare(copy: Copy, confirmations: readonly Confirmation[]): Promise<Comparison> {
  const standings = await settledStandings(
    copy,
    confirmations.map(({ supporter }) => supporter.flowId),
  );
  const senders = await sentBySender(copy);
  const asker = createAsker(8);
  const outcomes: Outcome[] = [];
  const losses: string[] = [];
  let doubled = 0;
  await each(confirmations, 8, async (confirmation) => {
    const { ending, supporter } = confirmation;
    const sent = senders.get(supporter.address) ?? 0;
    const states = standings.get(supporter.flowId) ?? [];
    const accepted = states.filter(({ state }) => state === 'accepted');
    const told = ending.kind === 'taken' && (await saysSent(copy, asker, supporter));
    const verdict = judge(ending.kind, { sent, accepted: accepted.length, told });
    const inLedger = states.map(({ state }) => state).join(' and ') || 'absent';
    if (verdict.lost) losses.push(`left ${sent} times, in the ledger ${inLedger}, on its page ${told ? '' : 'not '}sent`);
    doubled += verdict.doubled;
    outcomes.push({ confirmation, sent, settledAt: accepted[0]?.settledAt?.getTime() });
  });
  asker.close();
  return { outcomes, lost: losses.length, losses: [...new Set(losses)], doubled };
}

/**
 * What one supporter’s letter comes to. Who had their letter taken finds it sent, by all three. Who had no proper answer was promised nothing,
 * but ledger and outbox must agree about them; and who was turned away must not have sent anything.
 */
export function judge(
  ending: Ending['kind'],
  { sent, accepted, told }: { sent: number; accepted: number; told: boolean },
): { lost: boolean; doubled: number } {
  const agreed = ending === 'taken' ? sent > 0 && accepted > 0 && told : sent > 0 === accepted > 0;
  return { lost: !agreed, doubled: Math.max(0, sent - (ending === 'turned_away' ? 0 : 1)) };
}

async function settledStandings(copy: Copy, flowIds: readonly string[]): Promise<Map<string, Standing[]>> {
  return withStore(copy.databaseUrl, async (store) => {
    const began = performance.now();
    while ((await store.open(flowIds)) > 0 && performance.now() - began < longestWaitSeconds * 1000)
      await new Promise((resolve) => setTimeout(resolve, 250));
    return Map.groupBy(await store.standings(flowIds), ({ flowId }) => flowId);
  });
}
