import { isDatabaseAway } from '../../../platform/database.ts';
import { faultOf } from '../../../platform/last-resort.ts';
import { isDeepStrictEqual } from 'node:util';
import type { Tools } from '../../../platform/tools.ts';
import type { OpenMailbox } from '../../../providers/capabilities.ts';
import { ProviderFailure } from '../../../providers/failure.ts';
import { handOverMessage, type TeamMailSender } from '../../deliveries/index.ts';
import type { Room, Shelf } from '../../files/index.ts';
import { attachFiles, weightOf } from '../attaching/attach-files.ts';
import { createCalendar } from './calendar.ts';
import { providerOf, wentOf, type Went } from './circuits/circuit.ts';
import type { ProviderWatch } from './circuits/watch-providers.ts';
import { claimMessages, rememberSteps, type Claim } from './claim-messages.ts';
import { holdBack } from './hold-back.ts';
import { lookAround, type Found, type Run } from './look-around.ts';
import { lookAtEnrolments } from './looking/store.ts';
import { planSends, type Send } from './plan-sends.ts';
import { earlier, type Bucket } from './readiness.ts';
import { settleMessages, type Happened } from './settle-messages.ts';
import { stillGoesOn } from './still-goes-on.ts';
import type { createTexts } from './text-of-step.ts';
import { stoppedMeanwhile, type Consequence, type MessageOutcome } from './what-follows.ts';
import { trackWritten, type Track } from './track-written.ts';
import { followsInThread, writeMessage } from './write-message.ts';

export interface DeskNeeds {
  tools: Tools;
  sender: TeamMailSender;
  open(workspaceId: string, mailboxId: string): Promise<OpenMailbox>;
  unsubscribeUrl(of: { workspaceId: string; campaignId: string; enrolmentId: string; email: string }): Promise<string> | string;
  track?: Track;
  /** Where the files of messages are; without it none are sent. */
  shelf?: Shelf;
  room: Room;
  texts: ReturnType<typeof createTexts>;
  run: { id: string; holdSeconds: number };
  watch: ProviderWatch;
  /** Told when lanes are free again. */
  onFree(): void;
}

/** Where the mailboxes of one workspace that this process holds are worked. */
export interface Desk {
  /** Looks anew at what there is to send from these mailboxes. */
  look(mailboxIds: readonly string[]): Promise<void>;
  /** Begins everything that may leave now and has a free lane; gives when it is worth asking again. */
  begin(): Promise<number | undefined>;
  /** Resolves when nothing is on its way any more and all outcomes are written down. */
  drained(): Promise<void>;
  isBusy(): boolean;
  close(): Promise<void>;
}

/** Opened credentials are used again for so long, and lie nowhere but in memory. */
const openMilliseconds = 30_000;
/** After so long what waits is looked at anew, even where there is always more to begin: a limit that was changed, a new campaign. */
const beginMilliseconds = 1000;
/** Outcomes that arrive within so many milliseconds are written down together. */
const gatherMilliseconds = 3;

