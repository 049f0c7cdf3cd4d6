import { notFound } from '../../../platform/errors.ts';
import type { Tools } from '../../../platform/tools.ts';
import { recordEntry, type Actor } from '../../audit/index.ts';
import { settleAnswer as setSettled } from '../../deliveries/index.ts';

/** Under which numbers it stands among what the mailbox sent. */
interface Found {
  providerMessageId: string;
  messageId?: string;
}

const numbersOf = (found: Found | undefined) =>
  found && { providerMessageId: found.providerMessageId, ...(found.messageId === undefined ? {} : { messageId: found.messageId }) };

interface SettledAnswer {
  conversationId: string;
  id: string;
  became: 'accepted' | 'not_sent';
  found?: Found;
  /** The Message-ID of the attempt that was looked for; without it the present one is meant. */
  lookedFor?: string;
}

/**
 * Somebody looked into the mailbox, and it is known what became of an answer of which nobody knew: it is there, or it never left and can be tried again.
 * Nothing is sent by that.
 */
export async function settleAnswer(
  tools: Tools,
  actor: Actor,
  workspaceId: string,
  { conversationId, id, became, found, lookedFor }: SettledAnswer,
): Promise<void> {
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    const to =
      became === 'accepted'
        ? ({ state: 'accepted', errorDetails: null, ...numbersOf(found) } as const)
        : ({ state: 'failed', errorDetails: 'It is not in the mailbox: it never left.' } as const);
    if (!(await setSettled(tx, workspaceId, { conversationId, id, lookedFor }, to))) {
      // Somebody else said so meanwhile.
      if (lookedFor !== undefined) return;
      throw notFound('answer');
    }
    const subject = { kind: 'conversation', id: conversationId } as const;
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'conversation.answer_settled', subject, details: { became } });
  });
}
