import assert from 'node:assert/strict';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { after, before, beforeEach, describe, test } from 'node:test';
import fc from 'fast-check';
import type { ScriptedFault } from '../../sandbox/google/faults.ts';
import { faultKinds } from '../../sandbox/google/faults.ts';
import { createOutbound } from '../../server/platform/outbound.ts';
import type { Consent } from '../../server/providers/capabilities.ts';
import type { FailureCode, Verdict } from '../../server/providers/failure.ts';
import { gmailFailure } from '../../server/providers/google/gmail-failure.ts';
import { ada, adapterAt, consentOf, letter, passConsentScreen, startStandIn, type StandInScene } from './google-scene.ts';
import { begin, failure, finish, handClock } from './scene.ts';

/** What sending meets, what it means, and how many messages have left all the same. */
const sending: [fault: ScriptedFault, verdict: Verdict, code: FailureCode, left: 0 | 1, seconds?: number][] = [
  [{ fault: 'badRequest' }, 'never', 'message_refused', 0],
  [{ fault: 'invalidArgument' }, 'never', 'address_refused', 0],
  [{ fault: 'failedPrecondition' }, 'never', 'no_mailbox', 0],
  [{ fault: 'authError' }, 'reconnect', 'consent_revoked', 0],
  [{ fault: 'insufficientPermissions' }, 'reconnect', 'consent_missing_scope', 0],
  [{ fault: 'domainPolicy' }, 'never', 'admin_blocked', 0],
  [{ fault: 'dailyLimitExceeded' }, 'retry_later', 'daily_quota', 0],
  [{ fault: 'rateLimitExceeded' }, 'retry_later', 'project_quota', 0],
  [{ fault: 'userRateLimitExceeded' }, 'retry_later', 'user_quota', 0],
  [{ fault: 'userRateLimitExceeded', seconds: 30 }, 'retry_later', 'user_quota', 0, 30],
  [{ fault: 'tooManyRequests', seconds: 3 }, 'retry_later', 'user_quota', 0, 3],
  [{ fault: 'tooManyRequests', seconds: 14_400 }, 'retry_later', 'user_quota', 0, 14_400],
  [{ fault: 'tooManyRequests' }, 'retry_later', 'user_quota', 0],
  [{ fault: 'backendError', status: 500 }, 'uncertain', 'provider_down', 0],
  [{ fault: 'backendError', status: 503 }, 'uncertain', 'provider_down', 0],
  [{ fault: 'html_200' }, 'uncertain', 'answer_unreadable', 0],
  [{ fault: 'drop_before_accept' }, 'uncertain', 'answer_lost', 0],
  [{ fault: 'drop_after_accept' }, 'uncertain', 'answer_lost', 1],
  [{ fault: 'hang' }, 'uncertain', 'answer_lost', 0],
];

/** What the token endpoint meets, and what it means for a code and for a refresh. */
const tokens: [fault: ScriptedFault, code: [Verdict, FailureCode], refresh: [Verdict, FailureCode]][] = [
  [{ fault: 'backendError', at: 'token' }, ['retry_now', 'provider_down'], ['retry_now', 'provider_down']],
  [{ fault: 'html_200', at: 'token' }, ['reconnect', 'answer_unreadable'], ['retry_now', 'answer_unreadable']],
  [{ fault: 'drop_before_accept', at: 'token' }, ['reconnect', 'answer_lost'], ['retry_now', 'answer_lost']],
  [{ fault: 'drop_after_accept', at: 'token' }, ['reconnect', 'answer_lost'], ['retry_now', 'answer_lost']],
  [{ fault: 'hang', at: 'token' }, ['reconnect', 'answer_lost'], ['retry_now', 'answer_lost']],
];

