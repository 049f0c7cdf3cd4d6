import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { newWebhookSecret, signWebhook } from '../../platform/hashing.ts';
import { checkedUrl, nextTryAfter, readRetryAfter, verdictOf } from './webhook.ts';

test('a message is signed as the Standard Webhooks libraries expect it: their own example', () => {
  const signature = signWebhook(
    'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    'msg_p5jXN8AQM9LWM0D4loKWxJek',
    1614265330,
    '{"test": 2432232314}',
  );
  assert.equal(signature, 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
});

test('a secret is whsec_ and base64 of 32 bytes, another each time', () => {
  const [one, other] = [newWebhookSecret(), newWebhookSecret()];
  assert.match(one, /^whsec_[A-Za-z0-9+/]{43}=$/);
  assert.notEqual(one, other);
});

const refused = [
  'http://example.org/hook',
  'http://10.0.0.1/hook',
  'http://localhost.example.org/',
  'ftp://example.org/',
  'https://name:secret@example.org/',
  'https://secret@example.org/',
  'not a url',
  `https://example.org/${'ä'.repeat(400)}`,
];
for (const url of refused) test(`nothing is told to ${url.slice(0, 40)}`, () => assert.throws(() => checkedUrl(url, { secure: false })));

test('plain http is for this very machine, and for a copy without certificates', () => {
  for (const url of ['http://127.0.0.1:4000/hook', 'http://localhost/hook', 'http://[::1]:4000/'])
    assert.equal(checkedUrl(url, { secure: false }), url);
  assert.throws(() => checkedUrl('http://127.0.0.1:4000/hook', { secure: true }), { code: 'url_unusable' });
  assert.equal(checkedUrl('https://example.org/hook?a=1#part', { secure: true }), 'https://example.org/hook?a=1');
});

const at = new Date('2026-11-22T12:00:00Z');
const secondsUntil = (next: Date) => (next.getTime() - at.getTime()) / 1000;

test('the pauses after failures grow, from the ninth on it is a day, and nine of them make three days', () => {
  const seconds = Array.from({ length: 12 }, (_, index) => secondsUntil(nextTryAfter(index + 1, at, { chance: 0 })));
  assert.deepEqual(seconds.slice(0, 5), [5, 300, 1800, 7200, 18_000]);
  assert.deepEqual(
    seconds,
    [...seconds].sort((one, other) => one - other),
  );
  assert.deepEqual(seconds.slice(8), [86_400, 86_400, 86_400, 86_400]);
  const sum = seconds.slice(0, 9).reduce((all, one) => all + one, 0);
  assert.ok(sum > 3 * 86_400 && sum < 4 * 86_400, String(sum));
});

test('a pause is drawn out by chance, by a fifth at most, and by what the receiver asks for, by a day at most', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(10 ** 9), (failures, chance, asked) => {
      const usual = secondsUntil(nextTryAfter(failures, at, { chance: 0 }));
      const drawnOut = secondsUntil(nextTryAfter(failures, at, { chance }));
      assert.ok(drawnOut >= usual && drawnOut <= usual * 1.2 + 0.001);
      const waits = secondsUntil(nextTryAfter(failures, at, { chance, askedSeconds: asked }));
      assert.ok(waits >= Math.min(asked, 86_400) - 0.001 && waits >= drawnOut && waits <= Math.max(86_400, drawnOut));
    }),
  );
});

test('Retry-After is read as seconds and as a date, and anything else asks for nothing', () => {
  assert.equal(readRetryAfter('120', at), 120);
  assert.equal(readRetryAfter('Sun, 22 Nov 2026 12:01:00 GMT', at), 60);
  assert.equal(readRetryAfter('Sun, 22 Nov 2026 11:01:00 GMT', at), 0);
  for (const odd of [null, '', '-5', '1e9', 'soon', '99999999999999999999', 'Infinity']) assert.equal(readRetryAfter(odd, at), 0);
});

test('only an answer in the two hundreds is a message taken; a redirect is not, and 410 ends it', () => {
  const verdicts = [200, 204, 299, 301, 308, 400, 404, 410, 500, null].map(verdictOf);
  assert.deepEqual(verdicts, ['taken', 'taken', 'taken', 'failed', 'failed', 'failed', 'failed', 'gone', 'failed', 'failed']);
});
