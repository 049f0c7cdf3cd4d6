import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sortRequests, timeLeft, type Request } from './request.ts';

const due = '2026-12-22T12:00:00.000Z';
const at = (offset: number) => timeLeft(due, Date.parse(due) + offset);

test('A request is late from the second after the day by which it is answered', () => {
  assert.deepEqual(at(-1000), { late: false, words: 'Due within a day' });
  assert.deepEqual(at(1000), { late: true, words: 'Due today, and past' });
  assert.deepEqual(at(-3 * 86_400_000), { late: false, words: '3 days left' });
  assert.deepEqual(at(86_400_000), { late: true, words: '1 day late' });
});

test('The longest overdue stands first, and of closed requests the one answered last', () => {
  const request = (id: string, state: Request['state'], dueAt: string, answeredAt: string | null): Request => ({
    ...{ id, kind: 'erasure', email: 'pat@example.org', message: '', answer: null, receivedAt: dueAt, canCarryOut: true },
    ...{ state, dueAt, answeredAt },
  });
  const open = [request('b', 'open', '2026-12-02T00:00:00Z', null), request('a', 'open', '2026-11-02T00:00:00Z', null)];
  assert.deepEqual(
    sortRequests(open).map(({ id }) => id),
    ['a', 'b'],
  );
  const closed = [
    request('c', 'answered', '2026-11-02T00:00:00Z', '2026-10-09T00:00:00Z'),
    request('d', 'refused', '2026-11-01T00:00:00Z', '2026-10-10T00:00:00Z'),
  ];
  assert.deepEqual(
    sortRequests(closed).map(({ id }) => id),
    ['d', 'c'],
  );
});
