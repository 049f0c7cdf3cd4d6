import type { Tx } from '../../../../platform/database.ts';
import type { Tools } from '../../../../platform/tools.ts';
import { mailboxesOf, usesSince } from '../../../mailboxes/index.ts';
import { createCalendar } from '../calendar.ts';
import { providerOf } from '../circuits/circuit.ts';
import { circuitsOf } from '../circuits/store.ts';
import { campaignOf, runOf, untilOf as providerWaitsUntil } from '../look-around.ts';
import { campaignsOf, runsOf } from '../looking/store.ts';
import { bucketReadiness, readinessOf, type Readiness, type Waiting } from '../readiness.ts';
import { pressureOn } from '../pressure/hold-by-pressure.ts';
import { isQuarantined } from '../store.ts';
import { countAhead, findWaiting } from './store.ts';
import { providerDownSentence, waitingSentence } from './words.ts';

export interface WhyNotSent {
  because: Waiting;
  sentence: string;
  /** When the planner tries next, as far as that is known; nothing where somebody has to act first. */
  nextAt: Date | null;
}

const dayMilliseconds = 24 * 3_600_000;
const mostCounted = 10_000;

/** Asks the planner that sends about one recipient: what holds their next message back, and when it is tried. Nothing for whoever does not wait. */
export async function whyNotSent(
  tools: Pick<Tools, 'clock'>,
  tx: Tx,
  { workspaceId, campaignId, enrolmentId }: { workspaceId: string; campaignId: string; enrolmentId: string },
): Promise<WhyNotSent | null> {
  const waiting = await findWaiting(tx, workspaceId, campaignId, enrolmentId);
  const [row] = await campaignsOf(tx, workspaceId, [campaignId]);
  if (waiting?.state !== 'waiting' || !row) return null;
  let circuits: Awaited<ReturnType<typeof circuitsOf>> = [];
  const downSentence = () => providerDownSentence(circuits[0]?.provider);
  const say = (because: Waiting, nextAt?: number, more = ''): WhyNotSent => ({
    because,
    sentence: `${because === 'provider_down' ? downSentence() : waitingSentence[because]}${more}`,
    nextAt: nextAt === undefined ? null : new Date(nextAt),
  });
  if (await isQuarantined(tx)) return say('quarantined');
  if (row.state === 'paused') return say('paused');
  if (row.state !== 'running') return say('ended');
  const mailboxIds =
    waiting.mailboxId === null ? row.mailboxIds : [...row.mailboxIds, ...row.formerMailboxIds].filter((id) => id === waiting.mailboxId);
  if (mailboxIds.length === 0 || (waiting.nextStep > 1 && waiting.mailboxId === null)) return say('no_mailbox');
  const now = tools.clock.now();
  const runs = await runsOf(tx, workspaceId, mailboxIds);
  const uses = await usesSince(tx, workspaceId, mailboxIds, new Date(now.getTime() - dayMilliseconds));
  const mailboxes = await mailboxesOf(tx, workspaceId, mailboxIds);
  circuits = await circuitsOf(tx, mailboxes.map(providerOf));
  const pressed = await pressureOn(tx, workspaceId, { ...waiting, step: waiting.nextStep }, now);
  const campaign = campaignOf(row);
  const calendar = createCalendar();
  /** What holds them back at a moment: their campaign, or else the mailbox that is ready first. */
  const standing = (at: number): Readiness => {
    const ofCampaign = bucketReadiness(campaign, { dueAt: waiting.dueAt.getTime(), timeZone: waiting.timeZone }, calendar, at);
    if (!('ready' in ofCampaign) && ofCampaign.because !== 'not_due') return ofCampaign;
    const dueAgain = 'ready' in ofCampaign ? at : (ofCampaign.until ?? at);
    if (pressed && pressed.until.getTime() > at && pressed.until.getTime() >= dueAgain)
      return { because: pressed.because, until: pressed.until.getTime() };
    if (!('ready' in ofCampaign)) return ofCampaign;
    const all = mailboxes.map((mailbox) => {
      const ofMailbox = uses.filter(({ mailboxId }) => mailboxId === mailbox.id);
      const run = runs.find(({ mailboxId }) => mailboxId === mailbox.id);
      const circuit = circuits.find(({ provider }) => provider === providerOf(mailbox));
      const sender = { ...runOf(mailbox, run, ofMailbox, [campaignId]), providerUntil: providerWaitsUntil(circuit, now) };
      return readinessOf(sender, calendar, at);
    });
    const ready = all.find((one) => 'ready' in one);
    if (ready) return ready;
    return all.reduce((one, other) => (untilOf(other) < untilOf(one) ? other : one));
  };
  const first = standing(now.getTime());
  if ('ready' in first) {
    const ahead = await countAhead(tx, workspaceId, { ...waiting, campaignId }, mostCounted);
    return say(
      'others_first',
      now.getTime(),
      ahead > 0 ? ` ${ahead < mostCounted ? ahead : `More than ${mostCounted}`} of this campaign come before.` : '',
    );
  }
  // One thing may end while another begins: the window opens and the limit is used up. Follow until nothing is in the way.
  let [at, next] = [first.until, first as Readiness];
  for (let looked = 0; at !== undefined && !('ready' in next) && looked < 50; looked++) {
    next = standing(at);
    if (!('ready' in next)) at = next.until;
  }
  if ('ready' in next) return say(first.because, at);
  // Windows that open one after the other and never together.
  const byHours = (because: Waiting) => because === 'campaign_hours' || because === 'mailbox_hours';
  return say(byHours(first.because) && byHours(next.because) ? 'hours_never_meet' : first.because);
}

const untilOf = (readiness: Readiness): number => ('ready' in readiness ? -Infinity : (readiness.until ?? Infinity));
