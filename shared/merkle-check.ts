/*
 * What a stranger needs to check a log: hashes and proofs. Browsers are served the text of these very functions
 * (`public-pages/count-script.ts`), so they use nothing but each other and what every browser has.
 */

/** That entry number `index` (from 0) is in the log of `size` entries whose root is `root`. */
export interface Inclusion {
  readonly leaf: Uint8Array;
  readonly index: number;
  readonly size: number;
  readonly root: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/** That the log of `to` entries begins with all `from` entries of the earlier one, unchanged and in the same order. */
export interface Consistency {
  readonly from: number;
  readonly to: number;
  readonly fromRoot: Uint8Array;
  readonly toRoot: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/** SHA-256 of all parts as if they were one. Of no parts it is the root of an empty log (RFC 6962 section 2.1). */
export async function sha256(...parts: readonly ArrayLike<number>[]): Promise<Uint8Array> {
  const whole = new Uint8Array(parts.flatMap((part) => Array.from(part)));
  return new Uint8Array(await crypto.subtle.digest('SHA-256', whole));
}

/** The hash of an entry. Its first byte differs from a node's, so that no node can pass for an entry (RFC 6962 section 2.1). */
export async function leafHash(input: Uint8Array): Promise<Uint8Array> {
  return sha256([0], input);
}

/** The hash over two neighbours (RFC 6962 section 2.1). */
export async function nodeHash(left: Uint8Array, right: Uint8Array): Promise<Uint8Array> {
  return sha256([1], left, right);
}

/**
 * The entry that counts one supporter in one campaign. The salt is 32 random bytes, so nobody can find the entry without it,
 * and the same salt makes another entry in another campaign.
 */
export async function leafOf(salt: Uint8Array, campaignId: string): Promise<Uint8Array> {
  const said = new TextEncoder().encode(`antiphon count v1|${campaignId}|`);
  return leafHash(new Uint8Array([...said, ...salt]));
}

/** A hash or a salt as people copy it: base64url without padding (RFC 4648 section 5), 43 characters for 32 bytes. */
export function toCode(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=/g, '');
}

/** The 32 bytes that a code stands for; undefined when it is none. Blanks and line breaks that came along when it was copied do not count. */
export function fromCode(code: unknown): Uint8Array | undefined {
  const bare = typeof code === 'string' ? code.replace(/\s/g, '') : '';
  if (!/^[\w-]{43}$/.test(bare)) return undefined;
  const bytes = Uint8Array.from(atob(bare.replace(/-/g, '+').replace(/_/g, '/')), (letter) => letter.charCodeAt(0));
  // The last character has two bits to spare: a slip there would go unnoticed.
  return toCode(bytes) === bare ? bytes : undefined;
}

/** A number of entries as people copy it, with or without separators; undefined when it is none. */
export function readSize(text: unknown): number | undefined {
  const digits = typeof text === 'string' ? text.replace(/[\s,.]/g, '') : '';
  return /^\d{1,15}$/.test(digits) ? Number(digits) : undefined;
}

/** Whether the entry is in the log with this root. Whatever it is given, it answers and does not throw. */
export async function verifyInclusion({ leaf, index, size, root, proof }: Inclusion): Promise<boolean> {
  if (!areCounts(index, size) || index === size || !areHashes([leaf, root], proof)) return false;
  const { whole, left } = await climb(index, size - 1, [leaf, ...proof]);
  return left === 0 && toCode(whole) === toCode(root);
}

/**
 * Whether the log has only grown. An empty log is the beginning of every log. Whatever it is given, it answers and does not throw.
 * A root does not tell how many entries it stands for (RFC 6962 section 3.5 signs the two together), so a head is always both.
 */
export async function verifyConsistency({ from, to, fromRoot, toRoot, proof }: Consistency): Promise<boolean> {
  if (!areCounts(from, to) || !areHashes([fromRoot, toRoot], proof)) return false;
  if (from === 0 && toCode(fromRoot) !== toCode(await sha256())) return false;
  if (from === to || from === 0) return proof.length === 0 && (from < to || toCode(fromRoot) === toCode(toRoot));
  let index = from - 1;
  let last = to - 1;
  while (index % 2 === 1) [index, last] = [(index - 1) / 2, Math.floor(last / 2)];
  // An earlier log of 1, 2, 4, 8… entries is itself a node of the later one, and the proof leaves it out.
  const { whole, before, left } = await climb(index, last, index === 0 ? [fromRoot, ...proof] : proof);
  return left === 0 && toCode(before) === toCode(fromRoot) && toCode(whole) === toCode(toRoot);
}

/**
 * Both algorithms of RFC 9162, sections 2.1.3.2 and 2.1.4.2, are this way up from a node to the root: `whole` takes in every neighbour,
 * `before` only those on the left, which were there already. `left` is how many levels' worth of entries the proof did not reach.
 */
export async function climb(index: number, last: number, path: readonly Uint8Array[]) {
  let [at, left] = [index, last];
  let whole = path[0] ?? new Uint8Array();
  let before = whole;
  for (const neighbour of path.slice(1)) {
    // The proof goes on above the root.
    if (left === 0) return { whole, before, left: -1 };
    if (at % 2 === 1 || at === left) {
      whole = await nodeHash(neighbour, whole);
      before = await nodeHash(neighbour, before);
      while (at % 2 === 0 && at > 0) [at, left] = [at / 2, Math.floor(left / 2)];
    } else {
      whole = await nodeHash(whole, neighbour);
    }
    [at, left] = [Math.floor(at / 2), Math.floor(left / 2)];
  }
  return { whole, before, left };
}

/** Two whole numbers of which the first is not the greater one. */
export function areCounts(less: number, more: number): boolean {
  return Number.isSafeInteger(less) && Number.isSafeInteger(more) && less >= 0 && less <= more;
}

/** Hashes of 32 bytes, and no more of them than any log could need. */
export function areHashes(two: readonly Uint8Array[], proof: readonly Uint8Array[]): boolean {
  if (!Array.isArray(proof) || proof.length > 64) return false;
  return [...two, ...(proof as unknown[])].every((hash) => hash instanceof Uint8Array && hash.length === 32);
}
