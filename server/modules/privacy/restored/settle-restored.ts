import { emailKey } from '../../../../shared/email-address.ts';
import { Refusal } from '../../../platform/errors.ts';
import type { Tx } from '../../../platform/database.ts';
import type { Evidence } from '../../../platform/evidence.ts';
import { installationId } from '../../../platform/ids.ts';
import type { Tools } from '../../../platform/tools.ts';
import { recordEntry } from '../../audit/index.ts';
import { doubtDeliveries } from '../../deliveries/index.ts';
import { countRecovered } from '../../supporters/index.ts';
import { deleteErasures, repeatSuppressions, suppressionHashes } from '../../suppressions/index.ts';
import { eraseByHashes } from '../erase-by-hashes.ts';
import { keepPromises } from '../keep-promises.ts';
import {
  deleteAccount,
  deleteOpenFlows,
  deleteWorkspace,
  endWaysIn,
  erasuresSetAside,
  knownAddresses,
  rememberErasures,
  takeSuppressionsSetAside,
} from './store.ts';

/** What was done to a restored database before anybody could see it, in numbers. */
export interface SettledRestore {
  erasedAgain: number;
  suppressedAgain: number;
  releasedAgain: number;
  pastTheirTime: number;
  uncertain: number;
  lettersEnded: number;
  waysInEnded: number;
}

/** Lines were written before their transaction was committed: what a backup just missed may be noted as of a little earlier. */
const slackMilliseconds = 3_600_000;

const ofCopy = { workspaceId: installationId, actor: { kind: 'command' } } as const;

/**
 * Brings a database that came from a backup to what was promised and asked since, in the transaction of the restore: who was erased is erased again,
 * who was suppressed is suppressed, what is past its time ends. What may have happened since and cannot be known is not done again: letters that
 * were under way are uncertain or gone, and nobody is signed in.
 * @throws Refusal when a promise could not be kept; then nothing of the restore counts
 */
export async function settleRestored(tools: Tools, backedUpAt: Date): Promise<SettledRestore> {
  const since = new Date(backedUpAt.getTime() - slackMilliseconds);
  const lines = (await tools.evidence.read()).filter(({ at }) => new Date(at) >= since);
  const uncertain = await doubtDeliveries(tools, countRecovered);
  const ended = await tools.database.inInstallation('recovery', async (tx) => {
    const lettersEnded = await deleteOpenFlows(tx);
    const waysInEnded = await endWaysIn(tx);
    const again = await repeatEvidence(tools, tx, lines, since);
    return { lettersEnded, waysInEnded, ...again };
  });
  const runs = await keepPromises(tools, { dryRun: false });
  const broken = runs.find(({ problem }) => problem !== null);
  if (broken)
    throw new Refusal(
      'refused',
      'promise_not_kept',
      `The promise “${broken.promise}” could not be kept on the restored data. Nothing was changed.`,
    );
  const settled = { ...ended, uncertain, pastTheirTime: runs.reduce((sum, { rows }) => sum + rows, 0) };
  await tools.database.inInstallation('recovery', async (tx) => {
    const details = { ...settled, backedUpAt: backedUpAt.toISOString() };
    await recordEntry(tools, tx, ofCopy, { action: 'database.restored', details });
    // Ends of chains that were noted since the backup are of a time that is given up.
    await tools.evidence.append({ kind: 'restored', at: tools.clock.now().toISOString(), backedUpAt: backedUpAt.toISOString() });
  });
  return settled;
}

async function repeatEvidence(tools: Tools, tx: Tx, lines: readonly Evidence[], since: Date) {
  const now = tools.clock.now();
  for (const line of lines) {
    if (line.kind === 'account_deleted' && (await deleteAccount(tx, line.userId)))
      await recordEntry(tools, tx, ofCopy, { action: 'account.deleted', subject: { kind: 'user', id: line.userId } });
    if (line.kind === 'workspace_deleted' && (await deleteWorkspace(tx, line.workspaceId)))
      await recordEntry(tools, tx, ofCopy, { action: 'workspace.deleted', subject: { kind: 'workspace', id: line.workspaceId } });
  }
  await takeSuppressionsSetAside(tx, now);
  const listed = lines.filter((line) => line.kind === 'suppressed' || line.kind === 'released');
  const known = await addressesBehind(tools, tx, new Set(listed.map(({ addressHash }) => addressHash)));
  const { suppressed, released } = await repeatSuppressions(tools, tx, listed, (hash) => known.get(hash));
  // After the suppressions: whoever was suppressed and then erased is in no list any more.
  const erasures = [
    ...(await erasuresSetAside(tx, since)),
    ...lines.flatMap((line) =>
      line.kind === 'erased' ? [{ addressHash: Buffer.from(line.addressHash, 'hex'), erasedAt: new Date(line.at) }] : [],
    ),
  ];
  await rememberErasures(tx, erasures);
  // What was kept then was erased all the same; but whoever has since had that forgotten may be written to again.
  const lastWords = new Map(
    lines.flatMap((line) => (line.kind === 'erased' || line.kind === 'erasure_forgotten' ? [[line.addressHash, line.kind]] : [])),
  );
  for (const [hash, kind] of lastWords) if (kind === 'erasure_forgotten') await deleteErasures(tx, [Buffer.from(hash, 'hex')]);
  const { rows } = await eraseByHashes(
    tools,
    tx,
    erasures.map(({ addressHash }) => addressHash),
  );
  return { erasedAgain: rows, suppressedAgain: suppressed, releasedAgain: released };
}

/** The addresses behind codes of suppressions, as far as the database knows them from elsewhere. */
async function addressesBehind(tools: Tools, tx: Tx, hashes: ReadonlySet<string>): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  if (hashes.size === 0) return found;
  for await (const addresses of knownAddresses(tx))
    for (const address of addresses)
      for (const hash of suppressionHashes(tools, emailKey(address)))
        if (hashes.has(hash.toString('hex'))) found.set(hash.toString('hex'), address);
  return found;
}
