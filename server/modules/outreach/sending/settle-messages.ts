import { patiently } from '../../../platform/database.ts';
import type { Tools } from '../../../platform/tools.ts';
import { endClaims, stepKey } from '../../deliveries/index.ts';
import { addManyUses, setAccepted } from '../../mailboxes/index.ts';
import { noteEvents } from '../../webhooks/index.ts';
import { addCounts } from '../counts/store.ts';
import { noteRefusals } from '../guarding/note-refusals.ts';
import { pauseForErrors, type Unmakeable } from '../guarding/pause-for-errors.ts';
import { deliveryEvent } from '../telling/events-of-outreach.ts';
import type { Claim } from './claim-messages.ts';
import { noteConsequence } from './hold-back.ts';
import { goOn, readByKeys } from './store.ts';
import { consequenceOf, isOfCampaign, whatFollows, type Consequence, type Held, type MessageOutcome } from './what-follows.ts';

/** A claim and what became of it. */
export interface Happened {
  claim: Claim;
  /** The subject that it bore, and whether it opened a thread. */
  subject: string;
  opensThread: boolean;
  outcome: MessageOutcome;
}

/**
 * Transaction B, for all outcomes that arrived meanwhile: each only under the fence of its claim. What was surely not handed over gives its place in the
 * mailbox's budget back. A campaign of which nobody's message can be made pauses.
 * @returns what each mailbox has to do after it
 */
export async function settleMessages(
  tools: Tools,
  workspaceId: string,
  happened: readonly Happened[],
  heldOf: (mailboxId: string) => Held,
): Promise<Map<string, Consequence>> {
  const unmakeable = new Map<string, Unmakeable>();
  const consequences = await patiently(tools.clock, () =>
    tools.database.inWorkspace(workspaceId, async (tx) => {
      const now = tools.clock.now();
      const followed = happened.map((one) => {
        const { claim, subject, opensThread, outcome } = one;
        const tried = { ...claim, subject, opensThread, sticky: claim.due.mailboxId !== null };
        return { ...one, ...whatFollows(tried, outcome, now) };
      });
      await readByKeys(tx);
      const mine = await endClaims(
        tx,
        workspaceId,
        followed.map(({ claim, state, reason, outcome }) => ({
          campaignId: claim.campaignId,
          enrolmentId: claim.enrolmentId,
          step: claim.step,
          fence: claim.fence,
          state,
          reason,
          errorDetails: 'failure' in outcome ? outcome.failure.message : 'sentence' in outcome ? outcome.sentence : null,
          providerMessageId: outcome.state === 'accepted' ? outcome.providerMessageId : null,
          messageId: outcome.state === 'accepted' ? outcome.messageId : null,
        })),
        now,
      );
      const settled = followed.filter(({ claim }) => mine.has(stepKey(claim.enrolmentId, claim.step)));
      await goOn(
        tx,
        workspaceId,
        settled.map(({ onward }) => onward),
        { from: 'sending', at: now },
      );
      await addCounts(
        tx,
        workspaceId,
        settled.flatMap(({ claim, state }) =>
          state === 'planned' ? [] : [{ ...claim, emailKey: claim.due.emailKey, outcome: state, by: 1 }],
        ),
        now,
      );
      await noteEvents(
        tools,
        tx,
        workspaceId,
        settled.flatMap(({ claim, state, reason }) => (state === 'planned' ? [] : [deliveryEvent(claim, state, reason)])),
      );
      await noteRefusals(tools, tx, workspaceId, settled);
      const back = settled.filter(({ state }) => state === 'planned' || state === 'skipped');
      for (const [claimedAt, some] of Map.groupBy(back, ({ claim }) => claim.claimedAt)) {
        const byMailbox = Map.groupBy(some, ({ claim }) => claim.mailboxId);
        const uses = [...byMailbox].map(([mailboxId, { length }]) => ({ mailboxId, messages: -length }));
        await addManyUses(tx, workspaceId, uses, claimedAt);
      }
      const sentFrom = new Set(settled.flatMap(({ claim, state }) => (state === 'accepted' ? [claim.mailboxId] : [])));
      await setAccepted(tx, workspaceId, [...sentFrom], now);
      const consequences = new Map<string, Consequence>();
      for (const { claim, outcome } of settled) {
        const { mailboxId, id, campaignId } = claim;
        if (isOfCampaign(outcome)) unmakeable.set(campaignId, { ...claim, reason: outcome.reason });
        const before = consequences.get(mailboxId);
        consequences.set(mailboxId, { ...before, ...consequenceOf(before ?? heldOf(mailboxId), id, outcome, now) });
      }
      for (const [mailboxId, after] of [...consequences].sort(([one], [other]) => (one < other ? -1 : 1)))
        await noteConsequence(tools, tx, { workspaceId, mailboxId }, { before: heldOf(mailboxId), after });
      return consequences;
    }),
  );
  // By itself, since whoever claims holds the campaign before the mailboxes. Should it be lost, the next message of the same text asks for it again.
  for (const one of unmakeable.values())
    await patiently(tools.clock, () => tools.database.inWorkspace(workspaceId, (tx) => pauseForErrors(tools, tx, workspaceId, one)));
  return consequences;
}
