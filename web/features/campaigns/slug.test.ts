import assert from 'node:assert/strict';
import { test } from 'node:test';
import { slugOf, slugProblem } from './slug.ts';

test('a name of any language becomes an address that can be said aloud', () => {
  assert.equal(slugOf('Keep the ford open!'), 'keep-the-ford-open');
  assert.equal(slugOf('  Für die Brücke: Ja  '), 'fur-die-brucke-ja');
  assert.equal(slugOf('Straße nach Łódź'), 'strasse-nach-lodz');
  assert.equal(slugOf('橋を残す'), '');
  assert.equal(slugOf(`${'a'.repeat(63)} b`), 'a'.repeat(63), 'a cut leaves no hyphen at the end');
});

test('whatever a name becomes can be used, or says what is missing', () => {
  for (const name of ['x', '--', 'Ein Haus!', 'É', '100 % Wind']) {
    const slug = slugOf(name);
    assert.equal(slugProblem(slug) === null, slug !== '', name);
  }
  assert.match(slugProblem('Not this') ?? '', /small letters/);
  assert.match(slugProblem('a'.repeat(65)) ?? '', /at most 64/);
});
