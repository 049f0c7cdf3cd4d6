import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { CampaignState, Choice, Editing, Rule } from './campaign.ts';

const columns = [
  ...([
    'campaigns.challenge',
    'campaigns.choice',
    'campaigns.closedAt',
    'campaigns.code',
    'campaigns.createdAt',
    'campaigns.createdBy',
    'campaigns.dailyBudget',
  ] as const),
  ...([
    'campaigns.editing',
    'campaigns.goal',
    'campaigns.goalGrows',
    'campaigns.heldAt',
    'campaigns.heldBecause',
    'campaigns.hourlyBudget',
    'campaigns.id',
  ] as const),
  ...([
    'campaigns.introduction',
    'campaigns.kind',
    'campaigns.language',
    'campaigns.mostLetters',
    'campaigns.name',
    'campaigns.officeHours',
    'campaigns.ownTextRequired',
  ] as const),
  ...([
    'campaigns.publishedAt',
    'campaigns.restingUntil',
    'campaigns.routingFields',
    'campaigns.rules',
    'campaigns.slug',
    'campaigns.state',
    'campaigns.textVersion',
  ] as const),
  ...(['campaigns.thanks', 'campaigns.timeZone', 'campaigns.trackLinks', 'campaigns.workspaceId'] as const),
] as const;

/** Since when the whole copy is under quarantine, and sends in no campaign. */
const quarantinedAt = sql<Date | null>`(select quarantined_at from installation)`.as('quarantinedAt');

/** What a campaign is, without its counts: cheap enough to be read in every step of a supporter. */
function campaignRows(tx: Tx, workspaceId: string) {
  return tx
    .selectFrom('campaigns')
    .innerJoin('campaignTexts', (join) =>
      join
        .onRef('campaignTexts.workspaceId', '=', 'campaigns.workspaceId')
        .onRef('campaignTexts.campaignId', '=', 'campaigns.id')
        .onRef('campaignTexts.version', '=', 'campaigns.textVersion')
        .onRef('campaignTexts.language', '=', 'campaigns.language')
        .on('campaignTexts.message', '=', 'main'),
    )
    .select(columns)
    .select(['campaignTexts.subjects', 'campaignTexts.body'])
    .select(quarantinedAt)
    .where('campaigns.workspaceId', '=', workspaceId);
}

interface Untyped {
  state: string;
  editing: string;
  choice: string;
  rules: unknown;
  challenge: string;
  heldBecause: string | null;
  subjects: string[];
}
interface Typed {
  subjects: string[];
  subject: string;
  state: CampaignState;
  editing: Editing;
  choice: Choice;
  rules: Rule[];
  challenge: 'none' | 'work';
  heldBecause: 'complaints' | 'operator' | null;
}
const typed = <Row extends Untyped>(row: Row): Omit<Row, keyof Untyped> & Typed => ({
  ...row,
  subject: row.subjects[0] ?? '',
  state: row.state as CampaignState,
  editing: row.editing as Editing,
  choice: row.choice as Choice,
  rules: row.rules as Rule[],
  challenge: row.challenge as 'none' | 'work',
  heldBecause: row.heldBecause as 'complaints' | 'operator' | null,
});

export async function findCampaign(tx: Tx, workspaceId: string, id: string) {
  const row = await campaignRows(tx, workspaceId).where('campaigns.id', '=', id).executeTakeFirst();
  return row && typed(row);
}
export type CampaignRow = NonNullable<Awaited<ReturnType<typeof findCampaign>>>;

export async function findCampaignBySlug(tx: Tx, workspaceId: string, slug: string): Promise<CampaignRow | undefined> {
  const row = await campaignRows(tx, workspaceId).where('campaigns.slug', '=', slug).executeTakeFirst();
  return row && typed(row);
}

export async function listCampaigns(tx: Tx, workspaceId: string, state?: CampaignState): Promise<CampaignRow[]> {
  const rows = await campaignRows(tx, workspaceId)
    .$if(state !== undefined, (query) => query.where('campaigns.state', '=', state ?? ''))
    .orderBy('campaigns.createdAt', 'desc')
    .limit(500)
    .execute();
  return rows.map(typed);
}

