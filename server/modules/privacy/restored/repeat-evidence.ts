import { emailKey } from '../../../../shared/email-address.ts';
import type { Tx } from '../../../platform/database.ts';
import type { Evidence } from '../../../platform/evidence.ts';
import { installationId } from '../../../platform/ids.ts';
import type { Tools } from '../../../platform/tools.ts';
import { recordEntry } from '../../audit/index.ts';
import { deleteErasures, repeatSuppressions, suppressionHashes } from '../../suppressions/index.ts';
import { repeatEnds } from '../../workspaces/index.ts';
import { eraseByHashes } from '../erase-by-hashes.ts';
import { deleteAccount, deleteCodes, deleteWorkspace, knownAddresses, rememberErasures } from './store.ts';

/** Lines were written before their transaction was committed: what a backup just missed may be noted as of a little earlier. */
const slackMilliseconds = 3_600_000;

/** From when on lines may speak of what a database of this moment does not know. */
export const knownUntil = (moment: Date): Date => new Date(moment.getTime() - slackMilliseconds);

/** Who brings a copy up to what was asked since, as audit entries name them. */
export const ofCopy = { workspaceId: installationId, actor: { kind: 'command' } } as const;

/** What was done again, in numbers. */
export interface Repeated {
  erasedAgain: number;
  suppressedAgain: number;
  releasedAgain: number;
}

/**
 * Does again what was written down outside the database and it does not know: erasures, suppressions and releases, the ends of accounts and
 * workspaces. Of two words on the same thing the last counts. What it knows already stays as it is.
 * @param known erasures that are known from elsewhere than the lines
 */
export async function repeatEvidence(
  tools: Tools,
  tx: Tx,
  lines: readonly Evidence[],
  known: readonly { addressHash: Buffer; erasedAt: Date }[] = [],
): Promise<Repeated> {
  for (const line of lines) {
    if (line.kind === 'account_deleted' && (await deleteAccount(tx, line.userId)))
      await recordEntry(tools, tx, ofCopy, { action: 'account.deleted', subject: { kind: 'user', id: line.userId } });
    if (line.kind === 'workspace_deleted' && (await deleteWorkspace(tx, line.workspaceId)))
      await recordEntry(tools, tx, ofCopy, { action: 'workspace.deleted', subject: { kind: 'workspace', id: line.workspaceId } });
  }
  await repeatEnds(tools, tx, lines);
  const listed = lines.filter((line) => line.kind === 'suppressed' || line.kind === 'released');
  const addresses = await addressesBehind(tools, tx, new Set(listed.map(({ addressHash }) => addressHash)));
  const { suppressed, released } = await repeatSuppressions(tools, tx, listed, (hash) => addresses.get(hash));
  // After the suppressions: whoever was suppressed and then erased is in no list any more.
  const erasures = [
    ...known,
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
  const codes = lines.flatMap((line) => (line.kind === 'erased_codes' ? line.codes : []));
  const deleted = await deleteCodes(
    tx,
    codes.map((code) => Buffer.from(code, 'hex')),
  );
  return { erasedAgain: rows + deleted, suppressedAgain: suppressed, releasedAgain: released };
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
