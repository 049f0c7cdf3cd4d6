import { readId, showId } from '../server/platform/ids.ts';
import { createAsker, fromAddress } from './ask.ts';
import type { Finding } from './findings.ts';
import { p95Of } from './load.ts';
import type { Bench } from './product.ts';
import { openStatisticsStore } from './statistics/store.ts';

const asked = { recipients: 1_000_000, milliseconds: 100 };
/** What the results page asks for, all at once. */
const answers = { show: '', report: '/report?unit=hour', variants: '/variants', tracking: '/tracking' };
type Answer = keyof typeof answers;
/** So many times the page, in which one user asks less than they may in a minute. The first tenth is for warming up. */
const pages = 100;

/** The results page of a campaign to a million recipients that was opened ten million times, as the API answers what the page asks for. */
export async function measureStatistics(bench: Bench, seconds: number): Promise<Finding[]> {
  const copy = await bench.copy();
  const recipients = seconds < 60 ? asked.recipients / 10 : asked.recipients;
  const store = await openStatisticsStore(copy.databaseUrl);
  const { campaignId, hits } = await store.plant(readId('workspace', copy.workspaceId), recipients, (line) => bench.say(line));
  await store.close();
  const asker = createAsker(Object.keys(answers).length);
  const base = `${copy.url}/api/workspaces/${copy.workspaceId}/outreach/${showId('outreach', campaignId)}`;
  const taken: Record<Answer | 'page', number[]> = { show: [], report: [], variants: [], tracking: [], page: [] };
  const ask = async (which: Answer, index: number) => {
    const began = performance.now();
    const headers = { authorization: `Bearer ${copy.token}`, ...fromAddress(index) };
    const { status, text } = await asker.ask(base + answers[which], { headers });
    if (status !== 200) throw new Error(`${which} answered ${String(status)}: ${text.slice(0, 200)}`);
    if (index >= pages / 10) taken[which].push(performance.now() - began);
  };
  for (let index = 0; index < pages; index++) {
    const began = performance.now();
    await Promise.all((Object.keys(answers) as Answer[]).map((which) => ask(which, index)));
    if (index >= pages / 10) taken.page.push(performance.now() - began);
  }
  asker.close();
  const there = `at ${recipients.toLocaleString('en-GB')} recipients and ${hits.toLocaleString('en-GB')} hits`;
  const finding = (name: string, what: string, which: Answer | 'page'): Finding => ({
    name,
    what,
    value: p95Of(taken[which]),
    unit: 'ms',
    goal: asked.milliseconds,
    tooShort: recipients < asked.recipients,
    because:
      'A page is four answers at once, which take about 20 ms of the product and 20 ms of the database together; on two cores the rest is waiting for one another, and what else the machine does.',
  });
  return [
    finding('statistics', `results page ${there}, slowest of twenty`, 'page'),
    finding('statistics-show', '  of which the campaign with its counts by message', 'show'),
    finding('statistics-report', '  of which by hour, mailbox and domain', 'report'),
    finding('statistics-variants', '  of which the variants beside each other', 'variants'),
    finding('statistics-tracking', '  of which opens and clicks', 'tracking'),
  ];
}
