import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import * as away from './away-words.ts';
import * as back from './back-words.ts';
import * as bounce from './bounce-words.ts';
import * as gone from './gone-words.ts';
import * as pairs from './leave-pairs.ts';
import * as leave from './leave-words.ts';
import * as notice from './notice-words.ts';
import { asWords, isSaid, says, without, type Phrases } from './phrases.ts';
import * as quote from './quote-words.ts';
import * as robot from './robot-words.ts';
import * as severity from './severity-words.ts';

const tables = Object.entries({ ...away, ...back, ...bounce, ...gone, ...pairs, ...leave, ...notice, ...quote, ...robot, ...severity });

test('Every phrase of the tables is in lower case, says something and stands once in its language', () => {
  let read = 0;
  for (const [name, table] of tables) {
    for (const [language, line] of Object.entries<string>(table)) {
      assert.match(language, /^[a-z]{2}$/, name);
      const phrases = line.split('|').map((phrase) => phrase.trim());
      read += phrases.length;
      for (const phrase of phrases) {
        assert.equal(phrase, phrase.toLowerCase(), `${name} ${language}`);
        assert.notEqual(asWords(phrase).trim(), '', `${name} ${language}`);
      }
      assert.deepEqual(
        phrases.filter((phrase, at) => phrases.indexOf(phrase) !== at),
        [],
        `${name} ${language}`,
      );
    }
  }
  assert.ok(tables.length >= 30 && read >= 3_000, `${String(tables.length)} tables, ${String(read)} phrases`);
});

const sample: Phrases = { en: `out of the office | don't write | unsubscri*`, de: `nicht im büro | außer haus`, ja: `休暇` };

test('A phrase is found as whole words, however it is spelled', () => {
  for (const text of [
    'I am OUT-OF-THE-OFFICE.',
    'dont write',
    'DON’T  write!',
    'unsubscribed',
    'Nicht im Buro',
    'Ausser Haus',
    '本日は休暇です',
  ])
    assert.ok(says(asWords(text), sample), text);
  for (const text of ['about of the office', 'out of the officer', 'resubscribe', 'außer Hausen'])
    assert.ok(!says(asWords(text), sample), text);
});

test('A phrase is all that is said, or it is not', () => {
  assert.ok(isSaid(asWords('Unsubscribe!'), sample));
  assert.ok(!isSaid(asWords('Unsubscribe me'), sample));
});

test('What is taken away leaves the other words in their order', () => {
  assert.equal(without(asWords('please, out of the office: nicht im Büro'), sample), ' please ');
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => !says(without(asWords(text), sample), sample)));
});
