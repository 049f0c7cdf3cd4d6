import type { FooterLanguage } from '../../../../shared/footer-words.ts';
import type { Tx } from '../../../platform/database.ts';
import type { Tools } from '../../../platform/tools.ts';
import { claimSteps, type ClaimedStep, type StepToClaim } from '../../deliveries/index.ts';
import { addManyUses } from '../../mailboxes/index.ts';
import { noteEvents } from '../../webhooks/index.ts';
import { addCounts } from '../counts/store.ts';
import type { Tracking } from '../outreach.ts';
import { deliveryEvent } from '../telling/events-of-outreach.ts';
import { holdByPressure } from './pressure/hold-by-pressure.ts';
import { admitToProviders, noteTries } from './circuits/admit-to-providers.ts';
import { keepHolds, noteClaims } from './looking/store.ts';
import type { Send } from './plan-sends.ts';
import type { Bucket } from './readiness.ts';
import { goOn, holdRunning, lockDue, markSending, readByKeys, stepsOfVersions, type Due, type Onward } from './store.ts';

/** What a version says about each step of a campaign. */
export interface Steps {
  version: number;
  delays: ReadonlyMap<number, { delayHours: number; sameThread: boolean }>;
}

/** Reads the steps of campaigns in their versions, each once: a version never changes. */
export type StepsOf = (
  tx: Tx,
  workspaceId: string,
  running: ReadonlyMap<string, { version: number }>,
) => Promise<ReadonlyMap<string, Steps>>;

export function rememberSteps(): StepsOf {
  const known = new Map<string, Steps>();
  return async (tx, workspaceId, running) => {
    const versions = [...running].map(([campaignId, { version }]) => ({ campaignId, version }));
    const unknown = versions.filter(({ campaignId, version }) => known.get(campaignId)?.version !== version);
    const read = unknown.length > 0 ? await stepsOfVersions(tx, workspaceId, unknown) : [];
    for (const { campaignId, version } of unknown) {
      const own = read.filter((step) => step.campaignId === campaignId);
      known.set(campaignId, {
        version,
        delays: new Map(own.map(({ position, delayHours, sameThread }) => [position, { delayHours, sameThread }])),
      });
    }
    return new Map(versions.map(({ campaignId }) => [campaignId, known.get(campaignId) as Steps]));
  };
}

/** A message that this process may hand over now, and nobody else. */
export interface Claim extends ClaimedStep {
  due: Due;
  steps: Steps;
  /** What its campaign wants to know of it at this moment. */
  tracking: Tracking;
  /** Of what stands below it. */
  language: FooterLanguage;
}

export interface ClaimedMessages {
  claims: Claim[];
  /** How many enrolments of each bucket were found, sent or not. */
  perBucket: ReadonlyMap<Bucket, number>;
}

/** Whoever paused what is done with their data may let it go on at any time: they keep their place and are asked for each day. */
const askPausedAgainMilliseconds = 24 * 3_600_000;

const nothing: ClaimedMessages = { claims: [], perBucket: new Map() };

/**
 * Transaction A. Claims what was planned, as far as at this moment the runner still holds the mailbox, the campaign is running, the copy is not under
 * quarantine and the address may be written to. What cannot be sent any more is ended here, with its reason. The budget is used up here, too: whatever
 * crashes, a mailbox never sends more than its limit.
 */
