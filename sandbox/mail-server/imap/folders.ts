/** A message in a folder of the stand-in. */
export interface KeptMessage {
  uid: number;
  at: Date;
  flags: Set<string>;
  raw: Buffer;
}

export type Use = '\\Junk' | '\\Sent' | '\\Drafts' | '\\Trash';

/** Messages that are not kept but made when somebody looks: the oldest of a folder, numbered from 1. */
export interface Imagined {
  count: number;
  make(uid: number): { at: Date; raw: Buffer };
}

export interface Folder {
  path: string;
  use?: Use | undefined;
  validity: number;
  next: number;
  imagined: Imagined;
  messages: KeptMessage[];
}

/** What every mailbox begins with. */
const firstFolders: readonly { path: string; use?: Use }[] = [
  { path: 'INBOX' },
  { path: 'Drafts', use: '\\Drafts' },
  { path: 'Sent', use: '\\Sent' },
  { path: 'Junk', use: '\\Junk' },
  { path: 'Trash', use: '\\Trash' },
];

const mostKept = 20_000;
const nothing: Imagined = { count: 0, make: () => ({ at: new Date(0), raw: Buffer.alloc(0) }) };

export type Folders = ReturnType<typeof createFolders>;

/** The folders of all mailboxes of one stand-in, in memory. Whoever looks into one is told when it changes. */
export function createFolders() {
  const boxes = new Map<string, Folder[]>();
  const watchers = new Set<() => void>();
  let lastValidity = 1_700_000_000;
  const changed = () => {
    for (const watcher of watchers) watcher();
  };
  const made = ({ path, use }: { path: string; use?: Use | undefined }): Folder => ({
    path,
    use,
    validity: (lastValidity += 1),
    next: 1,
    imagined: nothing,
    messages: [],
  });
  const of = (subject: string): Folder[] => {
    const folders = boxes.get(subject) ?? firstFolders.map(made);
    boxes.set(subject, folders);
    return folders;
  };
  const one = (subject: string, path: string): Folder | undefined =>
    of(subject).find((folder) => folder.path === path || (path.toUpperCase() === 'INBOX' && folder.path === 'INBOX'));
  const need = (subject: string, path: string): Folder => {
    const folder = one(subject, path);
    if (!folder) throw new Error(`There is no folder ${path} here.`);
    return folder;
  };
  return {
    of,
    one,
    /** Puts a message into a folder and gives its number. */
    add(subject: string, path: string, message: { at: Date; raw: Uint8Array; flags?: readonly string[] }): number {
      const folder = need(subject, path);
      const uid = folder.next;
      folder.next += 1;
      folder.messages.push({ uid, at: message.at, flags: new Set(message.flags), raw: Buffer.from(message.raw) });
      // A storm of mail is measured against this stand-in as well: the oldest are forgotten.
      if (folder.messages.length > mostKept) folder.messages.shift();
      changed();
      return uid;
    },
    remove(subject: string, path: string, uid: number): void {
      const folder = need(subject, path);
      folder.messages = folder.messages.filter((message) => message.uid !== uid);
      changed();
    },
    /** Gives every message another number, as a server does whose index was lost (RFC 3501 section 2.3.1.1). */
    renumber(subject: string, path: string): void {
      const folder = need(subject, path);
      folder.validity = lastValidity += 1;
      folder.messages = folder.messages.map((message, index) => ({ ...message, uid: index + 1 }));
      folder.next = folder.messages.length + 1;
    },
    /** Another name of a folder, such as the one for junk in the language of its person. */
    rename(subject: string, path: string, name: string): void {
      need(subject, path).path = name;
    },
    /** Fills an empty folder with messages that are made when somebody looks. */
    imagine(subject: string, path: string, imagined: Imagined): void {
      const folder = need(subject, path);
      folder.imagined = imagined;
      folder.next = imagined.count + 1;
      changed();
    },
    watch(watcher: () => void): () => void {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
  };
}

/** All numbers of a folder, in order. */
export function uidsOf({ imagined, messages }: Folder): number[] {
  return [...Array.from({ length: imagined.count }, (_, index) => index + 1), ...messages.map(({ uid }) => uid)];
}

/** The message with a number, as far as it is there. */
export function messageOf({ imagined, messages }: Folder, uid: number): KeptMessage | undefined {
  if (uid <= imagined.count) return { uid, flags: new Set(), ...imagined.make(uid) };
  return messages.find((message) => message.uid === uid);
}
