import { z } from 'zod';

/**
 * How far one folder was read. A number of a message (UID) means something only together with the folder's own number (UIDVALIDITY, RFC 9051
 * section 2.3.1.1); when that changes, all numbers are new.
 */
export interface FolderMark {
  validity: string;
  uid: number;
  /** While a folder whose numbers are new is read by time: the day from which. */
  from?: string | undefined;
}

const uid = z.number().int().min(0).max(4_294_967_295);
const validity = z.string().regex(/^\d{1,10}$/);
const path = z.string().min(1).max(1000);
const stored = z.array(z.tuple([path, validity, uid, z.iso.date()]).or(z.tuple([path, validity, uid])));

/** The mark of a mailbox, by folder, as it is kept. */
export function writeMark(folders: ReadonlyMap<string, FolderMark>): string {
  return JSON.stringify(
    [...folders].map(([path, { validity, uid, from }]) => [path, validity, uid, ...(from === undefined ? [] : [from])]),
  );
}

/** The mark as it was kept; nothing when it cannot be read. */
export function readMark(cursor: string): ReadonlyMap<string, FolderMark> | undefined {
  try {
    const folders = stored.safeParse(JSON.parse(cursor));
    if (!folders.success) return undefined;
    return new Map(folders.data.map(([path, validity, uid, from]) => [path, { validity, uid, ...(from === undefined ? {} : { from }) }]));
  } catch {
    return undefined;
  }
}

/** Where a message lies, as the number under which it can be fetched. */
export const placeOf = (validity: string, uid: number, path: string): string => `${validity}.${String(uid)}.${path}`;

/** The place that such a number names; nothing where it was not made here. */
export function readPlace(providerMessageId: string): { validity: string; uid: number; path: string } | undefined {
  const [, validity, number, path] = /^(\d{1,10})\.([1-9]\d{0,9})\.(.+)$/su.exec(providerMessageId) ?? [];
  return validity === undefined || path === undefined ? undefined : { validity, uid: Number(number), path };
}
