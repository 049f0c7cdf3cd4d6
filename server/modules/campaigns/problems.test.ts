import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Wording } from './campaign.ts';
import { problemsOf } from './problems.ts';

const campaign: Parameters<typeof problemsOf>[0] = {
  ...{ language: 'en', editing: 'own_line', choice: 'all', mostLetters: 2, routingFields: [], rules: [] },
};
const main: Wording = { message: 'main', language: 'en', subjects: ['A word'], body: 'Dear {{ recipient.name }},\n\nplease.\n\nYours' };
const falk = {
  ...{ id: 'falk', name: 'Ines Falk', email: 'ines@example.org', emailKey: 'ines@example.org', salutation: '', district: 'Ward 4' },
  ...{
    language: '',
    country: '',
    region: 'North',
    postcodes: [],
    affiliation: '',
    validFrom: null,
    validTo: null,
    fields: {},
    contacted: 0,
  },
};
const adler = { ...falk, id: 'adler', name: 'Piet Adler', district: '' };
const toMessage = (message: string, field: 'region' | 'fields.committee' = 'region') => ({
  when: [{ field, is: 'one_of' as const, values: ['North'] }],
  then: { do: 'message' as const, message },
});

const say = (changes: Partial<typeof campaign>, wordings: Wording[] = [main], recipients = [falk]) =>
  problemsOf({ ...campaign, ...changes }, wordings, recipients).map(({ field, sentence }) => `${field}: ${sentence}`);

test('a campaign with words and somebody to write to has nothing in its way; without anybody it says so', () => {
  assert.deepEqual(say({}), []);
  assert.match(say({}, [main], []).join(), /recipients: There is nobody to write to yet/);
});

test('a broken tag is named with its field and line, also in the last subject, another message and another language', () => {
  const broken = { ...main, body: 'Dear all,\n\n{{ recipient.nam }}' };
  const [problem] = problemsOf(campaign, [broken], [falk]);
  assert.deepEqual([problem?.field, problem?.line], ['body', 3]);
  assert.match(say({}, [{ ...main, subjects: ['A word', '{{ oops'] }]).join(), /^subject: /);
  const german = { ...main, language: 'de', subjects: ['{{ oops }}'] };
  assert.match(say({}, [main, german]).join(), /wordings: In the message “main” \(de\): /);
});

test('marks that lead nowhere, a part that is missing and more letters than anybody could check are named', () => {
  assert.match(say({}, [{ ...main, body: 'red\n[or]\n' }]).join(), /body: There is nothing after this \[or\]/);
  assert.match(say({ editing: 'part' }).join(), /no part that a supporter may change/);
  const body = Array.from({ length: 5 }, () => 'a\n[or]\nb\n[or]\nc\n[or]\nd').join('\n\n');
  assert.deepEqual(say({}, [{ ...main, body }]), [], '1,024 are not too many');
  const subjects = Array.from({ length: 20 }, (_, index) => `Subject ${String(index)}`);
  assert.match(say({}, [{ ...main, body, subjects }]).join(), /more than 10,000 different letters/);
});

test('a rule that looks at an unknown field, or chooses a message that is not written, is named by its number', () => {
  assert.match(
    say({ rules: [toMessage('main'), toMessage('north')] }).join(),
    /Rule 2 chooses the message “north”, which is not written yet/,
  );
  const field = [toMessage('main', 'fields.committee')];
  assert.match(say({ rules: field }).join(), /Rule 1 looks at “committee”, which is no field/);
  assert.deepEqual(say({ rules: field, routingFields: ['committee'] }), []);
});

test('where supporters may write the whole letter, no rule can choose another message', () => {
  const north = { ...main, message: 'north' };
  assert.match(say({ editing: 'whole', rules: [toMessage('north')] }, [main, north]).join(), /supporters may change the whole letter/);
  assert.deepEqual(say({ rules: [toMessage('north')] }, [main, north]), []);
});

test('every message is written in every language of the campaign', () => {
  const wordings = [main, { ...main, language: 'de' }, { ...main, message: 'north' }];
  assert.deepEqual(say({}, wordings), ['rules: The message “north” is not written in the language “de” yet.']);
});

test('a gap is looked for in the message that a recipient gets, in all languages and alternatives, and in no other', () => {
  const gap = 'Dear all of {{ recipient.district }},';
  const north = { ...main, message: 'north', body: `Hello.\n[or]\n${gap}` };
  const rules = [toMessage('north')];
  assert.deepEqual(say({ rules }, [main, north], [falk, { ...adler, region: 'South' }]), []);
  assert.match(
    say({ rules }, [main, north], [falk, adler]).join(),
    /^recipients: Piet Adler would get a letter with a gap: nothing is known for \{\{ recipient\.district \}\}/,
  );
  const german = { ...main, language: 'de', subjects: ['Ein Wort', gap] };
  assert.match(
    say({}, [main, german], [adler, { ...adler, name: 'Bo Inn' }]).join(),
    /Piet Adler and 1 more would get a letter with a gap/,
  );
  const excluded = [{ when: toMessage('').when, then: { do: 'exclude' as const, text: '', link: null } }];
  assert.deepEqual(say({ rules: excluded }, [main, german], [{ ...adler, region: 'South', district: 'x' }, adler]), []);
});

test('a campaign whose rules leave out every recipient has nobody to write to', () => {
  const rules = [{ when: toMessage('').when, then: { do: 'exclude' as const, text: '', link: null } }];
  assert.match(say({ rules }).join(), /rules: .*leave out every recipient/);
});

test('a way of choosing that can lead to nobody, or to more letters than one person sends, is named', () => {
  assert.match(say({ choice: 'postcode' }).join(), /asked for their postcode, but no recipient has one/);
  assert.match(say({ choice: 'region' }, [main], [{ ...falk, region: '' }]).join(), /asked for their region, but no recipient has one/);
  assert.match(say({ mostLetters: 1 }, [main], [falk, adler]).join(), /Every supporter would send 2 letters, and 1 are the most/);
  assert.deepEqual(say({ mostLetters: 1, choice: 'random' }, [main], [falk, adler]), []);
});
