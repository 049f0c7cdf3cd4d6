import assert from 'node:assert/strict';
import { test } from 'node:test';
import { directionOf, footerLanguageOf, footerLanguages, footerWords } from './footer-words.ts';

test('Each language says how to leave with one link, and tells what is noted, in words of its own', () => {
  assert.deepEqual(Object.keys(footerWords), [...footerLanguages]);
  for (const language of footerLanguages) {
    const { leave, aggregate, recipient, name } = footerWords[language];
    assert.match(leave, /^[^<>]+<[^<>]+>[^<>]*$/, language);
    for (const words of [aggregate, recipient, name]) assert.doesNotMatch(words, /[<>{}&"]/, language);
  }
  for (const pick of ['leave', 'aggregate', 'recipient', 'name'] as const)
    assert.equal(new Set(footerLanguages.map((language) => footerWords[language][pick])).size, footerLanguages.length);
});

test('No sentence asks for the sex of whoever reads it: no brackets, stars or slashes inside words', () => {
  for (const language of footerLanguages)
    for (const words of Object.values(footerWords[language])) assert.doesNotMatch(String(words), /[(*/:_·]/, language);
});

test('Arabic and Hebrew are read from the right, in their own letters; everything unknown is English', () => {
  for (const language of footerLanguages) {
    const isRight = /[\u0590-\u06ff]/.test(footerWords[language].recipient);
    assert.equal(directionOf(language), isRight ? 'rtl' : 'ltr');
  }
  assert.deepEqual(['fr', 'xx', '', 'constructor'].map(footerLanguageOf), ['fr', 'en', 'en', 'en']);
});
