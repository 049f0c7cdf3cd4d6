import { setTimeout as sleep } from 'node:timers/promises';
import { createAsker, fromAddress } from '../../bench/ask.ts';
import { confirm } from '../../bench/confirm.ts';
import { each } from '../../bench/load.ts';
import { sentBySender } from '../../bench/stand-in.ts';
import { withStore } from '../../bench/store.ts';
import type { Supporter } from '../../bench/supporters.ts';
import { formFields } from './advocacy.ts';

/** A line of chances that is the same again for the same seed (mulberry32): what was tried can be tried once more. */
export function chancesFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Waits until so many letters were taken in: then others are under way, and what nobody asked leaves nothing behind. Gives up after half a minute. */
export async function enoughTaken(taken: () => number, [least, most]: readonly [number, number], random: () => number): Promise<void> {
  const enough = least + Math.floor(random() * (most - least + 1));
  for (let waited = 0; taken() < enough && waited < 750; waited++) await sleep(40);
}

export interface Rush {
  /** Where the product answers just now; whoever meets a closed door tries the next. */
  doors: () => readonly string[];
  /** So many supporters confirm at the same time. */
  lanes: number;
  /** In the order in which they come. */
  supporters: readonly Supporter[];
  onTaken?: (door: number) => void;
}

/** Lets supporters confirm their letters for as long as something else is done; gives those who tried, and what that came to. */
export async function sendDuring<Result>(
  { doors, lanes, supporters, onTaken }: Rush,
  work: (tried: readonly Supporter[]) => Promise<Result>,
): Promise<{ tried: Supporter[]; result: Result }> {
  const tried: Supporter[] = [];
  const state: { over: boolean } = { over: false };
  const goesOn = () => !state.over;
  const asker = createAsker(lanes);
  let next = 0;
  const lane = async (number: number) => {
    while (goesOn() && next < supporters.length) {
      const supporter = supporters[next++] as Supporter;
      tried.push(supporter);
      // A letter that was taken in is not pressed again.
      for (let door = number; goesOn(); door++) {
        const open = doors();
        const at = door % open.length;
        const { ending: how } = await confirm({ url: open[at] ?? '' }, asker, supporter);
        if (how.kind === 'taken') onTaken?.(at);
        if (how.kind === 'taken' || (how.kind === 'neither' && how.why.includes('/letter/status'))) break;
        await sleep(50);
      }
    }
  };
  const walking = Array.from({ length: lanes }, (_, number) => lane(number));
  try {
    return { tried, result: await work(tried) };
  } finally {
    state.over = true;
    await Promise.all(walking);
    asker.close();
  }
}

/** A process that serves the product, and how it is ended and brought back. */
export interface Stormed {
  url: string;
  /** Resolves with the exit code. */
  end(): Promise<number>;
}

export interface Storm extends Pick<Rush, 'lanes' | 'supporters'> {
  start(): Promise<Stormed>;
  /** So many processes serve at the same time, each of which is ended at random moments. */
  processes: number;
  /** How often a process is ended, in sum. */
  ends: number;
  /** A process is not ended before it has taken so many letters, at least and at most. */
  letters: readonly [number, number];
  random: () => number;
  /** Whether there is time for one more. */
  hasTime?: () => boolean;
}

/** What happened in a storm: who tried to send, and how the processes ended. */
export interface Weathered {
  tried: Supporter[];
  codes: number[];
  longestEndSeconds: number;
}

/** Ends processes at random moments while supporters confirm their letters, then ends them all. */
export async function weather(storm: Storm): Promise<Weathered> {
  const { start, processes, lanes, ends, supporters, letters, random, hasTime = () => true } = storm;
  const serving = await Promise.all(Array.from({ length: processes }, start));
  const codes: number[] = [];
  let [begun, longestEndSeconds] = [0, 0];
  const ending = async (one: Stormed) => {
    const began = performance.now();
    codes.push(await one.end());
    longestEndSeconds = Math.max(longestEndSeconds, (performance.now() - began) / 1000);
  };
  const taken = serving.map(() => 0);
  const rain = { over: false };
  const endAgainAndAgain = async (at: number) => {
    while (!rain.over && begun < ends && hasTime()) {
      begun += 1;
      await enoughTaken(() => taken[at] ?? 0, letters, random);
      await sleep(random() * 250);
      await ending(serving[at] as Stormed);
      serving[at] = await start();
      taken[at] = 0;
    }
  };
  const rush: Rush = {
    doors: () => serving.map(({ url }) => url),
    lanes,
    supporters,
    onTaken: (at) => (taken[at] = (taken[at] ?? 0) + 1),
  };
  const { tried } = await sendDuring(rush, () => Promise.all(serving.map((_, at) => endAgainAndAgain(at)))).finally(
    () => (rain.over = true),
  );
  await Promise.all(serving.map((one) => one.end()));
  return { tried, codes, longestEndSeconds };
}

/** Waits until no letter of these supporters is under way any more, as a copy past every lease makes of it. False when there is one still. */
export async function calmed(databaseUrl: string, supporters: readonly Supporter[], seconds: number): Promise<boolean> {
  return withStore(databaseUrl, async (store) => {
    const ids = supporters.map(({ flowId }) => flowId);
    for (const began = performance.now(); performance.now() - began < seconds * 1000; ) {
      if ((await store.open(ids)) === 0) return true;
      await sleep(250);
    }
    return false;
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
