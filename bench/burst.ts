import { createAsker } from './ask.ts';
import { compare } from './compare.ts';
import { confirm, endingsOf, type Confirmation } from './confirm.ts';
import type { Finding } from './findings.ts';
import { arrive, p95Of } from './load.ts';
import type { Bench } from './product.ts';
import { prepareSupporters } from './supporters.ts';

const perSecond = 200;
/** As many letters as leave a second when nobody hurries, `confirmations` measures it: a crowd must not make it fewer. */
const goalPerSecond = 35;
/** Whoever waits longer for a page has given up. */
const patienceSeconds = 20;

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
  const began = Date.now();
  const confirmations = await arrive(supporters, perSecond, (supporter) => confirm(copy, asker, supporter));
  asker.close();
  const late = confirmations.filter((one) => tookOf(one) > patienceSeconds * 1000).length;
  bench.say(`burst: ${endingsOf(confirmations)}; ${late} waited for more than ${patienceSeconds} seconds.`);
  const { outcomes, lost, losses, doubled } = await compare(copy, confirmations);
  for (const loss of losses) bench.say(`burst: lost: ${loss}.`);
  const answered = confirmations.filter(isAnswered);
  const sent = outcomes.flatMap(({ settledAt }) => settledAt ?? []);
  const last = sent.reduce((latest, settledAt) => Math.max(latest, settledAt), began + seconds * 1000);
  return [
    {
      name: 'burst',
      what: `a burst of ${perSecond}/s, answered`,
      value: answered.length / seconds,
      unit: '1/s',
      goal: perSecond,
    },
    {
      name: 'burst-sent',
      what: '  letters taken and sent',
      value: sent.length / ((last - began) / 1000),
      unit: '1/s',
      goal: goalPerSecond,
    },
    { name: 'burst-p95', what: '  until the answer, 19 of 20', value: p95Of(confirmations.map(tookOf)), unit: 'ms' },
    { name: 'burst-lost', what: '  lost', value: lost, unit: 'letters', goal: 0 },
    { name: 'burst-doubled', what: '  doubled', value: doubled, unit: 'letters', goal: 0 },
  ];
}

const tookOf = ({ openedAt, answeredAt }: Confirmation) => answeredAt - openedAt;
const isAnswered = (confirmation: Confirmation) => confirmation.ending.kind !== 'neither' && tookOf(confirmation) <= patienceSeconds * 1000;
