import { setTimeout as sleep } from 'node:timers/promises';
import { asOwner } from './database.ts';
import { newFolder, newKeys, startCopy, startSandbox, type Copy } from './ours.ts';
import { scriptFor, type Script } from './script.ts';

/** A workspace with one API token, on a database that outlives every process of the product. */
export async function keyedScene(databaseUrl: string) {
  const sandbox = await startSandbox();
  const settings = { ...sandbox.settings, DATABASE_URL: databaseUrl, ENCRYPTION_KEYS: newKeys(), DATA_DIR: newFolder() };
  const copy = await startCopy(settings);
  const script = await scriptFor(copy);
  await copy.stop('SIGTERM');
  return { settings, script, databaseUrl };
}
export type KeyedScene = Awaited<ReturnType<typeof keyedScene>>;

export interface KeyedStorm {
  /** So many things are asked for, each with a key of its own, by so many programs at once. */
  calls: number;
  lanes: number;
  /** So many processes serve, and are killed so often in sum. */
  processes: number;
  kills: number;
  random: () => number;
  hasTime?: () => boolean;
}

/** What the programs were told, and what became of it. */
export interface KeyedWeather {
  kills: number;
  /** Calls that were given their answer, and how many of these heard it when they asked again. */
  answered: number;
  repeated: number;
  /** Told honestly that it was done and the answer was lost. */
  answerLost: number;
  /** Times that a program asked again, whatever it heard before. */
  again: number;
  effects: number;
  doubled: number;
  missing: number;
  /** Calls that were told of something else than what is there. */
  wronglyAnswered: number;
}

type Ending = { kind: 'answered'; id: string; repeated: boolean } | { kind: 'lost' };

/** Lets programs create campaigns, each call with a key and again until it is answered, while the processes that answer are killed at random moments. */
export async function keyedStorm(scene: KeyedScene, storm: KeyedStorm): Promise<KeyedWeather> {
  const { calls, lanes, processes, random, hasTime = () => true } = storm;
  const serving = await Promise.all(Array.from({ length: processes }, () => startCopy(scene.settings, 'web')));
  const endings = new Map<number, Ending>();
  let [next, again, kills] = [0, 0, 0];
  const lane = async (number: number) => {
    while (next < calls) {
      const call = next++;
      for (let door = number; !endings.has(call); door++) {
        const { ending, waitMilliseconds } = await ask(serving[door % processes] as Copy, scene.script, call);
        if (ending) endings.set(call, ending);
        else {
          again += 1;
          await sleep(waitMilliseconds);
        }
      }
    }
  };
  const isOver = () => endings.size === calls;
  const killAgainAndAgain = async (at: number) => {
    while (!isOver() && kills < storm.kills && hasTime()) {
      kills += 1;
      // The kills are spread over the calls: each comes when its share of them is answered, and a moment after.
      const due = Math.floor((kills / (storm.kills + 1)) * calls);
      for (let waited = 0; endings.size < due && waited < 3_000; waited++) await sleep(10);
      await sleep(random() * 60);
      await (serving[at] as Copy).kill();
      serving[at] = await startCopy(scene.settings, 'web');
    }
  };
  try {
    await Promise.all([...Array.from({ length: lanes }, (_, at) => lane(at)), ...serving.map((_, at) => killAgainAndAgain(at))]);
  } finally {
    await Promise.all(serving.map((one) => one.kill()));
  }
  return { kills, again, ...(await compared(scene, calls, endings)) };
}

const nameOf = (call: number) => `call ${String(call).padStart(5, '0')}`;

/** One call, once: with its answer, or how long to wait before it is made again. */
async function ask(copy: Copy, { token, workspaceId }: Script, call: number): Promise<{ ending?: Ending; waitMilliseconds: number }> {
  try {
    const answer = await fetch(`${copy.url}/api/workspaces/${workspaceId}/campaigns`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': `key-of-${String(call)}` },
      body: JSON.stringify({ name: nameOf(call) }),
      signal: AbortSignal.timeout(30_000),
    });
    const body = (await answer.json()) as { id?: string; data?: { code?: string } };
    if (answer.status === 200 && body.id !== undefined)
      return { ending: { kind: 'answered', id: body.id, repeated: answer.headers.has('idempotent-replayed') }, waitMilliseconds: 0 };
    if (body.data?.code === 'answer_lost') return { ending: { kind: 'lost' }, waitMilliseconds: 0 };
    if (answer.status < 500 && ![409, 429].includes(answer.status))
      throw new Error(`A call was answered ${String(answer.status)}: ${JSON.stringify(body)}`);
    return { waitMilliseconds: 1000 * Number(answer.headers.get('retry-after') ?? 1) };
  } catch (error) {
    // The process was killed, or its successor does not listen yet; anything else is a failure of the storm.
    if (error instanceof TypeError || error instanceof SyntaxError || (error as Error).name === 'TimeoutError')
      return { waitMilliseconds: 100 };
    throw error;
  }
}

/** Compares what was told with what is there, call by call. */
async function compared({ databaseUrl }: KeyedScene, calls: number, endings: ReadonlyMap<number, Ending>) {
  const ids = await asOwner(databaseUrl, "select name, replace(id::text, '-', '') as id from campaigns where name like 'call %'");
  const effects = new Map<string, string[]>();
  for (const { name, id } of ids) effects.set(String(name), [...(effects.get(String(name)) ?? []), String(id)]);
  const of = (call: number) => effects.get(nameOf(call)) ?? [];
  const all = Array.from({ length: calls }, (_, call) => call);
  const told = [...endings.values()];
  return {
    answered: told.filter(({ kind }) => kind === 'answered').length,
    repeated: told.filter((one) => one.kind === 'answered' && one.repeated).length,
    answerLost: told.filter(({ kind }) => kind === 'lost').length,
    effects: ids.length,
    doubled: all.filter((call) => of(call).length > 1).length,
    missing: all.filter((call) => of(call).length === 0).length,
    wronglyAnswered: all.filter((call) => {
      const ending = endings.get(call);
      return ending?.kind === 'answered' && !of(call).includes(ending.id.replace(/^cmp_/, ''));
    }).length,
  };
}
