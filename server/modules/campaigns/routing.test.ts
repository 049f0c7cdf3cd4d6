import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { dayIn } from '../../../shared/office-hours.ts';
import type { Rule } from './campaign.ts';
import { isInOffice, lettersOf, meantBy, routeOf, type Wish } from './routing.ts';

const falk = {
  ...{ id: 'falk', language: 'de', country: 'AT', region: 'North', district: 'Ward 4', affiliation: 'Greens' },
  ...{ fields: { committee: 'Water' } as Record<string, string>, postcodes: ['1010', '12*'] },
};
const adler = { ...falk, id: 'adler', region: '', postcodes: ['1010-1090'], fields: {} };

const message = (name: string, ...when: Rule['when']): Rule => ({ when, then: { do: 'message', message: name } });
const is = (field: Rule['when'][number]['field'], ...values: string[]): Rule['when'][number] => ({ field, is: 'one_of', values });

test('the first rule that fits decides, and without one everybody gets the main message', () => {
  assert.deepEqual(routeOf([], falk), { message: 'main' });
  const rules = [message('south', is('region', 'South')), message('north', is('region', 'North')), message('late', is('country', 'AT'))];
  assert.deepEqual(routeOf(rules, falk), { message: 'north' });
  assert.deepEqual(routeOf(rules, { ...falk, region: 'East', country: 'DE' }), { message: 'main' });
});

test('all conditions of a rule have to hold, and capitals and blanks around a word do not matter', () => {
  const rule = message('both', is('affiliation', ' greens '), is('fields.committee', 'Fire', 'WATER'));
  assert.deepEqual(routeOf([rule], falk), { message: 'both' });
  assert.deepEqual(routeOf([rule], { ...falk, affiliation: 'Reds' }), { message: 'main' });
  const none = message('others', { field: 'region', is: 'none_of', values: ['north'] });
  assert.deepEqual(routeOf([none], falk), { message: 'main' });
  assert.deepEqual(routeOf([none], adler), { message: 'others' }, 'who has no region is in none of these');
});

test('whom a rule keeps out gets no message, and a supporter reads what stands there instead', () => {
  const then = { do: 'exclude' as const, text: 'decides nothing here.', link: 'https://example.org/' };
  assert.deepEqual(routeOf([{ when: [is('region', 'North')], then }], falk), { excluded: { text: then.text, link: then.link } });
});

test('a rule that looks at a field which nobody has, or at a name that every object has, fits nobody', () => {
  for (const field of ['fields.constructor', 'fields.toString', 'fields.hasOwnProperty', 'fields.unknown'] as const)
    assert.deepEqual(routeOf([message('odd', is(field, 'function', 'Object', 'x'))], falk), { message: 'main' });
});

test('exactly one of a condition and its opposite holds, for every recipient and every list of values', () => {
  const word = fc.string({ minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), word, (values, region) => {
      const fits = (how: 'one_of' | 'none_of') =>
        'message' in
        routeOf([{ when: [{ field: 'region', is: how, values }], then: { do: 'exclude', text: '', link: null } }], { ...falk, region });
      return fits('one_of') !== fits('none_of');
    }),
  );
});

test('somebody is in office on their first day and on their last, by the calendar of the recipients’ time zone', () => {
  const term = { validFrom: '2026-11-22', validTo: '2026-11-22' };
  // That day in Auckland lasts from 11:00 UTC the day before to 11:00 UTC.
  for (const [at, open] of [
    ['2026-11-21T10:59:59Z', false],
    ['2026-11-21T11:00:00Z', true],
    ['2026-11-22T10:59:59Z', true],
    ['2026-11-22T11:00:00Z', false],
  ] as const)
    assert.equal(isInOffice(term, new Date(at), 'Pacific/Auckland'), open, at);
  assert.ok(isInOffice({ validFrom: null, validTo: null }, new Date(), 'UTC'));
  const zones = ['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Asia/Kathmandu', 'Europe/Vienna'];
  fc.assert(
    fc.property(
      fc.date({ min: new Date('2000-01-01'), max: new Date('2060-01-01'), noInvalidDate: true }),
      fc.constantFrom(...zones),
      (at, zone) => {
        const today = dayIn(at, zone);
        return isInOffice({ validFrom: today, validTo: today }, at, zone);
      },
    ),
  );
});

test('a choice leaves over those whom the supporter means, and for every other way of choosing all', () => {
  const noWish: Wish = { postcode: '', region: '', recipientIds: [] };
  const ids = (choice: Parameters<typeof meantBy>[0], wish: Partial<Wish>) =>
    meantBy(choice, [falk, adler], { ...noWish, ...wish }).map(({ id }) => id);
  assert.deepEqual(ids('pick', { recipientIds: ['adler', 'forged', 'adler'] }), ['adler']);
  assert.deepEqual(ids('region', { region: ' NORTH' }), ['falk']);
  assert.deepEqual(ids('region', { region: '' }), [], 'who has no region is not everybody’s');
  assert.deepEqual(ids('postcode', { postcode: '10 10' }), ['falk', 'adler']);
  assert.deepEqual(ids('postcode', { postcode: '1299' }), ['falk']);
  assert.deepEqual(ids('postcode', { postcode: '' }), []);
  for (const choice of ['all', 'random', 'least_contacted'] as const)
    assert.deepEqual(ids(choice, { postcode: '1', region: 'x', recipientIds: ['falk'] }), ['falk', 'adler']);
});

test('a lot is one letter, whatever the campaign allows besides', () => {
  assert.equal(lettersOf({ choice: 'random', mostLetters: 9 }), 1);
  assert.equal(lettersOf({ choice: 'least_contacted', mostLetters: 9 }), 9);
});
