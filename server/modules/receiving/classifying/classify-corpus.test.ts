import assert from 'node:assert/strict';
import { test } from 'node:test';
import { classifyMessage } from './classify-message.ts';
import { corpus } from './corpus/corpus.ts';
import { readMessage } from './read-message.ts';

/** As much as the product promises of itself: of a hundred messages in the forms of real servers and people, so many are told apart rightly. */
const goal = 0.97;

const judged = await Promise.all(
  corpus().map(async ({ name, raw, expected }) => {
    const message = await readMessage(raw);
    return { name, expected, found: classifyMessage(message, message.date ?? new Date('2026-05-11T09:00:00Z')) };
  }),
);
const share = (some: typeof judged) => some.filter(({ expected, found }) => expected.kind === found.kind).length / some.length;

test('of messages in the forms of real servers and people at least 97 in 100 are told apart rightly', (t) => {
  const heldOut = judged.filter(({ expected }) => expected.heldOut);
  t.diagnostic(
    `${judged.length} messages: ${(100 * share(judged)).toFixed(1)} % right; of ${heldOut.length} held out: ${(100 * share(heldOut)).toFixed(1)} %`,
  );
  assert.ok(judged.length >= 150);
  assert.ok(share(judged) >= goal, `${(100 * share(judged)).toFixed(1)} %`);
});

test('no absence is ever taken for a bounce, and no person’s answer for anything else', () => {
  const wrong = judged.filter(
    ({ expected, found }) =>
      (expected.kind === 'auto_reply' && found.kind === 'bounce') || (expected.kind === 'reply' && found.kind !== 'reply'),
  );
  assert.deepEqual(
    wrong.map(({ name }) => name),
    [],
  );
});

test('nobody is said to have asked to be left alone who has not', () => {
  const wrong = judged.filter(
    ({ expected, found }) => found.kind === 'reply' && found.asksToLeave && !('asksToLeave' in expected && expected.asksToLeave),
  );
  assert.deepEqual(
    wrong.map(({ name }) => name),
    [],
  );
});

test('no bounce blames an address that is not to blame, and nobody who asks to be left alone is missed', () => {
  const wrong = judged.filter(
    ({ expected, found }) =>
      (expected.kind === 'bounce' &&
        expected.severity !== 'hard' &&
        found.kind === 'bounce' &&
        found.failed.some(({ severity }) => severity === 'hard')) ||
      (expected.kind === 'reply' && expected.asksToLeave && !(found.kind === 'reply' && found.asksToLeave)),
  );
  assert.deepEqual(
    wrong.map(({ name }) => name),
    [],
  );
});

test('whoever is back on a day is found to be back then in most of the forms, and nobody is said to be gone who is not', () => {
  const away = judged.filter(({ expected }) => expected.kind === 'auto_reply' && expected.backOn !== undefined);
  const right = away.filter(
    ({ expected, found }) => found.kind === 'auto_reply' && expected.kind === 'auto_reply' && found.backOn === expected.backOn,
  );
  assert.ok(right.length / away.length >= 0.8, `${right.length} of ${away.length}`);
  const wrong = judged.filter(
    ({ expected, found }) => found.kind === 'auto_reply' && found.leftForGood && !(expected.kind === 'auto_reply' && expected.leftForGood),
  );
  assert.deepEqual(
    wrong.map(({ name }) => name),
    [],
  );
});
