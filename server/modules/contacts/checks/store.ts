import { sql } from 'kysely';
import type { Tx } from '../../../platform/database.ts';

/** Contacts whose address was not judged yet, in the order of their numbers, behind one of them. */
export async function unjudgedContacts(
  tx: Tx,
  workspaceId: string,
  { after, limit }: { after: string | undefined; limit: number },
): Promise<{ id: string; email: string }[]> {
  return tx
    .selectFrom('contacts')
    .select(['id', 'email'])
    .where('workspaceId', '=', workspaceId)
    .where('verdictAt', 'is', null)
    .$if(after !== undefined, (query) => query.where('id', '>', after ?? ''))
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** The workspaces in which somebody waits to be judged. */
export async function workspacesToJudge(tx: Tx): Promise<string[]> {
  const rows = await tx.selectFrom('contacts').select('workspaceId').distinct().where('verdictAt', 'is', null).execute();
  return rows.map(({ workspaceId }) => workspaceId);
}

/** What the DNS said of these domains since a moment. */
export async function knownDomains(tx: Tx, domains: readonly string[], since: Date): Promise<Map<string, 'yes' | 'no' | 'refuses'>> {
  const rows = await tx
    .selectFrom('mailDomains')
    .select(['domain', 'takesMail'])
    .where('domain', '=', sql<string>`any (${sql.val([...domains])}::text[])`)
    .where('checkedAt', '>', since)
    .execute();
  return new Map(rows.map(({ domain, takesMail }) => [domain, takesMail as 'yes' | 'no' | 'refuses']));
}

/** Remembers what the DNS said. In one order, so that two jobs do not wait for each other in a circle. */
export async function rememberDomains(
  tx: Tx,
  domains: readonly { domain: string; takesMail: 'yes' | 'no' | 'refuses' }[],
  checkedAt: Date,
): Promise<void> {
  if (domains.length === 0) return;
  const rows = domains.toSorted((one, other) => (one.domain < other.domain ? -1 : 1)).map((row) => ({ ...row, checkedAt }));
  await tx
    .insertInto('mailDomains')
    .values(rows)
    .onConflict((conflict) =>
      conflict.column('domain').doUpdateSet((of) => ({ takesMail: of.ref('excluded.takesMail'), checkedAt: of.ref('excluded.checkedAt') })),
    )
    .execute();
}

export interface Judged {
  id: string;
  email: string;
  verdict: string;
  because: string;
  /** Nothing where it is to be asked again. */
  judgedAt: Date | null;
}

/** Writes verdicts down, each for the address that it is about: one that was changed meanwhile waits for its own. */
export async function saveVerdicts(tx: Tx, workspaceId: string, judged: readonly Judged[]): Promise<void> {
  if (judged.length === 0) return;
  const column = (name: keyof Judged) => sql.val(judged.map((row) => row[name]));
  await sql`
    update contacts c set verdict = j.verdict, verdict_because = j.because, verdict_at = j.judged_at
    from unnest(${column('id')}::uuid[], ${column('email')}::text[], ${column('verdict')}::text[], ${column('because')}::text[],
      ${column('judgedAt')}::timestamptz[]) as j (id, email, verdict, because, judged_at)
    where c.workspace_id = ${workspaceId} and c.id = j.id and c.email = j.email`.execute(tx);
}
