import type { Tx } from '../../platform/database.ts';
import type { Sealed } from '../../platform/sealed.ts';

interface Which {
  workspaceId: string;
  id: string;
}

const shownColumns = [
  'id',
  'url',
  'events',
  'withAddresses',
  'provenAt',
  'oldSecretUntil',
  'endedAt',
  'endedBecause',
  'lastTriedAt',
  'lastStatus',
  'nextTryAt',
  'createdAt',
] as const;

export async function webhooksOf(tx: Tx, workspaceId: string) {
  return tx.selectFrom('webhooks').select(shownColumns).where('workspaceId', '=', workspaceId).orderBy('id').execute();
}
export type WebhookRow = Awaited<ReturnType<typeof webhooksOf>>[number];

export async function findWebhook(tx: Tx, { workspaceId, id }: Which): Promise<WebhookRow | undefined> {
  return tx.selectFrom('webhooks').select(shownColumns).where('workspaceId', '=', workspaceId).where('id', '=', id).executeTakeFirst();
}

export async function insertWebhook(
  tx: Tx,
  webhook: Which & {
    url: string;
    secretSealed: Sealed;
    createdAt: Date;
    events: string[];
    withAddresses: boolean;
    addedBy: string | null;
  },
): Promise<void> {
  await tx.insertInto('webhooks').values(webhook).execute();
}

const changing = (tx: Tx, { workspaceId, id }: Which) =>
  tx.updateTable('webhooks').where('workspaceId', '=', workspaceId).where('id', '=', id);

/** What a webhook was chosen to be told, held until the end of the transaction. */
export async function lockChoice(tx: Tx, { workspaceId, id }: Which) {
  return tx
    .selectFrom('webhooks')
    .select(['events', 'withAddresses'])
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export async function updateWebhook(tx: Tx, which: Which, change: { events?: string[]; withAddresses?: boolean }): Promise<void> {
  await changing(tx, which).set(change).execute();
}

export async function deleteWebhook(tx: Tx, { workspaceId, id }: Which): Promise<boolean> {
  const row = await tx
    .deleteFrom('webhooks')
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** The secrets of a webhook and where it is, held until the end of the transaction. */
export async function lockSecrets(tx: Tx, { workspaceId, id }: Which) {
  return tx
    .selectFrom('webhooks')
    .select(['url', 'secretSealed', 'oldSecretSealed', 'oldSecretUntil'])
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export async function setSecret(
  tx: Tx,
  which: Which,
  secrets: { secretSealed?: Sealed; oldSecretSealed: Sealed | null; oldSecretUntil: Date | null },
): Promise<void> {
  await changing(tx, which).set(secrets).execute();
}

/** From now on it is told: what failed before is forgotten. */
export async function setProven(tx: Tx, which: Which, at: Date): Promise<void> {
  await changing(tx, which)
    .set({ provenAt: at, endedAt: null, endedBecause: null, failures: 0, failingSince: null, nextTryAt: null })
    .execute();
}

/** Secrets that sign no more are deleted. Needs a transaction over the whole installation. */
export async function forgetOldSecrets(tx: Tx, now: Date): Promise<void> {
  await tx.updateTable('webhooks').set({ oldSecretSealed: null, oldSecretUntil: null }).where('oldSecretUntil', '<=', now).execute();
}

/** Whom to tell that a webhook ended: who added it, as long as they are a member. */
export async function endedWebhook(tx: Tx, { workspaceId, id }: Which) {
  return tx
    .selectFrom('webhooks as h')
    .innerJoin('workspaces as w', 'w.workspaceId', 'h.workspaceId')
    .innerJoin('members as m', (join) => join.onRef('m.workspaceId', '=', 'h.workspaceId').onRef('m.userId', '=', 'h.addedBy'))
    .innerJoin('users as u', 'u.id', 'm.userId')
    .select(['h.url', 'h.endedBecause', 'u.email', 'w.slug'])
    .where('h.workspaceId', '=', workspaceId)
    .where('h.id', '=', id)
    .where('h.endedAt', 'is not', null)
    .executeTakeFirst();
}
