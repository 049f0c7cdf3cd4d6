import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { browserStorage, cookies } from '../../../privacy/cookies.ts';
import { documents, type DocumentName } from '../../../privacy/documents.ts';
import { limitInWords, periodInWords, publishedSentence } from '../../../privacy/promise.ts';
import { promises } from '../../../privacy/promises.ts';
import { subprocessors } from '../../../privacy/subprocessors.ts';
import { terms } from '../../../privacy/terms.ts';
import { documentWords, hashOfWords, type Copy } from './policy.ts';

const operator = { name: 'Operator', address: 'Address', email: 'privacy@example.org' };
const everything: Copy = {
  operator,
  outside: { google: 'on', microsoft: 'on', service_mail: 'on', mail_providers: 'on' },
  announced: [],
  backupDays: 30,
};
const little: Copy = { operator, outside: { google: 'on' }, announced: [], backupDays: 1 };
const names = Object.keys(documents) as DocumentName[];
const words = (name: DocumentName, copy = everything) => documentWords(name, copy);

/** The day and the words of a published document belong together: who changes the words changes both here, and the day in privacy/documents.ts. */
const published: Record<DocumentName, { day: string; words: string }> = {
  privacy: { day: '2026-11-22', words: '4d4038aa71e05181' },
  cookies: { day: '2026-11-22', words: 'edd74c93e3e756b2' },
  dpa: { day: '2026-11-23', words: '67dc26599cc8b2fa' },
  subprocessors: { day: '2026-11-22', words: '19083826e28b576c' },
  deletion: { day: '2026-11-22', words: 'ae0c8534a6506939' },
  legal: { day: '2026-11-22', words: '279cd8805d0554ea' },
};

test('the “last updated” day of each document is that of its words', () => {
  const now = names.map((name) => [name, { day: documents[name].updated, words: hashOfWords(words(name)).toString('hex').slice(0, 16) }]);
  assert.deepEqual(Object.fromEntries(now), published);
});

test('every document names its operator where it must, and leaves no hole open whatever is switched on', () => {
  const announced = [{ company: 'microsoft', from: '2027-01-15' }] as const;
  for (const name of names)
    for (const copy of [
      everything,
      little,
      { ...little, outside: {}, announced },
      { ...everything, outside: { google: 'stand_in' as const } },
    ]) {
      const text = documentWords(name, copy);
      assert.ok(text.length > 400, name);
      assert.doesNotMatch(text, /[{}]|undefined/, name);
    }
  for (const name of ['privacy', 'dpa', 'subprocessors', 'legal'] as const) assert.match(words(name), /Operator/, name);
});

test('no number is typed in a document: each comes from the register, but for articles of laws', () => {
  for (const { words: file } of Object.values(documents)) {
    const typed = readFileSync(join(import.meta.dirname, '../../../privacy', file), 'utf8')
      .replace(/^## \d+\. /gm, '')
      .replace(/\(https?:[^)]*\)/g, '')
      .replace(/\b(?:Art\.|Articles) [\d(), a-z]*\d(?:\([\da-z]+\))*(?: to \d+| and \(\d\))?/g, '');
    assert.doesNotMatch(typed, /\d|\b(?:two|three|six|seven|ten|thirty|forty)\b.*\b(?:hour|day|month|year)s?\b/i, file);
  }
});

test('the policy says every promise as the register does', () => {
  for (const promise of promises)
    for (const part of [promise.title, publishedSentence(promise), promise.legalBasis]) assert.ok(words('privacy').includes(part), part);
  assert.match(words('privacy'), /not meant for people under 16\b/);
});

test('the cookie table holds every cookie and every place in the browser’s storage, with its end', () => {
  const rows = Object.entries({ ...cookies, ...browserStorage });
  for (const [name, { who, why }] of rows) assert.ok(words('cookies').includes(`| \`${name}\` | ${who} | ${why} | `), name);
  assert.match(words('cookies'), /antiphon_session.*30 days at most/);
  assert.match(words('cookies'), /antiphon_letter.*48 hours at most/);
  assert.match(words('cookies'), /antiphon\.scheme.*1 year after/);
});

test('the agreement holds each point of GDPR Art. 28(3), the kinds of data of the register, and the hours of a breach', () => {
  const text = words('dpa');
  for (const point of 'abcdefgh') assert.match(text, new RegExp(`Art\\. 28[^)]*\\(3\\)\\(${point}\\)|\\(3\\)\\(${point}\\)`), point);
  for (const { title, what, whose, group } of promises.filter((one) => one.group !== 'server'))
    assert.ok(text.includes(`**${title}.** ${what}. Of: ${whose.charAt(0).toLowerCase()}${whose.slice(1)}.`), `${group} ${title}`);
  for (const period of [terms.breachNoticeWithin, terms.subprocessorNotice]) assert.ok(text.includes(periodInWords(period)));
});

test('only what the copy switches on is a sub-processor, and a stand-in is said to be one', () => {
  const named = (copy: Copy) => Object.values(subprocessors).filter(({ name }) => words('subprocessors', copy).includes(name)).length;
  assert.deepEqual([named(everything), named(little), named({ ...little, outside: {} })], [4, 1, 0]);
  assert.doesNotMatch(words('privacy', little), /Microsoft/);
  assert.doesNotMatch(words('deletion', little), /Microsoft/);
  assert.match(words('subprocessors', { ...little, outside: { google: 'stand_in' } }), /stand-in takes its place/);
  const announced = [{ company: 'microsoft', from: '2027-01-15' }] as const;
  assert.match(words('subprocessors', { ...little, announced }), /From 15 January 2027: \*\*Microsoft/);
});

test('Google’s Limited Use sentence stands in the policy word for word, and the deletion page says what goes when', () => {
  assert.ok(
    words('privacy').includes(
      "Antiphon's use and transfer to any other app of information received from Google APIs will adhere to [Google API Services User Data Policy](https://developers.google.com/terms/api-services-user-data-policy), including the Limited Use requirements.",
    ),
  );
  for (const key of ['supporter_flows', 'participations', 'attempts', 'rate_windows']) {
    const promise = promises.find((one) => one.key === key);
    assert.ok(promise && words('deletion').includes(limitInWords(promise)), key);
  }
  for (const path of ['/recipient', '/contact', '/account', '/privacy', '/kept']) assert.ok(words('deletion').includes(`](${path})`), path);
});
