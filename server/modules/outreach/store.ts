import { sql } from 'kysely';
import type { FooterLanguage } from '../../../shared/footer-words.ts';
import type { Tx } from '../../platform/database.ts';
import type { Audience, OutreachState, PausedBecause, Settings, Step, Tracking } from './outreach.ts';

const columns = [
  ...(['id', 'name', 'state', 'audience', 'timeZone', 'byRecipientZone', 'workingDays', 'opensMinute', 'closesMinute'] as const),
  ...([
    'startsAt',
    'endsAt',
    'stopForCompany',
    'quietDays',
    'leaveOutBadAddresses',
    'tracking',
    'language',
    'version',
    'createdBy',
    'createdAt',
    'launchedAt',
    'beganAt',
  ] as const),
  ...([
    'pausedAt',
    'pausedBecause',
    'finishedAt',
    'holdMinutes',
    'holdEndsAt',
    'changedBy',
    'writtenBy',
    'launchedBy',
    'guardedFrom',
  ] as const),
] as const;

interface Closed {
  state: OutreachState;
  pausedBecause: PausedBecause | null;
  audience: Audience;
  tracking: Tracking;
  language: FooterLanguage;
}
const typed = <Row extends Record<keyof Closed, unknown>>(row: Row) => row as Omit<Row, keyof Closed> & Closed;

function campaignRows(tx: Tx, workspaceId: string) {
  return tx.selectFrom('outreachCampaigns').select(columns).where('workspaceId', '=', workspaceId);
}

export async function findOutreach(tx: Tx, workspaceId: string, id: string) {
  const row = await campaignRows(tx, workspaceId).where('id', '=', id).executeTakeFirst();
  return row && typed(row);
}
export type OutreachRow = NonNullable<Awaited<ReturnType<typeof findOutreach>>>;

/** The campaign, held so that nobody else changes it until the transaction ends. */
export async function lockOutreach(tx: Tx, workspaceId: string, id: string): Promise<OutreachRow | undefined> {
  const row = await campaignRows(tx, workspaceId).where('id', '=', id).forUpdate().executeTakeFirst();
  return row && typed(row);
}

export async function listOutreach(tx: Tx, workspaceId: string, state?: OutreachState): Promise<OutreachRow[]> {
  const rows = await campaignRows(tx, workspaceId)
    .$if(state !== undefined, (query) => query.where('state', '=', state ?? ''))
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(500)
    .execute();
  return rows.map(typed);
}

const inSql = ({ audience, ...rest }: OutreachChange) => ({ ...rest, ...(audience ? { audience: JSON.stringify(audience) } : {}) });

export async function insertOutreach(
  tx: Tx,
  campaign: Partial<Settings> &
    Pick<Settings, 'name' | 'timeZone'> & { workspaceId: string; id: string; createdBy: string; createdAt: Date },
): Promise<void> {
  const { workspaceId, id, createdBy, createdAt, name, timeZone, ...settings } = campaign;
  await tx
    .insertInto('outreachCampaigns')
    .values({ ...inSql(settings), name, timeZone, workspaceId, id, createdBy, changedBy: createdBy, createdAt, state: 'draft' })
    .execute();
}

export interface OutreachChange extends Partial<Settings> {
  state?: OutreachState;
  version?: number;
  launchedAt?: Date | null;
  launchedBy?: string;
  changedBy?: string;
  writtenBy?: string;
  holdEndsAt?: Date | null;
  beganAt?: Date;
  guardedFrom?: Date;
  pausedAt?: Date | null;
  pausedBecause?: PausedBecause | null;
  finishedAt?: Date;
}

export async function updateOutreach(tx: Tx, workspaceId: string, id: string, change: OutreachChange): Promise<void> {
  if (Object.keys(change).length === 0) return;
  await tx.updateTable('outreachCampaigns').set(inSql(change)).where('workspaceId', '=', workspaceId).where('id', '=', id).execute();
}

export async function deleteOutreach(tx: Tx, workspaceId: string, id: string): Promise<void> {
  await tx.deleteFrom('outreachCampaigns').where('workspaceId', '=', workspaceId).where('id', '=', id).execute();
}

/** The mailboxes from which a campaign is sent, as far as they are still there. */
export async function mailboxIdsOf(tx: Tx, workspaceId: string, campaignId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('outreachMailboxes')
    .select('mailboxId')
    .where('workspaceId', '=', workspaceId)
    .where('campaignId', '=', campaignId)
    .where('onlyFollowUps', '=', false)
    .orderBy('mailboxId')
    .execute();
  return rows.map(({ mailboxId }) => mailboxId);
}

/** Lets a campaign be sent to new recipients from these mailboxes and from no others; those that it had go on with the threads that they began. */
export async function setMailboxes(tx: Tx, workspaceId: string, campaignId: string, mailboxIds: readonly string[]): Promise<void> {
  const ofCampaign = { workspaceId, campaignId };
  await tx
    .updateTable('outreachMailboxes')
    .set({ onlyFollowUps: true })
    .where((where) => where.and(ofCampaign))
    .execute();
  if (mailboxIds.length > 0)
    await tx
      .insertInto('outreachMailboxes')
      .values([...new Set(mailboxIds)].map((mailboxId) => ({ ...ofCampaign, mailboxId })))
      .onConflict((conflict) => conflict.columns(['workspaceId', 'campaignId', 'mailboxId']).doUpdateSet({ onlyFollowUps: false }))
      .execute();
  await sql`
    delete from outreach_mailboxes m using outreach_campaigns c
    where m.workspace_id = ${workspaceId} and m.campaign_id = ${campaignId} and m.only_follow_ups
      and c.workspace_id = m.workspace_id and c.id = m.campaign_id and c.launched_at is null`.execute(tx);
}

/** The steps of one version, in their order, each with its variants by letter. */
export async function stepsOf(tx: Tx, workspaceId: string, campaignId: string, version: number): Promise<Step[]> {
  const ofVersion = { workspaceId, campaignId, version };
  const steps = await tx
    .selectFrom('outreachSteps')
    .select(['position', 'delayHours', 'sameThread', 'fileNames'])
    .where((where) => where.and(ofVersion))
    .orderBy('position')
    .execute();
  const texts = await tx
    .selectFrom('outreachTexts')
    .select(['position', 'variant', 'weight', 'subject', 'html'])
    .where((where) => where.and(ofVersion))
    .orderBy('variant')
    .execute();
  return steps.map(({ position, delayHours, sameThread, fileNames: files }) => ({
    delayHours,
    sameThread,
    files,
    texts: texts.filter((text) => text.position === position).map(({ position: _position, ...text }) => text),
  }));
}

/** Writes all steps of a version, which nothing changes afterwards. */
export async function insertSteps(
  tx: Tx,
  of: { workspaceId: string; campaignId: string; version: number },
  steps: readonly Step[],
): Promise<void> {
  const placed = steps.map((step, index) => ({ ...step, position: index + 1 }));
  await tx
    .insertInto('outreachSteps')
    .values(placed.map(({ position, delayHours, sameThread, files }) => ({ ...of, position, delayHours, sameThread, fileNames: files })))
    .execute();
  await tx
    .insertInto('outreachTexts')
    .values(placed.flatMap(({ position, texts }) => texts.map((text) => ({ ...of, position, ...text }))))
    .execute();
}
