import { performance } from 'node:perf_hooks';
import { always } from '../shared/working-hours.ts';
import { createUses, simulateSending, type Ahead } from '../server/modules/outreach/index.ts';
import type { Finding } from './findings.ts';

const recipients = 1_000_000;
const mailboxes = 50;
const zones = ['Europe/Berlin', 'Europe/London', 'America/New_York', 'America/Los_Angeles', 'Asia/Kolkata', 'Asia/Kathmandu', 'Asia/Tokyo'];

/** The flight plan of a campaign of three steps to a million recipients in seven zones from fifty mailboxes with a gap, a limit and hours each. */
export function measurePlan(): Promise<Finding[]> {
  const from = Date.UTC(2027, 0, 4, 8);
  const ahead: Ahead = {
    senders: Array.from({ length: mailboxes }, (_, index) => ({
      id: `mailbox-${index}`,
      pacing: {
        ...always(zones[index % 3] ?? 'UTC'),
        workingDays: 31,
        opensMinute: 420,
        closesMinute: 1200,
        dailyLimit: 2_000,
        rampFrom: null,
        rampDays: null,
        rampBeganAt: null,
        gapSeconds: 15,
        gapJitterSeconds: 10,
      },
      uses: createUses([]),
      last: undefined,
      parked: undefined,
      slowUntil: undefined,
      freeLanes: 1,
      campaigns: new Set(['campaign']),
      turn: undefined,
    })),
    campaigns: new Map([['campaign', { id: 'campaign', startsAt: undefined, endsAt: undefined, hoursIn: hoursByZone() }]]),
    groups: zones.map((timeZone) => ({
      campaignId: 'campaign',
      timeZone,
      mailboxId: null,
      dueAt: from,
      step: 1,
      count: Math.floor(recipients / zones.length) + (timeZone === zones[0] ? recipients % zones.length : 0),
    })),
    delays: new Map([['campaign', [0, 72, 120]]]),
  };
  const began = performance.now();
  let messages = 0;
  const { left } = simulateSending(ahead, { from, until: from + 3_650 * 86_400_000 }, (leg) => (messages += leg.messages));
  const took = (performance.now() - began) / 1000;
  if (messages !== recipients * 3 || left.length > 0)
    throw new Error(`The plan holds ${messages} messages, and ${left.length} groups are left.`);
  return Promise.resolve([
    { name: 'plan', what: 'flight plan of 1,000,000 × 3 steps × 50 mailboxes', value: took * 1000, unit: 'ms', goal: 5_000 },
  ]);
}

function hoursByZone() {
  const hours = new Map(zones.map((zone) => [zone, { ...always(zone), workingDays: 31, opensMinute: 540, closesMinute: 1020 }]));
  return (zone: string) => hours.get(zone) ?? always('UTC');
}