export async function claimMessages(
  tools: Tools,
  run: { id: string; holdSeconds: number },
  workspaceId: string,
  planned: { sends: readonly Send[]; addressOf(mailboxId: string): string; providerOf(mailboxId: string): string; stepsOf: StepsOf },
): Promise<ClaimedMessages> {
  return tools.database.inWorkspace(workspaceId, async (tx) => {
    const now = tools.clock.now();
    const until = new Date(now.getTime() + run.holdSeconds * 1000);
    const held = await keepHolds(tx, workspaceId, {
      by: run.id,
      mailboxIds: [...new Set(planned.sends.map((send) => send.mailboxId))],
      now,
      until,
    });
    const running = await holdRunning(tx, workspaceId, [...new Set(planned.sends.map(({ bucket }) => bucket.campaignId))]);
    const open = planned.sends.filter(({ mailboxId, bucket }) => held.has(mailboxId) && running.has(bucket.campaignId));
    const { sends, tries } = await admitToProviders(tx, open, planned.providerOf, now);
    if (sends.length === 0) return nothing;
    const wanted = [...Map.groupBy(sends, ({ bucket }) => bucket)].map(([bucket, some]) => ({
      bucket,
      count: some.reduce((sum, { count }) => sum + count, 0),
      from: some.flatMap(({ mailboxId, count }) => Array.from({ length: count }, () => mailboxId)),
    }));
    await readByKeys(tx);
    const due = await lockDue(tx, workspaceId, wanted, now);
    if (due.length === 0) return nothing;
    const steps = await planned.stepsOf(tx, workspaceId, running);
    const ended: Onward[] = [];
    const toClaim: (StepToClaim & { due: Due; steps: Steps })[] = [];
    for (const one of due) {
      const ofCampaign = steps.get(one.campaignId) as Steps;
      // New recipients are handed out in the order of the plan, follow-ups go from where their thread began.
      const mailboxId = one.mailboxId ?? wanted[one.place]?.from.pop();
      if (one.nextStep > 1 && one.mailboxId === null) ended.push(over(one, 'stopped', 'no_mailbox'));
      else if (!ofCampaign.delays.has(one.nextStep)) ended.push(over(one, 'finished', null));
      else if (mailboxId !== undefined) toClaim.push(stepOf(one, ofCampaign, { mailboxId, from: planned.addressOf(mailboxId) }));
    }
    const { free, held: pressed } = await holdByPressure(tx, workspaceId, toClaim, now);
    const { claimed, suppressed, paused, taken } = await claimSteps(tools, tx, workspaceId, free);
    const dueOf = new Map(toClaim.map((step) => [step.enrolmentId, step]));
    const saysOf = ({ campaignId }: StepToClaim) => {
      const { tracking = 'none', language = 'en' } = running.get(campaignId) ?? {};
      return { tracking, language } as const;
    };
    const whose = (step: StepToClaim) => dueOf.get(step.enrolmentId) as (typeof toClaim)[number];
    ended.push(...suppressed.map((step) => over(whose(step).due, 'stopped', 'suppressed')));
    ended.push(...taken.map((step) => over(whose(step).due, 'stopped', 'uncertain')));
    if (taken.length > 0) tools.log.error('steps_claimed_before', { count: taken.length });
    const askAgainAt = new Date(now.getTime() + askPausedAgainMilliseconds);
    // A cap may be loosened, and whoever filled it may not have been sent to after all.
    ended.push(
      ...pressed.map(({ step: { due: one }, until }) => ({
        ...over(one, 'waiting', null),
        dueAt: until < askAgainAt ? until : askAgainAt,
      })),
    );
    ended.push(...paused.map((step) => ({ ...over(whose(step).due, 'waiting', null), dueAt: askAgainAt })));
    await markSending(tx, workspaceId, claimed);
    await goOn(tx, workspaceId, ended, { from: 'waiting', at: now });
    await addCounts(
      tx,
      workspaceId,
      suppressed.map((step) => ({ ...step, emailKey: whose(step).due.emailKey, outcome: 'skipped' as const, by: 1 })),
      now,
    );
    await noteEvents(
      tools,
      tx,
      workspaceId,
      suppressed.map((step) => deliveryEvent(step, 'skipped', 'suppressed')),
    );
    const byMailbox = Map.groupBy(claimed, ({ mailboxId }) => mailboxId);
    const uses = [...byMailbox].map(([mailboxId, some]) => ({ mailboxId, messages: some.length }));
    await addManyUses(tx, workspaceId, uses, now);
    await noteTries(tx, tries, new Set(byMailbox.keys()), now);
    await noteClaims(
      tx,
      workspaceId,
      [...byMailbox].map(([mailboxId, some]) => ({ mailboxId, deliveryId: some.at(-1)?.id ?? '' })),
      now,
    );
    return {
      claims: claimed.map((claim) => ({ ...claim, due: whose(claim).due, steps: whose(claim).steps, ...saysOf(claim) })),
      perBucket: new Map(wanted.map(({ bucket }, place) => [bucket, due.filter((one) => one.place === place).length])),
    };
  });
}

function stepOf(due: Due, steps: Steps, { mailboxId, from }: { mailboxId: string; from: string }) {
  const { campaignId, id: enrolmentId, nextStep: step, variant, emailKey } = due;
  return { campaignId, enrolmentId, step, variant, emailKey, mailboxId, from, textVersion: steps.version, due, steps };
}

function over(due: Due, state: 'waiting' | 'finished' | 'stopped', reason: string | null): Onward {
  const { campaignId, id: enrolmentId, nextStep, mailboxId } = due;
  return {
    campaignId,
    enrolmentId,
    state,
    reason,
    nextStep,
    dueAt: null,
    mailboxId,
    messageId: null,
    providerThreadId: null,
    subject: null,
  };
}
