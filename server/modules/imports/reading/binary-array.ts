/** The types of values that such an array can hold, by their numbers in PostgreSQL. */
const types = { int4: 23, text: 25 } as const;

const startBytes = 65_536;
const headBytes = 20;

/**
 * Values on their way into a column, as PostgreSQL takes an array in its binary form: written once, byte by byte, and handed on without being copied,
 * quoted or read again as text. A million short texts cost a fraction of what they do as one text with marks around each.
 */
export class BinaryArray {
  readonly #type: number;
  #bytes = Buffer.allocUnsafeSlow(startBytes);
  #end = headBytes;
  #count = 0;

  constructor(type: keyof typeof types) {
    this.#type = types[type];
  }

  get count(): number {
    return this.#count;
  }

  addNumber(value: number): void {
    this.#makeRoom(8);
    this.#bytes.writeInt32BE(4, this.#end);
    this.#bytes.writeInt32BE(value, this.#end + 4);
    this.#end += 8;
    this.#count++;
  }

  addText(value: string): void {
    this.#makeRoom(4 + 3 * value.length);
    const start = this.#end + 4;
    const end = this.#writePlain(value, start) ?? start + this.#bytes.write(value, start);
    this.#bytes.writeInt32BE(end - start, this.#end);
    this.#end = end;
    this.#count++;
  }

  /** Gives what was added, in memory of its own, and begins anew. */
  take(): Uint8Array<ArrayBuffer> {
    const head = [1, 0, this.#type, this.#count, 1];
    for (const [place, value] of head.entries()) this.#bytes.writeInt32BE(value, place * 4);
    const taken = new Uint8Array(this.#end);
    taken.set(this.#bytes.subarray(0, this.#end));
    this.#end = headBytes;
    this.#count = 0;
    return taken;
  }

  /** Letter by letter, as long as each is one byte: for texts this short that is faster than to call for help. Nothing where a letter is longer. */
  #writePlain(value: string, start: number): number | undefined {
    const bytes = this.#bytes;
    for (let at = 0; at < value.length; at++) {
      const sign = value.charCodeAt(at);
      if (sign > 0x7f) return undefined;
      bytes[start + at] = sign;
    }
    return start + value.length;
  }

  #makeRoom(more: number): void {
    if (this.#end + more <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(2 * (this.#end + more));
    this.#bytes.copy(larger, 0, 0, this.#end);
    this.#bytes = larger;
  }
}
