import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { workTime } from '../test/harness/work-time.ts';
import { withoutQuoted } from './quoted-text.ts';

test('what is quoted below is folded, whatever program quotes it', () => {
  for (const quoted of [
    '> Dear Robin,\n> the ford.',
    'On Tue, 10 Nov 2026 at 10:00, Gil Sample <gil@example.org> wrote:\n> Dear Robin,',
    'On Tue, 10 Nov 2026 at 10:00, Gil Sample\n<gil@example.org> wrote:\n\n> Dear Robin,',
    'Am 10.11.2026 um 10:00 schrieb Gil Sample:\n> Dear Robin,',
    '-----Original Message-----\nFrom: Gil Sample\n\nDear Robin,',
    '________________________________\nFrom: Gil Sample\n\nDear Robin,',
  ])
    assert.deepEqual(withoutQuoted(`Who pays?\n\n${quoted}`), { own: 'Who pays?', quoted });
});

test('what is written between quotes, and what is nothing but quotes, is shown', () => {
  assert.deepEqual(withoutQuoted('> Shall we?\nYes.\n> When?\nOn Monday.'), {
    own: '> Shall we?\nYes.\n> When?\nOn Monday.',
    quoted: '',
  });
  assert.deepEqual(withoutQuoted('On Monday, Gil wrote:\n> Shall we?\nYes.'), {
    own: 'On Monday, Gil wrote:\n> Shall we?\nYes.',
    quoted: '',
  });
  assert.deepEqual(withoutQuoted('> Forwarded.'), { own: '> Forwarded.', quoted: '' });
});

test('nothing that somebody wrote is lost by folding', () => {
  const line = fc.oneof(fc.string(), fc.constantFrom('> quoted', '', 'On Monday, Gil wrote:', 'Yes.'));
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      const { own, quoted } = withoutQuoted(lines.join('\n'));
      const bare = (text: string) => text.replace(/\s/g, '');
      return bare(own + quoted) === bare(lines.join('\n'));
    }),
  );
});

test('a hostile line is shown as it is, and at once', () => {
  const line = `On schrieb${' '.repeat(199_000)}x`;
  const worked = workTime();
  assert.equal(withoutQuoted(line).quoted, '');
  assert.ok(worked() < 500, `${String(worked())} ms`);
});
