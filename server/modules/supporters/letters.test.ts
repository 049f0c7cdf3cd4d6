import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { letterFooter } from '../../../shared/letter-footer.ts';
import { chooseCombination, readWording } from '../../../shared/wording.ts';
import {
  aroundOwnLine,
  contentHashOf,
  problemOfDraft,
  readContentHash,
  readDraft,
  withDraft,
  writeLetters,
  type Writing,
} from './letters.ts';

const body = 'Dear {{ recipient.name }},\n\nplease keep https://example.org/ford open.\n\nYours,\n{{ supporter.name }}';
const campaign: Writing['campaign'] = { textVersion: 3, editing: 'locked', language: 'en', subjects: ['A word'], body, rules: [] };
const footer = letterFooter('en', { organiser: 'River Watch', url: 'https://letters.example.org/check/ABCD1234' });
const writing: Writing = {
  ...{ campaign, language: 'en', combination: 0, draft: {}, footer, links: new Map() },
  wordings: [{ message: 'main', language: 'en', subjects: ['A word'], body }],
  from: { name: 'Pat Sample', address: 'pat@gmail.test' },
};
const falk = {
  ...{ id: '0193f0a0-0000-7000-8000-00000000000a', name: 'Ines Falk', email: 'ines@example.org', emailKey: 'ines@example.org' },
  ...{ salutation: '', district: '', language: '', country: '', region: '', postcodes: [], affiliation: '' },
  ...{ validFrom: null, validTo: null, fields: {}, contacted: 0 },
};
const letterOf = (changes: Partial<Writing> = {}) => writeLetters({ ...writing, ...changes }, [falk]).letters[0];
const wordsOf = (text: string) => ({ wordings: [{ message: 'main', language: 'en', subjects: ['A word'], body: text }] });
const form = (fields: Record<string, string>) => ({ get: (name: string) => fields[name] });

test('a letter says its words, and under the dashes of a signature who organises it and where its reader learns more', () => {
  assert.equal(letterOf()?.body, `Dear Ines Falk,\n\nplease keep https://example.org/ford open.\n\nYours,\nPat Sample\n\n${footer}`);
  assert.match(
    footer,
    /^-- \nSent from my own mailbox, in a campaign of River Watch\. .*\nhttps:\/\/letters\.example\.org\/check\/ABCD1234$/,
  );
  assert.match(letterFooter('de', { organiser: 'x', url: 'y' }), /Aus meinem eigenen Postfach/);
  assert.equal(letterFooter('tlh', { organiser: 'x', url: 'y' }), letterFooter('en', { organiser: 'x', url: 'y' }));
});

test('who would get a letter with a gap or without words gets none', () => {
  for (const text of ['Dear {{ recipient.district }},', ' {{ recipient.salutation }} '])
    assert.deepEqual(writeLetters({ ...writing, ...wordsOf(text) }, [falk]), { letters: [], gaps: [falk] });
});

test('a line of one’s own stands before the closing; left blank, the letter is as it was', () => {
  const chosen = chooseCombination(['A word'], readWording(body), 0);
  const [before, closing] = [body.slice(0, body.indexOf('\n\nYours')), 'Yours,\n{{ supporter.name }}'];
  assert.deepEqual(aroundOwnLine(body), { before, closing });
  assert.equal(withDraft(chosen, 'own_line', { ownLine: 'I walk there.' }).body, `${before}\n\nI walk there.\n\n${closing}`);
  assert.equal(withDraft(chosen, 'own_line', { ownLine: '' }).body, body);
  assert.equal(withDraft({ ...chosen, body: 'One paragraph.' }, 'own_line', { ownLine: 'mine' }).body, 'One paragraph.\n\nmine');
});

test('what a supporter types into a line or a part is never filled in, whatever they type', () => {
  const parts = chooseCombination(['A word'], readWording('Dear all,\n\n[yours]\nprepared\n[/yours]\n\nYours'), 0);
  fc.assert(
    fc.property(fc.stringMatching(/^[{}a-z. |$\\[\]\n]{1,40}$/), (text) => {
      for (const [editing, draft] of [
        ['own_line', { ownLine: text }],
        ['part', { ownText: text }],
      ] as const)
        assert.ok(!withDraft(parts, editing, draft).body.includes('{{'));
    }),
  );
  assert.doesNotMatch(withDraft(parts, 'part', { ownText: ' ' }).body, /prepared/);
  assert.match(withDraft(parts, 'part', {}).body, /prepared/);
});

