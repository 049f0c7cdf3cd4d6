import { newId } from '../../../platform/ids.ts';
import type { Tx } from '../../../platform/database.ts';
import { later } from '../../../platform/period.ts';
import type { Tools } from '../../../platform/tools.ts';
import { noteEvents } from '../../webhooks/index.ts';
import { addCounts, type Counter } from '../counts/store.ts';
import { returnEvents } from '../telling/events-of-outreach.ts';
import { lockOutreach } from '../store.ts';
import { stopEnrolments, type StopReason } from '../stopping/stop-enrolments.ts';
import { tellLeaving } from '../stopping/tell-leaving.ts';
import { cameBefore, delayUntil, insertReturn, type NewReturn, type SentMessage } from './store.ts';

/** What came back for a message of a campaign. */
export interface Returned
  extends Pick<NewReturn, 'kind' | 'severity' | 'statusCode' | 'matchedBy' | 'mailboxId' | 'providerMessageId' | 'cameAt'> {
  /** Of an automatic answer: the day on which its writer is back, where they are. */
  backOn: string | null;
  /** Of an automatic answer: its writer is not at this address any more. */
  leftForGood: boolean;
}

/** For how long nothing follows an automatic answer that names no day. */
const awayDays = 3;

/**
 * Writes down what came back for a message, counts it, and does to the campaign what follows from it: after an answer or a bounce nothing more goes to
 * this recipient; where an address is no good, or its person wants nothing more, nothing goes to it from the whole workspace; while somebody is away, the
 * next message waits. The same message of the mailbox a second time changes nothing.
 * @returns whether it was the first time
 */
export async function noteReturn(
  tools: Tools,
  tx: Tx,
  { workspaceId, sent }: { workspaceId: string; sent: SentMessage },
  returned: Returned,
): Promise<boolean> {
  const { leftForGood, backOn, ...noted } = returned;
  const { campaignId, enrolmentId, step, variant, mailboxId, emailKey } = sent;
  // First the campaign, as everybody does who stops, guards or moves its people.
  await lockOutreach(tx, workspaceId, campaignId);
  const row = { ...noted, campaignId, enrolmentId, step, backOn, id: newId(tools.clock) };
  if (!(await insertReturn(tx, workspaceId, row))) return false;
  const counter = counterOf(returned);
  if (counter && !(await cameBefore(tx, workspaceId, row)))
    await addCounts(tx, workspaceId, [{ campaignId, step, variant, mailboxId, emailKey, outcome: counter, by: 1 }], tools.clock.now());
  await noteEvents(tools, tx, workspaceId, returnEvents(sent, returned));
  const stop = stopOf(returned);
  if (stop) {
    const here = { workspaceId, emailKey };
    const ended = await stopEnrolments(tools, tx, stop.everywhere ? here : { ...here, campaignId }, stop.reason);
    const others = ended.filter(({ id }) => id !== enrolmentId);
    if (returned.kind === 'leave') await tellLeaving(tools, tx, workspaceId, others);
  } else if (returned.kind === 'auto_reply')
    await delayUntil(tx, workspaceId, sent, backOn === null ? { moment: later(tools.clock.now(), { days: awayDays }) } : { day: backOn });
  return true;
}

function counterOf({ kind, severity }: Returned): Counter | undefined {
  if (kind === 'bounce') return severity === 'hard' ? 'bouncedHard' : severity === 'soft' ? 'bouncedSoft' : 'refused';
  return ({ reply: 'replied', auto_reply: 'autoReplied', complaint: 'complained', leave: 'unsubscribed', delayed: undefined } as const)[
    kind
  ];
}

function stopOf({ kind, severity, leftForGood, matchedBy }: Returned): { reason: StopReason; everywhere: boolean } | undefined {
  switch (kind) {
    case 'reply':
      return { reason: 'replied', everywhere: false };
    case 'leave':
      return { reason: 'unsubscribed', everywhere: true };
    // What is only guessed to belong here may be forged: it ends what it names, and nothing else.
    case 'complaint':
      return { reason: 'complained', everywhere: matchedBy !== 'address' };
    case 'bounce':
      return { reason: 'bounced', everywhere: severity === 'hard' && matchedBy !== 'address' };
    case 'auto_reply':
      return leftForGood ? { reason: 'gone', everywhere: false } : undefined;
    case 'delayed':
      return undefined;
  }
}
