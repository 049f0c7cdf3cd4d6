import { createHash } from 'node:crypto';

/** Where a request came from. Kept apart from the entry, for six months (promise C19). */
export interface Origin {
  ipAddress: string | undefined;
  userAgent: string | undefined;
}

/** Who did something. A supporter and a visitor are nobody in particular: they carry no id. */
export interface Actor {
  kind: 'user' | 'token' | 'supporter' | 'command' | 'job' | 'visitor';
  id?: string;
  origin?: Origin;
}

/** What was done, by numbers and closed words: an entry never holds personal data, so erasing a person leaves the chain valid. */
export interface Entry {
  /** A noun and what happened to it, such as `campaign.published`. */
  action: `${string}.${string}`;
  subject?: { kind: string; id: string };
  details?: Readonly<Record<string, string | number | boolean | null>>;
}

export interface ChainedEntry {
  workspaceId: string;
  seq: number;
  at: Date;
  actorKind: string;
  actorId: string | null;
  action: string;
  subjectKind: string | null;
  subjectId: string | null;
  details: Readonly<Record<string, unknown>>;
  originId: string | null;
  previousHash: Buffer;
}

/** The hash that before the first entry stands in for the previous one. */
export const chainStart = Buffer.alloc(32);

/** SHA-256 over the previous hash and every field of the entry in a fixed order: to change one is to change all that follow. */
export function hashOf(entry: ChainedEntry): Buffer {
  const fields = [
    entry.workspaceId,
    entry.seq,
    entry.at.toISOString(),
    entry.actorKind,
    entry.actorId,
    entry.action,
    entry.subjectKind,
    entry.subjectId,
    Object.entries(entry.details).sort(([a], [b]) => (a < b ? -1 : 1)),
    entry.originId,
  ];
  return createHash('sha256').update(entry.previousHash).update(JSON.stringify(fields)).digest();
}
