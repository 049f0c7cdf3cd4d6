import { randomBytes } from 'node:crypto';
import type { Member } from '../../../platform/api.ts';
import type { Tools } from '../../../platform/tools.ts';
import { recordEntry, type Actor } from '../../audit/index.ts';
import { findDomain, saveDomain } from './store.ts';
import { checkedHost } from './tracking-domain.ts';

/** Names a host for the links of a workspace. It is used once it was checked; the same name again changes nothing. */
export async function nameDomain(
  tools: Tools,
  actor: Actor,
  { workspaceId }: Member,
  { host: typed, publicUrl }: { host: string; publicUrl: string },
): Promise<void> {
  const host = checkedHost(typed, publicUrl);
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    if ((await findDomain(tx, workspaceId))?.host === host) return;
    await saveDomain(tx, workspaceId, { host, token: randomBytes(24).toString('base64url'), namedAt: tools.clock.now() });
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'tracking_domain.named' });
  });
}
