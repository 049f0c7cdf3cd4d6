import type { Member } from '../../../platform/api.ts';
import { Refusal } from '../../../platform/errors.ts';
import type { Tools } from '../../../platform/tools.ts';
import { recordEntry, type Actor } from '../../audit/index.ts';
import { setProbing } from './store.ts';

/** Lets mail servers be asked for the addresses of a workspace's contacts, or no longer. Refused where the operator does not let anybody. */
export async function setAddressProbing(
  tools: Tools,
  actor: Actor,
  { workspaceId }: Member,
  { wanted, allowed }: { wanted: boolean; allowed: boolean },
): Promise<void> {
  if (wanted && !allowed)
    throw new Refusal(
      'refused',
      'probing_not_allowed',
      'Who runs this copy does not let mail servers be asked for addresses. Nothing was changed.',
    );
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    await setProbing(tx, workspaceId, wanted ? tools.clock.now() : null);
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'contacts.probing_set', details: { wanted } });
  });
}
