import { notFound } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import { findCampaign } from '../campaigns/index.ts';
import { checkedOrigins } from './partner.ts';
import { insertPartner } from './store.ts';

/** Lets a partner show a campaign's action page on its own sites, from exactly these origins. */
export async function addPartner(
  tools: Tools,
  actor: Actor,
  { workspaceId, campaignId, name, origins }: { workspaceId: string; campaignId: string; name: string; origins: readonly string[] },
): Promise<string> {
  const id = newId(tools.clock);
  const checked = checkedOrigins(origins);
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    if (!(await findCampaign(tx, workspaceId, campaignId))) throw notFound('campaign');
    await insertPartner(tx, { workspaceId, id, campaignId, name, origins: checked, createdAt: tools.clock.now() });
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'partner.added', subject: { kind: 'partner', id } });
  });
  return id;
}
