import { sql } from 'kysely';
import type { Tx } from '../../../platform/database.ts';
import { installationId } from '../../../platform/ids.ts';

const atOnce = 5_000;

/** Every address that campaigns, address books, deliveries and invitations know, a few thousand at a time, so that their number does not matter. */
export async function* knownAddresses(tx: Tx): AsyncGenerator<string[]> {
  await sql`declare known_addresses no scroll cursor for
    select email as address from campaign_recipients union select email from invitations
    union select email from contacts union select email from enrolments union select email from conversations
    union select case direction when 'in' then from_email else to_email end from messages union select email from import_rows
    union select email_key from import_problems where email_key is not null
    union select unnest(array[removed_email_key, kept_before ->> 'emailKey', kept_after ->> 'emailKey']) from contact_merges
    union select recipient_address from deliveries where recipient_address is not null`.execute(tx);
  try {
    for (;;) {
      const { rows } = await sql<{ address: string }>`fetch ${sql.lit(atOnce)} from known_addresses`.execute(tx);
      if (rows.length === 0) return;
      yield rows.map(({ address }) => address);
    }
  } finally {
    await sql`close known_addresses`.execute(tx);
  }
}

export async function* sealedSuppressions(tx: Tx) {
  for (let after = ''; ; ) {
    const rows = await tx
      .selectFrom('suppressions')
      .select(['workspaceId', 'id', 'addressHash', 'addressSealed'])
      .$if(after !== '', (query) => query.where('id', '>', after))
      .orderBy('id')
      .limit(atOnce)
      .execute();
    if (rows.length === 0) return;
    yield rows;
    after = rows.at(-1)?.id ?? '';
  }
}

export async function deleteInvitationsTo(tx: Tx, addresses: readonly string[]): Promise<number> {
  return (await tx.deleteFrom('invitations').where('email', 'in', addresses).returning('id').execute()).length;
}

export async function deleteSuppressionsBy(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.deleteFrom('suppressions').where('id', 'in', ids).execute();
}

/** Everything by which somebody could come in, or go on, as of the moment of a backup: what was ended since would be open again. */
const waysIn = [
  'sessions',
  'password_resets',
  'address_changes',
  'api_tokens',
  'pairings',
  'invitations',
  'recipient_links',
  'export_links',
] as const;

/** Ends all sessions, API tokens and mailed links. Gives how many there were. */
export async function endWaysIn(tx: Tx): Promise<number> {
  let ended = 0;
  for (const table of waysIn) ended += Number((await sql`delete from ${sql.table(table)}`.execute(tx)).numAffectedRows ?? 0);
  await tx.updateTable('privacyRequests').set({ tokenHash: null }).where('tokenHash', 'is not', null).execute();
  return ended;
}

/** Letters that were under way: they may have been sent since, so their tokens, texts and offers go. */
export async function deleteOpenFlows(tx: Tx): Promise<number> {
  return (await tx.deleteFrom('supporterFlows').where('step', '!=', 'settled').returning('id').execute()).length;
}

export async function deleteAccount(tx: Tx, userId: string): Promise<boolean> {
  return (await tx.deleteFrom('users').where('id', '=', userId).returning('id').executeTakeFirst()) !== undefined;
}

export async function deleteWorkspace(tx: Tx, workspaceId: string): Promise<boolean> {
  if (workspaceId === installationId) return false;
  // The database lets only a workspace go whose end was set, and the backup may be older than that.
  await tx
    .updateTable('workspaces')
    .set({ endsAt: new Date(0) })
    .where('workspaceId', '=', workspaceId)
    .execute();
  const row = await tx.deleteFrom('workspaces').where('workspaceId', '=', workspaceId).returning('workspaceId').executeTakeFirst();
  return row !== undefined;
}

/** Deletes participations and limits under codes that an erasure has deleted before. Gives how many there were. */
export async function deleteCodes(tx: Tx, codes: readonly Buffer[]): Promise<number> {
  if (codes.length === 0) return 0;
  let deleted = 0;
  for (const table of ['participations', 'recipientCaps'] as const) {
    const rows = await tx
      .deleteFrom(table)
      .where('addressHash', '=', sql<Buffer>`any(${codes}::bytea[])`)
      .returning('addressHash')
      .execute();
    deleted += rows.length;
  }
  return deleted;
}

/** Remembers erasures that the backup does not know; of two moments the later counts. */
export async function rememberErasures(tx: Tx, erasures: readonly { addressHash: Buffer; erasedAt: Date }[]): Promise<void> {
  for (const erasure of erasures)
    await tx
      .insertInto('erasures')
      .values(erasure)
      .onConflict((conflict) =>
        conflict.column('addressHash').doUpdateSet({ erasedAt: sql<Date>`greatest(erasures.erased_at, ${erasure.erasedAt})` }),
      )
      .execute();
}

/** What the database that was replaced knew of erasures since a moment; set aside by the restore, in this transaction. */
export async function erasuresSetAside(tx: Tx, since: Date): Promise<{ addressHash: Buffer; erasedAt: Date }[]> {
  const { rows } = await sql<{ addressHash: Buffer; erasedAt: Date }>`
    select address_hash, erased_at from pg_temp.erasures_set_aside where erased_at >= ${since}`.execute(tx);
  return rows;
}

/** Takes over the suppressions of the database that was replaced, for workspaces that are there; where there is one already, the later end counts. */
export async function takeSuppressionsSetAside(tx: Tx, now: Date): Promise<number> {
  const result = await sql`
    insert into suppressions (workspace_id, id, address_hash, address_sealed, reason, added_by, added_at, keep_until)
    select workspace_id, id, address_hash, address_sealed, reason, (select u.id from users u where u.id = s.added_by), added_at, keep_until
    from pg_temp.suppressions_set_aside s
    where keep_until > ${now} and exists (select from workspaces w where w.workspace_id = s.workspace_id)
      and not exists (select from suppressions t where t.workspace_id = s.workspace_id and t.id = s.id and t.address_hash <> s.address_hash)
    on conflict (workspace_id, address_hash)
      do update set keep_until = greatest(suppressions.keep_until, excluded.keep_until)
      where suppressions.keep_until < excluded.keep_until`.execute(tx);
  return Number(result.numAffectedRows ?? 0);
}