export function createDesk(workspaceId: string, needs: DeskNeeds): Desk {
  const { tools, sender, open, unsubscribeUrl, texts, run, watch, onFree } = needs;
  const calendar = createCalendar();
  const stepsOf = rememberSteps();
  const found: Found = { runs: new Map(), campaigns: new Map(), waiting: [], troubled: new Set() };
  const opened = new Map<string, { mailbox: OpenMailbox; until: number }>();
  const arrived: Happened[] = [];
  const lanes = new Set<Promise<void>>();
  let settling: Promise<void> | undefined;
  const nowMilliseconds = () => tools.clock.now().getTime();

  async function look(mailboxIds: readonly string[]): Promise<void> {
    const fresh = await lookAround(tools, workspaceId, mailboxIds);
    if ([...fresh.campaigns.keys()].some((id) => !found.campaigns.has(id)))
      await tools.database.inWorkspace(workspaceId, lookAtEnrolments).catch(() => tools.log.warn('enrolments_not_looked_at'));
    for (const [id, next] of fresh.runs) {
      const before = found.runs.get(id);
      if (!before) continue;
      next.freeLanes = before.freeLanes;
      next.turn = before.turn;
      // The same hours stay the same object, by which the calendar remembers them.
      if (isDeepStrictEqual(before.pacing, next.pacing)) next.pacing = before.pacing;
      if (before.slowUntil !== undefined) next.slowUntil = Math.max(before.slowUntil, next.slowUntil ?? 0);
    }
    for (const id of found.runs.keys()) if (!fresh.runs.has(id)) await forget(id);
    Object.assign(found, fresh);
    watch.remember(fresh.troubled);
  }

  async function forget(mailboxId: string): Promise<void> {
    const one = opened.get(mailboxId);
    opened.delete(mailboxId);
    if (one) await sender.release(one.mailbox);
  }

  async function begin(): Promise<number | undefined> {
    const began = nowMilliseconds();
    for (;;) {
      // What was begun before the end of the process ends; nothing more begins.
      if (tools.ending?.aborted) return undefined;
      const at = nowMilliseconds();
      if (at - began >= beginMilliseconds) return at;
      const plan = planSends({ senders: [...found.runs.values()], campaigns: found.campaigns, waiting: found.waiting }, calendar, at);
      if (plan.sends.length === 0) return plan.wakeAt;
      const ready = await openAll([...new Set(plan.sends.map(({ mailboxId }) => mailboxId))]);
      const sends = plan.sends.filter(({ mailboxId }) => ready.has(mailboxId));
      if (sends.length === 0) return earlier(plan.wakeAt, at + 1000);
      const addressOf = (mailboxId: string) => found.runs.get(mailboxId)?.mailbox.address ?? '';
      const { claims, perBucket } = await claimMessages(tools, run, workspaceId, { sends, addressOf, providerOf: providerAt, stepsOf });
      for (const [id, campaignId] of plan.turns) Object.assign(found.runs.get(id) ?? {}, { turn: campaignId });
      drop(exhausted(sends, perBucket));
      for (const claim of claims) take(claim);
    }
  }

  /** A bucket of which fewer came than were wanted has nobody left for now; the next look finds who came meanwhile. */
  function exhausted(sends: readonly Send[], perBucket: ReadonlyMap<Bucket, number>): Set<Bucket> {
    const wanted = new Map<Bucket, number>();
    for (const { bucket, count } of sends) wanted.set(bucket, (wanted.get(bucket) ?? 0) + count);
    return new Set([...wanted].flatMap(([bucket, count]) => ((perBucket.get(bucket) ?? 0) < count ? [bucket] : [])));
  }
  function drop(gone: ReadonlySet<Bucket>): void {
    if (gone.size > 0) found.waiting = found.waiting.filter((bucket) => !gone.has(bucket));
  }

  /** Opens what is needed and not open yet. One that cannot be opened waits or is parked, and the others go on. */
  async function openAll(mailboxIds: readonly string[]): Promise<Set<string>> {
    const ready = await Promise.all(
      mailboxIds.map(async (id) => {
        if ((opened.get(id)?.until ?? 0) > nowMilliseconds()) return id;
        try {
          opened.set(id, { mailbox: await open(workspaceId, id), until: nowMilliseconds() + openMilliseconds });
          return id;
        } catch (error) {
          if (!(error instanceof ProviderFailure)) throw error;
          const state = error.verdict === 'never' ? 'failed' : 'planned';
          const one = found.runs.get(id);
          if (one) apply(id, await holdBack(tools, workspaceId, one, { state, failure: error }));
          await noteWent([{ mailboxId: id, outcome: { state, failure: error } }]);
          return undefined;
        }
      }),
    );
    return new Set(ready.filter((id) => id !== undefined));
  }

  function take(claim: Claim): void {
    const one = found.runs.get(claim.mailboxId);
    const mailbox = opened.get(claim.mailboxId)?.mailbox;
    if (!one || !mailbox) throw new Error('A message was claimed for a mailbox that is not open.');
    one.freeLanes -= 1;
    one.uses.add(claim.claimedAt.getTime(), 1);
    one.last = { at: claim.claimedAt.getTime(), deliveryId: claim.id };
    const lane = carry(claim, one, mailbox).finally(() => lanes.delete(lane));
    lanes.add(lane);
  }

  /** One message in one lane, which is free again when the outcome is written down: a kill then leaves one uncertain message a lane. */
  async function carry(claim: Claim, { mailbox }: Run, open: OpenMailbox): Promise<void> {
    const { enrolmentId, campaignId, textVersion: version, step, variant, leaseEndsAt } = claim;
    let outcome: MessageOutcome;
    let [subject, opensThread] = ['', true];
    try {
      const which = { workspaceId, campaignId, version, step, variant, sameThread: followsInThread(claim), signature: mailbox.signature };
      const url = await unsubscribeUrl({ workspaceId, campaignId, enrolmentId, email: claim.due.email });
      const text = await texts(which);
      const blank = writeMessage(claim, { mailbox, text, unsubscribeUrl: url, now: tools.clock.now() });
      const attaching = { workspaceId, files: text?.files ?? [], images: text?.images ?? [], values: claim.due.fields };
      const words = 'state' in blank ? blank : await attachFiles({ shelf: needs.shelf, log: tools.log }, blank, attaching);
      if ('state' in words) outcome = words;
      else {
        const written = await trackWritten({ track: needs.track, log: tools.log }, words, { claim, workspaceId, leaveUrl: url, text });
        ({ opensThread } = written);
        ({ subject } = written.message);
        outcome = await needs.room(weightOf(written.message), async () =>
          (await stillGoesOn(tools, workspaceId, claim))
            ? handOverMessage(tools, sender, open, { ...written, leaseEndsAt })
            : stoppedMeanwhile,
        );
      }
    } catch (error) {
      // Nothing was handed over yet: what is handed over never throws.
      tools.log.error('message_not_written', faultOf(error));
      outcome = isDatabaseAway(error)
        ? { state: 'planned', failure: new ProviderFailure('retry_now', 'unreachable', 'The database was away when it was written.') }
        : { state: 'failed', reason: 'text_unusable', sentence: 'The message could not be written.' };
    }
    arrived.push({ claim, subject, opensThread, outcome });
    await (settling ??= settle());
  }

  async function settle(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, gatherMilliseconds));
    const some = arrived.splice(0);
    settling = undefined;
    try {
      const heldOf = (mailboxId: string) => found.runs.get(mailboxId) ?? { slowUntil: undefined, slowed: 0, refused: 0 };
      for (const [id, consequence] of await settleMessages(tools, workspaceId, some, heldOf)) apply(id, consequence);
    } catch (error) {
      // Their lease ends, and they are called uncertain: what was not written down is not known.
      tools.log.error('outcomes_not_written', { count: some.length, ...faultOf(error) });
    }
    await noteWent(some.map(({ claim, outcome }) => ({ mailboxId: claim.mailboxId, outcome })));
    for (const { claim } of some) {
      const one = found.runs.get(claim.mailboxId);
      if (one) one.freeLanes += 1;
    }
    onFree();
  }

  function providerAt(mailboxId: string): string {
    const mailbox = found.runs.get(mailboxId)?.mailbox;
    return mailbox ? providerOf(mailbox) : '';
  }

  /** Adds up what outcomes say about the providers that they came from. */
  async function noteWent(some: readonly { mailboxId: string; outcome: MessageOutcome }[]): Promise<void> {
    const went = new Map<string, Went>();
    for (const { mailboxId, outcome } of some) {
      const [provider, how] = [providerAt(mailboxId), wentOf(outcome)];
      const known = went.get(provider) ?? { taken: 0, failed: 0 };
      if (provider && how) went.set(provider, { ...known, [how]: known[how] + 1 });
    }
    await watch.note(went);
  }

  function apply(mailboxId: string, { park, slowUntil, slowed, refused }: Consequence): void {
    const one = found.runs.get(mailboxId);
    if (!one) return;
    Object.assign(one, { slowUntil, slowed, refused });
    if (park) one.parked = { until: park.until?.getTime() };
    if (park) opened.delete(mailboxId);
  }

  return {
    look,
    begin,
    async drained() {
      while (lanes.size > 0) await Promise.all(lanes);
    },
    isBusy: () => lanes.size > 0,
    async close() {
      while (lanes.size > 0) await Promise.all(lanes);
      for (const id of opened.keys()) await forget(id);
    },
  };
}
