import { emailKey } from '../../../shared/email-address.ts';
import type { Tx } from '../../platform/database.ts';
import { installationId } from '../../platform/ids.ts';
import { openOrNothing } from '../../platform/open-or-nothing.ts';
import type { Tools } from '../../platform/tools.ts';
import { sealedSuppressions } from './store.ts';
import { placeOf } from './suppress-address.ts';

/**
 * Every address (by canonical key) that a workspace may not write to now, so that a whole audience is asked in one statement instead of person by
 * person. A suppression that came back with a restore and has only its code is not among them: `findSuppressed` finds it, in the transaction
 * that sends.
 */
export async function suppressedKeys(tools: Pick<Tools, 'clock' | 'sealer' | 'log'>, tx: Tx, workspaceId: string): Promise<string[]> {
  const rows = await sealedSuppressions(tx, [workspaceId, installationId], tools.clock.now());
  const keys = rows.flatMap((row) => openOrNothing(tools, placeOf(row.workspaceId, row.id), row.addressSealed) || []);
  return [...new Set(keys.map(emailKey))];
}
