import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserStorage, type KeptInBrowser } from '../privacy/cookies.ts';
import { choicesIn } from './kept-here.ts';

/** The storage of a browser, as the HTML standard has it. */
function storage(entries: Record<string, string> = {}) {
  const kept = new Map(Object.entries(entries));
  return {
    kept,
    store: {
      getItem: (name: string) => kept.get(name) ?? null,
      setItem: (name: string, value: string) => void kept.set(name, value),
      removeItem: (name: string) => void kept.delete(name),
      key: (index: number) => [...kept.keys()][index] ?? null,
      get length() {
        return kept.size;
      },
    },
  };
}
const now = new Date('2026-11-22T10:00:00Z');
const after = (days: number, seconds = 0) => new Date(now.getTime() + days * 86_400_000 + seconds * 1000);

test('A choice is kept for a year and not a second longer', () => {
  const { store, kept } = storage();
  const choices = choicesIn(() => store, browserStorage);
  choices.keep('antiphon.scheme', 'dark', now);
  assert.equal(choices.read('antiphon.scheme', after(365, -1)), 'dark');
  assert.equal(choices.read('antiphon.scheme', after(365)), undefined);
  choices.tidy(after(365, -1));
  assert.equal(kept.size, 1);
  choices.tidy(after(365));
  assert.equal(kept.size, 0);
});

test('What the register marks as needing a consent is not kept', () => {
  const { store, kept } = storage();
  const counted: KeptInBrowser = {
    ...{ who: 'Visitors', why: 'Counts visits', lasts: { months: 12 }, until: '{limit}', kind: 'functional' },
    needsConsent: true,
  };
  const choices = choicesIn(() => store, { ...browserStorage, visits: counted });
  choices.keep('visits', '1', now);
  assert.equal(kept.size, 0);
  choices.keep('antiphon.keys', 'off', now);
  assert.equal(kept.size, 1);
});

test('What the register does not name, and what nobody can read, goes at the next start', () => {
  const { store, kept } = storage({ 'someone-else': '1', 'antiphon.keys': 'off', 'antiphon.scheme': '{"value":1,"until":"x"}' });
  const choices = choicesIn(() => store, browserStorage);
  choices.keep('antiphon.workspace', 'river-watch', now);
  assert.equal(choices.read('antiphon.keys', now), undefined);
  choices.tidy(now);
  assert.deepEqual([...kept.keys()], ['antiphon.workspace']);
});

test('What ends with the tab is not kept among the choices', () => {
  const { store, kept } = storage();
  choicesIn(() => store, browserStorage).keep('antiphon letters', 'words', now);
  assert.equal(kept.size, 0);
});
