import { periodOf } from '../../../privacy/promises.ts';
import { parseEmailAddress } from '../../../shared/email-address.ts';
import { notFound, Refusal } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import { openOrNothing } from '../../platform/open-or-nothing.ts';
import { earlier, later } from '../../platform/period.ts';
import type { Tx } from '../../platform/database.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import { deleteSuppression, extendSuppression, insertSuppressions, suppressionsOf } from './store.ts';
import type { Reason } from './suppression.ts';

/** How long a suppression of now is kept: three years, as the register says (promise A14). */
export const keepUntil = (now: Date): Date => later(now, periodOf('suppressions'));

export const placeOf = (workspaceId: string, id: string) => ({ workspaceId, table: 'suppressions', rowId: id, column: 'address_sealed' });

/** Under which codes an address may stand on the list: `J.Doe+x@googlemail.com` is `jdoe@gmail.com`, elsewhere dots count. */
export function hashesOf(tools: Pick<Tools, 'hashing'>, emailKey: string): Buffer[] {
  return tools.hashing.lookupAll('suppression', emailKey);
}

/** Puts an address on the list of a workspace, or of the whole installation, for three years. Twice is as good as once; of two reasons the stronger stays. */
export async function suppressAddress(
  tools: Tools,
  actor: Actor,
  input: { workspaceId: string; email: string; reason: Reason; userId: string | null },
) {
  const parsed = parseEmailAddress(input.email);
  if (!parsed.ok) throw new Refusal('invalid', 'email_malformed', parsed.reason);
  const { workspaceId, reason, userId } = input;
  const codes = hashesOf(tools, parsed.key);
  return tools.database.inWorkspace(workspaceId, (tx) =>
    putOnList(tools, tx, actor, { workspaceId, reason, userId, address: parsed.address, codes }),
  );
}

/** The same for three years from now, also where there is an older one. */
export async function suppressFromNow(tools: Tools, actor: Actor, input: Parameters<typeof suppressAddress>[2]) {
  return fromNow(tools, actor, await suppressAddress(tools, actor, input));
}

/** The same for whom nothing but the code of the address is left: the list shows them without a name. */
export async function suppressCodeFromNow(
  tools: Tools,
  actor: Actor,
  { code, ...input }: { workspaceId: string; code: Buffer; reason: Reason },
) {
  const row = await tools.database.inWorkspace(input.workspaceId, (tx) =>
    putOnList(tools, tx, actor, { ...input, userId: null, address: '', codes: [code] }),
  );
  return fromNow(tools, actor, row);
}

async function fromNow(tools: Tools, actor: Actor, row: Awaited<ReturnType<typeof putOnList>>) {
  // Whoever presses the button again and again asks for nothing more than the first time.
  const isOfToday = row.keepUntil >= earlier(keepUntil(tools.clock.now()), { days: 1 });
  return isOfToday ? row : extendSuppressionOf(tools, actor, row.workspaceId, row.id);
}

interface Listed {
  workspaceId: string;
  /** Empty where nobody knows it any more. */
  address: string;
  /** Under which it may stand there already; the first is that of now. */
  codes: Buffer[];
  reason: Reason;
  userId: string | null;
}

async function putOnList(tools: Tools, tx: Tx, actor: Actor, { workspaceId, address, codes, reason, userId }: Listed) {
  const now = tools.clock.now();
  const id = newId(tools.clock);
  const [addressHash] = codes;
  if (!addressHash) throw notFound('suppression');
  const findThere = async () => (await suppressionsOf(tx, workspaceId, codes, now)).find((one) => one.workspaceId === workspaceId);
  const written = await insertSuppressions(tx, [
    {
      workspaceId,
      id,
      addressHash,
      addressSealed: tools.sealer.seal(placeOf(workspaceId, id), address || addressOf(tools, await findThere())),
      reason,
      addedBy: userId,
      addedAt: now,
      keepUntil: keepUntil(now),
    },
  ]);
  const row = await findThere();
  if (!row) throw notFound('suppression');
  await recordSuppressions(tools, tx, actor, written);
  return row;
}

/** The address of an entry, where it has one that can be opened. */
export function addressOf(
  tools: Pick<Tools, 'sealer' | 'log'>,
  row: { workspaceId: string; id: string; addressSealed: Buffer } | undefined,
): string {
  return row ? openOrNothing(tools, placeOf(row.workspaceId, row.id), row.addressSealed) || '' : '';
}

/** Writes down what came on the list, and what stays there longer than before. */
export async function recordSuppressions(tools: Tools, tx: Tx, actor: Actor, written: Awaited<ReturnType<typeof insertSuppressions>>) {
  for (const { workspaceId, id, reason, before, isNew } of written) {
    const subject = { kind: 'suppression', id };
    const entry = isNew
      ? ({ action: 'address.suppressed', subject, details: { reason, ...(before ? { before: before.reason } : {}) } } as const)
      : ({ action: 'suppression.extended', subject } as const);
    await recordEntry(tools, tx, { workspaceId, actor }, entry);
  }
  await noteSuppressions(tools, written);
}

/** Keeps a suppression three years from now. */
export async function extendSuppressionOf(tools: Tools, actor: Actor, workspaceId: string, id: string) {
  return tools.database.inWorkspace(workspaceId, async (tx) => {
    const row = await extendSuppression(tx, workspaceId, id, keepUntil(tools.clock.now()));
    if (!row) throw notFound('suppression');
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'suppression.extended', subject: { kind: 'suppression', id } });
    await noteSuppressions(tools, [row]);
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

/** Writes it down outside the database too, so that a restored backup of before does not write to the addresses again. */
export async function noteSuppressions(
  tools: Tools,
  rows: readonly { workspaceId: string; addressHash: Buffer; reason: string; keepUntil: Date }[],
): Promise<void> {
  const at = tools.clock.now().toISOString();
  if (rows.length === 0) return;
  await tools.evidence.append(
    ...rows.map(
      ({ workspaceId, addressHash, reason, keepUntil: until }) =>
        ({
          kind: 'suppressed',
          at,
          workspaceId,
          addressHash: addressHash.toString('hex'),
          reason,
          keepUntil: until.toISOString(),
        }) as const,
    ),
  );
}