test('fields that the organiser locked are not even read', () => {
  const forged = form({ subject: 'forged', body: 'forged', own_line: 'forged', own_text: 'forged' });
  assert.deepEqual(readDraft(forged, 'locked'), {});
  assert.deepEqual(readDraft(forged, 'own_line'), { ownLine: 'forged' });
  assert.deepEqual(readDraft(forged, 'part'), { ownText: 'forged' });
  const chosen = chooseCombination(['A word'], readWording(body), 0);
  for (const editing of ['locked', 'own_line', 'part'] as const)
    assert.deepEqual(withDraft(chosen, editing, { subject: 'forged', body: 'forged' }), { subject: 'A word', body });
});

test('what is typed is bounded and has no control characters, and a subject has one line', () => {
  const { subject = '', body: text = '' } = readDraft(
    form({ subject: `a\r\nBcc: x${'s'.repeat(900)}`, body: `\u0000b\r\n${'b'.repeat(20_000)}` }),
    'whole',
  );
  assert.ok(subject.length <= 200 && text.length <= 10_000);
  assert.doesNotMatch(subject, /[\r\n]/);
  assert.doesNotMatch(text, /[\r\u0000]/);
});

test('an own version without words, or without the words that are needed, is refused with a sentence', () => {
  const asked = (editing: 'whole' | 'part' | 'own_line' | 'locked', ownTextRequired: boolean) => ({ editing, ownTextRequired });
  assert.match(problemOfDraft({ subject: '', body: 'x' }, asked('whole', false)) ?? '', /subject is empty/);
  assert.match(problemOfDraft({ subject: 'x', body: '' }, asked('whole', false)) ?? '', /letter is empty/);
  assert.match(problemOfDraft({ subject: 'x', body: '{{ oops' }, asked('whole', false)) ?? '', /double braces/);
  assert.match(problemOfDraft({ ownLine: '' }, asked('own_line', true)) ?? '', /line of your own/);
  assert.match(problemOfDraft({ ownText: '' }, asked('part', true)) ?? '', /something of your own/);
  for (const editing of ['part', 'own_line', 'locked'] as const) assert.equal(problemOfDraft({}, asked(editing, false)), undefined);
  assert.equal(problemOfDraft({}, asked('locked', true)), undefined, 'what nobody may write cannot be asked for');
});

test('counted links stand in place of whole addresses, the longer first, and one replacement is never replaced again', () => {
  const links = new Map([
    ['https://example.org', 'https://example.org/l/AAAA'],
    ['https://example.org/ford', 'https://example.org/l/BBBB'],
  ]);
  const text = 'See https://example.org/ford, https://example.org. And https://example.org/ford/map (https://example.org)';
  assert.equal(
    letterOf({ ...wordsOf(text), links })?.body.split('\n')[0],
    'See https://example.org/l/BBBB, https://example.org/l/AAAA. And https://example.org/ford/map (https://example.org/l/AAAA)',
  );
  assert.equal(
    letterOf({ ...wordsOf('x'), links: new Map([['https://letters.example.org/check/ABCD1234', 'lost']]) })?.body,
    `x\n\n${footer}`,
  );
});

test('a confirmation is bound to every word, to who sends it, to whom, and to the organiser’s version', () => {
  const hashes = [
    letterOf(),
    letterOf({ campaign: { ...campaign, textVersion: 4 } }),
    letterOf({ from: { name: 'Pat Sample', address: 'other@gmail.test' } }),
    letterOf({ from: { name: 'Pat', address: 'pat@gmail.test' } }),
    letterOf({ footer: `${footer}.` }),
    letterOf(wordsOf(`${body}.`)),
    writeLetters(writing, [{ ...falk, email: 'other@example.org' }]).letters[0],
  ].map((letter) => letter?.hash);
  assert.equal(new Set(hashes).size, hashes.length);
  assert.equal(letterOf()?.hash, hashes[0]);
});

test('what a confirmation says is read only as our page writes it', () => {
  const letters = writeLetters(writing, [falk, { ...falk, id: falk.id.replace(/a$/, 'b') }]).letters;
  const text = contentHashOf(letters);
  assert.deepEqual(
    [...(readContentHash(text) ?? [])],
    letters.map(({ recipient, hash }) => [recipient.id, hash]),
  );
  for (const hostile of [undefined, '', ',', `${text},`, `${text},x`, text.replace('.', '..'), '[]', '__proto__.x', text.toUpperCase()])
    assert.equal(readContentHash(hostile), undefined);
});
