import { beginEpoch, lockUnsettled } from '../../../platform/quarantine.ts';
import type { Tools } from '../../../platform/tools.ts';
import { newestEntryAt, recordEntry } from '../../audit/index.ts';
import { doubtAnswers, doubtDeliveries } from '../../deliveries/index.ts';
import { doubtTeamMail } from '../../outreach/index.ts';
import { countRecovered } from '../../supporters/index.ts';
import { knownUntil, ofCopy, repeatEvidence } from './repeat-evidence.ts';
import { deleteOpenFlows, endWaysIn } from './store.ts';

/**
 * Settles a database that was found at a start to be a copy or brought back without a restore, before it serves anybody, and once: letters that were
 * under way are uncertain or gone, what was written down outside and it does not know is done again. Where it went back in time nobody is signed in.
 * Killed before its end, it has settled what it had and the next start does the rest.
 */
export async function settleBroughtBack(tools: Tools): Promise<void> {
  if (!(await tools.database.inInstallation('recovery', lockUnsettled))) return;
  const uncertain = (await doubtDeliveries(tools, countRecovered)) + (await doubtTeamMail(tools)) + (await doubtAnswers(tools));
  const lines = await tools.evidence.read();
  await tools.database.inInstallation('recovery', async (tx) => {
    const quarantine = await lockUnsettled(tx);
    if (!quarantine) return;
    const isOfBefore = quarantine.because === 'restored';
    const backedUpAt = (await newestEntryAt(tx)) ?? new Date(0);
    const lettersEnded = await deleteOpenFlows(tx);
    const waysInEnded = isOfBefore ? await endWaysIn(tx) : 0;
    const again = await repeatEvidence(
      tools,
      tx,
      lines.filter(({ at }) => new Date(at) >= knownUntil(backedUpAt)),
    );
    const details = { ...again, uncertain, lettersEnded, waysInEnded, backedUpAt: backedUpAt.toISOString(), epoch: await beginEpoch(tx) };
    await recordEntry(tools, tx, ofCopy, { action: isOfBefore ? 'database.brought_back' : 'database.copied', details });
  });
}
