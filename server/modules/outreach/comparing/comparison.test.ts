import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { chanceOf, compareVariants, fewestAccepted } from './comparison.ts';

const of = (variant: string, accepted: number, replied: number) => ({ variant, accepted, replied });

test('Nobody wins before thirty of each, however clear it looks', () => {
  assert.equal(compareVariants([of('a', 29, 29), of('b', 500, 0)]).better, null);
  assert.equal(compareVariants([of('a', 30, 20), of('b', 30, 2)]).better, 'a');
});

test('A small difference is called chance and says how often luck brings it; a clear one names the variant', () => {
  const small = compareVariants([of('a', 200, 12), of('b', 200, 16)]);
  assert.deepEqual([small.better, /by luck alone in about \d+ of 100/.test(small.sentence)], [null, true]);
  const clear = compareVariants([of('a', 500, 20), of('b', 500, 60)]);
  assert.deepEqual([clear.better, clear.sentence.startsWith('Variant B gets more replies')], ['b', true]);
});

test('The test of two proportions gives what tables say', () => {
  // χ² with Yates’ correction of the table 20/480, 60/440 is 20.67, of 12/188, 16/184 is 0.346; both sides, one degree of freedom.
  assert.ok(Math.abs(chanceOf({ accepted: 500, replied: 20 }, { accepted: 500, replied: 60 }) - 5.45e-6) < 2e-7);
  assert.ok(Math.abs(chanceOf({ accepted: 200, replied: 12 }, { accepted: 200, replied: 16 }) - 0.556) < 0.002);
  assert.equal(chanceOf({ accepted: 50, replied: 0 }, { accepted: 50, replied: 0 }), 1);
});

test('It is the same whatever the order, never below nothing or above all, and more of the same difference is less luck', () => {
  const counts = fc.record({ accepted: fc.integer({ min: fewestAccepted, max: 5000 }), replied: fc.nat(5000) });
  fc.assert(
    fc.property(counts, counts, (one, other) => {
      const chance = chanceOf(one, other);
      assert.ok(chance >= 0 && chance <= 1 + 1e-7);
      assert.ok(Math.abs(chance - chanceOf(other, one)) < 1e-12);
      const tenfold = ({ accepted, replied }: typeof one) => ({ accepted: accepted * 10, replied: Math.min(replied, accepted) * 10 });
      assert.ok(chanceOf(tenfold(one), tenfold(other)) <= chance + 1e-7);
      const { better } = compareVariants([
        { variant: 'a', ...one },
        { variant: 'b', ...other },
      ]);
      assert.equal(better !== null, chance < 0.05);
    }),
  );
});

test('Among variants that are all alike luck wins seldom, also when there are many of them', () => {
  let seed = 7;
  const random = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
  const drawn = (share: number) => Array.from({ length: 200 }, random).filter((value) => value < share).length;
  let wins = 0;
  for (let round = 0; round < 400; round++)
    if (compareVariants(['a', 'b', 'c', 'd', 'e'].map((variant) => of(variant, 200, drawn(0.1)))).better) wins += 1;
  assert.ok(wins <= 400 * 0.05, `${wins} of 400`);
});
