import type { Scope } from './store.ts';

/** What is taken of a chain. */
export interface ChainPart {
  workspaceId: string;
  slug: string;
  /** How many entries the chain has. */
  entries: number;
  first: number;
  last: number;
}

/** What an auditor reads first: what each file is, and how to verify the chain without this product. */
export function readMe({ at, scope, chains }: { at: Date; scope: Scope; chains: readonly ChainPart[] }): string {
  const part = chains
    .filter(({ first, last, entries }) => first > 1 || last < entries)
    .map(
      ({ slug, first, last, entries }) =>
        `Of ${slug} only the entries ${first} to ${last} of ${entries} are here; the rest is to be taken apart.`,
    );
  return `Evidence of ${scope === 'copy' ? 'a whole copy' : 'one workspace'} of Antiphon, taken at ${at.toISOString()} (UTC, as are all times here).
${part.map((sentence) => `${sentence}\n`).join('')}
access/members.csv      who can enter, with which role; whether they have a second factor; when they last signed in
access/api-tokens.csv   programs that act for somebody: by name, with last use and end. No secret is in this archive.
${scope === 'copy' ? 'access/operators.csv    who runs this copy\n' : ''}audit/                  the audit entries of each chain, as CSV to read and as JSON lines to verify
anchors.jsonl           ends of the chains as they were noted outside the database, each hour
retention.csv           for each day and promise: how many runs, how many rows ended, what failed (the whole copy)
keys.csv                what was done with the keys of the copy
agreements.csv          which version of the agreement on processing was accepted, when and by whom
sub-processors.csv      services outside that may receive personal data, and whether they are switched on
manifest.json           size and SHA-256 of every other file

People stand in the audit entries by number; access/members.csv says whose number it is. From which network address something was done is
kept six months and apart from the entries; it is not in this archive.

To verify the chains: unpack everything and run

    node verify-chain.mjs

with any Node from 20 on. It reads the files beside it and nothing else, ends with 0 when all hold, and with 1 and the first bad entry when
not. The rule, to check it with a program of your own: the hash of an entry is SHA-256 over the 32 bytes of previousHash (64 zeros in hex
before the first), followed by this JSON array in UTF-8, without blanks:

    [workspaceId, seq, at, actorKind, actorId, action, subjectKind, subjectId, [[name, value], …] of details sorted by name, originId]

Each entry’s previousHash is the hash of the entry before it. Whoever owns the database could write a whole chain anew, each hash right;
an entry that anchors.jsonl names with another hash shows it. Anchors prove most when they come from somewhere else than this archive:
ask the operator for the folder of evidence as it was copied off the machine.
`;
}
