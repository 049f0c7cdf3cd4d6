import { Refusal } from '../../../platform/errors.ts';
import { beginEpoch } from '../../../platform/quarantine.ts';
import type { Tools } from '../../../platform/tools.ts';
import { recordEntry } from '../../audit/index.ts';
import { doubtAnswers, doubtDeliveries } from '../../deliveries/index.ts';
import { doubtTeamMail } from '../../outreach/index.ts';
import { countRecovered } from '../../supporters/index.ts';
import { keepPromises } from '../keep-promises.ts';
import { knownUntil, ofCopy, repeatEvidence, type Repeated } from './repeat-evidence.ts';
import { deleteOpenFlows, endWaysIn, erasuresSetAside, takeSuppressionsSetAside } from './store.ts';

/** What was done to a restored database before anybody could see it, in numbers. */
export interface SettledRestore extends Repeated {
  pastTheirTime: number;
  uncertain: number;
  lettersEnded: number;
  waysInEnded: number;
}

/**
 * Brings a database that came from a backup to what was promised and asked since, in the transaction of the restore: who was erased is erased again,
 * who was suppressed is suppressed, what is past its time ends. What may have happened since and cannot be known is not done again: letters that
 * were under way are uncertain or gone, and nobody is signed in.
 * @throws Refusal when a promise could not be kept; then nothing of the restore counts
 */
export async function settleRestored(tools: Tools, backedUpAt: Date): Promise<SettledRestore> {
  const since = knownUntil(backedUpAt);
  const lines = (await tools.evidence.read()).filter(({ at }) => new Date(at) >= since);
  const uncertain = (await doubtDeliveries(tools, countRecovered)) + (await doubtTeamMail(tools)) + (await doubtAnswers(tools));
  const ended = await tools.database.inInstallation('recovery', async (tx) => {
    const lettersEnded = await deleteOpenFlows(tx);
    const waysInEnded = await endWaysIn(tx);
    await takeSuppressionsSetAside(tx, tools.clock.now());
    const again = await repeatEvidence(tools, tx, lines, await erasuresSetAside(tx, since));
    return { lettersEnded, waysInEnded, ...again };
  });
  const runs = await keepPromises(tools, { dryRun: false });
  const broken = runs.find(({ problem }) => problem !== null);
  if (broken)
    throw new Refusal(
      'refused',
      'promise_not_kept',
      `The promise “${broken.promise}” could not be kept on the restored data (${broken.problem ?? 'unknown reason'}). Nothing was changed.`,
    );
  const settled = { ...ended, uncertain, pastTheirTime: runs.reduce((sum, { rows }) => sum + rows, 0) };
  await tools.database.inInstallation('recovery', async (tx) => {
    const epoch = await beginEpoch(tx);
    const details = { ...settled, backedUpAt: backedUpAt.toISOString(), epoch };
    await recordEntry(tools, tx, ofCopy, { action: 'database.restored', details });
    // Ends of chains that were noted since the backup are of a time that is given up.
    await tools.evidence.append({ kind: 'restored', at: tools.clock.now().toISOString(), backedUpAt: backedUpAt.toISOString(), epoch });
  });
  return settled;
}
