import { nodeHash, sha256 } from './merkle-check.ts';

/** Where a complete subtree stands: it covers the entries from `index` times 2^`level` on, 2^`level` of them. Entries are level 0. */
export interface Place {
  readonly level: number;
  readonly index: number;
}

/** What a log keeps. A node never changes again, so proofs can be made for every size that the log ever had. */
export interface LogNode extends Place {
  readonly hash: Uint8Array;
}

/**
 * Reads the nodes at these places, in any order. Each function here calls it once at most, never for nothing,
 * and for two nodes a level at most: one query of a store is enough.
 */
export type ReadNodes = (places: readonly Place[]) => Promise<readonly LogNode[]>;

/** Entries from `from` on, `to` not among them, as RFC 6962 splits them: `from` is where a subtree that holds them all would begin. */
interface Range {
  readonly from: number;
  readonly to: number;
}

/** The nodes to add when `leaf` becomes the entry after `size` others: itself, and each subtree that it completes; two on average. */
export async function appendNodes(size: number, leaf: Uint8Array, read: ReadNodes): Promise<LogNode[]> {
  refuseUnless(isCount(size), 'The size of a log is a whole number.');
  const siblings: Place[] = [];
  for (let index = size; index % 2 === 1; index = (index - 1) / 2) siblings.push({ level: siblings.length, index: index - 1 });
  const hashOf = await readAll(siblings, read);
  const added: LogNode[] = [{ level: 0, index: size, hash: leaf }];
  let hash = leaf;
  for (const sibling of siblings) {
    hash = await nodeHash(hashOf(sibling), hash);
    added.push({ level: sibling.level + 1, index: sibling.index / 2, hash });
  }
  return added;
}

/** The root of the log as it was with `size` entries (RFC 6962 section 2.1). */
export async function rootOf(size: number, read: ReadNodes): Promise<Uint8Array> {
  refuseUnless(isCount(size), 'The size of a log is a whole number.');
  if (size === 0) return sha256();
  const [root] = await hashRanges([{ from: 0, to: size }], read);
  return root ?? sha256();
}

/** The proof that entry number `index` (from 0) is in the log of `size` entries (RFC 6962 section 2.1.1). */
export async function inclusionProof(index: number, size: number, read: ReadNodes): Promise<Uint8Array[]> {
  refuseUnless(isCount(index) && isCount(size) && index < size, 'The log has no such entry.');
  return hashRanges(besideEntry(index, { from: 0, to: size }), read);
}

/** The proof that the log of `to` entries begins with that of `from` (RFC 6962 section 2.1.2); empty from an empty log, or to the same one. */
export async function consistencyProof(from: number, to: number, read: ReadNodes): Promise<Uint8Array[]> {
  refuseUnless(isCount(from) && isCount(to) && from <= to, 'A log never had fewer entries later.');
  return hashRanges(from === 0 ? [] : besideEarlier(from, { from: 0, to }, true), read);
}

function besideEntry(index: number, all: Range): Range[] {
  if (all.to - all.from === 1) return [];
  const [left, right] = split(all);
  return index < right.from ? [...besideEntry(index, left), right] : [...besideEntry(index, right), left];
}

/** `isKnown` says that the earlier log begins where this range begins, so that its root is the hash that the reader has already. */
function besideEarlier(earlier: number, all: Range, isKnown: boolean): Range[] {
  if (earlier === all.to) return isKnown ? [] : [all];
  const [left, right] = split(all);
  return earlier <= right.from ? [...besideEarlier(earlier, left, isKnown), right] : [...besideEarlier(earlier, right, false), left];
}

/** At the greatest power of two below the number of entries. */
function split({ from, to }: Range): [Range, Range] {
  let half = 1;
  while (half * 2 < to - from) half *= 2;
  return [
    { from, to: from + half },
    { from: from + half, to },
  ];
}

/** The complete subtrees that make up a range, the greatest first. */
function placesOf({ from, to }: Range): Place[] {
  const places: Place[] = [];
  for (let at = from; at < to; ) {
    let [level, width] = [0, 1];
    while (width * 2 <= to - at) [level, width] = [level + 1, width * 2];
    places.push({ level, index: at / width });
    at += width;
  }
  return places;
}

/** The hash of each range. */
async function hashRanges(ranges: readonly Range[], read: ReadNodes): Promise<Uint8Array[]> {
  const parts = ranges.map(placesOf);
  const hashOf = await readAll(parts.flat(), read);
  return Promise.all(
    parts.map((places) =>
      places
        .map(hashOf)
        .map((hash) => Promise.resolve(hash))
        .reduceRight(async (right, left) => nodeHash(await left, await right)),
    ),
  );
}

async function readAll(places: readonly Place[], read: ReadNodes): Promise<(place: Place) => Uint8Array> {
  const name = ({ level, index }: Place): string => `${level}.${index}`;
  const nodes = places.length > 0 ? await read(places) : [];
  const hashes = new Map(nodes.map((node) => [name(node), node.hash]));
  return (place) => {
    const hash = hashes.get(name(place));
    if (!hash) throw new Error(`The log lacks its node ${name(place)}.`);
    return hash;
  };
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function refuseUnless(holds: boolean, sentence: string): void {
  if (!holds) throw new RangeError(sentence);
}
