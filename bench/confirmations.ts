import { letter } from '../test/contracts/google-scene.ts';
import { createAsker } from './ask.ts';
import { compare } from './compare.ts';
import { confirm, endingsOf, type Confirmation } from './confirm.ts';
import type { Finding } from './findings.ts';
import { measure, p95Of } from './load.ts';
import { callMilliseconds, type Bench, type Copy } from './product.ts';
import { consentedPeople } from './stand-in.ts';
import { prepareSupporters, type Supporter } from './supporters.ts';

/** People who confirm at the same time. While one waits for Gmail the others go on. */
const atOnce = 48;
const goalPerSecond = 35;
/** As many supporters are prepared a second; long runs are not offered more, short ones show what is possible. */
const mostPerSecond = (seconds: number) => (seconds > 60 ? 45 : 100);

/**
 * Whole confirmations, each of one supporter with one letter, for as long as asked: from the confirm page until the letter has left and
 * the ledger says so. Beside it, messages handed to the stand-in for Gmail directly.
 */
export async function measureConfirmations(bench: Bench, seconds: number): Promise<Finding[]> {
  const copy = await bench.copy();
  const limit = await measureStandIn(copy, Math.min(3, seconds));
  bench.say('confirmations: preparing supporters…');
  const supporters = await prepareSupporters(copy, Math.ceil(seconds * mostPerSecond(seconds)));
  bench.say(`confirmations: confirming for ${seconds} seconds…`);
  const began = Date.now();
  const confirmations = await confirmFor(copy, supporters, seconds);
  bench.say(`confirmations: ${endingsOf(confirmations)}.`);
  const { outcomes, lost, losses, doubled } = await compare(copy, confirmations);
  for (const loss of losses) bench.say(`confirmations: lost: ${loss}.`);
  const sent = outcomes.flatMap(({ confirmation, settledAt }) =>
    settledAt === undefined ? [] : [{ settledAt, took: Math.max(settledAt, confirmation.answeredAt) - confirmation.openedAt }],
  );
  const last = sent.reduce((latest, { settledAt }) => Math.max(latest, settledAt), began + seconds * 1000);
  const p95 = p95Of(sent.map(({ took }) => took));
  const name = 'confirmations';
  return [
    {
      name,
      what: 'confirmations, one letter each',
      value: sent.length / ((last - began) / 1000),
      unit: '1/s',
      goal: goalPerSecond,
      limit,
      limitIs: `the stand-in’s Gmail alone, ${callMilliseconds} ms a call`,
    },
    { name: `${name}-p95`, what: '  from the page until it has left, 19 of 20', value: p95, unit: 'ms' },
    { name: `${name}-lost`, what: '  lost', value: lost, unit: 'letters', goal: 0 },
    { name: `${name}-doubled`, what: '  doubled', value: doubled, unit: 'letters', goal: 0 },
  ];
}

/** Lets so many people confirm at a time until the time is over. Who is turned away comes back when they were told to. */
async function confirmFor(copy: Copy, supporters: readonly Supporter[], seconds: number): Promise<Confirmation[]> {
  const asker = createAsker(atOnce);
  const began = performance.now();
  const isOver = () => performance.now() - began >= seconds * 1000;
  const confirmations: Confirmation[] = [];
  let next = 0;
  const worker = async () => {
    while (!isOver() && next < supporters.length) {
      const index = next++;
      await until(began + (index / mostPerSecond(seconds)) * 1000);
      const supporter = supporters[index] as Supporter;
      const first = await confirm(copy, asker, supporter);
      let last = first;
      while (last.ending.kind === 'turned_away' && !isOver()) {
        await until(performance.now() + last.ending.waitSeconds * 1000);
        last = await confirm(copy, asker, supporter);
      }
      confirmations.push({ ...last, openedAt: first.openedAt });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  asker.close();
  return confirmations;
}

async function until(time: number): Promise<void> {
  const milliseconds = time - performance.now();
  if (milliseconds > 0) await new Promise((resolve) => setTimeout(resolve, milliseconds));
}

async function measureStandIn(copy: Copy, seconds: number): Promise<number> {
  const addresses = Array.from({ length: atOnce }, (_, index) => `direct${index}@gmail.test`);
  const tokens = await consentedPeople(copy, addresses);
  const { perSecond } = await measure(
    async (index) => {
      const at = index % atOnce;
      const answer = await fetch(`${copy.googleUrl}/upload/gmail/v1/users/me/messages/send?uploadType=media`, {
        method: 'POST',
        body: Buffer.from(letter(undefined, addresses[at] ?? '')),
        headers: { authorization: `Bearer ${tokens[at] ?? ''}`, 'content-type': 'message/rfc822' },
      });
      const said = await answer.text();
      if (answer.status !== 200) throw new Error(`The stand-in’s Gmail answered ${answer.status}: ${said}`);
    },
    { atOnce, seconds },
  );
  return perSecond;
}
