import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { Sealed } from '../../platform/sealed.ts';

/** A recipient stands in campaigns of many workspaces, and knows none of them: these transactions span the installation. */

export async function insertLink(
  tx: Tx,
  link: { tokenHash: Buffer; addressSealed: Sealed; createdAt: Date; expiresAt: Date },
): Promise<void> {
  await tx.insertInto('recipientLinks').values(link).execute();
}

/** A link in its hour; one that is over is not there, whether or not a job ran. */
export async function findLink(tx: Tx, tokenHash: Buffer, now: Date) {
  return tx
    .selectFrom('recipientLinks')
    .select(['tokenHash', 'addressSealed', 'expiresAt'])
    .where('tokenHash', '=', tokenHash)
    .where('expiresAt', '>', now)
    .executeTakeFirst();
}

export async function deleteLink(tx: Tx, tokenHash: Buffer): Promise<void> {
  await tx.deleteFrom('recipientLinks').where('tokenHash', '=', tokenHash).execute();
}

/** Every place in a campaign that an address has, with what is kept there and how many letters were counted. */
export async function listingsOf(tx: Tx, emailKey: string) {
  const rows = await tx
    .selectFrom('campaignRecipients as r')
    .innerJoin('campaigns as c', (join) => join.onRef('c.workspaceId', '=', 'r.workspaceId').onRef('c.id', '=', 'r.campaignId'))
    .innerJoin('workspaces as w', 'w.workspaceId', 'r.workspaceId')
    .leftJoin('recipientCounts as n', (join) => join.onRef('n.workspaceId', '=', 'r.workspaceId').onRef('n.recipientId', '=', 'r.id'))
    .select(['r.workspaceId', 'r.id', 'r.campaignId', 'r.name', 'r.email', 'r.salutation', 'r.district', 'r.language', 'r.country'])
    .select(['r.region', 'r.postcodes', 'r.affiliation', 'r.validFrom', 'r.validTo', 'r.fields', 'r.createdAt', 'r.contacted'])
    .select(['n.accepted', 'n.failed', 'n.skipped', 'n.uncertain', 'n.opened'])
    .select(['n.bouncedHard', 'n.bouncedFull', 'n.bouncedBlocked', 'n.bouncedLater'])
    .select(['c.name as campaign', 'c.slug as campaignSlug', 'c.state', 'w.name as organisation', 'w.slug as workspaceSlug'])
    .where('r.emailKey', '=', emailKey)
    .orderBy('w.name')
    .orderBy('r.id')
    .limit(1000)
    .execute();
  return rows.map((row) => ({ ...row, fields: row.fields as Record<string, string> }));
}
export type Listing = Awaited<ReturnType<typeof listingsOf>>[number];

/** The addresses at these domains to which deliveries went, as they were written. */
export async function writtenAddresses(tx: Tx, domains: readonly string[]): Promise<string[]> {
  const rows = await tx
    .selectFrom('deliveries')
    .select('recipientAddress')
    .distinct()
    .where(sql<string>`lower(split_part(recipient_address, '@', 2))`, 'in', domains)
    .execute();
  return rows.flatMap(({ recipientAddress }) => recipientAddress ?? []);
}

/** What was sent to these addresses, newest first, over all workspaces. */
export async function deliveriesTo(tx: Tx, addresses: readonly string[], most: number) {
  if (addresses.length === 0) return [];
  return tx
    .selectFrom('deliveries as d')
    .innerJoin('campaigns as c', (join) => join.onRef('c.workspaceId', '=', 'd.workspaceId').onRef('c.id', '=', 'd.campaignId'))
    .innerJoin('workspaces as w', 'w.workspaceId', 'd.workspaceId')
    .select([
      'd.workspaceId',
      'd.id',
      'd.campaignId',
      'd.recipientAddress',
      'd.state',
      'd.reason',
      'd.attempts',
      'd.plannedAt',
      'd.settledAt',
    ])
    .select(['c.name as campaign', 'w.name as organisation'])
    .where('d.recipientAddress', 'in', addresses)
    .orderBy('d.plannedAt', 'desc')
    .limit(most)
    .execute();
}
export type SentLetter = Awaited<ReturnType<typeof deliveriesTo>>[number];

/** The attempts of deliveries. What the sender’s mailbox calls a message is about its sender, and is not read here. */
export async function attemptsOf(tx: Tx, deliveryIds: readonly string[]) {
  if (deliveryIds.length === 0) return [];
  return tx
    .selectFrom('attempts')
    .select(['deliveryId', 'number', 'outcome', 'errorCode', 'startedAt', 'endedAt'])
    .where('deliveryId', '=', sql<string>`any(${deliveryIds}::uuid[])`)
    .orderBy('startedAt')
    .execute();
}

export async function suppressionsInForce(tx: Tx, hashes: readonly Buffer[], now: Date) {
  return tx
    .selectFrom('suppressions as s')
    .innerJoin('workspaces as w', 'w.workspaceId', 's.workspaceId')
    .select(['s.workspaceId', 's.id', 's.reason', 's.addedAt', 's.keepUntil', 'w.name as organisation'])
    .where('s.addressHash', 'in', hashes)
    .where('s.keepUntil', '>', now)
    .orderBy('s.addedAt')
    .execute();
}

