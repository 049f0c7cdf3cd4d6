import { createAsker } from './ask.ts';
import { compare, type Outcome } from './compare.ts';
import { confirm, type Confirmation, type Ending } from './confirm.ts';
import type { Finding } from './findings.ts';
import { arrive, p95Of } from './load.ts';
import type { Bench } from './product.ts';
import { prepareSupporters } from './supporters.ts';

const perSecond = 200;
/** Whoever waits longer for a page has given up. */
const patienceSeconds = 10;

/**
 * Far more people at once than can be served: so many a second open the confirm page and confirm, and nobody waits for the others. Each must
 * find their letter sent, or waiting in sight, or be turned away by a page that says when to come back; and afterwards nothing is lost or doubled.
 */
export async function measureBurst(bench: Bench, seconds: number): Promise<Finding[]> {
  const copy = await bench.copy();
  bench.say('burst: preparing supporters…');
  const supporters = await prepareSupporters(copy, perSecond * seconds);
  bench.say(`burst: ${perSecond} people a second for ${seconds} seconds…`);
  const asker = createAsker(Infinity);
  const confirmations = await arrive(supporters, perSecond, (supporter) => confirm(copy, asker, supporter));
  asker.close();
  const { outcomes, lost, doubled } = await compare(copy, confirmations);
  bench.say(`burst: ${endings(outcomes)}.`);
  const answered = confirmations.filter(isAnswered);
  return [
    {
      name: 'burst',
      what: `a burst of ${perSecond}/s, answered`,
      value: answered.length / seconds,
      unit: '1/s',
      goal: perSecond,
    },
    { name: 'burst-p95', what: '  until the answer, 19 of 20', value: p95Of(confirmations.map(tookOf)), unit: 'ms' },
    { name: 'burst-lost', what: '  lost', value: lost, unit: 'letters', goal: 0 },
    { name: 'burst-doubled', what: '  doubled', value: doubled, unit: 'letters', goal: 0 },
  ];
}

const tookOf = ({ openedAt, answeredAt }: Confirmation) => answeredAt - openedAt;
const isAnswered = (confirmation: Confirmation) => confirmation.ending.kind !== 'neither' && tookOf(confirmation) <= patienceSeconds * 1000;

/** In words, how they ended. */
function endings(outcomes: readonly Outcome[]): string {
  const of = (kind: Ending['kind']) => outcomes.filter(({ confirmation }) => confirmation.ending.kind === kind);
  const taken = of('taken');
  const atOnce = taken.filter(({ confirmation, settledAt }) => settledAt !== undefined && settledAt <= confirmation.answeredAt);
  const neither = of('neither');
  const [first] = neither.flatMap(({ confirmation: { ending } }) => (ending.kind === 'neither' ? [ending.why] : []));
  const late = outcomes.filter(({ confirmation }) => tookOf(confirmation) > patienceSeconds * 1000).length;
  return [
    `${atOnce.length} sent before the answer`,
    `${taken.length - atOnce.length} taken and sent after it`,
    `${of('turned_away').length} turned away`,
    `${neither.length} without a proper answer${first ? ` (the first ${first})` : ''}`,
    `${late} answered after more than ${patienceSeconds} seconds`,
  ].join(', ');
}
