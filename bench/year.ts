import { judgeYear, type YearJudged } from '../test/harness/simulated-year-judged.ts';
import { playYear } from '../test/harness/simulated-year.ts';
import { testClock } from '../test/harness/product.ts';
import { chancesFrom } from '../test/harness/storm.ts';
import { wholeYear, yearZones } from '../test/harness/year-plans.ts';
import type { Finding } from './findings.ts';
import type { Bench } from './product.ts';
import { withSending } from './sending.ts';

const asked = { campaigns: 12 };
const inEachZone = 2;
const from = new Date('2026-01-01T00:00:00Z');

const rules: [key: keyof YearJudged, what: string][] = [
  ['outsideMailbox', 'begun outside the window of the mailbox'],
  ['outsideCampaign', 'begun outside the window of the campaign, in the recipient’s zone'],
  ['gapsUndercut', 'begun before the gap of the mailbox was over'],
  ['limitsPassed', 'begun beyond the limit of a mailbox in 24 hours'],
  ['tooEarly', 'begun before the delay of their step was over'],
  ['doubled', 'taken twice by the mail server'],
  ['missing', 'not accepted though they could have been, or not known to the mail server'],
];

/**
 * Plays a year of sending from a mailbox in each zone to people in all of them, on a clock that goes from moment to moment: planner, ledger, two workers and a
 * mail server are those of every day. Then what began is read from the ledger and compared with what was allowed, by a second reading of the wall clocks.
 */
export async function measureYear(bench: Bench, seconds: number): Promise<Finding[]> {
  const { databaseUrl: copyUrl } = await bench.copy();
  const campaigns = seconds >= 300 ? asked.campaigns : 2;
  const plan = wholeYear(from, { campaigns, inEachZone });
  bench.say(`year: ${campaigns} campaigns in ${yearZones.length} zones, seed ${bench.seed}…`);
  return withSending(copyUrl, async (sending) => {
    const clock = testClock(from);
    const scene = { ...sending, clock, app: { tools: { ...sending.app.tools, clock } } };
    const played = await playYear(scene, plan, chancesFrom(bench.seed));
    const judged = await judgeYear(sending.databaseUrl, plan, played);
    const tooShort = campaigns < asked.campaigns;
    const what = `a year of sending in ${yearZones.length} zones, ${judged.nearChanges} of them within three hours of one of ${judged.changes} clock changes`;
    return [
      { name: 'year', what, value: judged.messages, unit: 'letters', tooShort },
      {
        name: 'year-neverMeeting',
        what: '  that wait because after a clock change the hours of mailbox and recipient meet no more',
        value: judged.neverMeeting,
        unit: 'letters',
      },
      ...rules.map(
        ([key, rule]): Finding => ({ name: `year-${key}`, what: `  ${rule}`, value: judged[key], unit: 'letters', goal: 0, tooShort }),
      ),
    ];
  });
}
