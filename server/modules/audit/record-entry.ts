import { newId } from '../../platform/ids.ts';
import { keyedCall } from '../../platform/keyed-call.ts';
import type { Tx } from '../../platform/database.ts';
import type { Tools } from '../../platform/tools.ts';
import { hashOf, type Actor, type ChainedEntry, type Entry } from './audit-entry.ts';
import { appendEntry, insertOrigin, lockHead } from './store.ts';

/**
 * Writes what was done into the workspace's chain, in the transaction that does it: there is no act without its entry and no entry without its act.
 * Call it last: from here to the commit all other entries of the workspace wait.
 * @returns the number under which it is kept where this came from
 */
export async function recordEntry(
  tools: Pick<Tools, 'clock'>,
  tx: Tx,
  { workspaceId, actor }: { workspaceId: string; actor: Actor },
  entry: Entry,
): Promise<string | undefined> {
  const at = tools.clock.now();
  const head = await lockHead(tx, workspaceId);
  const originId = actor.origin ? newId(tools.clock) : null;
  if (originId && actor.origin) await insertOrigin(tx, { workspaceId, id: originId, recordedAt: at }, actor.origin);
  const chained: ChainedEntry = {
    workspaceId,
    seq: head.seq + 1,
    at,
    actorKind: actor.kind,
    actorId: actor.id ?? null,
    action: entry.action,
    subjectKind: entry.subject?.kind ?? null,
    subjectId: entry.subject?.id ?? null,
    details: entry.details ?? {},
    originId,
    previousHash: head.hash,
  };
  await appendEntry(tx, chained, hashOf(chained));
  if (entry.subject) keyedCall()?.concerns(entry.subject);
  return originId ?? undefined;
}
