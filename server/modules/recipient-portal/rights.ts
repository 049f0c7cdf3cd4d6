import { periodOf } from '../../../privacy/promises.ts';
import { Refusal } from '../../platform/errors.ts';
import type { Tx } from '../../platform/database.ts';
import { installationId, readId } from '../../platform/ids.ts';
import { later } from '../../platform/period.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry, type Actor, type Entry } from '../audit/index.ts';
import { stopMessages } from '../outreach/index.ts';
import { openRequest } from '../requests/index.ts';
import { capHashes } from '../supporters/index.ts';
import { forgetErasure, releaseAddress, suppressFromNow } from '../suppressions/index.ts';
import { heldAbout, workspacesOf, type Address } from './held.ts';
import { deleteCaps, insertCap } from './store.ts';

/** A recipient is nobody in particular to the audit: neither an id nor where they were when they used a right. */
export const recipientActor = { kind: 'visitor' } as const;

/** Writes what a recipient did into the audit of each workspace concerned, by numbers only. */
export async function recordInEach(tools: Tools, tx: Tx, workspaceIds: readonly string[], entry: Entry): Promise<void> {
  for (const workspaceId of workspaceIds) await recordEntry(tools, tx, { workspaceId, actor: recipientActor }, entry);
}

/**
 * No more letters and messages from one organisation, or from anybody on this copy: a suppression for three years from now, also where there is an
 * older one, and what waits for the address ends.
 * @param from the shown id of a workspace that keeps something about the address, or `all`
 */
export async function stopLetters(tools: Tools, actor: Actor, address: Address, from: string): Promise<void> {
  const one = from === 'all' ? undefined : await concernedWorkspace(tools, address, from);
  await suppressFromNow(tools, actor, { workspaceId: one ?? installationId, email: address.address, reason: 'asked', userId: null });
  await stopMessages(tools, actor, { emailKey: address.key, ...(one ? { workspaceId: one } : {}) });
}

async function concernedWorkspace(tools: Tools, address: Address, shown: string): Promise<string> {
  const workspaceId = readId('workspace', shown);
  const held = await tools.database.inInstallation('recipient', (tx) => heldAbout(tools, tx, address));
  if (!workspacesOf(held).includes(workspaceId))
    throw new Refusal('invalid', 'not_concerned', 'This organisation keeps nothing about your address.');
  return workspaceId;
}

/** At most so many letters a day, of all campaigns of this copy together; without a number the limit goes. */
export async function limitLetters(tools: Tools, address: Address, given: string): Promise<void> {
  const most = given.trim() === '' ? undefined : Number(given);
  if (most !== undefined && !(Number.isInteger(most) && most >= 1 && most <= 1000))
    throw new Refusal('invalid', 'limit_unusable', 'Please write a whole number from 1 to 1000, or nothing to have no limit.');
  const now = tools.clock.now();
  const [newest, ...older] = capHashes(tools, address.key);
  await tools.database.inInstallation('recipient', async (tx) => {
    const held = await heldAbout(tools, tx, address);
    if (!newest) return;
    if (most === undefined) await deleteCaps(tx, [newest, ...older]);
    else {
      if (older.length > 0) await deleteCaps(tx, older);
      await insertCap(tx, { addressHash: newest, mostPerDay: most, setAt: now, keepUntil: later(now, periodOf('recipient_caps')) });
    }
    const entry: Entry = { action: 'recipient.limited', details: { most: most ?? null } };
    await recordInEach(tools, tx, [installationId, ...workspacesOf(held)], entry);
  });
}

/** Puts what a recipient wants corrected on the operator's list; their link has shown that the address is theirs. */
export async function askCorrection(tools: Tools, { address, key }: Address, given: string): Promise<void> {
  await tools.database.inInstallation('recipient', async (tx) => {
    const held = await heldAbout(tools, tx, { address, key });
    await openRequest(tools, tx, recipientActor, { kind: 'rectification', address, message: given });
    await recordInEach(tools, tx, workspacesOf(held), {
      action: 'recipient.correction_asked',
      details: { recipients: held.listings.length },
    });
  });
}

/**
 * Pauses the use of an address (GDPR Art. 18) for three years: it stays where it stands, and nobody on this copy writes to it until the person
 * ends the pause. Where letters are stopped already, they stay stopped, and as long.
 */
export async function restrictUse(tools: Tools, actor: Actor, { address }: Address): Promise<void> {
  await suppressFromNow(tools, actor, { workspaceId: installationId, email: address, reason: 'restricted', userId: null });
}

/** Ends the pause. Letters that somebody stopped stay stopped. */
export async function liftRestriction(tools: Tools, address: Address): Promise<void> {
  const held = await tools.database.inInstallation('recipient', (tx) => heldAbout(tools, tx, address));
  const paused = held.suppressions.find(({ workspaceId, reason }) => workspaceId === installationId && reason === 'restricted');
  if (paused) await releaseAddress(tools, recipientActor, installationId, paused.id);
}

/** Forgets that an address was erased, because its holder wants to be written to again. */
export async function forgetErased(tools: Tools, { key }: Address): Promise<void> {
  await tools.database.inInstallation('recipient', async (tx) => {
    if (await forgetErasure(tools, tx, key)) await recordInEach(tools, tx, [installationId], { action: 'erasure.forgotten' });
  });
}
