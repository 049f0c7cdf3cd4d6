import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fillLetter, hashOfText, mayFollow, newCode, readCode, shownGoal, whyNotNow } from './campaign.ts';

test('a code can be read aloud and typed: no letter is taken for a figure, and look-alikes, blanks and small letters are forgiven', () => {
  for (let made = 0; made < 500; made++) {
    const code = newCode();
    assert.match(code, /^[0-9A-HJKMNP-TV-Z]{8}$/);
    const typed = `${code.slice(0, 4)} - ${code.slice(4)}`
      .toLowerCase()
      .replaceAll('0', 'o')
      .replaceAll('1', made % 2 ? 'l' : 'I');
    assert.equal(readCode(typed), code);
  }
  assert.equal(new Set(Array.from({ length: 500 }, newCode)).size, 500);
  assert.ok(readCode('x'.repeat(5000)).length <= 20);
});

test('a goal that grows is never reached, never shrinks, and begins with the organiser’s own', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000_000 }), fc.nat(200_000_000), fc.nat(1_000_000), (goal, reached, more) => {
      const shown = shownGoal({ goal, goalGrows: true }, reached) ?? 0;
      assert.ok(shown >= goal && reached < shown * 0.9);
      assert.ok((shownGoal({ goal, goalGrows: true }, reached + more) ?? 0) >= shown);
      assert.equal(shownGoal({ goal, goalGrows: false }, reached), goal);
    }),
  );
  assert.equal(shownGoal({ goal: 500, goalGrows: true }, 449), 500);
  assert.equal(shownGoal({ goal: 500, goalGrows: true }, 450), 750);
  assert.equal(shownGoal({ goal: null, goalGrows: true }, 450), null);
});

test('nothing is sent in a campaign that is not published, is held, or rests; and it goes on in the second in which the rest is over', () => {
  const at = new Date('2026-11-22T10:00:00Z');
  const open = { state: 'published', heldAt: null, restingUntil: null, quarantinedAt: null };
  assert.equal(whyNotNow(open, at), undefined);
  assert.equal(whyNotNow({ ...open, state: 'draft' }, at), 'campaign_paused');
  assert.equal(whyNotNow({ ...open, state: 'paused' }, at), 'campaign_paused');
  assert.equal(whyNotNow({ state: 'closed', heldAt: at, restingUntil: at, quarantinedAt: at }, at), 'campaign_closed');
  assert.equal(whyNotNow({ ...open, heldAt: at }, at), 'campaign_held');
  assert.equal(whyNotNow({ ...open, quarantinedAt: at }, at), 'campaign_quarantined');
  assert.equal(whyNotNow({ ...open, restingUntil: new Date(at.getTime() + 1000) }, at), 'campaign_resting');
  assert.equal(whyNotNow({ ...open, restingUntil: at }, at), undefined);
});

test('closed is for good, and nothing becomes a draft again', () => {
  const states = ['draft', 'published', 'paused', 'closed'] as const;
  const allowed = states.flatMap((from) => states.filter((to) => mayFollow(from, to)).map((to) => `${from} ${to}`));
  assert.deepEqual(allowed, ['draft published', 'published paused', 'published closed', 'paused published', 'paused closed']);
});

test('a letter is filled with what is known, and each tag without a value is named once', () => {
  const recipient = { name: 'Ines Falk', salutation: '', district: '', region: 'North', affiliation: '' };
  const text = {
    subject: '{{ recipient.district }} and {{ recipient.name }}',
    body: '{{ recipient.salutation }} {{ recipient.district }} {{ supporter.name }}',
  };
  const letter = fillLetter(text, recipient, 'Pat');
  assert.deepEqual(letter.missing.toSorted(), ['recipient.district', 'recipient.salutation']);
  assert.doesNotMatch(letter.body, /^,/);
  assert.equal(fillLetter({ subject: 'x', body: '{{ supporter.name }}' }, recipient, '{{ recipient.name }}').body, '{{ recipient.name }}');
});

test('a hash tells apart what is divided differently', () => {
  assert.notEqual(hashOfText(['ab', 'c']), hashOfText(['a', 'bc']));
  assert.notEqual(hashOfText(['a', '']), hashOfText(['a']));
});
