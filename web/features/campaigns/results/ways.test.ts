import assert from 'node:assert/strict';
import { test } from 'node:test';
import { acceptedBy, sortWays } from './ways.ts';

const way = (channel: string, counts: { accepted?: number; opened?: number; failed?: number }) => ({
  ...{ channel, participations: 0, accepted: 0, failed: 0, skipped: 0, uncertain: 0, opened: 0 },
  ...counts,
});

test('What was opened in an own program never stands among what a mailbox accepted', () => {
  const { accepting, opening } = sortWays([
    way('copy', { opened: 2 }),
    way('eml', {}),
    way('gmail', { accepted: 5 }),
    way('mailto', { opened: 1 }),
    way('outlook', { failed: 1 }),
  ]);
  assert.deepEqual(
    accepting.map(({ name, accepted }) => `${name} ${accepted}`),
    ['Gmail 5', 'Outlook 0'],
  );
  assert.deepEqual(
    opening.map(({ name, opened }) => `${name} ${opened}`),
    ['A mail program 1', 'Copied 2'],
  );
});

test('Only who accepted a letter is named', () => {
  assert.equal(acceptedBy([]), 'a mailbox');
  assert.equal(acceptedBy([way('gmail', { failed: 1 }), way('outlook', { accepted: 1 })]), 'Outlook');
  assert.equal(
    acceptedBy([way('outlook', { accepted: 1 }), way('gmail', { accepted: 1 }), way('copy', { opened: 9 })]),
    'Gmail or Outlook',
  );
});
