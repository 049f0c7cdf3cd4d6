import { performance } from 'node:perf_hooks';
import { readId, showId } from '../server/platform/ids.ts';
import type { Finding } from './findings.ts';
import { openLaunchStore, recipientsThere } from './launch/store.ts';
import type { Bench } from './product.ts';

const texts = [
  { variant: 'a', weight: 2, subject: 'The ford', html: '<p>Dear {{ first_name }}, the ford is closed. What does {{ company }} say?</p>' },
  { variant: 'b', weight: 1, subject: 'Your ford', html: '<p>Dear {{ first_name }}, a ford is closing.</p>' },
];

/** Launches a campaign for a million contacts through the API, as a member does, beside one plain `insert … select` of the same rows. */
export async function measureLaunch(bench: Bench): Promise<Finding[]> {
  const copy = await bench.copy();
  const workspaceId = readId('workspace', copy.workspaceId);
  const store = await openLaunchStore(copy.databaseUrl);
  const planted = await store.plant(workspaceId, (line) => bench.say(line));
  const call = callsOf(copy);
  const { id = '' } = await call('POST', '/outreach', { name: 'A million', timeZone: 'Europe/Vienna' });
  const one = `/outreach/${id}`;
  await call('PUT', `${one}/steps`, { steps: [0, 72, 96].map((delayHours) => ({ delayHours, sameThread: delayHours > 0, texts })) });
  const audience = { lists: [showId('list', planted.listId)], segments: [], exceptLists: [], exceptSegments: [] };
  await call('PATCH', one, { audience, mailboxes: [showId('mailbox', planted.mailboxId)] });
  const checked = await seconds(() => call('GET', `${one}/check`));
  bench.say('launching…');
  const launched = await seconds(() => call('POST', `${one}/launches`, {}));
  const enrolled = await store.enrolled(workspaceId, readId('outreach', id));
  const limit = await seconds(() => store.insertPlainly(workspaceId, planted.listId));
  await store.close();
  return [
    {
      name: 'launch',
      what: `launch of ${recipientsThere.toLocaleString('en')} recipients`,
      value: launched,
      unit: 's',
      goal: 12,
      limit,
      limitIs: 'one insert … select of the same rows into a table with the same indexes',
      because:
        'The plain insert of the same rows with the same indexes takes about as long as the goal by itself. The rest is the check of a million recipients, the values of their merge tags as they are now, their numbers, and one lookup a statement that the campaign is there.',
      how: 'the launch is everything between the press and the answer: all checks, values of merge tags, zones, variants, counts and the entry',
    },
    { name: 'launch-check', what: 'the check before it, with missing values of everybody', value: checked, unit: 's' },
    {
      name: 'launch-missing',
      what: 'recipients that the launch lost or doubled',
      value: Math.abs(recipientsThere - enrolled),
      unit: 'rows',
      goal: 0,
    },
  ];
}

function callsOf(copy: { url: string; workspaceId: string; token: string }) {
  return async (method: string, path: string, body?: unknown): Promise<{ id?: string }> => {
    const answer = await fetch(`${copy.url}/api/workspaces/${copy.workspaceId}${path}`, {
      method,
      headers: { authorization: `Bearer ${copy.token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} answered ${String(answer.status)}: ${text.slice(0, 300)}`);
    return JSON.parse(text) as { id?: string };
  };
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return (performance.now() - from) / 1000;
}
