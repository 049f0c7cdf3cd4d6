import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { headLines } from './head-lines.ts';

const bytes = (text: string) => Buffer.from(text, 'latin1');

test('fields keep their order and their repetitions, in lower case and unfolded, and are not decoded', () => {
  const header = 'Received: one\r\nReceived: two\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\n\tand\r\n more\r\nX-Empty:\r\n\r\n';
  assert.deepEqual(headLines(bytes(header)), [
    { name: 'received', value: 'one' },
    { name: 'received', value: 'two' },
    { name: 'subject', value: '=?utf-8?q?Gr=C3=BC=C3=9Fe?= and more' },
    { name: 'x-empty', value: '' },
  ]);
});

test('UTF-8 is read as that, and other bytes one by one', () => {
  assert.equal(headLines(Buffer.from('Subject: Grüße'))[0]?.value, 'Grüße');
  assert.equal(headLines(bytes('Subject: Gr\xfc\xdfe'))[0]?.value, 'Grüße');
});

test('what is no field is left out, and what was cut off counts as far as it goes', () => {
  const header =
    '>From somebody\r\n folded\r\nNo colon here\r\n: no name\r\nÜber: wide\r\nSubject : spaced\nTo: bare line end\r\nCc: cut o';
  assert.deepEqual(headLines(bytes(header)), [
    { name: 'subject', value: 'spaced' },
    { name: 'to', value: 'bare line end' },
    { name: 'cc', value: 'cut o' },
  ]);
});

test('whatever stands in a header, no value has a line end in it and no name anything but a word', () => {
  const part = fc.oneof(fc.string(), fc.constantFrom('\r\n', '\n', '\r', ':', ' ', '\t', 'Subject: x', '\0'));
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      for (const { name, value } of headLines(Buffer.from(parts.join('')))) {
        assert.match(name, /^[!-9;-~]+$/);
        assert.ok(!value.includes('\n'));
      }
    }),
  );
});
