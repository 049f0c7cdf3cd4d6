import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { htmlOfText, subjectOfAnswer, threadOf, whatToKnow, whyNotAnswer } from './conversation.ts';

test('the subject of an answer bears one Re:, whatever programs of whatever languages put before it', () => {
  for (const [given, made] of [
    ['The ford', 'Re: The ford'],
    ['Re: The ford', 'Re: The ford'],
    ['AW: Re: SV:The ford', 'Re: The ford'],
    ['RE[2]: The ford', 'Re: The ford'],
    ['Regarding the ford', 'Re: Regarding the ford'],
    ['Res publica: a letter', 'Re: Res publica: a letter'],
    ['', 'Re:'],
  ] as const)
    assert.equal(subjectOfAnswer(given), made);
});

test('answering an answer changes its subject no more', () => {
  fc.assert(fc.property(fc.string(), (subject) => subjectOfAnswer(subjectOfAnswer(subject)) === subjectOfAnswer(subject)));
});

test('a thread names each message once, oldest first, and nothing that could end its line', () => {
  assert.deepEqual(threadOf(['<a@x>', null, '<b@x>', '<a@x>', '<c d@x>', '<e@x>\r\nBcc: f', 'g@x']), ['<a@x>', '<b@x>']);
  fc.assert(
    fc.property(fc.array(fc.string()), (ids) => threadOf(ids).every((id) => /^<[!-~]+>$/.test(id) && !id.slice(1, -1).includes('>'))),
  );
});

test('words stay words: nothing that somebody types becomes markup', () => {
  assert.equal(htmlOfText('One\ntwo\n\n\nthree'), '<p>One<br>two</p>\n<p>three</p>');
  fc.assert(
    fc.property(fc.string(), (text) => {
      const rest = htmlOfText(text).replaceAll(/<\/?p>|<br>|&(amp|lt|gt|quot);/g, '');
      return !/[<>&"]/.test(rest);
    }),
  );
});

const now = new Date('2026-11-22T12:00:00Z');
const mailbox = { parkedAt: null, parkedBecause: null, parkedUntil: null };
const replied = { repliedAt: new Date('2026-11-21T12:00:00Z') };

test('who may be answered follows from who wrote, who may not be written to, and the mailbox, to the second of its parking', () => {
  const codeOf = (standing: Parameters<typeof whyNotAnswer>[0]) => whyNotAnswer(standing, now)?.code;
  const parked = (until: string | null) => ({
    ...mailbox,
    parkedAt: replied.repliedAt,
    parkedUntil: until === null ? null : new Date(until),
  });
  assert.deepEqual(
    [
      codeOf({ mailbox, suppressed: undefined, ...replied }),
      codeOf({ mailbox, suppressed: 'here', ...replied }),
      codeOf({ mailbox, suppressed: 'everywhere', ...replied }),
      codeOf({ mailbox, suppressed: undefined, repliedAt: null }),
      codeOf({ mailbox, suppressed: 'here', repliedAt: null }),
      codeOf({ mailbox: undefined, suppressed: undefined, ...replied }),
      codeOf({ mailbox: parked(null), suppressed: undefined, ...replied }),
      codeOf({ mailbox: parked('2026-11-22T12:00:01Z'), suppressed: undefined, ...replied }),
      codeOf({ mailbox: parked('2026-11-22T12:00:00Z'), suppressed: undefined, ...replied }),
    ],
    [undefined, undefined, 'suppressed', undefined, 'suppressed', 'mailbox_gone', 'mailbox_parked', 'mailbox_parked', undefined],
  );
  assert.equal(whatToKnow({ suppressed: undefined }), undefined);
  assert.match(whatToKnow({ suppressed: 'here' }) ?? '', /no further messages/);
});
