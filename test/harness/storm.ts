import { setTimeout as sleep } from 'node:timers/promises';
import { createAsker, fromAddress } from '../../bench/ask.ts';
import { confirm } from '../../bench/confirm.ts';
import { each } from '../../bench/load.ts';
import { sentBySender } from '../../bench/stand-in.ts';
import { withStore } from '../../bench/store.ts';
import type { Supporter } from '../../bench/supporters.ts';
import { formFields } from './advocacy.ts';

/** A process that serves the product, and how it is ended and brought back. */
export interface Stormed {
  url: string;
  /** Resolves with the exit code. */
  end(): Promise<number>;
}

export interface Storm {
  start(): Promise<Stormed>;
  /** So many processes serve at the same time, each of which is ended at random moments. */
  processes: number;
  /** So many supporters confirm at the same time. */
  lanes: number;
  /** How often a process is ended, in sum. */
  ends: number;
  /** In the order in which they come; the storm is over when there is nobody left, too. */
  supporters: readonly Supporter[];
}

/** What happened in a storm: who tried to send, and how the processes ended. */
export interface Weathered {
  tried: Supporter[];
  codes: number[];
  longestEndSeconds: number;
}

/** Ends processes at random moments while supporters confirm their letters, then ends them all. */
export async function weather({ start, processes, lanes, ends, supporters }: Storm): Promise<Weathered> {
  const serving = await Promise.all(Array.from({ length: processes }, start));
  const [codes, tried]: [number[], Supporter[]] = [[], []];
  let [begun, next, longestEndSeconds] = [0, 0, 0];
  const state: { over: boolean } = { over: false };
  const goesOn = () => !state.over;
  const ending = async (one: Stormed) => {
    const began = performance.now();
    codes.push(await one.end());
    longestEndSeconds = Math.max(longestEndSeconds, (performance.now() - began) / 1000);
  };
  const taken = serving.map(() => 0);
  const enders = serving.map(async (_, at) => {
    while (begun < ends) {
      begun += 1;
      // Not before it has taken some letters: then others are under way, and a process that nobody asked leaves nothing behind.
      const enough = 2 + Math.floor(Math.random() * 6);
      for (let waited = 0; (taken[at] ?? 0) < enough && waited < 250; waited++) await sleep(40);
      await sleep(Math.random() * 250);
      await ending(serving[at] as Stormed);
      serving[at] = await start();
      taken[at] = 0;
    }
  });
  const asker = createAsker(lanes);
  const lane = async (number: number) => {
    while (goesOn() && next < supporters.length) {
      const supporter = supporters[next++] as Supporter;
      tried.push(supporter);
      // Whoever meets a closed door tries another; a letter that was taken in is not pressed again.
      for (let door = number; goesOn(); door++) {
        const at = door % processes;
        const { ending: how } = await confirm(serving[at] as Stormed, asker, supporter);
        if (how.kind === 'taken') taken[at] = (taken[at] ?? 0) + 1;
        if (how.kind === 'taken' || (how.kind === 'neither' && how.why.includes('/letter/status'))) break;
        await sleep(50);
      }
    }
  };
  const walking = Array.from({ length: lanes }, (_, number) => lane(number));
  await Promise.all(enders);
  state.over = true;
  await Promise.all(walking);
  asker.close();
  await Promise.all(serving.map((one) => one.end()));
  return { tried, codes: codes.slice(0, ends), longestEndSeconds };
}

/** Waits until no letter of these supporters is under way any more, as a copy past every lease makes of it. */
export async function calmed(databaseUrl: string, supporters: readonly Supporter[]): Promise<void> {
  await withStore(databaseUrl, async (store) => {
    const ids = supporters.map(({ flowId }) => flowId);
    for (let waited = 0; (await store.open(ids)) > 0; waited++) {
      if (waited > 400) throw new Error('Letters are still under way 100 seconds after the storm.');
      await sleep(250);
    }
  });
}

/** Every supporter whose letter surely did not leave presses again, as their page says they may. */
export async function pressAgain(url: string, databaseUrl: string, supporters: readonly Supporter[]): Promise<number> {
  const standings = await standingsOf(databaseUrl, supporters);
  const left = supporters.filter(({ flowId }) => {
    const state = standings.get(flowId);
    return state === undefined || state === 'failed';
  });
  const asker = createAsker(8);
  await each(left, 8, async (supporter) => {
    const headers = { ...fromAddress(supporter.number), cookie: supporter.cookie };
    if (standings.get(supporter.flowId) === 'failed') {
      const { text } = await asker.ask(`${url}/letter/status`, { headers });
      await asker.ask(`${url}/letter/retry`, { headers, form: formFields(text, '/letter/retry') });
    }
    await confirm({ url }, asker, supporter);
  });
  asker.close();
  return left.length;
}

async function standingsOf(databaseUrl: string, supporters: readonly Supporter[]): Promise<Map<string, string>> {
  const found = await withStore(databaseUrl, (store) => store.standings(supporters.map(({ flowId }) => flowId)));
  return new Map(found.map(({ flowId, state }) => [flowId, state]));
}

/** What became of letters, by the two who must agree: the outbox of the stand-in, and the ledger. */
export interface Judged {
  letters: number;
  accepted: number;
  uncertain: number;
  /** Neither accepted nor uncertain, or accepted and not in the outbox, or in the outbox and not in the ledger. */
  lost: number;
  doubled: number;
  wronglySent: number;
}

export async function judged(databaseUrl: string, googleUrl: string, supporters: readonly Supporter[]): Promise<Judged> {
  const [standings, senders] = await Promise.all([standingsOf(databaseUrl, supporters), sentBySender({ googleUrl })]);
  const judgement: Judged = { letters: supporters.length, accepted: 0, uncertain: 0, lost: 0, doubled: 0, wronglySent: 0 };
  for (const { flowId, address } of supporters) {
    const [state, sent] = [standings.get(flowId), senders.get(address) ?? 0];
    if (state === 'accepted') judgement.accepted += 1;
    if (state === 'uncertain') judgement.uncertain += 1;
    if (state !== 'accepted' && state !== 'uncertain') judgement.lost += 1;
    if (state === 'accepted' && sent === 0) judgement.wronglySent += 1;
    if (sent > 1) judgement.doubled += 1;
  }
  return judgement;
}
