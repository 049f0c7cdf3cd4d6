import { sql } from 'kysely';
import { emailKey } from '../../../../shared/email-address.ts';
import type { Tx } from '../../../platform/database.ts';
import type { ProbeSaid } from './judge-address.ts';

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

/** What mail servers said of the addresses of these contacts since a moment; of one that was changed nothing. */
export async function knownProbes(
  tx: Tx,
  workspaceId: string,
  contacts: readonly { id: string; email: string }[],
  since: Date,
): Promise<Map<string, ProbeSaid>> {
  const keys = new Map(contacts.map(({ id, email }) => [id, emailKey(email)]));
  const rows = await tx
    .selectFrom('contactProbes')
    .select(['contactId', 'emailKey', 'answer'])
    .where('workspaceId', '=', workspaceId)
    .where('contactId', '=', sql<string>`any (${sql.val([...keys.keys()])}::uuid[])`)
    .where('probedAt', '>', since)
    .execute();
  return new Map(rows.filter((row) => keys.get(row.contactId) === row.emailKey).map((row) => [row.contactId, row.answer as ProbeSaid]));
}

/** The workspaces that want mail servers to be asked; the one that came first longest ago before the others. */
export async function workspacesToProbe(tx: Tx): Promise<string[]> {
  const rows = await tx
    .selectFrom('addressProbing')
    .select('workspaceId')
    .orderBy(sql`asked_at nulls first`)
    .orderBy('workspaceId')
    .execute();
  return rows.map(({ workspaceId }) => workspaceId);
}

/** Notes that a workspace comes first. */
export async function setProbingTurn(tx: Tx, workspaceId: string, askedAt: Date): Promise<void> {
  await tx.updateTable('addressProbing').set({ askedAt }).where('workspaceId', '=', workspaceId).execute();
}

export async function wantsProbing(tx: Tx, workspaceId: string): Promise<boolean> {
  return (await tx.selectFrom('addressProbing').select('wantedAt').where('workspaceId', '=', workspaceId).executeTakeFirst()) !== undefined;
}

export async function setProbing(tx: Tx, workspaceId: string, wantedAt: Date | null): Promise<void> {
  if (!wantedAt) await tx.deleteFrom('addressProbing').where('workspaceId', '=', workspaceId).execute();
  else
    await tx
      .insertInto('addressProbing')
      .values({ workspaceId, wantedAt })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
}

export interface ToProbe {
  id: string;
  email: string;
  domain: string;
  /** What is known of its domain already. */
  takesAll: boolean | null;
}

/** Contacts whose addresses look good and whose mail server was not asked for a while, at most so many of each domain. */
export async function contactsToProbe(
  tx: Tx,
  workspaceId: string,
  { since, unknownSince, ofDomain, most }: { since: Date; unknownSince: Date; ofDomain: number; most: number },
): Promise<ToProbe[]> {
  const { rows } = await sql<ToProbe>`
    select id, email, domain, takes_all from (
      select c.id, c.email, k.domain, case when m.probed_at > ${since} then m.takes_all end as takes_all,
        row_number() over (partition by k.domain order by c.id) as place
      from contacts c
      cross join lateral (select split_part(c.email_key, '@', 2) as domain) k
      left join contact_probes p on p.workspace_id = c.workspace_id and p.contact_id = c.id and p.email_key = c.email_key
        and p.probed_at > case when p.answer = 'unknown' then ${unknownSince}::timestamptz else ${since}::timestamptz end
      left join mail_domains m on m.domain = k.domain
      where c.workspace_id = ${workspaceId} and c.verdict in ('good', 'risky') and c.verdict_at is not null and p.contact_id is null
    ) w where place <= ${ofDomain} order by domain, id limit ${most}`.execute(tx);
  return rows;
}

/** Remembers what mail servers said, of contacts that are still there. */
export async function saveProbes(
  tx: Tx,
  workspaceId: string,
  probed: readonly { id: string; email: string; answer: ProbeSaid }[],
  probedAt: Date,
): Promise<void> {
  if (probed.length === 0) return;
  await sql`
    insert into contact_probes (workspace_id, contact_id, email_key, answer, probed_at)
    select ${workspaceId}, p.id, p.email_key, p.answer, ${probedAt}
    from unnest(${probed.map(({ id }) => id)}::uuid[], ${probed.map(({ email }) => emailKey(email))}::text[],
      ${probed.map(({ answer }) => answer)}::text[]) as p (id, email_key, answer)
    where exists (select from contacts c where c.workspace_id = ${workspaceId} and c.id = p.id and c.email_key = p.email_key)
    order by p.id
    on conflict (workspace_id, contact_id) do update set email_key = excluded.email_key, answer = excluded.answer,
      probed_at = excluded.probed_at`.execute(tx);
}

/** Remembers whether a domain takes mail for whatever address. */
export async function saveTakesAll(tx: Tx, domain: string, takesAll: boolean, probedAt: Date): Promise<void> {
  await tx.updateTable('mailDomains').set({ takesAll, probedAt }).where('domain', '=', domain).execute();
}
