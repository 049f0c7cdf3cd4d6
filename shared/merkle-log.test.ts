import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { before, test } from 'node:test';
import fc from 'fast-check';
import { leafHash, sha256, verifyConsistency, verifyInclusion, type Inclusion } from './merkle-check.ts';
import { appendNodes, consistencyProof, inclusionProof, rootOf, type LogNode, type ReadNodes } from './merkle-log.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'hex'));
const of = (...parts: Uint8Array[]) => new Uint8Array(createHash('sha256').update(Buffer.concat(parts)).digest());

// The definitions of RFC 6962 section 2.1, word for word, over all entries each time.
const halfOf = (entries: Uint8Array[]) => 2 ** Math.ceil(Math.log2(entries.length) - 1);
function naiveRoot(entries: Uint8Array[]): Uint8Array {
  if (entries.length === 0) return of();
  if (entries.length === 1) return entries[0]!;
  const half = halfOf(entries);
  return of(Uint8Array.of(1), naiveRoot(entries.slice(0, half)), naiveRoot(entries.slice(half)));
}
function naivePath(index: number, entries: Uint8Array[]): Uint8Array[] {
  if (entries.length === 1) return [];
  const half = halfOf(entries);
  const [left, right] = [entries.slice(0, half), entries.slice(half)];
  return index < half ? [...naivePath(index, left), naiveRoot(right)] : [...naivePath(index - half, right), naiveRoot(left)];
}
function naiveSubproof(earlier: number, entries: Uint8Array[], known: boolean): Uint8Array[] {
  if (earlier === entries.length) return known ? [] : [naiveRoot(entries)];
  const half = halfOf(entries);
  const [left, right] = [entries.slice(0, half), entries.slice(half)];
  return earlier <= half
    ? [...naiveSubproof(earlier, left, known), naiveRoot(right)]
    : [...naiveSubproof(earlier - half, right, false), naiveRoot(left)];
}

/** A log in memory that answers in any order, and counts how often it was asked and for how much. */
function memoryLog() {
  const nodes = new Map<string, LogNode>();
  const asked: number[] = [];
  const read: ReadNodes = (places) => {
    asked.push(places.length);
    return Promise.resolve(places.map(({ level, index }) => nodes.get(`${level}.${index}`)!).reverse());
  };
  return {
    nodes,
    asked,
    read,
    async append(size: number, leaf: Uint8Array) {
      for (const node of await appendNodes(size, leaf, read)) {
        assert.ok(!nodes.has(`${node.level}.${node.index}`), 'a node never changes');
        nodes.set(`${node.level}.${node.index}`, node);
      }
    },
  };
}

async function logOf(leaves: Uint8Array[]) {
  const log = memoryLog();
  for (const [size, leaf] of leaves.entries()) await log.append(size, leaf);
  return log;
}

const most = 200;
const leaves = Array.from({ length: most }, (_, index) => of(Uint8Array.of(index)));
const roots = Array.from({ length: most + 1 }, (_, size) => naiveRoot(leaves.slice(0, size)));
let log: Awaited<ReturnType<typeof logOf>>;
before(async () => {
  log = await logOf(leaves);
});

