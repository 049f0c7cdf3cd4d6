import { randomBytes } from 'node:crypto';
import { leafOf } from '../../../shared/merkle-check.ts';
import { appendNodes } from '../../../shared/merkle-log.ts';
import { showId } from '../../platform/ids.ts';
import type { Tx } from '../../platform/database.ts';
import { insertNodes, readNodes, takePlace } from './store.ts';

/**
 * Adds one supporter to the log behind a campaign's public count, in the transaction that counts them. What is added is a hash over random
 * bytes: nothing in it is about the supporter. The bytes are given back as the code of their receipt; for the rest of its 48 hours the flow
 * keeps them, sealed, and then nobody does but the supporter.
 */
export async function appendReceipt(tx: Tx, log: { workspaceId: string; campaignId: string }): Promise<string> {
  const salt = randomBytes(32);
  const place = await takePlace(tx, log);
  const leaf = await leafOf(salt, showId('campaign', log.campaignId));
  await insertNodes(tx, log, await appendNodes(place, leaf, (places) => readNodes(tx, log, places)));
  return salt.toString('base64url');
}
