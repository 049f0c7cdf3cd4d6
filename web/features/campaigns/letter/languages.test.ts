import assert from 'node:assert/strict';
import { test } from 'node:test';
import { languageOptions, matchingLanguages } from './languages.ts';

const found = (typed: string) => matchingLanguages(languageOptions([], typed), typed).map(({ value }) => value);

test('a language is found by its name, the plain one first, and by its code', () => {
  assert.deepEqual(found('german'), ['de', 'de-AT', 'de-CH']);
  assert.equal(found('pt')[0], 'pt');
  assert.equal(found('Brazil')[0], 'pt-BR');
});

test('a language that is not offered is there once its code is typed, and nonsense is not', () => {
  assert.equal(found('sw')[0], 'sw');
  assert.deepEqual(found('EN-ie'), ['en-IE']);
  assert.deepEqual(found('not a language'), []);
});
