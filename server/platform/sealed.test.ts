import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { CannotOpen, createSealer, KeyError, parseKeys, type Place, type Sealed } from './sealed.ts';

const place: Place = { workspaceId: 'w1', table: 'connections', rowId: 'r1', column: 'refresh_token' };
const entry = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;
const old = entry('2026-05');
const young = entry('2026-11');
const sealer = createSealer(parseKeys(`${young},${old}`));
const oldSealer = createSealer(parseKeys(old));
const stays = (reason: 'altered' | 'unknown_key') => (error: unknown) => error instanceof CannotOpen && error.reason === reason;

describe('seal and open', () => {
  it('gives back every well-formed text', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => assert.equal(sealer.open(place, sealer.seal(place, text)), text)));
  });

  it('opens in its own place only', () => {
    const blob = sealer.seal(place, 'token');
    for (const other of [{ workspaceId: 'w2' }, { table: 'x' }, { rowId: 'r2' }, { column: 'y' }, { table: 'connections",r1', rowId: '' }])
      assert.throws(() => sealer.open({ ...place, ...other }, blob), stays('altered'));
  });

  it('two swapped rows both stay shut', () => {
    const other = { ...place, rowId: 'r2' };
    const [one, two] = [sealer.seal(place, 'one'), sealer.seal(other, 'two')];
    assert.throws(() => sealer.open(place, two), stays('altered'));
    assert.throws(() => sealer.open(other, one), stays('altered'));
  });

  it('stays shut when any one bit is flipped', () => {
    const blob = sealer.seal(place, 'token');
    for (let bit = 0; bit < blob.length * 8; bit += 1) {
      const flipped = Buffer.from(blob);
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      assert.throws(() => sealer.open(place, flipped), CannotOpen, `bit ${bit}`);
    }
  });

  it('stays shut when cut anywhere, the tag to 4, 8 or 12 bytes too, or lengthened', () => {
    const blob = sealer.seal(place, 'token');
    for (let length = 0; length < blob.length; length += 1)
      assert.throws(() => sealer.open(place, blob.subarray(0, length)), stays('altered'));
    assert.throws(() => sealer.open(place, Buffer.concat([blob, Buffer.alloc(1)])), stays('altered'));
  });

  it('stays shut when the tag of the wrapped key is cut to 4, 8 or 12 bytes', () => {
    const blob = sealer.seal(place, 'token');
    const end = 2 + '2026-11'.length + 60;
    for (const bytes of [4, 8, 12])
      assert.throws(() => sealer.open(place, Buffer.concat([blob.subarray(0, end - 16 + bytes), blob.subarray(end)])), stays('altered'));
  });

  it('stays shut for bytes that were never sealed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => assert.throws(() => sealer.open(place, Buffer.from(bytes)), CannotOpen)),
    );
  });

  it('repeats no nonce, no data key and no ciphertext in 10,000 values', () => {
    const seen = new Set<string>();
    const start = 2 + '2026-11'.length;
    for (let count = 0; count < 10_000; count += 1) {
      const blob = sealer.seal(place, 'token');
      seen.add(blob.subarray(start, start + 12).toString('hex')).add(blob.subarray(start + 60, start + 72).toString('hex'));
    }
    assert.equal(seen.size, 20_000);
  });

  it('a column of sealed values takes no plain buffer', () => {
    // @ts-expect-error: a plain buffer is not sealed
    const column: Sealed = Buffer.from('clear text');
    assert.ok(column);
  });
});

describe('rotation', () => {
  it('rewraps to the newest key, leaves the sealed text as it is, and is done after one pass', () => {
    const blob = oldSealer.seal(place, 'token');
    const rewrapped = sealer.rewrap(place, blob)!;
    assert.equal(sealer.keyIdOf(blob), '2026-05');
    assert.equal(sealer.keyIdOf(rewrapped), '2026-11');
    assert.equal(createSealer(parseKeys(young)).open(place, rewrapped), 'token');
    assert.deepEqual(rewrapped.subarray(-33), blob.subarray(-33));
    assert.equal(sealer.rewrap(place, rewrapped), undefined);
  });

  it('a ring of keys is asked before each sealing, and when a value needs a key that is not known yet', () => {
    let keys = parseKeys(old);
    let asked = 0;
    const onRing = createSealer(() => {
      asked += 1;
      return keys;
    });
    const before = onRing.seal(place, 'before');
    assert.equal(onRing.keyIdOf(before), '2026-05');
    keys = parseKeys(`${young},${old}`);
    const fromAnother = createSealer(keys).seal(place, 'from another process');
    assert.equal(onRing.open(place, fromAnother), 'from another process');
    assert.equal(onRing.keyIdOf(onRing.seal(place, 'after')), '2026-11');
    asked = 0;
    assert.equal(onRing.open(place, before), 'before');
    assert.equal(asked, 0, 'what is known is not looked for');
    keys = parseKeys(young);
    assert.equal(onRing.keyIdOf(onRing.rewrap(place, before) ?? before), '2026-11', 'what was known stays known');
    assert.throws(() => onRing.open(place, createSealer(parseKeys(entry('other'))).seal(place, 'x')), stays('unknown_key'));
  });

  it('a value whose key was removed says which key is missing', () => {
    const blob = oldSealer.seal(place, 'token');
    const withoutOld = createSealer(parseKeys(young));
    for (const use of [() => withoutOld.open(place, blob), () => withoutOld.rewrap(place, blob)]) {
      assert.throws(use, stays('unknown_key'));
      assert.throws(use, /"2026-05"/);
    }
  });

  it('a value cannot be rewrapped in another place, nor under another key of the same name', () => {
    const blob = oldSealer.seal(place, 'token');
    assert.throws(() => sealer.rewrap({ ...place, rowId: 'r2' }, blob), stays('altered'));
    assert.throws(() => createSealer(parseKeys(entry('2026-05'))).open(place, blob), stays('altered'));
  });
});

describe('ENCRYPTION_KEYS', () => {
  const bytes = (count: number) => randomBytes(count).toString('base64');
  const wrong: Record<string, string> = {
    nothing: ' , ',
    'no id': bytes(32),
    'a short key': `a:${bytes(31)}`,
    'a long key': `a:${bytes(33)}`,
    'no base64': `a:${'!'.repeat(44)}`,
    'a colon too many': `a:b:${bytes(32)}`,
    'a strange id': `ä:${bytes(32)}`,
    'the same id twice': `a:${bytes(32)},a:${bytes(32)}`,
    'a key of zeros': `a:${Buffer.alloc(32).toString('base64')}`,
  };
  for (const [name, text] of Object.entries(wrong))
    it(`refuses ${name} in a sentence that holds no key`, () => {
      assert.throws(
        () => parseKeys(text),
        (error) => error instanceof KeyError && error.message.endsWith('.') && !/[A-Za-z0-9+/]{20,}/.test(error.message),
      );
    });

  it('reads keys newest first, with spaces and base64url too, and never prints one', () => {
    const secret = randomBytes(32);
    const keys = parseKeys(` b:${secret.toString('base64url')} , ${old}\n`);
    assert.deepEqual(
      keys.map(({ id }) => id),
      ['b', '2026-05'],
    );
    assert.doesNotMatch(inspect(keys, { depth: 9 }) + JSON.stringify(keys), new RegExp(secret.toString('hex').slice(0, 8), 'i'));
  });
});
