import type { Tx } from '../../../platform/database.ts';
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
