import { setTimeout as sleep } from 'node:timers/promises';
import { startCopy } from '../test/harness/ours.ts';
import { enoughTaken, sendDuring, weather, chancesFrom, type Judged } from '../test/harness/storm.ts';
import { stormScene, twoLeasesSeconds, type StormScene } from '../test/harness/storm-scene.ts';
import type { Finding } from './findings.ts';
import type { Bench } from './product.ts';
import { withFreshDatabase } from './store.ts';

export const asked = { kills: 200, stops: 50, stalls: 30, endSeconds: 30 };
/** Supporters who confirm at the same time. */
const lanes = 8;
/** After how many letters that it took in something happens to a process. */
const letters = [8, 60] as const;
const mostSupporters = 10_000;

/** A scene on a database of its own, supporters for as long as it takes, and whether there is time for more. */
async function withScene(
  bench: Bench,
  seconds: number,
  work: (
    scene: StormScene,
    common: { supporters: Awaited<ReturnType<StormScene['prepared']>>; hasTime: () => boolean },
  ) => Promise<Finding[]>,
): Promise<Finding[]> {
  const { databaseUrl } = await bench.copy();
  return withFreshDatabase(databaseUrl, async (url) => {
    const scene = await stormScene(url);
    const supporters = await scene.prepared(Math.min(mostSupporters, Math.ceil(200 + seconds * 50)));
    const began = performance.now();
    return work(scene, { supporters, hasTime: () => performance.now() - began < seconds * 1000 });
  });
}

/** Processes that send are killed at random moments, again and again; each letter has its one outcome all the same. */
export async function measureKills(bench: Bench, seconds: number): Promise<Finding[]> {
  return withScene(bench, seconds, async (scene, common) => {
    bench.say(`kills: ${asked.kills} in ${seconds} seconds at most, seed ${bench.seed}…`);
    const start = scene.serving((one) => one.kill());
    const storm = { ...common, start, processes: 3, lanes, letters, random: chancesFrom(bench.seed) };
    const { tried, codes } = await weather({ ...storm, ends: asked.kills });
    const kills = codes.filter((code) => code === 137).length;
    const judged = await scene.aftermath(tried);
    return [
      timesOf('kills', `kill -9 of one of three processes that send, ${judged.letters} letters meanwhile`, kills, asked.kills),
      ...invariantsOf('kills', judged, { mostUncertain: kills * lanes, tooShort: kills < asked.kills }),
    ];
  });
}

/** Processes that send are ended in order; nobody's letter is left in doubt by that. */
export async function measureStops(bench: Bench, seconds: number): Promise<Finding[]> {
  return withScene(bench, seconds, async (scene, common) => {
    bench.say(`stops: ${asked.stops} in ${seconds} seconds at most, seed ${bench.seed}…`);
    const start = scene.serving((one) => one.stop('SIGTERM'));
    const storm = { ...common, start, processes: 2, lanes, letters, random: chancesFrom(bench.seed) };
    const { tried, codes, longestEndSeconds } = await weather({ ...storm, ends: asked.stops });
    const judged = await scene.aftermath(tried);
    const tooShort = codes.length < asked.stops;
    return [
      timesOf('stops', `ended in order while it sends, ${judged.letters} letters meanwhile`, codes.length, asked.stops),
      {
        name: 'stops-codes',
        what: '  ended otherwise than with 0',
        value: codes.filter(Boolean).length,
        unit: 'processes',
        goal: 0,
        tooShort,
      },
      { name: 'stops-end', what: '  the longest end', value: longestEndSeconds, unit: 's', goal: asked.endSeconds, tooShort },
      ...invariantsOf('stops', judged, { mostUncertain: 0, tooShort }),
    ];
  });
}

/**
 * A process stands still while letters are under way, others decide about these when two leases are over by their clock, and it wakes. What stands
 * still within a transaction cannot be decided about: that one it ends itself, or the database does after a minute.
 */
export async function measureStalls(bench: Bench, seconds: number): Promise<Finding[]> {
  return withScene(bench, seconds, async (scene, { supporters, hasTime }) => {
    bench.say(`stalls: ${asked.stalls} in ${seconds} seconds at most, seed ${bench.seed}…`);
    const random = chancesFrom(bench.seed);
    const sleeper = await startCopy(scene.settings, 'web');
    let taken = 0;
    const rush = { doors: () => [sleeper.url], lanes, supporters, onTaken: () => (taken += 1) };
    const { tried, result } = await sendDuring(rush, async (begun) => {
      const stalls = { all: 0, decided: 0 };
      while (stalls.all < asked.stalls && hasTime()) {
        const before = taken;
        await enoughTaken(() => taken - before, letters, random);
        await sleep(random() * 250);
        sleeper.freeze();
        if (await scene.decided(begun, { ahead: twoLeasesSeconds, patience: 2 })) stalls.decided += 1;
        sleeper.thaw();
        stalls.all += 1;
      }
      return stalls;
    });
    const code = await sleeper.stop('SIGTERM');
    const judged = await scene.aftermath(tried);
    const tooShort = result.all < asked.stalls;
    const what = `stood still for two leases while it sends, ${result.decided} times decided about by others, ${judged.letters} letters meanwhile`;
    return [
      timesOf('stalls', what, result.all, asked.stalls),
      { name: 'stalls-codes', what: '  ended otherwise than with 0', value: code === 0 ? 0 : 1, unit: 'processes', goal: 0, tooShort },
      ...invariantsOf('stalls', judged, { mostUncertain: result.all * lanes, tooShort }),
    ];
  });
}

export function timesOf(name: string, what: string, value: number, goal: number): Finding {
  return { name, what, value, unit: 'times', goal, tooShort: value < goal };
}

/** What has to hold of letters whatever happens to processes and database. */
export function invariantsOf(
  name: string,
  { lost, doubled, wronglySent, uncertain }: Judged,
  { mostUncertain, tooShort }: { mostUncertain: number; tooShort: boolean },
): Finding[] {
  const figures: [name: string, what: string, value: number, goal: number][] = [
    ['lost', 'lost', lost, 0],
    ['doubled', 'doubled', doubled, 0],
    ['wrong', 'called accepted and not sent', wronglySent, 0],
    ['uncertain', 'uncertain, and called so', uncertain, mostUncertain],
  ];
  return figures.map(([suffix, what, value, goal]) => ({
    name: `${name}-${suffix}`,
    what: `  ${what}`,
    value,
    unit: 'letters',
    goal,
    tooShort,
  }));
}
