import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blankRule, changedRouting, formOf, movedRule, type Routing, routingOf, routingProblems } from './routing-form.ts';

const routing: Routing = {
  ...{ choice: 'postcode', mostLetters: 3, timeZone: 'Europe/Vienna', hourlyBudget: 20, dailyBudget: null, officeHours: true },
  ...{ routingFields: ['committee', 'seat'], trackLinks: false, challenge: 'none' },
  rules: [
    {
      when: [{ field: 'fields.committee', is: 'one_of', values: ['Transport', 'Parks, ponds and rivers'] }],
      then: { do: 'message', message: 'officials' },
    },
    { when: [{ field: 'region', is: 'none_of', values: ['North'] }], then: { do: 'exclude', text: 'Agreed already', link: null } },
  ],
};

test('what stands in the fields is what was saved, so that nothing is unsaved that nobody touched', () => {
  assert.deepEqual(routingOf(formOf(routing)), routing);
  assert.deepEqual(changedRouting(routing, formOf(routing)), {});
  assert.equal(routingProblems(formOf(routing)).size, 0);
});

test('only what was changed is sent', () => {
  assert.deepEqual(changedRouting(routing, { ...formOf(routing), dailyBudget: 50, ownFields: ' committee , seat' }), { dailyBudget: 50 });
});

test('looking at the other outcome of a rule loses nothing of the first', () => {
  const form = formOf(routing);
  const [first] = form.rules;
  assert.ok(first);
  const there = { ...first, do: 'exclude' as const, text: 'Sorry' };
  assert.equal(routingOf({ ...form, rules: [there] }).rules[0]?.then.do, 'exclude');
  assert.deepEqual(routingOf({ ...form, rules: [{ ...there, do: 'message' }] }).rules, [routing.rules[0]]);
});

test('what the server would refuse is said where it stands', () => {
  const rule = { ...blankRule(), link: 'http://example.org' };
  const found = routingProblems({ ...formOf(routing), mostLetters: null, hourlyBudget: 0, ownFields: 'Committee', rules: [rule] });
  assert.deepEqual(
    [...found.keys()],
    ['mostLetters', 'hourlyBudget', 'ownFields', `values ${String(rule.when[0]?.key)}`, `link ${String(rule.key)}`],
  );
});

test('a rule moves one place, and at the end it stays', () => {
  const { rules } = formOf(routing);
  const [first, second] = rules;
  assert.ok(first && second);
  assert.deepEqual(movedRule(rules, first.key, 1), [second, first]);
  assert.deepEqual(movedRule(rules, first.key, -1), rules);
  assert.deepEqual(movedRule(rules, second.key, 1), rules);
});
