import { readId, showId } from '../server/platform/ids.ts';
import { createAsker } from './ask.ts';
import type { Finding } from './findings.ts';
import { openListStore } from './lists/store.ts';
import { p95Of } from './load.ts';
import type { Bench } from './product.ts';

const searches = ['p77', 'ines', 'ines b', 'council 4', 'ab', 'p123456', 'ka', 'gus c', 'zz', 'ole d'];

/** Contacts at a million: the list, the first page of a segment and a search, as the API answers them, beside one statement that finds as much. */
export async function measureLists(bench: Bench): Promise<Finding[]> {
  const copy = await bench.copy();
  const workspaceId = readId('workspace', copy.workspaceId);
  const store = await openListStore(copy.databaseUrl);
  const listId = await store.plantContacts(workspaceId, (line) => bench.say(line));
  const headers = { authorization: `Bearer ${copy.token}`, 'content-type': 'application/json' };
  const base = `${copy.url}/api/workspaces/${copy.workspaceId}`;
  const created = await fetch(`${base}/segments`, {
    method: 'POST',
    headers,
    body: JSON.stringify({
      name: 'Water, large, not in the half',
      rule: {
        kind: 'all',
        rules: [
          { kind: 'tag', tag: 'water' },
          { kind: 'number', of: 'own.seats', test: 'above', value: 300 },
          { kind: 'not', rule: { kind: 'verdict', verdict: 'bad' } },
          { kind: 'not', rule: { kind: 'list', listId: showId('list', listId) } },
        ],
      },
    }),
  });
  const { id: segmentId = '' } = (await created.json()) as { id?: string };
  const rare = await fetch(`${base}/segments`, {
    method: 'POST',
    headers,
    body: JSON.stringify({
      name: 'Rare',
      rule: {
        kind: 'all',
        rules: [
          { kind: 'tag', tag: 'rare' },
          { kind: 'tag', tag: 'roads' },
        ],
      },
    }),
  });
  const { id: rareId = '' } = (await rare.json()) as { id?: string };
  const asker = createAsker(1);
  const ask = async (query: string) => {
    const { status, text } = await asker.ask(`${base}/contacts?${query}`, { headers });
    if (status !== 200) throw new Error(`The list answered ${String(status)}: ${text.slice(0, 200)}`);
  };
  const searchOf = (index: number) => searches[index % searches.length] ?? '';
  const product = {
    list: await p95(() => ask('limit=50')),
    segment: await p95((index) => ask(`limit=50&segmentId=${index % 2 ? segmentId : rareId}`)),
    search: await p95((index) => ask(`limit=50&search=${encodeURIComponent(searchOf(index))}`)),
  };
  const alone = {
    list: await p95(() => store.firstPage(workspaceId)),
    segment: await p95(() => store.segmentPage(workspaceId, listId)),
    search: await p95((index) => store.search(workspaceId, searchOf(index))),
  };
  asker.close();
  await store.close();
  const finding = (name: string, what: string, which: keyof typeof product, goal: number): Finding => ({
    name,
    what: `${what} at 1,000,000 contacts, slowest of twenty`,
    value: product[which],
    unit: 'ms',
    goal,
    limit: alone[which],
    limitIs: 'the SQL alone, without HTTP, walls and audit entry',
  });
  return [
    finding('lists', 'first page of the contact list', 'list', 120),
    finding('lists-segment', 'first page of a segment', 'segment', 250),
    finding('lists-search', 'search by a beginning', 'search', 100),
  ];
}

/** So many of each, one after the other: together less than one user may ask a minute. The first tenth is for warming up. */
const calls = 180;

async function p95(work: (index: number) => Promise<void>): Promise<number> {
  const taken: number[] = [];
  for (let index = 0; index < calls; index++) {
    const began = performance.now();
    await work(index);
    if (index >= calls / 10) taken.push(performance.now() - began);
  }
  return p95Of(taken);
}
