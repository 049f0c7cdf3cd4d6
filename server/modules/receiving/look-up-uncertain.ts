import { earlier } from '../../platform/period.ts';
import type { Tools } from '../../platform/tools.ts';
import type { OpenReading, ReadMail } from '../../providers/capabilities.ts';
import { settleAnswer } from '../conversations/index.ts';
import { takeUncertainAnswers } from '../deliveries/index.ts';
import { acceptedAfter, settleUncertain, takeUncertain } from '../outreach/index.ts';

const actor = { kind: 'job' } as const;

/** How long after its hand-over a message that is not among what was sent surely never left; and after how long its absence says nothing any more. */
const settledMinutes = 15;
const remembered = { days: 30 };
const againMinutes = 10;
const most = 50;

/**
 * Looks for messages of which nobody knows whether they left, in the mailbox that would have sent them. What is there was sent. What is not there was
 * not, once enough time has passed: at Gmail, which keeps everything that it sends and knows it by more than its number; elsewhere only where a message that
 * was begun later, and that was surely sent, is found there under its number. All others stay for a person to look at.
 * Messages of campaigns and answers of members alike.
 * @returns how many are known now
 */
export async function lookUpUncertain(
  tools: Tools,
  { workspaceId, mailboxId }: { workspaceId: string; mailboxId: string },
  mail: ReadMail,
  reading: OpenReading,
): Promise<number> {
  const now = tools.clock.now();
  const unlookedSince = earlier(now, { minutes: againMinutes });
  const wanted = { mailboxId, unlookedSince, now, most };
  const { messages, answers } = await tools.database.inWorkspace(workspaceId, async (tx) => ({
    messages: await takeUncertain(tx, workspaceId, wanted),
    answers: await takeUncertainAnswers(tx, workspaceId, wanted),
  }));
  let known = 0;
  for (const { messageId, claimedAt, ...which } of messages) {
    const became = await whatBecame(messageId, claimedAt);
    if (!became) continue;
    await settleUncertain(tools, actor, workspaceId, { ...which, ...became, lookedFor: messageId });
    known += 1;
  }
  for (const { messageId, claimedAt, ...which } of answers) {
    const became = await whatBecame(messageId, claimedAt);
    if (!became) continue;
    await settleAnswer(tools, actor, workspaceId, { ...which, ...became, lookedFor: messageId });
    known += 1;
  }
  return known;

  async function whatBecame(messageId: string, claimedAt: Date) {
    const found = await mail.findSent(reading, messageId, claimedAt);
    if (found) return { became: 'accepted' as const, found };
    return (await surelyNot(claimedAt)) ? { became: 'not_sent' as const } : undefined;
  }

  async function surelyNot(claimedAt: Date): Promise<boolean> {
    if (claimedAt > earlier(now, { minutes: settledMinutes }) || claimedAt < earlier(now, remembered)) return false;
    if (reading.provider === 'gmail') return true;
    const witness = await tools.database.inWorkspace(workspaceId, (tx) => acceptedAfter(tx, workspaceId, mailboxId, claimedAt));
    return witness?.messageId != null && (await mail.findSent(reading, witness.messageId, witness.claimedAt)) !== undefined;
  }
}
