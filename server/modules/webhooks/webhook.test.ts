import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newWebhookSecret, signWebhook } from '../../platform/hashing.ts';
import { checkedUrl, nextTryAfter, verdictOf } from './webhook.ts';

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
for (const url of refused)
  test(`totals are not told to ${url.slice(0, 40)}`, () => assert.throws(() => checkedUrl(url, { secure: false })));

test('plain http is for this very machine, and for a copy without certificates', () => {
  for (const url of ['http://127.0.0.1:4000/hook', 'http://localhost/hook', 'http://[::1]:4000/'])
    assert.equal(checkedUrl(url, { secure: false }), url);
  assert.throws(() => checkedUrl('http://127.0.0.1:4000/hook', { secure: true }), { code: 'url_unusable' });
  assert.equal(checkedUrl('https://example.org/hook?a=1#part', { secure: true }), 'https://example.org/hook?a=1');
});

test('the pauses after failures grow, and from the ninth on it is a day', () => {
  const at = new Date('2026-11-22T12:00:00Z');
  const seconds = Array.from({ length: 12 }, (_, index) => (nextTryAfter(index + 1, at).getTime() - at.getTime()) / 1000);
  assert.deepEqual(seconds.slice(0, 5), [5, 300, 1800, 7200, 18_000]);
  assert.deepEqual(
    seconds,
    [...seconds].sort((one, other) => one - other),
  );
  assert.deepEqual(seconds.slice(8), [86_400, 86_400, 86_400, 86_400]);
});

test('only an answer in the two hundreds is a message taken; a redirect is not, and 410 ends it', () => {
  const verdicts = [200, 204, 299, 301, 308, 400, 404, 410, 500, null].map(verdictOf);
  assert.deepEqual(verdicts, ['taken', 'taken', 'taken', 'failed', 'failed', 'failed', 'failed', 'gone', 'failed', 'failed']);
});
