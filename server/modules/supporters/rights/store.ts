import { sql } from 'kysely';
import type { Tx } from '../../../platform/database.ts';

/** Every letter under way that knows whose it is. They are sealed one by one, and gone after 48 hours. */
export async function flowsWithAddress(tx: Tx) {
  const rows = await tx
    .selectFrom('supporterFlows')
    .select([
      'workspaceId',
      'id',
      'campaignId',
      'step',
      'mailbox',
      'addressSealed',
      'nameSealed',
      'draftSealed',
      'createdAt',
      'lastActiveAt',
    ])
    .where('addressSealed', 'is not', null)
    .orderBy('id')
    .execute();
  return rows;
}

/** Where every campaign of the copy is. */
export async function campaignPlaces(tx: Tx): Promise<{ workspaceId: string; campaignId: string }[]> {
  return tx.selectFrom('campaigns').select(['workspaceId', 'id as campaignId']).orderBy('workspaceId').orderBy('id').execute();
}

/** The participations that stand under one of these codes, with the names of campaign and organisation. */
export async function participationsUnder(tx: Tx, codes: readonly { workspaceId: string; campaignId: string; addressHash: Buffer }[]) {
  if (codes.length === 0) return [];
  const [workspaceIds, campaignIds, hashes] = [
    codes.map((code) => code.workspaceId),
    codes.map((code) => code.campaignId),
    codes.map((code) => code.addressHash),
  ];
  const { rows } = await sql<{
    workspaceId: string;
    campaignId: string;
    addressHash: Buffer;
    tookPartAt: Date;
    campaign: string;
    organisation: string;
  }>`
    select p.workspace_id, p.campaign_id, p.address_hash, p.took_part_at, c.name as campaign, w.name as organisation
    from unnest(${workspaceIds}::uuid[], ${campaignIds}::uuid[], ${hashes}::bytea[]) as code (workspace_id, campaign_id, address_hash)
    join participations p using (workspace_id, campaign_id, address_hash)
    join campaigns c on c.workspace_id = p.workspace_id and c.id = p.campaign_id
    join workspaces w on w.workspace_id = p.workspace_id
    order by p.took_part_at`.execute(tx);
  return rows;
}