/** Where a campaign with this code is, in any workspace. */
export async function placesOfCode(tx: Tx, code: string) {
  return tx.selectFrom('campaigns').select(['workspaceId', 'id']).where('code', '=', code).execute();
}

/** Holds the campaign's row: `share` keeps its state from changing while a supporter confirms, `update` is for who changes it. */
export async function lockCampaign(tx: Tx, workspaceId: string, id: string, strength: 'share' | 'update') {
  const query = tx
    .selectFrom('campaigns')
    .select(['id', 'state', 'textVersion', 'name', 'slug', 'heldAt', 'restingUntil'])
    .select(quarantinedAt)
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id);
  const row = await (strength === 'share' ? query.forShare() : query.forUpdate()).executeTakeFirst();
  return row && { ...row, state: row.state as CampaignState };
}

export async function campaignSlugs(tx: Tx, workspaceId: string): Promise<Set<string>> {
  const rows = await tx.selectFrom('campaigns').select('slug').where('workspaceId', '=', workspaceId).execute();
  return new Set(rows.map((row) => row.slug));
}

/** What an organiser sets; each is a column of its own. */
export interface Settings {
  name: string;
  slug: string;
  introduction: string;
  editing: Editing;
  ownTextRequired: boolean;
  goal: number | null;
  goalGrows: boolean;
  thanks: string;
  language: string;
  choice: Choice;
  mostLetters: number;
  timeZone: string;
  hourlyBudget: number | null;
  dailyBudget: number | null;
  officeHours: boolean;
  routingFields: string[];
  rules: Rule[];
  trackLinks: boolean;
  challenge: 'none' | 'work';
}

const inSql = ({ rules, ...rest }: Partial<Settings>) => ({ ...rest, ...(rules ? { rules: JSON.stringify(rules) } : {}) });

export type NewCampaign = Partial<Settings> &
  Pick<Settings, 'name' | 'slug'> & { workspaceId: string; id: string; code: string; createdBy: string; createdAt: Date };

export async function insertCampaign(tx: Tx, { workspaceId, id, code, createdBy, createdAt, ...settings }: NewCampaign): Promise<void> {
  const { name, slug } = settings;
  await tx
    .insertInto('campaigns')
    .values({
      ...inSql(settings),
      name,
      slug,
      workspaceId,
      id,
      code,
      createdBy,
      createdAt,
      kind: 'advocacy',
      state: 'draft',
      textVersion: 1,
    })
    .execute();
}

export interface CampaignChange extends Partial<Settings> {
  textVersion?: number;
  state?: CampaignState;
  publishedAt?: Date;
  closedAt?: Date;
}

export async function updateCampaign(tx: Tx, workspaceId: string, id: string, change: CampaignChange): Promise<void> {
  if (Object.keys(change).length === 0) return;
  await tx.updateTable('campaigns').set(inSql(change)).where('workspaceId', '=', workspaceId).where('id', '=', id).execute();
}

export async function deleteCampaign(tx: Tx, workspaceId: string, id: string): Promise<void> {
  await tx.deleteFrom('campaigns').where('workspaceId', '=', workspaceId).where('id', '=', id).execute();
}

/** Begins or ends the year after which the recipients of an inactive campaign go (promise A13). */
export async function setInactiveSince(tx: Tx, workspaceId: string, campaignId: string, inactiveSince: Date | null): Promise<void> {
  await tx
    .updateTable('campaignRecipients')
    .set({ inactiveSince })
    .where('workspaceId', '=', workspaceId)
    .where('campaignId', '=', campaignId)
    .execute();
}

/** Lets a campaign rest until a moment. False when it rests already. */
export async function letRest(tx: Tx, workspaceId: string, id: string, { now, until }: { now: Date; until: Date }): Promise<boolean> {
  const row = await tx
    .updateTable('campaigns')
    .set({ restingUntil: until })
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .where((where) => where.or([where('restingUntil', 'is', null), where('restingUntil', '<=', now)]))
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}
