import { Refusal } from '../../platform/errors.ts';
import { installationId } from '../../platform/ids.ts';
import { endQuarantine } from '../../platform/quarantine.ts';
import type { Tools } from '../../platform/tools.ts';
import { broughtBackTo, recordEntry, type Actor } from '../audit/index.ts';

/**
 * The operator's word that this is the one copy that sends: from now on letters and mail leave again. Nothing that was under way before is sent
 * by that.
 * @param folder of evidence, in which it is written down that it belongs to this database
 */
export async function liftQuarantine(tools: Tools, actor: Actor, folder: string): Promise<void> {
  await tools.database.inInstallation('quarantine', async (tx) => {
    const now = tools.clock.now();
    const lifted = await endQuarantine(tx, folder, now);
    if (!lifted) throw new Refusal('conflict', 'not_quarantined', 'This copy is not under quarantine. Nothing was changed.');
    const { epoch } = lifted;
    const backedUpAt = await broughtBackTo(tx, epoch);
    // Until the operator says so, entries that are gone are missed: only they know whether the database was brought back or its chains cut off.
    if (backedUpAt) await tools.evidence.append({ kind: 'restored', at: now.toISOString(), backedUpAt, epoch });
    const details = { because: lifted.because, since: lifted.since.toISOString() };
    await recordEntry(tools, tx, { workspaceId: installationId, actor }, { action: 'quarantine.lifted', details });
  });
}
