import { emailKey } from '../../../shared/email-address.ts';
import type { Tools } from '../../platform/tools.ts';
import { CannotOpen } from '../../platform/sealed.ts';
import { renewSuppressionCode, suppressionsForRenewal, type CodedSuppression } from './store.ts';
import { placeOf } from './suppress-address.ts';

const atOnce = 500;

/**
 * Makes the code of every suppression anew with the lookup key, from the sealed address beside it: none is left then that came from a master key.
 * Where an address stands twice, under an old code and the new one, the two become one that is kept as long as the longer.
 * @returns how many codes were made anew
 */
export async function renewSuppressionCodes(tools: Tools): Promise<number> {
  let renewed = 0;
  let after: string | undefined;
  do {
    const from = after;
    after = await tools.database.inInstallation('keys', async (tx) => {
      const rows = await suppressionsForRenewal(tx, { after: from, limit: atOnce });
      for (const row of rows) {
        const code = codeOf(tools, row);
        if (code && !code.equals(row.addressHash)) {
          await renewSuppressionCode(tx, row, code);
          renewed += 1;
        }
      }
      return rows.at(-1)?.id;
    });
  } while (after !== undefined);
  return renewed;
}

/** The code that an address would get now; nothing where it cannot be opened, which a rotation tells. */
function codeOf(tools: Tools, { workspaceId, id, addressSealed }: CodedSuppression): Buffer | undefined {
  try {
    const address = tools.sealer.open(placeOf(workspaceId, id), addressSealed);
    // Done again after a restore, by its code alone: that code is all there is of it.
    return address === '' ? undefined : tools.hashing.lookup('suppression', emailKey(address));
  } catch (error) {
    if (error instanceof CannotOpen) return undefined;
    throw error;
  }
}
