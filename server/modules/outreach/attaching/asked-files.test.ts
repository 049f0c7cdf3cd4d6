import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compileFileName, fillFileName } from '../../templates/index.ts';
import { mayMean } from './asked-files.ts';

test('A name with merge tags may mean every file that it is filled to, whatever the values are', () => {
  const typed = fc.constantFrom(
    'Report {{ city }}.pdf',
    '{{ city }}',
    '{{ city }} {{ name }}.pdf',
    'A {% if city == "x" %}b{% else %}c{% endif %}.pdf',
    'Fixed.pdf',
  );
  const word = fc.string({ unit: 'grapheme', maxLength: 12 });
  fc.assert(
    fc.property(typed, word, word, (name, city, other) => {
      const compiled = compileFileName(name);
      const filled = fillFileName(compiled, { city, name: other });
      if (filled !== undefined) assert.ok(mayMean(compiled, { name: filled }), JSON.stringify([name, filled]));
    }),
  );
});

test('A name means no file that it can never be filled to', () => {
  assert.ok(!mayMean(compileFileName('Report {{ city }}.pdf'), { name: 'Bill Wien.pdf' }));
  assert.ok(!mayMean(compileFileName('Report {{ city }}.pdf'), { name: 'Report Wien.png' }));
  assert.ok(!mayMean(compileFileName('Fixed.pdf'), { name: 'Fixed too.pdf' }));
  assert.ok(mayMean(compileFileName('fixed.PDF'), { name: 'Fixed.pdf' }));
});

test('A name has no value for whoever lacks one, unless it says what stands in its place', () => {
  assert.equal(fillFileName(compileFileName('Report {{ city }}.pdf'), {}), undefined);
  assert.equal(fillFileName(compileFileName('Report {{ city | default: "all" }}.pdf'), {}), 'Report all.pdf');
  assert.deepEqual(compileFileName('Report {{ city').problems, ['This is not closed. Put }} behind it.']);
  assert.equal(fillFileName(compileFileName('{% if vip %}Vip.pdf{% else %}All.pdf{% endif %}'), { vip: 'yes' }), 'Vip.pdf');
});
