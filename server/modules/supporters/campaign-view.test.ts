import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { languageOf } from './campaign-view.ts';

const languages = ['en', 'de', 'pt-BR', 'pt-PT'];

test('the language that was asked for comes before all wishes of a browser, if the campaign has it', () => {
  assert.equal(languageOf(languages, 'de', 'pt-BR'), 'de');
  assert.equal(languageOf(languages, 'nl', 'pt-BR'), 'pt-BR');
  assert.equal(languageOf(languages, undefined, undefined), 'en');
});

test('a browser’s wishes are heard by their weight, and by their order where they weigh the same', () => {
  assert.equal(languageOf(languages, undefined, 'nl, de;q=0.5, pt-PT;q=0.8'), 'pt-PT');
  assert.equal(languageOf(languages, undefined, 'de, en'), 'de');
  assert.equal(languageOf(languages, undefined, 'DE-at'), 'de');
});

test('a region that the campaign has is preferred to its sister, and any region is better than none', () => {
  assert.equal(languageOf(languages, undefined, 'pt-PT, pt;q=0.9'), 'pt-PT');
  assert.equal(languageOf(languages, undefined, 'pt'), 'pt-BR');
  assert.equal(languageOf(languages, undefined, 'en-GB'), 'en');
});

test('a language of weight zero is not wanted', () => {
  assert.equal(languageOf(languages, undefined, 'de;q=0'), 'en');
  assert.equal(languageOf(languages, undefined, 'de;q=0.0, pt-PT;q=0.1'), 'pt-PT');
});

test('whatever a header or an address bar holds, it is one of the campaign’s languages, and quickly', () => {
  const header = fc.oneof(fc.string({ maxLength: 300 }), fc.stringMatching(/^([a-z*-]{0,9}(;q=[0-9.]{0,5})?,){0,60}$/));
  fc.assert(
    fc.property(header, fc.option(fc.string(), { nil: undefined }), (accepted, wanted) =>
      languages.includes(languageOf(languages, wanted, accepted)),
    ),
  );
  assert.equal(languageOf(languages, undefined, `${'de-'.repeat(1_000_000)};q=1`), 'de');
  assert.equal(languageOf([], 'x', 'x'), 'en');
});
