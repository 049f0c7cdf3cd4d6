import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createRoom } from './room.ts';

test('Never more is on its way than fits, unless one alone is larger, and everybody comes in their turn', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ bytes: fc.nat(15), ticks: fc.nat(4), fails: fc.boolean() }), { maxLength: 30 }),
      async (works) => {
        const room = createRoom(10);
        let [inside, most] = [0, 0];
        const order: number[] = [];
        const done = await Promise.allSettled(
          works.map(({ bytes, ticks, fails }, index) =>
            room(bytes, async () => {
              if (bytes > 0) order.push(index);
              inside += bytes;
              most = Math.max(most, inside);
              for (let tick = 0; tick < ticks; tick++) await Promise.resolve();
              inside -= bytes;
              if (fails) throw new Error('broken');
            }),
          ),
        );
        assert.ok(most <= Math.max(10, ...works.map(({ bytes }) => bytes)));
        assert.deepEqual(
          order,
          order.toSorted((one, other) => one - other),
        );
        assert.deepEqual(
          done.map(({ status }) => status === 'rejected'),
          works.map(({ fails }) => fails),
        );
      },
    ),
  );
});