describe('every fault of Google has one meaning', () => {
  let scene: StandInScene;
  let consent: Consent;
  before(async () => {
    scene = await startStandIn();
    consent = await consentOf(scene);
  });
  after(() => scene.stop());
  beforeEach(() => scene.outbox.clear());

  const send = () => scene.google.send({ accessToken: consent.accessToken, raw: letter() });

  for (const [fault, verdict, code, left, seconds] of sending) {
    test(`sending meets ${JSON.stringify(fault)}: ${verdict}, ${code}`, async () => {
      scene.script(ada.emailAddress, fault);
      await assert.rejects(send(), failure(verdict, code, seconds));
      assert.equal(scene.outbox.total(), left);
      await send();
      assert.equal(scene.outbox.total(), left + 1, 'the fault struck once');
    });
  }

  for (const [fault, ofCode, ofRefresh] of tokens) {
    test(`the token endpoint meets ${JSON.stringify(fault)}`, async () => {
      const round = begin(scene.google);
      const back = await passConsentScreen(round.url, { account: ada.emailAddress });
      scene.script(ada.emailAddress, fault);
      await assert.rejects(finish(scene.google, round, back), failure(...ofCode));
      scene.script(ada.emailAddress, fault);
      await assert.rejects(scene.google.refresh(consent.refreshToken ?? ''), failure(...ofRefresh));
      await scene.google.refresh(consent.refreshToken ?? '');
    });
  }

  test('a slow answer is waited for, and faults are met in the order in which they were scripted', async () => {
    const startedAt = scene.clock.now().getTime();
    for (const fault of [
      { fault: 'slow', milliseconds: 3000 },
      { fault: 'tooManyRequests', seconds: 3 },
      { fault: 'domainPolicy' },
    ] as const)
      scene.script(ada.emailAddress, fault);
    await assert.rejects(send(), failure('retry_later', 'user_quota', 3));
    assert.equal(scene.clock.now().getTime() - startedAt, 3000);
    await assert.rejects(send(), failure('never', 'admin_blocked'));
    await send();
  });

  test('a consent that could not be ended stands, and ending it again works', async () => {
    const other = await consentOf(scene, 'bruno.sample@gmail.test');
    scene.script('bruno.sample@gmail.test', { fault: 'revoke_fails' });
    await assert.rejects(scene.google.revoke(other.accessToken), failure('retry_now', 'provider_down'));
    scene.script('bruno.sample@gmail.test', { fault: 'html_200', at: 'revoke' });
    await assert.rejects(scene.google.revoke(other.accessToken), failure('retry_now', 'answer_unreadable'));
    await scene.google.refresh(other.refreshToken ?? '');
    await scene.google.revoke(other.accessToken);
    await assert.rejects(scene.google.refresh(other.refreshToken ?? ''), failure('reconnect', 'consent_revoked'));
  });

  test('a consent revoked between connecting and sending is found out at once', async () => {
    const other = await consentOf(scene, 'bruno.sample@gmail.test');
    scene.script('bruno.sample@gmail.test', { fault: 'revoke' });
    const raw = letter(undefined, 'bruno.sample@gmail.test');
    await assert.rejects(scene.google.send({ accessToken: other.accessToken, raw }), failure('reconnect', 'consent_revoked'));
    await assert.rejects(scene.google.refresh(other.refreshToken ?? ''), failure('reconnect', 'consent_revoked'));
  });

  test('every fault that can strike while sending is in this table', () => {
    // A conversation that is gone is met by mailboxes of teams alone (mailboxes.test.ts), a number that is replaced by their reading.
    const elsewhere = [
      'notFound',
      'replace_message_id',
      'lose_message_id',
      'deny',
      'untick',
      'no_refresh_token',
      'revoke',
      'revoke_fails',
      'slow',
    ];
    const seen = new Set(sending.map(([{ fault }]) => fault));
    assert.deepEqual(
      Object.keys(faultKinds).filter((fault) => !elsewhere.includes(fault) && !seen.has(fault as ScriptedFault['fault'])),
      [],
    );
  });

  test('no failure carries a token, an address or the provider’s own words', async () => {
    for (const [fault] of sending) {
      scene.script(ada.emailAddress, fault);
      const error = await send().then(
        () => assert.fail(),
        (reason: unknown) => reason as Error,
      );
      const told = `${error.message} ${error.stack ?? ''} ${JSON.stringify(error)}`;
      for (const secret of [
        consent.accessToken,
        ada.emailAddress,
        'rita@example.org',
        'please vote',
        'Backend Error',
        'Sign in to the network',
      ])
        assert.ok(!told.includes(secret), `${fault.fault} tells ${secret}`);
    }
  });
});

describe('Google out of reach', () => {
  test('nobody listens: nothing was handed over', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.close();
    const google = adapterAt(`http://${host}`, { clock: handClock(), outbound: createOutbound({ allow: [host] }) });
    await assert.rejects(google.send({ accessToken: 'x', raw: letter() }), failure('retry_now', 'unreachable'));
    await assert.rejects(google.refresh('x'), failure('retry_now', 'unreachable'));
  });

  test('the guard does not open it: repeating does not help', async () => {
    const google = adapterAt('http://127.0.0.1:9', { clock: handClock(), outbound: createOutbound({ allow: [] }) });
    await assert.rejects(google.send({ accessToken: 'x', raw: letter() }), failure('never', 'unreachable'));
  });
});

test('whatever comes back, only Gmail’s own refusal says that nothing was sent', () => {
  const body = fc.oneof(
    fc.string(),
    fc.json(),
    fc
      .record({ reason: fc.constantFrom('domainPolicy', 'backendError', 'notKnown', 'constructor'), message: fc.string() })
      .map((error) => JSON.stringify({ error: { message: error.message, errors: [error] } })),
  );
  fc.assert(
    fc.property(fc.integer({ min: 100, max: 599 }), body, (status, text) => {
      const failed = gmailFailure({ status, headers: new Headers(), text }, new Date(0));
      const isRefusal = status >= 400 && status < 500;
      if (!isRefusal) assert.equal(failed.verdict, 'uncertain');
      assert.notEqual(failed.verdict, 'retry_now', 'a message that was handed over is never repeated at once');
      assert.match(failed.message, /^[A-Z].+\.$/);
    }),
    { numRuns: 500 },
  );
});

test('the time to wait is read in every form in which Google gives it', () => {
  const now = new Date('2026-11-22T09:00:00Z');
  const answered = (status: number, headers: Record<string, string>, message = '') =>
    gmailFailure(
      { status, headers: new Headers(headers), text: JSON.stringify({ error: { message, errors: [{ reason: 'rateLimitExceeded' }] } }) },
      now,
    );
  assert.equal(answered(429, { 'retry-after': '120' }).retryAfterSeconds, 120);
  assert.equal(answered(429, { 'retry-after': 'Sun, 22 Nov 2026 09:02:00 GMT' }).retryAfterSeconds, 120);
  assert.equal(answered(429, {}, 'User-rate limit exceeded.  Retry after 2026-11-22T10:00:00.500Z (Mail sending)').retryAfterSeconds, 3601);
  assert.equal(answered(429, { 'retry-after': 'soon' }).retryAfterSeconds, undefined);
  assert.equal(answered(403, {}, "Quota exceeded for quota metric 'Queries' and limit 'Queries per minute per user'").code, 'user_quota');
});