export async function capInForce(tx: Tx, hashes: readonly Buffer[], now: Date) {
  return tx
    .selectFrom('recipientCaps')
    .select(['mostPerDay', 'setAt', 'keepUntil'])
    .where('addressHash', 'in', hashes)
    .where('keepUntil', '>', now)
    .orderBy('setAt', 'desc')
    .executeTakeFirst();
}

export async function deleteCaps(tx: Tx, hashes: readonly Buffer[]): Promise<number> {
  const rows = await tx.deleteFrom('recipientCaps').where('addressHash', 'in', hashes).returning('setAt').execute();
  return rows.length;
}

export async function insertCap(tx: Tx, cap: { addressHash: Buffer; mostPerDay: number; setAt: Date; keepUntil: Date }): Promise<void> {
  await tx
    .insertInto('recipientCaps')
    .values(cap)
    .onConflict((conflict) => conflict.column('addressHash').doUpdateSet(cap))
    .execute();
}

export async function hoursOf(tx: Tx, hashes: readonly Buffer[]) {
  return tx.selectFrom('recipientHours').select(['hour', 'letters']).where('addressHash', 'in', hashes).orderBy('hour').execute();
}

export async function deleteHours(tx: Tx, hashes: readonly Buffer[]): Promise<number> {
  const rows = await tx.deleteFrom('recipientHours').where('addressHash', 'in', hashes).returning('hour').execute();
  return rows.length;
}

/** Complaints under these codes that are not over yet. */
export async function complaintsOf(tx: Tx, hashes: readonly Buffer[], after: Date) {
  return tx
    .selectFrom('complaints as o')
    .innerJoin('campaigns as c', (join) => join.onRef('c.workspaceId', '=', 'o.workspaceId').onRef('c.id', '=', 'o.campaignId'))
    .innerJoin('workspaces as w', 'w.workspaceId', 'o.workspaceId')
    .select(['o.workspaceId', 'o.campaignId', 'o.madeAt', 'c.name as campaign', 'w.name as organisation'])
    .where('o.addressHash', 'in', hashes)
    .where('o.madeAt', '>', after)
    .orderBy('o.madeAt')
    .execute();
}

export async function insertComplaint(
  tx: Tx,
  complaint: { workspaceId: string; campaignId: string; addressHash: Buffer; madeAt: Date },
): Promise<void> {
  await tx
    .insertInto('complaints')
    .values(complaint)
    // One that is over and was not deleted yet gives way.
    .onConflict((conflict) => conflict.columns(['workspaceId', 'campaignId', 'addressHash']).doUpdateSet({ madeAt: complaint.madeAt }))
    .execute();
}

/** How many people complained about a campaign since a moment. */
export async function countComplaints(
  tx: Tx,
  { workspaceId, campaignId }: { workspaceId: string; campaignId: string },
  since: Date,
): Promise<number> {
  const { number } = await tx
    .selectFrom('complaints')
    .select(sql<number>`count(*)::int`.as('number'))
    .where('workspaceId', '=', workspaceId)
    .where('campaignId', '=', campaignId)
    .where('madeAt', '>', since)
    .executeTakeFirstOrThrow();
  return number;
}

/** Invitations to addresses at these domains that are not over. */
export async function invitationsTo(tx: Tx, domains: readonly string[], now: Date) {
  return tx
    .selectFrom('invitations as i')
    .innerJoin('workspaces as w', 'w.workspaceId', 'i.workspaceId')
    .select(['i.workspaceId', 'i.id', 'i.email', 'i.role', 'i.createdAt', 'i.expiresAt', 'w.name as organisation'])
    .where(sql<string>`lower(split_part(i.email, '@', 2))`, 'in', domains)
    .where('i.expiresAt', '>', now)
    .orderBy('i.createdAt')
    .execute();
}

export async function deleteInvitations(tx: Tx, invitations: readonly { workspaceId: string; id: string }[]): Promise<void> {
  for (const { workspaceId, id } of invitations)
    await tx.deleteFrom('invitations').where('workspaceId', '=', workspaceId).where('id', '=', id).execute();
}

export async function hasAccount(tx: Tx, emailKey: string): Promise<boolean> {
  return (await tx.selectFrom('users').select('id').where('emailKey', '=', emailKey).executeTakeFirst()) !== undefined;
}

/** Removes an address from every campaign of the copy, with the counts that hang on it. */
export async function deleteListings(tx: Tx, emailKey: string) {
  return tx.deleteFrom('campaignRecipients').where('emailKey', '=', emailKey).returning(['workspaceId', 'campaignId']).execute();
}

/** Clears these addresses from everything that was sent. State, time and counts stay, without anybody’s address. */
export async function clearDeliveries(tx: Tx, addresses: readonly string[]) {
  if (addresses.length === 0) return [];
  const rows = await tx
    .updateTable('deliveries')
    .set({ recipientAddress: null })
    .where('recipientAddress', 'in', addresses)
    .returning(['workspaceId', 'id'])
    .execute();
  const ids = rows.map(({ id }) => id);
  if (ids.length > 0)
    await tx
      .updateTable('attempts')
      .set({ errorDetails: null })
      .where('deliveryId', '=', sql<string>`any(${ids}::uuid[])`)
      .where('errorDetails', 'is not', null)
      .execute();
  return rows;
}
