import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { normaliseBody } from '../../../shared/body-text.ts';
import { cleanHeaderText } from '../../../shared/header-text.ts';
import { emlFile } from './compose-draft.ts';
import { CannotCompose } from './compose-message.ts';

const to = { name: 'Councillor Ines Falk', address: 'ines.falk@council.example.org' };

test('a letter taken along as a file is an unsent draft without a sender', () => {
  assert.equal(
    emlFile({ to, subject: 'Für Ines', text: 'Dear Ines,\n\nplease.\n', date: new Date('2026-11-22T01:02:03Z') }),
    [
      'X-Unsent: 1',
      'To: Councillor Ines Falk <ines.falk@council.example.org>',
      'Subject: =?UTF-8?B?RsO8ciBJbmVz?=',
      'Date: Sun, 22 Nov 2026 01:02:03 +0000',
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: quoted-printable',
      '',
      'Dear Ines,',
      '',
      'please.',
      '',
    ].join('\r\n'),
  );
  assert.doesNotMatch(emlFile({ to, subject: '', text: '' }), /^(Date|From|Message-ID):/im);
});

const hostile = fc.constantFrom(
  'x\r\nBcc: evil@example.com',
  '=?utf-8?Q?Bcc=3A?=',
  'Falk, "I" <a@b.c>',
  '\u202E\uD800',
  '.\nFrom me',
  'Ђ👩‍👩‍👧‍👦é ',
);
const anyText = fc.array(fc.oneof(hostile, fc.string({ unit: 'binary' })), { maxLength: 4 }).map((parts) => parts.join(''));

test('whatever name, subject and text are, another reader finds them in the file as they are and nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(anyText, anyText, anyText, async (name, subject, text) => {
      const file = emlFile({ to: { ...to, name }, subject, text });
      assert.match(file, /^[\t\r\n\x20-\x7E]*$/);
      assert.doesNotMatch(file, /(?<!\r)\n|\r(?!\n)/);
      const read = await PostalMime.parse(file);
      assert.deepEqual(read.to, [{ name: cleanHeaderText(name), address: to.address }]);
      assert.equal(read.subject ?? '', cleanHeaderText(subject));
      assert.equal((read.text ?? '').replace(/\n$/, ''), normaliseBody(text).replace(/\n$/, ''));
      const fields = new Set(read.headers.map(({ key }) => key));
      assert.deepEqual([...fields].sort(), ['content-transfer-encoding', 'content-type', 'mime-version', 'subject', 'to', 'x-unsent']);
    }),
    { numRuns: 300 },
  );
});

test('no file is made for what is not one address', () => {
  for (const address of ['a@b.org\r\nBcc: c@d.org', 'a@b.org, c@d.org', 'nobody'])
    assert.throws(() => emlFile({ to: { ...to, address }, subject: 's', text: 't' }), CannotCompose);
});
