import type { Calendar } from './calendar.ts';
import { bucketReadiness, budgetOf, earlier, readinessOf, type Bucket, type RunningCampaign, type Sender } from './readiness.ts';

/** So many of a bucket are begun now by a mailbox. */
export interface Send {
  mailboxId: string;
  bucket: Bucket;
  count: number;
}

export interface Plan {
  sends: Send[];
  /** The campaign that each of these mailboxes served last, once this is done. */
  turns: ReadonlyMap<string, string>;
  /** When it is worth looking again, if nothing changes before. */
  wakeAt: number | undefined;
}

/** What is known of a moment: mailboxes that nobody else runs, campaigns that are running, and who waits in them. */
export interface Situation {
  senders: readonly Sender[];
  campaigns: ReadonlyMap<string, RunningCampaign>;
  waiting: readonly Bucket[];
}

/**
 * Who begins to send what at a moment. Campaigns share a mailbox by turns, follow-ups go before new recipients and only from the mailbox that began
 * their thread, and new recipients go to the mailboxes that have most of their budget left.
 */
export function planSends({ senders, campaigns, waiting }: Situation, calendar: Calendar, at: number): Plan {
  let wakeAt: number | undefined;
  const open: Bucket[] = [];
  for (const bucket of waiting) {
    const campaign = campaigns.get(bucket.campaignId);
    const readiness = campaign ? bucketReadiness(campaign, bucket, calendar, at) : undefined;
    if (readiness && 'ready' in readiness) open.push(bucket);
    else wakeAt = earlier(wakeAt, readiness?.until);
  }
  if (open.length === 0) return { sends: [], turns: new Map(), wakeAt };
  const able: { sender: Sender; left: number; turn: string | undefined; offers: ReadonlyMap<string, readonly Bucket[]> }[] = [];
  for (const sender of senders) {
    const offers = offersTo(sender, open);
    if (offers.size === 0) continue;
    const readiness = readinessOf(sender, calendar, at);
    if ('ready' in readiness) able.push({ sender, left: readiness.ready, turn: sender.turn, offers });
    else wakeAt = earlier(wakeAt, readiness.until);
  }
  able.sort((one, other) => budgetOf(other.sender, at) - budgetOf(one.sender, at));
  const sends = new Map<Bucket, Map<string, Send>>();
  for (let someone = true; someone; ) {
    someone = false;
    for (const one of able) {
      if (one.left <= 0) continue;
      one.left -= 1;
      someone = true;
      const bucket = nextByTurn(one.offers, one.turn);
      one.turn = bucket.campaignId;
      const ofBucket = sends.get(bucket) ?? new Map<string, Send>();
      const send = ofBucket.get(one.sender.id);
      if (send) send.count += 1;
      else ofBucket.set(one.sender.id, { mailboxId: one.sender.id, bucket, count: 1 });
      sends.set(bucket, ofBucket);
    }
  }
  const turns = new Map(able.flatMap(({ sender, turn }) => (turn === undefined ? [] : [[sender.id, turn] as const])));
  return { sends: [...sends.values()].flatMap((ofBucket) => [...ofBucket.values()]), turns, wakeAt };
}

/** What a mailbox may send, by campaign; in each the follow-ups of its own threads first, then who waits longest. */
function offersTo(sender: Sender, open: readonly Bucket[]): ReadonlyMap<string, readonly Bucket[]> {
  const mine = open.filter(
    ({ mailboxId, campaignId }) => mailboxId === sender.id || (mailboxId === null && sender.campaigns.has(campaignId)),
  );
  mine.sort((one, other) => Number(one.mailboxId === null) - Number(other.mailboxId === null) || one.dueAt - other.dueAt);
  return new Map([...Map.groupBy(mine, ({ campaignId }) => campaignId)].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** The first bucket of the campaign that comes after the one that was served last. */
export function nextByTurn(offers: ReadonlyMap<string, readonly Bucket[]>, turn: string | undefined): Bucket {
  const ids = [...offers.keys()];
  const next = turn === undefined ? undefined : ids.find((id) => id > turn);
  return (offers.get(next ?? (ids[0] as string)) as readonly Bucket[])[0] as Bucket;
}
