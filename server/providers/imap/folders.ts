import type { ImapFlow, ListResponse, MailboxObject } from 'imapflow';

export const inbox = 'INBOX';

/** Where junk and sent mail lie: by what the server says of its folders (RFC 6154), else by the names that they have at large companies. */
export async function findFolder(client: ImapFlow, use: '\\Junk' | '\\Sent'): Promise<string | undefined> {
  const folders = await client.list();
  return folders.find((folder) => folder.specialUse === use && canBeOpened(folder))?.path;
}

const canBeOpened = ({ flags, path }: ListResponse) =>
  path.toUpperCase() !== inbox && !flags.has('\\Noselect') && !flags.has('\\NonExistent');

export interface Folder {
  path: string;
  validity: string;
  /** The number that the next message will have at least; nothing where the server does not say (RFC 3501 section 6.3.1). */
  next: number | undefined;
  exists: number;
}

/** Opens a folder to look and not to touch: EXAMINE changes nothing in it, not even what counts as recent (RFC 3501 section 6.3.2). */
export async function openFolder(client: ImapFlow, path: string): Promise<Folder> {
  // What a server did not say is missing, whatever the type of the library says.
  const opened = (await client.mailboxOpen(path, { readOnly: true })) as Partial<MailboxObject>;
  return { path, validity: String(opened.uidValidity ?? 0), next: opened.uidNext || undefined, exists: opened.exists ?? 0 };
}

/** The folder that is open, where it is the one that is wanted, and else that one opened. */
export async function stayIn(client: ImapFlow, path: string): Promise<Pick<Folder, 'validity'>> {
  const { mailbox } = client;
  return mailbox && mailbox.path === path && mailbox.readOnly === true
    ? { validity: String(mailbox.uidValidity) }
    : openFolder(client, path);
}

/** The numbers of the messages that a search finds in the open folder, in order. */
export async function search(client: ImapFlow, query: Parameters<ImapFlow['search']>[0]): Promise<number[]> {
  const found: unknown = await client.search(query, { uid: true });
  // The library answers a refusal of the server with no list, and not with an error.
  if (!Array.isArray(found)) throw Object.assign(new Error('The search was refused.'), { responseStatus: 'NO' });
  return (found as number[]).sort((one, other) => one - other);
}
