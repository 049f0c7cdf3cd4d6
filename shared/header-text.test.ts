import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cleanHeaderText } from './header-text.ts';

test('What is cleaned is on one line, shows everything that is in it, and stays as it is when it is cleaned again', () => {
  const sign = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 1 }),
    fc.constantFrom(' ', '  ', 'a', 'é', '\u00AD', '\u0085', '\u202E', '\uFEFF', '\n'),
  );
  fc.assert(
    fc.property(fc.array(sign), (signs) => {
      const clean = cleanHeaderText(signs.join(''));
      assert.doesNotMatch(clean, /[\u0000-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u2069\uFEFF]|^\s|\s$| {2}/);
      assert.equal(cleanHeaderText(clean), clean);
      // Beside a sign that is taken away, the text goes the long way.
      assert.equal(cleanHeaderText(`\u202E${clean}`), clean);
    }),
  );
  assert.equal(cleanHeaderText('Zoë van  Falk\r\nBcc: x'), 'Zoë van Falk Bcc: x');
});
