import { notFound } from '../../../platform/errors.ts';
import type { Tools } from '../../../platform/tools.ts';
import { recordEntry, type Actor } from '../../audit/index.ts';
import { lockUncertain, setSettled } from '../../deliveries/index.ts';
import { noteEvents } from '../../webhooks/index.ts';
import { addCounts } from '../counts/store.ts';
import { sentMessages } from '../recipients/sent-messages.ts';
import { finishIfDone } from '../steering/finish-if-done.ts';
import { goOn, stepsOfVersions } from './store.ts';
import { reviveEnrolment } from './foresight/store.ts';

export interface Became {
  campaignId: string;
  enrolmentId: string;
  step: number;
  became: 'accepted' | 'not_sent';
  /** How the provider names the message that was found. */
  found?: { messageId?: string; providerThreadId?: string };
  /** The Message-ID of the attempt that was looked for; without it the present one is meant. */
  lookedFor?: string;
}

/**
 * A member, or the product itself where it may read, looked into the mailbox and says what became of a message of which nobody knew: it is there, then the
 * next step follows as after any other, or it never left, then it is sent in its turn.
 */
export async function settleUncertain(
  tools: Tools,
  actor: Actor,
  workspaceId: string,
  { campaignId, enrolmentId, step, became, found, lookedFor }: Became,
): Promise<void> {
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    const now = tools.clock.now();
    const which = { campaignId, enrolmentId, step };
    const delivery = await lockUncertain(tx, workspaceId, which);
    // Somebody else said so meanwhile, and another attempt may be under way.
    if (lookedFor !== undefined && delivery?.messageId !== lookedFor) return;
    if (!delivery) throw notFound('delivery');
    const { variant, mailboxId, messageId, textVersion: version } = delivery;
    const steps = await stepsOfVersions(tx, workspaceId, [{ campaignId, version }]);
    const following = steps.find(({ position }) => position === step + 1);
    // It waits again only where it stopped for this: whoever left meanwhile has left.
    const { emailKey, isInThread } = await reviveEnrolment(tx, workspaceId, which);
    const opensThread = step === 1 || !isInThread || !steps.find(({ position }) => position === step)?.sameThread;
    const counted = { campaignId, step, variant, mailboxId, emailKey };
    const same = { campaignId, enrolmentId, mailboxId, reason: null, providerThreadId: null, subject: null };
    if (became === 'accepted') {
      await setSettled(tx, workspaceId, which, { state: 'accepted', reason: null, settledAt: now });
      await addCounts(
        tx,
        workspaceId,
        [
          { ...counted, outcome: 'uncertain', by: -1 },
          { ...counted, outcome: 'accepted', by: 1 },
        ],
        now,
      );
      const onward = following
        ? { state: 'waiting' as const, nextStep: step + 1, dueAt: new Date(now.getTime() + following.delayHours * 3_600_000) }
        : { state: 'finished' as const, nextStep: step, dueAt: null };
      // A process that vanished took with it what it had written above the message; it is composed anew, as it was.
      const words = opensThread ? await sentMessages(tx, workspaceId, { campaignId, enrolmentId }) : [];
      const subject = words.find((one) => one.step === step)?.subject ?? null;
      const thread = opensThread
        ? {
            messageId: found?.messageId ?? messageId,
            providerThreadId: found?.providerThreadId ?? null,
            subject: subject === '' ? null : subject,
          }
        : {};
      await goOn(tx, workspaceId, [{ ...same, messageId: null, ...onward, ...thread }], { from: 'sending', at: now });
    } else {
      await setSettled(tx, workspaceId, which, { state: 'planned', reason: null, settledAt: null });
      await addCounts(tx, workspaceId, [{ ...counted, outcome: 'uncertain', by: -1 }], now);
      const onward = { state: 'waiting' as const, nextStep: step, dueAt: now, messageId: null };
      await goOn(tx, workspaceId, [{ ...same, ...onward, mailboxId: step === 1 ? null : mailboxId }], { from: 'sending', at: now });
    }
    await noteEvents(tools, tx, workspaceId, [
      { type: 'delivery.settled', campaign: { kind: 'outreach', id: campaignId }, enrolmentId, step, details: { became } },
    ]);
    await finishIfDone(tools, tx, { workspaceId, campaignId });
    const subject = { kind: 'enrolment', id: enrolmentId } as const;
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'delivery.settled', subject, details: { step, became } });
  });
}
