import { periodOf } from '../../../privacy/promises.ts';
import { parseEmailAddress } from '../../../shared/email-address.ts';
import { notFound, Refusal } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import { later } from '../../platform/period.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import { deleteSuppression, extendSuppression, insertSuppression, suppressionsOf } from './store.ts';

export type Reason = 'asked' | 'complaint' | 'bounce' | 'member' | 'restricted';

/** How long a suppression of now is kept: three years, as the register says (promise A14). */
export const keepUntil = (now: Date): Date => later(now, periodOf('suppressions'));

export const placeOf = (workspaceId: string, id: string) => ({ workspaceId, table: 'suppressions', rowId: id, column: 'address_sealed' });

/** Under which codes an address may stand on the list: `J.Doe+x@googlemail.com` is `jdoe@gmail.com`, elsewhere dots count. */
export function hashesOf(tools: Pick<Tools, 'hashing'>, emailKey: string): Buffer[] {
  return tools.hashing.lookupAll('suppression', emailKey);
}

/** Puts an address on the list of a workspace, or of the whole installation, for three years. Twice is as good as once. */
export async function suppressAddress(
  tools: Tools,
  actor: Actor,
  input: { workspaceId: string; email: string; reason: Reason; userId: string | null },
) {
  const parsed = parseEmailAddress(input.email);
  if (!parsed.ok) throw new Refusal('invalid', 'email_malformed', parsed.reason);
  const now = tools.clock.now();
  const id = newId(tools.clock);
  return tools.database.inWorkspace(input.workspaceId, async (tx) => {
    await insertSuppression(tx, {
      workspaceId: input.workspaceId,
      id,
      addressHash: tools.hashing.lookup('suppression', parsed.key),
      addressSealed: tools.sealer.seal(placeOf(input.workspaceId, id), parsed.address),
      reason: input.reason,
      addedBy: input.userId,
      addedAt: now,
      keepUntil: keepUntil(now),
    });
    const rows = await suppressionsOf(tx, input.workspaceId, hashesOf(tools, parsed.key), now);
    const row = rows.find((one) => one.workspaceId === input.workspaceId);
    if (!row) throw notFound('suppression');
    if (row.id === id) {
      await recordEntry(
        tools,
        tx,
        { workspaceId: input.workspaceId, actor },
        {
          action: 'address.suppressed',
          subject: { kind: 'suppression', id },
          details: { reason: input.reason },
        },
      );
      await noteSuppression(tools, row);
    }
    return row;
  });
}

/** Keeps a suppression three years from now. */
export async function extendSuppressionOf(tools: Tools, actor: Actor, workspaceId: string, id: string) {
  return tools.database.inWorkspace(workspaceId, async (tx) => {
    const row = await extendSuppression(tx, workspaceId, id, keepUntil(tools.clock.now()));
    if (!row) throw notFound('suppression');
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'suppression.extended', subject: { kind: 'suppression', id } });
    await noteSuppression(tools, row);
    return row;
  });
}

/** Takes an address off the list: it may be written to again. */
export async function releaseAddress(tools: Tools, actor: Actor, workspaceId: string, id: string): Promise<void> {
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    const addressHash = await deleteSuppression(tx, workspaceId, id);
    if (!addressHash) throw notFound('suppression');
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'address.released', subject: { kind: 'suppression', id } });
    const line = { at: tools.clock.now().toISOString(), workspaceId, addressHash: addressHash.toString('hex') };
    await tools.evidence.append({ kind: 'released', ...line });
  });
}

/** Writes it down outside the database too, so that a restored backup of before does not write to the address again. */
async function noteSuppression(
  tools: Tools,
  row: { workspaceId: string; addressHash: Buffer; reason: string; keepUntil: Date },
): Promise<void> {
  await tools.evidence.append({
    kind: 'suppressed',
    at: tools.clock.now().toISOString(),
    workspaceId: row.workspaceId,
    addressHash: row.addressHash.toString('hex'),
    reason: row.reason,
    keepUntil: row.keepUntil.toISOString(),
  });
}