test('The roots are those that Certificate Transparency publishes for its eight entries', async () => {
  const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
  const published = [
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
    '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
    'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
    '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  ];
  const { read } = await logOf(await Promise.all(inputs.map((input) => leafHash(bytes(input)))));
  assert.deepEqual((await Promise.all(published.map((_, size) => rootOf(size, read)))).map(hex), published);
  assert.deepEqual((await consistencyProof(6, 8, read)).map(hex), [
    '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
    'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  ]);
});

test('Roots and proofs of every size are those of the definition, read at one go', async () => {
  assert.ok(log.nodes.size < 2 * most, 'two nodes an entry at most');
  await fc.assert(
    fc.asyncProperty(fc.nat(most), fc.nat(most), async (one, other) => {
      const [from, to] = [Math.min(one, other), Math.max(one, other)];
      log.asked.length = 0;
      assert.deepEqual(await rootOf(to, log.read), roots[to]);
      assert.deepEqual(await consistencyProof(from, to, log.read), from === 0 ? [] : naiveSubproof(from, leaves.slice(0, to), true));
      if (from < to) assert.deepEqual(await inclusionProof(from, to, log.read), naivePath(from, leaves.slice(0, to)));
      assert.ok(log.asked.length <= 3 && log.asked.every((places) => places > 0 && places <= 16), log.asked.join(' '));
    }),
  );
});

test('Every supporter is shown to be in the log, whatever its size', async () => {
  for (let size = 1; size <= 33; size += 1) {
    for (let index = 0; index < size; index += 1) {
      const proof = await inclusionProof(index, size, log.read);
      assert.ok(await verifyInclusion({ leaf: leaves[index]!, index, size, root: roots[size]!, proof }), `${index} of ${size}`);
    }
  }
});

test('The log is shown to have only grown, from every size to every later one', async () => {
  for (let to = 0; to <= 64; to += 1) {
    for (let from = 0; from <= to; from += 1) {
      const proof = await consistencyProof(from, to, log.read);
      assert.ok(await verifyConsistency({ from, to, fromRoot: roots[from]!, toRoot: roots[to]!, proof }), `${from} to ${to}`);
    }
  }
});

/** A proof with one bit turned, one hash missing, one more, two exchanged. */
function altered(proof: Uint8Array[], bit: number): Uint8Array[][] {
  const at = proof.length === 0 ? 0 : bit % proof.length;
  const turned = proof.map((hash, index) => (index === at ? hash.map((byte, place) => (place === bit % 32 ? byte ^ 1 : byte)) : hash));
  const exchanged = proof.length > 1 ? [[...proof.slice(1), proof[0]!]] : [];
  return [
    ...(proof.length > 0 ? [turned, proof.slice(1), proof.slice(0, -1)] : []),
    ...exchanged,
    [...proof, leaves[0]!],
    [leaves[0]!, ...proof],
  ];
}

test('A proof that was altered, or that speaks of another entry, number or root, is refused', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: most }), fc.nat(), fc.nat(most - 1), async (size, bit, other) => {
      const index = bit % size;
      const proof = await inclusionProof(index, size, log.read);
      const claim: Inclusion = { leaf: leaves[index]!, index, size, root: roots[size]!, proof };
      const lies: Partial<Inclusion>[] = altered(proof, bit).map((one) => ({ proof: one }));
      if (other !== index) lies.push({ leaf: leaves[other]! }, { index: other });
      if (other !== size) lies.push({ root: roots[other]! });
      for (const lie of lies) assert.ok(!(await verifyInclusion({ ...claim, ...lie })), JSON.stringify([index, size, Object.keys(lie)]));
    }),
    { numRuns: 60 },
  );
});

test('The last entry of a long log does not pass for the only entry of a short one', async () => {
  const claim = { leaf: leaves[7]!, index: 7, size: 8, root: roots[8]!, proof: await inclusionProof(7, 8, log.read) };
  assert.ok(await verifyInclusion(claim));
  assert.ok(!(await verifyInclusion({ ...claim, index: 0, size: 1 })));
});

test('Only the root of nothing stands for an empty log', async () => {
  for (const to of [0, 5]) {
    assert.ok(await verifyConsistency({ from: 0, to, fromRoot: roots[0]!, toRoot: roots[to]!, proof: [] }));
    assert.ok(!(await verifyConsistency({ from: 0, to, fromRoot: roots[5]!, toRoot: roots[5]!, proof: [] })));
  }
});

test('A log that was rewritten is found out: changed, cut, or with an entry slipped in', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 2, max: 60 }), fc.nat(), fc.nat(20), async (from, bit, more) => {
      const at = bit % from;
      const earlier = leaves.slice(0, from);
      const rewritten = [
        [...earlier.with(at, of(leaves[at]!)), ...leaves.slice(100, 101 + more)],
        [...earlier.toSpliced(at, 1), ...leaves.slice(100, 102 + more)],
        [...earlier.toSpliced(at, 0, of(leaves[at]!)), ...leaves.slice(100, 100 + more)],
      ];
      for (const entries of rewritten) {
        const to = entries.length;
        const proof = naiveSubproof(from, entries, true);
        for (const one of [proof, ...altered(proof, bit)])
          assert.ok(!(await verifyConsistency({ from, to, fromRoot: roots[from]!, toRoot: naiveRoot(entries), proof: one })));
      }
      const proof = await consistencyProof(from, from + more, log.read);
      const claim = { from, to: from + more, fromRoot: roots[from]!, toRoot: roots[from + more]!, proof };
      for (const one of altered(proof, bit)) assert.ok(!(await verifyConsistency({ ...claim, proof: one })));
      const others = [{ from: from + more + 1 }, { fromRoot: roots[from - 1]! }, { toRoot: roots[from + more + 1]! }];
      for (const other of others) assert.ok(!(await verifyConsistency({ ...claim, ...other })));
    }),
    { numRuns: 30 },
  );
});

test('A log is not asked for what it cannot have', async () => {
  assert.equal(hex(await sha256()), hex(await rootOf(0, log.read)));
  await assert.rejects(inclusionProof(3, 3, log.read), RangeError);
  await assert.rejects(consistencyProof(4, 3, log.read), RangeError);
  await assert.rejects(rootOf(-1, log.read), RangeError);
  await assert.rejects(appendNodes(0.5, leaves[0]!, log.read), RangeError);
  await assert.rejects(
    rootOf(1, () => Promise.resolve([])),
    /lacks its node 0\.0/,
  );
});
