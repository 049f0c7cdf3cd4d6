import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findEmbeddedPostgres } from '../server/platform/embedded-postgres.ts';
import { answer, asking, secondsUntilFine, type Seen } from '../test/harness/asking.ts';
import { asOwner } from '../test/harness/database.ts';
import { databasePid, isAlive, newFolder, startCopy, until, type Copy } from '../test/harness/ours.ts';
import { chancesFrom, enoughTaken, sendDuring } from '../test/harness/storm.ts';
import { stormScene } from '../test/harness/storm-scene.ts';
import { stretchLine } from '../test/harness/weak-line.ts';
import type { Finding } from './findings.ts';
import type { Bench } from './product.ts';
import { invariantsOf, timesOf } from './storms.ts';

const asked = { restarts: 20, goOnSeconds: 10, silentSeconds: 30, toldSeconds: 5 };
const lanes = 8;
const letters = [8, 40] as const;

/**
 * PostgreSQL is ended in order and killed, in turn, while letters leave. It belongs to a copy of its own, which brings it up again; two other
 * processes send. Then it swallows every word for half a minute.
 */
export async function measureRestarts(bench: Bench, seconds: number): Promise<Finding[]> {
  const dataDir = newFolder();
  const keeper = await startCopy({ DATA_DIR: dataDir });
  const own = (await findEmbeddedPostgres(join(dataDir, 'database'))) ?? '';
  await asOwner(own, 'create database storm');
  const url = new URL(own);
  url.pathname = '/storm';
  const scene = await stormScene(url.toString());
  const supporters = await scene.prepared(Math.ceil(300 + seconds * 50));
  const settings = { ...scene.settings, PAGE_MEMORY_SECONDS: '0' };
  const sending = await Promise.all([startCopy(settings, 'web'), startCopy(settings, 'web')]);

  bench.say(`restarts: ${asked.restarts} in ${seconds} seconds at most, seed ${bench.seed}…`);
  const random = chancesFrom(bench.seed);
  const began = performance.now();
  let taken = 0;
  const rush = { doors: () => sending.map(({ url }) => url), lanes, supporters, onTaken: () => (taken += 1) };
  const { tried, result } = await sendDuring(rush, async () => {
    const longest = { restart: 0, count: 0 };
    while (longest.count < asked.restarts && performance.now() - began < seconds * 1000) {
      const before = taken;
      await enoughTaken(() => taken - before, letters, random);
      await sleep(random() * 250);
      const pid = databasePid(dataDir) ?? 0;
      process.kill(pid, longest.count % 2 === 0 ? 'SIGKILL' : 'SIGINT');
      await until('the database has ended', () => !isAlive(pid));
      const from = performance.now();
      const atTheEnd = taken;
      await Promise.all([
        ...[keeper, ...sending].map((one) => until('it is ready again', async () => (await readiness(one)) === 200, 60)),
        until('a letter leaves again', () => taken > atTheEnd + lanes, 60),
      ]);
      longest.restart = Math.max(longest.restart, (performance.now() - from) / 1000);
      longest.count += 1;
    }
    return longest;
  });
  const stillThere = [keeper, ...sending].filter(({ pid }) => isAlive(pid)).length;
  const judged = await scene.aftermath(tried);
  const silence = await silent(bench, {
    sending: settings,
    page: scene.standsStill.path,
    scene,
    seconds: seconds < 60 ? 8 : asked.silentSeconds,
  });
  for (const one of [...sending, keeper]) await one.stop('SIGTERM');
  const tooShort = result.count < asked.restarts;
  return [
    timesOf('restarts', `PostgreSQL ended, every other time by kill -9, ${judged.letters} letters meanwhile`, result.count, asked.restarts),
    { name: 'restarts-exits', what: '  processes that ended', value: 3 - stillThere, unit: 'processes', goal: 0, tooShort },
    {
      name: 'restarts-on',
      what: '  until everything goes on, longest',
      value: result.restart,
      unit: 's',
      goal: asked.goOnSeconds,
      tooShort,
    },
    ...invariantsOf('restarts', judged, { mostUncertain: result.count * lanes, tooShort }),
    ...silence,
  ];
}

const readiness = ({ url }: Copy) =>
  answer(`${url}/readyz`).then(
    ({ status }) => status,
    () => 0,
  );

interface Silence {
  sending: Record<string, string>;
  page: string;
  scene: Awaited<ReturnType<typeof stormScene>>;
  seconds: number;
}

/** A line to the database that swallows every word: whoever comes is told so soon. */
async function silent(bench: Bench, { sending, page, scene, seconds }: Silence): Promise<Finding[]> {
  bench.say(`restarts: the database says nothing for ${seconds} seconds…`);
  const line = await stretchLine(sending.DATABASE_URL ?? '');
  try {
    const copy = await startCopy({ ...sending, DATABASE_URL: line.url }, 'web');
    const call = `/workspaces/${scene.script.workspaceId}/campaigns`;
    const ask = asking(copy.url, { page, call, headers: { authorization: `Bearer ${scene.script.token}` } });
    await secondsUntilFine(ask);
    line.swallow();
    const asks: Promise<Seen[]>[] = [];
    for (const from = performance.now(); performance.now() - from < seconds * 1000; ) {
      asks.push(ask());
      await sleep(250);
    }
    const seen = (await Promise.all(asks)).flat();
    line.carry();
    const goesOn = await secondsUntilFine(ask);
    const code = await copy.stop('SIGTERM');
    const wrong = seen.filter(({ status, retryAfter }) => status !== 503 || !(Number(retryAfter) > 0)).length;
    const what = `a database that says nothing for ${seconds} s, ${seen.length} answers`;
    const tooShort = seconds < asked.silentSeconds;
    return [
      { name: 'silence', what: `${what}: other than 503`, value: wrong, unit: 'answers', goal: 0, tooShort },
      {
        name: 'silence-told',
        what: '  until told so, longest',
        value: Math.max(...seen.map((one) => one.seconds)),
        unit: 's',
        goal: asked.toldSeconds,
        tooShort,
      },
      { name: 'silence-on', what: '  until everything goes on', value: goesOn, unit: 's', goal: asked.goOnSeconds, tooShort },
      { name: 'silence-exits', what: '  ended otherwise than with 0', value: code === 0 ? 0 : 1, unit: 'processes', goal: 0, tooShort },
    ];
  } finally {
    line.cut();
  }
}
