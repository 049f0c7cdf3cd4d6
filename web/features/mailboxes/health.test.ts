import assert from 'node:assert/strict';
import { test } from 'node:test';
import { healthOf, placeOf, unseenIn } from './health.ts';

const fine = { parkedBecause: null, limitNow: 100, usedInDay: 10, workingDays: [1] };

test('a mailbox says first what keeps it from sending', () => {
  assert.deepEqual(healthOf(fine), { state: 'on', words: 'Can send' });
  assert.equal(healthOf({ ...fine, parkedBecause: 'reconnect', limitNow: 0 }).words, 'Connect it again');
  assert.equal(healthOf({ ...fine, usedInDay: 100 }).words, 'Full for these 24 hours');
  assert.equal(healthOf({ ...fine, limitNow: 0, usedInDay: 0 }).words, 'Sends nothing');
  assert.equal(healthOf({ ...fine, workingDays: [] }).words, 'Sends nothing');
});

test('a mailbox is called by its company, or by its server', () => {
  assert.equal(placeOf({ provider: 'gmail', smtp: null }), 'Gmail');
  assert.equal(placeOf({ provider: 'smtp', smtp: { host: 'mail.example.org', port: 465, security: 'tls' } }), 'mail.example.org');
});

test('a mailbox that is read says where answers are not seen, which in Gmail is nowhere', () => {
  assert.match(unseenIn({ provider: 'outlook', mode: 'send_and_read' }) ?? '', /inbox and its junk/);
  assert.match(unseenIn({ provider: 'smtp', mode: 'send_and_read' }) ?? '', /inbox and its junk/);
  assert.equal(unseenIn({ provider: 'gmail', mode: 'send_and_read' }), undefined);
  assert.equal(unseenIn({ provider: 'smtp', mode: 'send' }), undefined);
});
