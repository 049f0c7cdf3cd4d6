import { sql } from 'kysely';
import type { Tx } from '../../../platform/database.ts';

/** Which message of which conversation. */
export interface WhichAnswer {
  conversationId: string;
  id: string;
}

export interface AnswerRow extends WhichAnswer {
  mailboxId: string;
  emailKey: string;
  fromEmail: string;
  fromName: string;
  toEmail: string;
  subject: string;
  text: string;
  writtenBy: string;
  /** Right of the @ in its Message-ID. */
  domain: string;
}

/**
 * Claims an answer for sending, for whoever shows the fence. One that is there already is claimed again only where it surely never left; of the others
 * nothing comes back.
 */
export async function insertAnswer(
  tx: Tx,
  workspaceId: string,
  { domain, ...answer }: AnswerRow,
  claim: { fence: string; leaseEndsAt: Date; claimedAt: Date },
): Promise<{ messageId: string } | undefined> {
  const row = await tx
    .insertInto('messages')
    .values({
      ...{ workspaceId, ...answer, ...{ direction: 'out', kind: 'answer', state: 'sending', attempts: 1 } },
      ...{ messageId: `<${answer.id}.1@${domain}>`, at: claim.claimedAt, fence: claim.fence, leaseEndsAt: claim.leaseEndsAt },
    })
    .onConflict((conflict) =>
      conflict
        .columns(['workspaceId', 'conversationId', 'id'])
        .doUpdateSet((given) => ({
          ...{ state: 'sending', errorDetails: null, lookedUpAt: null },
          attempts: sql<number>`messages.attempts + 1`,
          messageId: sql<string>`'<' || messages.id || '.' || (messages.attempts + 1) || ${`@${domain}>`}`,
          mailboxId: given.ref('excluded.mailboxId'),
          emailKey: given.ref('excluded.emailKey'),
          fromEmail: given.ref('excluded.fromEmail'),
          fromName: given.ref('excluded.fromName'),
          toEmail: given.ref('excluded.toEmail'),
          subject: given.ref('excluded.subject'),
          text: given.ref('excluded.text'),
          writtenBy: given.ref('excluded.writtenBy'),
          fence: given.ref('excluded.fence'),
          leaseEndsAt: given.ref('excluded.leaseEndsAt'),
          at: given.ref('excluded.at'),
        }))
        .where('messages.direction', '=', 'out')
        .where('messages.state', '=', 'failed'),
    )
    .returning('messageId')
    .executeTakeFirst();
  return row && { messageId: row.messageId ?? '' };
}

/** Writes an outcome down, only under the fence of its claim; false when it was no longer under it. */
export async function endAnswer(
  tx: Tx,
  workspaceId: string,
  { conversationId, id, fence }: WhichAnswer & { fence: string },
  outcome: {
    state: 'accepted' | 'failed' | 'uncertain';
    errorDetails: string | null;
    providerMessageId: string | null;
    /** Where the provider replaced it. */
    messageId: string | null;
  },
): Promise<boolean> {
  const { state, errorDetails, providerMessageId, messageId } = outcome;
  const row = await tx
    .updateTable('messages')
    .set({ state, errorDetails, providerMessageId, fence: null, leaseEndsAt: null, ...(messageId === null ? {} : { messageId }) })
    .where('workspaceId', '=', workspaceId)
    .where('conversationId', '=', conversationId)
    .where('id', '=', id)
    .where('state', '=', 'sending')
    .where('fence', '=', fence)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** It is known now what became of an answer of which nobody knew. False where there is none. */
export async function settleAnswer(
  tx: Tx,
  workspaceId: string,
  { conversationId, id, lookedFor }: WhichAnswer & { lookedFor?: string | undefined },
  to: { state: 'accepted' | 'failed'; errorDetails: string | null; messageId?: string; providerMessageId?: string },
): Promise<boolean> {
  const row = await tx
    .updateTable('messages')
    .set(to)
    .where('workspaceId', '=', workspaceId)
    .where('conversationId', '=', conversationId)
    .where('id', '=', id)
    .where('state', '=', 'uncertain')
    // Of an attempt that was looked for and not of a later one.
    .$if(lookedFor !== undefined, (query) => query.where('messageId', '=', lookedFor ?? ''))
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** An answer of which nobody knows whether it left. */
export interface UncertainAnswer extends WhichAnswer {
  messageId: string;
  claimedAt: Date;
}

/** Uncertain answers of a mailbox that were not looked for since a moment; they count as looked for from now on. */
export async function takeUncertainAnswers(
  tx: Tx,
  workspaceId: string,
  { mailboxId, unlookedSince, now, most }: { mailboxId: string; unlookedSince: Date; now: Date; most: number },
): Promise<UncertainAnswer[]> {
  const { rows } = await sql<UncertainAnswer>`
    update messages m set looked_up_at = ${now}
    from (
      select conversation_id, id from messages
      where workspace_id = ${workspaceId} and mailbox_id = ${mailboxId} and state = 'uncertain' and message_id is not null
        and (looked_up_at is null or looked_up_at < ${unlookedSince})
      order by looked_up_at nulls first, at limit ${most} for update skip locked) u
    where m.workspace_id = ${workspaceId} and m.conversation_id = u.conversation_id and m.id = u.id
    returning m.conversation_id, m.id, m.message_id, m.at as claimed_at`.execute(tx);
  return rows;
}

/** Answers whose process vanished, or stood still for longer than their lease, become uncertain; locked, so that two who look do not meet. */
export async function doubtAbandonedAnswers(tx: Tx, now: Date, errorDetails: string, limit: number): Promise<number> {
  const { rows } = await sql`
    update messages m set state = 'uncertain', error_details = ${errorDetails}, fence = null, lease_ends_at = null
    from (
      select workspace_id, conversation_id, id from messages
      where state = 'sending' and lease_ends_at <= ${now} order by lease_ends_at limit ${limit} for update skip locked) a
    where m.workspace_id = a.workspace_id and m.conversation_id = a.conversation_id and m.id = a.id
    returning m.id`.execute(tx);
  return rows.length;
}

/** Takes every answer that is on its way from whoever claimed it: its lease is over. */
export async function endAnswerLeases(tx: Tx, now: Date): Promise<void> {
  await tx.updateTable('messages').set({ fence: null, leaseEndsAt: now }).where('state', '=', 'sending').execute();
}
