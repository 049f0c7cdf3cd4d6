import { readdirSync } from 'node:fs';
import { asOwner } from '../test/harness/database.ts';
import { createAsker, fromAddress } from './ask.ts';
import type { Finding } from './findings.ts';
import { arrive, measure } from './load.ts';
import type { Bench, Copy } from './product.ts';

/** Connections that are kept come and go, so a few more are no growth. */
const asked = { slope: 1, more: 8, lateMilliseconds: 100 };
/** So long a piece of the time is after which it is looked again. */
const pieceSeconds = 10;
/** A process that just began still learns, and its memory says nothing yet. */
const warmPart = 1 / 6;

interface Look {
  minutes: number;
  /** In MiB. */
  memory: number;
  connections: number;
  files: number;
  lateMilliseconds: number;
}

/** Half of what can be served, for as long as it is asked: what grows by it would in the end be everything. */
export async function measureSoak(bench: Bench, seconds: number): Promise<Finding[]> {
  const copy = await bench.copy();
  const asker = createAsker(64);
  const pages = [`${copy.url}/letter/status`, copy.url + copy.path, `${copy.url}${copy.path}/count.json`];
  const call = `${copy.url}/api/workspaces/${copy.workspaceId}/campaigns`;
  const ask = (index: number) =>
    index % 4 === 3
      ? asker.ask(call, { headers: { ...fromAddress(index), authorization: `Bearer ${copy.token}` } })
      : asker.ask(pages[index % 4] ?? '', { headers: fromAddress(index) });
  let wrong = 0;
  const one = async (index: number) => {
    // The token’s own limit may be met: that is an answer too.
    if ((await ask(index)).status >= 500) wrong += 1;
  };
  await measure(one, { atOnce: 16, seconds: Math.min(10, seconds / 4) });
  const { perSecond } = await measure(one, { atOnce: 16, seconds: Math.min(10, seconds / 4) });
  wrong = 0;
  const half = Math.floor(perSecond / 2);
  bench.say(`soak: ${Math.round(perSecond)} a second can be served; ${half} a second come for ${Math.round(seconds / 60)} minutes…`);
  const began = performance.now();
  const looks: Look[] = [];
  for (let index = 0; performance.now() - began < seconds * 1000; index += half * pieceSeconds) {
    const from = index;
    await arrive(
      Array.from({ length: half * pieceSeconds }, (_, at) => from + at),
      half,
      one,
    );
    looks.push(await look(copy, (performance.now() - began) / 60_000));
  }
  asker.close();
  const later = looks.filter(({ minutes }) => minutes >= (seconds / 60) * warmPart);
  const last = later.at(-1);
  if (!last) throw new Error('The time was too short to look.');
  const third = Math.ceil(later.length / 3);
  const more = (pick: (one: Look) => number) => middleOf(later.slice(-third).map(pick)) - middleOf(later.slice(0, third).map(pick));
  const how = `half of ${Math.round(perSecond)} requests a second: three pages and a call of the API in turn, of which most meet the limit of their token`;
  return [
    { name: 'soak', what: 'memory that grows, once it has warmed up', value: slopeOf(later), unit: 'MiB/min', goal: asked.slope, how },
    { name: 'soak-memory', what: '  memory at the end', value: last.memory, unit: 'MiB' },
    {
      name: 'soak-connections',
      what: '  connections to the database',
      value: more((one) => one.connections),
      unit: 'more',
      goal: asked.more,
    },
    { name: 'soak-files', what: '  open files and sockets', value: more((one) => one.files), unit: 'more', goal: asked.more },
    {
      name: 'soak-late',
      what: '  how late the process was, 99 of 100',
      value: last.lateMilliseconds,
      unit: 'ms',
      goal: asked.lateMilliseconds,
    },
    { name: 'soak-wrong', what: '  answered with a fault of ours', value: wrong, unit: 'answers', goal: 0 },
  ];
}

async function look({ url, pid, databaseUrl }: Copy, minutes: number): Promise<Look> {
  const text = await fetch(`${url}/metrics`).then((answer) => answer.text());
  const figure = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1] ?? NaN);
  const [row] = await asOwner(databaseUrl, "select count(*)::int as n from pg_stat_activity where backend_type = 'client backend'");
  return {
    minutes,
    memory: figure('process_resident_memory_bytes') / 1_048_576,
    connections: Number(row?.n),
    files: readdirSync(`/proc/${String(pid)}/fd`).length,
    lateMilliseconds: figure('nodejs_eventloop_lag_p99_seconds') * 1000,
  };
}

const middleOf = (values: readonly number[]) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;

/** By how much it grows a minute: the line that lies nearest to all (least squares). */
function slopeOf(looks: readonly Look[]): number {
  const middle = (pick: (one: Look) => number) => looks.reduce((sum, one) => sum + pick(one), 0) / looks.length;
  const [at, size] = [middle(({ minutes }) => minutes), middle(({ memory }) => memory)];
  const along = looks.reduce((sum, { minutes }) => sum + (minutes - at) ** 2, 0);
  return along === 0 ? 0 : looks.reduce((sum, { minutes, memory }) => sum + (minutes - at) * (memory - size), 0) / along;
}
