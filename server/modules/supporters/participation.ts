import { newMonthKey, participationHash } from '../../platform/hashing.ts';
import { installationId } from '../../platform/ids.ts';
import type { Tx } from '../../platform/database.ts';
import type { Tools } from '../../platform/tools.ts';
import {
  deleteParticipation,
  findParticipation,
  insertParticipation,
  insertParticipationKey,
  lockParticipation,
  participationKeys,
} from './store.ts';

const placeOf = (month: string) => ({ workspaceId: installationId, table: 'participation_keys', rowId: month, column: 'key_sealed' });

interface Whose {
  workspaceId: string;
  campaignId: string;
  /** What the supporter is known by, as `identityOf` makes it. */
  identity: string;
}

/** When somebody took part in this campaign, if within the last three months (promises A10, A22). An expired participation does not count, whether or not a job ran. */
export async function tookPart(tools: Tools, tx: Tx, whose: Whose): Promise<Date | undefined> {
  return findParticipation(tx, whose, hashesOf(await openedParticipationKeys(tools, tx), whose), tools.clock.now());
}

/**
 * Whether a participation is so young that its letters may still be leaving from another window. Google revokes a person's whole consent at once,
 * so whoever comes second must not give it back then: the window that sends will.
 */
export function mayStillBeSending(tookPartAt: Date, now: Date): boolean {
  return now.getTime() - tookPartAt.getTime() < 300_000;
}

/** Records that somebody takes part: as a hash under this month's key, which is destroyed when its hashes are. Gives the time when they did before, and records nothing then. */
export async function takePart(tools: Tools, tx: Tx, whose: Whose): Promise<Date | undefined> {
  await lockParticipation(tx, tools.hashing.lookup('participation_lock', `${whose.campaignId}|${whose.identity}`));
  const keys = await openedParticipationKeys(tools, tx);
  const now = tools.clock.now();
  const before = await findParticipation(tx, whose, hashesOf(keys, whose), now);
  if (before) return before;
  const month = `${now.toISOString().slice(0, 7)}-01`;
  const key = keys.get(month) ?? (await keyOfMonth(tools, tx, month));
  const addressHash = participationHash(key, whose.campaignId, whose.identity);
  await insertParticipation(tx, { workspaceId: whose.workspaceId, campaignId: whose.campaignId, addressHash, tookPartAt: now });
  return undefined;
}

/** Takes a participation back, because nothing left the supporter's mailbox after all. */
export async function withdrawParticipation(tools: Tools, tx: Tx, whose: Whose): Promise<void> {
  await deleteParticipation(tx, whose.workspaceId, whose.campaignId, hashesOf(await openedParticipationKeys(tools, tx), whose));
}

/** The keys of the months that are kept, opened. */
export async function openedParticipationKeys(tools: Tools, tx: Tx): Promise<Map<string, Buffer>> {
  return new Map((await participationKeys(tx)).map(({ month, keySealed }) => [month, openKey(tools, month, keySealed)]));
}

const hashesOf = (keys: ReadonlyMap<string, Buffer>, { campaignId, identity }: Whose): Buffer[] =>
  [...keys.values()].map((key) => participationHash(key, campaignId, identity));

async function keyOfMonth(tools: Tools, tx: Tx, month: string): Promise<Buffer> {
  await insertParticipationKey(tx, month, tools.sealer.seal(placeOf(month), newMonthKey().toString('base64')));
  const row = (await participationKeys(tx)).find((key) => key.month === month);
  if (!row) throw new Error('The key of the month vanished while it was being made.');
  return openKey(tools, month, row.keySealed);
}

function openKey(tools: Tools, month: string, sealed: Buffer): Buffer {
  return Buffer.from(tools.sealer.open(placeOf(month), sealed), 'base64');
}
