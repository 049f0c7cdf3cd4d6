import type { Tx } from '../../../platform/database.ts';
import { earlier } from '../../../platform/period.ts';
import type { Finding } from './findings.ts';

/** What was found last of a mailbox, and when. */
export async function findCheck(
  tx: Tx,
  workspaceId: string,
  mailboxId: string,
): Promise<{ findings: Finding[]; checkedAt: Date } | undefined> {
  const row = await tx
    .selectFrom('mailboxChecks')
    .select(['findings', 'checkedAt'])
    .where('workspaceId', '=', workspaceId)
    .where('mailboxId', '=', mailboxId)
    .executeTakeFirst();
  return row && { ...row, findings: row.findings as unknown as Finding[] };
}

export async function saveCheck(
  tx: Tx,
  {
    workspaceId,
    mailboxId,
    findings,
    checkedAt,
  }: { workspaceId: string; mailboxId: string; findings: readonly Finding[]; checkedAt: Date },
): Promise<void> {
  const row = { findings: JSON.stringify(findings), checkedAt };
  await tx
    .insertInto('mailboxChecks')
    .values({ workspaceId, mailboxId, ...row })
    .onConflict((conflict) => conflict.columns(['workspaceId', 'mailboxId']).doUpdateSet(row))
    .execute();
}

/** A message on its way to be looked at. */
export interface CheckMessage {
  readerId: string;
  messageId: string;
  sentAt: Date;
}

/** Keeps what is awaited for a mailbox; what was awaited before for it is awaited no longer. */
export async function awaitCheck(tx: Tx, of: { workspaceId: string; mailboxId: string }, message: CheckMessage): Promise<void> {
  await tx
    .insertInto('mailboxCheckMessages')
    .values({ ...of, ...message })
    .onConflict((conflict) => conflict.columns(['workspaceId', 'mailboxId']).doUpdateSet({ ...message }))
    .execute();
}

/** The company gave the message another number. */
export async function renumberCheck(
  tx: Tx,
  { workspaceId, mailboxId, messageId }: { workspaceId: string; mailboxId: string; messageId: string },
  given: string,
): Promise<void> {
  await tx
    .updateTable('mailboxCheckMessages')
    .set({ messageId: given })
    .where('workspaceId', '=', workspaceId)
    .where('mailboxId', '=', mailboxId)
    .where('messageId', '=', messageId)
    .execute();
}

/** Awaits this message no longer; one that was sent after it is awaited on. */
export async function endCheck(
  tx: Tx,
  { workspaceId, mailboxId, messageId }: { workspaceId: string; mailboxId: string; messageId: string },
): Promise<void> {
  await tx
    .deleteFrom('mailboxCheckMessages')
    .where('workspaceId', '=', workspaceId)
    .where('mailboxId', '=', mailboxId)
    .where('messageId', '=', messageId)
    .execute();
}

export async function findCheckMessage(tx: Tx, workspaceId: string, mailboxId: string): Promise<CheckMessage | undefined> {
  return tx
    .selectFrom('mailboxCheckMessages')
    .select(['readerId', 'messageId', 'sentAt'])
    .where('workspaceId', '=', workspaceId)
    .where('mailboxId', '=', mailboxId)
    .executeTakeFirst();
}

const arrivesWithin = { days: 2 };

/** What one mailbox is to receive, and of which mailbox. */
export async function checksAwaitedAt(
  tx: Tx,
  { workspaceId, readerId, now }: { workspaceId: string; readerId: string; now: Date },
): Promise<{ mailboxId: string; messageId: string }[]> {
  return tx
    .selectFrom('mailboxCheckMessages')
    .select(['mailboxId', 'messageId'])
    .where('workspaceId', '=', workspaceId)
    .where('readerId', '=', readerId)
    .where('sentAt', '>', earlier(now, arrivesWithin))
    .execute();
}
