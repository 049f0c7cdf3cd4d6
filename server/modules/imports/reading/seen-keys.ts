const startSlots = 65_536;

/**
 * Which keys were there before, in a few bytes each: a million addresses as a set of texts would take more memory than the whole import may. Two keys
 * that differ are taken for one with a probability of one in 10^17 among a million; the seed keeps anybody from making such a pair.
 */
export class SeenKeys {
  readonly #seeds = crypto.getRandomValues(new Uint32Array(3));
  #slots = new Uint32Array(3 * startSlots);
  #mask = startSlots - 1;
  #count = 0;

  /** Whether the key is new; from now on it is not. */
  add(key: string): boolean {
    const [seedA = 0, seedB = 0, seedC = 0] = this.#seeds;
    let [a, b, c] = [seedA, seedB, seedC];
    for (let at = 0; at < key.length; at++) {
      const sign = key.charCodeAt(at);
      a = Math.imul(a ^ sign, 0x01000193);
      b = Math.imul(b ^ sign, 0x85ebca6b) + 0x1b873593;
      c = Math.imul(c + sign, 0xc2b2ae35) ^ (c >>> 15);
    }
    if (this.#count * 2 > this.#mask) this.#grow();
    // A slot of zeros is empty.
    return this.#put(mixed(a) | 1, mixed(b), mixed(c));
  }

  #put(a: number, b: number, c: number): boolean {
    const slots = this.#slots;
    for (let slot = (b & this.#mask) * 3; ; slot = slot + 3 === slots.length ? 0 : slot + 3) {
      if (slots[slot] === 0) {
        slots[slot] = a;
        slots[slot + 1] = b;
        slots[slot + 2] = c;
        this.#count++;
        return true;
      }
      if (slots[slot] === a >>> 0 && slots[slot + 1] === b >>> 0 && slots[slot + 2] === c >>> 0) return false;
    }
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Uint32Array(old.length * 2);
    this.#mask = this.#mask * 2 + 1;
    this.#count = 0;
    for (let slot = 0; slot < old.length; slot += 3) if (old[slot] !== 0) this.#put(old[slot] ?? 0, old[slot + 1] ?? 0, old[slot + 2] ?? 0);
  }
}

/** Spreads what the last signs left (the finaliser of MurmurHash3). */
function mixed(hash: number): number {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return h ^ (h >>> 16);
}
