import type { Contact, Sent, Waiting } from '../messages.ts';
import type { ReadDraft } from '../reading/draft.ts';

/**
 * Everything that the extension keeps. The worker ends after half a minute without work, so nothing stands in a variable: what waits to be sent lies in
 * the browser's storage until it is sent, what was read only for as long as the browser runs.
 */

export interface Connection {
  server: string;
  workspaceId: string;
  workspaceName: string;
  /** As its name stands in addresses. */
  slug: string;
  token: string;
  endsAt: string;
}

const { local, session } = chrome.storage;
const waitingPrefix = 'waiting:';

/** Scripts in pages are kept from the storage, so that no page can come near the token. */
export const closeToPages = (): Promise<void> => local.setAccessLevel({ accessLevel: 'TRUSTED_CONTEXTS' });

export const readConnection = async () => (await local.get('connection'))['connection'] as Connection | undefined;
/** What was sent over another connection is nothing to this one. */
export async function keepConnection(connection: Connection): Promise<void> {
  await session.remove('sent');
  await local.set({ connection });
}
export const forgetConnection = () => Promise.all([local.remove('connection'), session.remove('sent')]);

export const readContact = async () => (await local.get('contact'))['contact'] as Contact | undefined;
export const keepContact = (contact: Contact) => local.set({ contact });

export const readRead = async () => (await session.get('read'))['read'] as ReadDraft | undefined;
export const keepRead = (read: ReadDraft) => session.set({ read });
export const forgetRead = () => session.remove('read');

export const readSent = async () => (await session.get('sent'))['sent'] as Sent | undefined;
export const keepSent = (sent: Sent) => session.set({ sent });

/** One place in the storage for each draft, so that two that are kept at once do not overwrite each other. */
export const keepWaiting = (waiting: Waiting) => local.set({ [waitingPrefix + waiting.draft.exportId]: waiting });
export const readWaiting = async (exportId: string) =>
  (await local.get(waitingPrefix + exportId))[waitingPrefix + exportId] as Waiting | undefined;
export const forgetWaiting = (exportId: string) => local.remove(waitingPrefix + exportId);
export async function allWaiting(): Promise<Waiting[]> {
  const all = await local.get(null);
  return Object.entries(all).flatMap(([key, value]) => (key.startsWith(waitingPrefix) ? [value as Waiting] : []));
}
