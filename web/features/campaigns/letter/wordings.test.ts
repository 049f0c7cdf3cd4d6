import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inLanguage, languagesOf, mergeWordings, messagesOf, withLanguage, withMessage, withWords } from './wordings.ts';

const english = { message: 'main', language: 'en', subjects: ['Please'], body: 'Keep the ford.' };
const german = { message: 'main', language: 'de', subjects: ['Bitte'], body: 'Die Furt soll bleiben.' };

test('a new language begins with every message in the first language, and a new message with the main one in every language', () => {
  const two = withLanguage([english], 'de', 'en');
  assert.deepEqual(two, [english, { ...english, language: 'de' }]);
  const four = withMessage([english, german], 'officials', 'en');
  assert.deepEqual(four.slice(2), [
    { ...english, message: 'officials' },
    { ...german, message: 'officials' },
  ]);
  assert.deepEqual(
    [languagesOf(four, 'de'), messagesOf(four)],
    [
      ['de', 'en'],
      ['main', 'officials'],
    ],
  );
  assert.deepEqual(withLanguage(four, 'de', 'en'), four, 'what is written stays');
});

test('a text that was taken for English becomes German with all its messages', () => {
  const all = inLanguage(withMessage([english], 'officials', 'en'), 'en', 'de');
  assert.deepEqual(
    all.map(({ message, language }) => `${message} ${language}`),
    ['main de', 'officials de'],
  );
});

test('two people who wrote in different places both keep what they wrote', () => {
  const before = [english, german];
  const key = { message: 'main', language: 'en' };
  const mine = withWords(before, key, { subjects: ['My subject'] });
  const theirs = withWords(withWords(before, key, { body: 'Their body.' }), { ...key, language: 'de' }, { body: 'Ihr Text.' });
  assert.deepEqual(mergeWordings(before, mine, theirs), [
    { ...english, subjects: ['My subject'], body: 'Their body.' },
    { ...german, body: 'Ihr Text.' },
  ]);
});

test('what was added on either side is there, what was removed on either side and left alone on the other is gone', () => {
  const french = { ...english, language: 'fr' };
  const italian = { ...english, language: 'it' };
  assert.deepEqual(mergeWordings([english, german], [english, french], [english, german, italian]), [english, italian, french]);
  assert.deepEqual(mergeWordings([english, german], [english, german], [english]), [english]);
  const rewritten = { ...german, body: 'Neu.' };
  assert.deepEqual(mergeWordings([english, german], [english, rewritten], [english]), [english, rewritten]);
});
