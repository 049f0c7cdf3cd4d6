import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, test } from 'node:test';
import fc from 'fast-check';
import { faultKinds, type ScriptedFault } from '../../sandbox/microsoft/faults.ts';
import { createOutbound } from '../../server/platform/outbound.ts';
import type { Consent } from '../../server/providers/capabilities.ts';
import type { FailureCode, Verdict } from '../../server/providers/failure.ts';
import { graphFailure } from '../../server/providers/microsoft/graph-failure.ts';
import { consentErrorOf } from '../../server/providers/microsoft/consent-error.ts';
import { tokenFailure } from '../../server/providers/microsoft/token-failure.ts';
import { letter as letterOf } from './google-scene.ts';
import { adapterAt, carla, consentOf, passConsentScreen, startStandIn, type StandInScene } from './microsoft-scene.ts';
import { begin, failure, finish, handClock } from './scene.ts';

const letter = () => letterOf(undefined, carla.emailAddress);

/** What sending meets, what it means, and how many messages have left all the same. */
const sending: [fault: ScriptedFault, verdict: Verdict, code: FailureCode, left: 0 | 1, seconds?: number][] = [
  [{ fault: 'InvalidAuthenticationToken' }, 'reconnect', 'consent_revoked', 0],
  [{ fault: 'ErrorAccessDenied' }, 'reconnect', 'consent_missing_scope', 0],
  [{ fault: 'access_policy' }, 'never', 'admin_blocked', 0],
  [{ fault: 'MailboxNotEnabledForRESTAPI' }, 'never', 'no_mailbox', 0],
  [{ fault: 'MailboxNotHostedInExchangeOnline' }, 'never', 'no_mailbox', 0],
  [{ fault: 'ErrorNonExistentMailbox' }, 'never', 'no_mailbox', 0],
  [{ fault: 'ApplicationThrottled', seconds: 12 }, 'retry_later', 'user_quota', 0, 12],
  [{ fault: 'ApplicationThrottled' }, 'retry_later', 'user_quota', 0],
  [{ fault: 'ErrorMessageSubmissionBlocked', seconds: 3600 }, 'retry_later', 'user_quota', 0, 3600],
  [{ fault: 'ErrorAccountSuspend' }, 'retry_later', 'user_quota', 0],
  [{ fault: 'ErrorQuotaExceeded' }, 'retry_later', 'user_quota', 0],
  [{ fault: 'ErrorExceededMessageLimit' }, 'retry_later', 'daily_quota', 0],
  [{ fault: 'ErrorInvalidRecipients' }, 'never', 'address_refused', 0],
  [{ fault: 'ErrorSendAsDenied' }, 'never', 'address_refused', 0],
  [{ fault: 'ErrorMimeContentInvalid' }, 'never', 'message_refused', 0],
  [{ fault: 'ErrorMimeContentInvalidBase64String' }, 'never', 'message_refused', 0],
  [{ fault: 'ErrorMessageSizeExceeded' }, 'never', 'message_refused', 0],
  [{ fault: 'RequestEntityTooLarge' }, 'never', 'message_refused', 0],
  [{ fault: 'server_error', status: 500 }, 'uncertain', 'provider_down', 0],
  [{ fault: 'server_error', status: 503 }, 'uncertain', 'provider_down', 0],
  [{ fault: 'timeout_after_accept' }, 'uncertain', 'provider_down', 1],
  [{ fault: 'html_200' }, 'uncertain', 'answer_unreadable', 0],
  [{ fault: 'drop_before_accept' }, 'uncertain', 'answer_lost', 0],
  [{ fault: 'drop_after_accept' }, 'uncertain', 'answer_lost', 1],
  [{ fault: 'hang' }, 'uncertain', 'answer_lost', 0],
];

/** What the exchange of a code meets, and what it means. */
const tokens: [fault: ScriptedFault, verdict: Verdict, code: FailureCode, seconds?: number][] = [
  [{ fault: 'server_error', at: 'token' }, 'retry_now', 'provider_down'],
  [{ fault: 'html_200', at: 'token' }, 'reconnect', 'answer_unreadable'],
  [{ fault: 'drop_before_accept', at: 'token' }, 'reconnect', 'answer_lost'],
  [{ fault: 'drop_after_accept', at: 'token' }, 'reconnect', 'answer_lost'],
  [{ fault: 'hang', at: 'token' }, 'reconnect', 'answer_lost'],
  [{ fault: 'conditional_access' }, 'never', 'admin_blocked'],
  [{ fault: 'sign_in_throttled', seconds: 5 }, 'retry_later', 'project_quota', 5],
];

describe('every fault of Microsoft has one meaning', () => {
  let scene: StandInScene;
  let consent: Consent;
  before(async () => {
    scene = await startStandIn({ messagesPerMinute: 1000 });
    consent = await consentOf(scene);
  });
  after(() => scene.stop());
  beforeEach(() => scene.outbox.clear());

  const send = () => scene.microsoft.send({ accessToken: consent.accessToken, raw: letter() });

  for (const [fault, verdict, code, left, seconds] of sending) {
    test(`sending meets ${JSON.stringify(fault)}: ${verdict}, ${code}`, async () => {
      scene.script(carla.emailAddress, fault);
      const error: unknown = await send().then(
        () => assert.fail('It was taken.'),
        (reason: unknown) => reason,
      );
      failure(verdict, code, seconds)(error);
      const told = `${String(error)} ${(error as Error).stack ?? ''} ${JSON.stringify(error)}`;
      for (const secret of [
        consent.accessToken,
        carla.emailAddress,
        'rita@example.org',
        'please vote',
        'Check credentials',
        'AccessPolicy',
      ])
        assert.ok(!told.includes(secret), `it tells ${secret}`);
      assert.equal(scene.outbox.total(), left);
      await send();
      assert.equal(scene.outbox.total(), left + 1, 'the fault struck once');
    });
  }

  for (const [fault, verdict, code, seconds] of tokens) {
    test(`the exchange of a code meets ${JSON.stringify(fault)}: ${verdict}, ${code}`, async () => {
      const round = begin(scene.microsoft);
      const back = await passConsentScreen(round.url, { account: carla.emailAddress });
      scene.script(carla.emailAddress, fault);
      await assert.rejects(finish(scene.microsoft, round, back), failure(verdict, code, seconds));
    });
  }

  test('every fault that can strike while sending or signing in is in these tables', () => {
    // These are met while reading (microsoft-reading.test.ts).
    const reading = ['foreign_link', 'ErrorItemNotFound', 'SyncStateNotFound', 'resyncRequired'];
    const elsewhere = ['deny', 'untick', 'revoke', 'admin_block', 'slow', ...reading];
    const seen = new Set([...sending, ...tokens].map(([{ fault }]) => fault));
    assert.deepEqual(
      Object.keys(faultKinds).filter((fault) => !elsewhere.includes(fault) && !seen.has(fault as ScriptedFault['fault'])),
      [],
    );
  });

  test('a slow answer is waited for, and faults are met in the order in which they were scripted', async () => {
    const startedAt = scene.clock.now().getTime();
    scene.script(carla.emailAddress, { fault: 'slow', milliseconds: 3000 });
    scene.script(carla.emailAddress, { fault: 'access_policy' });
    await assert.rejects(send(), failure('never', 'admin_blocked'));
    assert.equal(scene.clock.now().getTime() - startedAt, 3000);
    await send();
  });

  test('without consent a person comes back with the reason: their own, or their organisation’s', async () => {
    const cameBack = async (person: Parameters<typeof passConsentScreen>[1]) => {
      const round = begin(scene.microsoft);
      const { searchParams } = await passConsentScreen(round.url, person);
      assert.equal(searchParams.get('code'), null);
      assert.equal(searchParams.get('state'), round.state);
      return consentErrorOf(searchParams.get('error') ?? '', searchParams.get('error_description') ?? undefined);
    };
    const dario = 'dario.sample@outlook.test';
    assert.equal(await cameBack({ account: dario, cancelAt: 'account' }), 'consent_cancelled');
    assert.equal(await cameBack({ account: dario, cancelAt: 'permissions' }), 'consent_cancelled');
    assert.equal(await cameBack({ account: 'frank.sample@strict.example.org' }), 'admin_blocked');
    scene.script(dario, { fault: 'deny' });
    assert.equal(await cameBack({ account: dario }), 'consent_cancelled');
    scene.script(dario, { fault: 'admin_block' });
    assert.equal(await cameBack({ account: dario }), 'admin_blocked');
  });

  test('a code is over after ten minutes', async () => {
    const round = begin(scene.microsoft);
    const back = await passConsentScreen(round.url, { account: carla.emailAddress });
    scene.clock.advance(600);
    await assert.rejects(finish(scene.microsoft, round, back), failure('reconnect', 'consent_code_refused'));
    scene.clock.advance(-600);
  });
});

describe('Microsoft out of reach', () => {
  test('nobody listens: nothing was handed over', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.close();
    const microsoft = adapterAt(`http://${host}`, { clock: handClock(), outbound: createOutbound({ allow: [host] }) });
    await assert.rejects(microsoft.send({ accessToken: 'x', raw: letter() }), failure('retry_now', 'unreachable'));
    await assert.rejects(
      microsoft.exchangeCode({ code: 'c', codeVerifier: 'v', nonce: 'n', redirectUri: 'http://localhost/' }),
      failure('retry_now', 'unreachable'),
    );
  });

  test('the guard does not open it: repeating does not help', async () => {
    const microsoft = adapterAt('http://127.0.0.1:9', { clock: handClock(), outbound: createOutbound({ allow: [] }) });
    await assert.rejects(microsoft.send({ accessToken: 'x', raw: letter() }), failure('never', 'unreachable'));
  });
});

const now = new Date('2026-11-22T09:00:00Z');
const answered = (status: number, text: string, headers: Record<string, string> = {}) => ({ status, headers: new Headers(headers), text });

test('whatever comes back, only Graph’s own refusal says that nothing was sent', () => {
  const code = fc.constantFrom('ErrorAccessDenied', 'erroraccessdenied', 'ApplicationThrottled', 'notKnown', 'constructor', '__proto__');
  const body = fc.oneof(
    fc.string(),
    fc.json(),
    fc.record({ code, message: fc.string() }).map((error) => JSON.stringify({ error })),
  );
  fc.assert(
    fc.property(fc.integer({ min: 100, max: 599 }), body, (status, text) => {
      const failed = graphFailure(answered(status, text), now);
      if (status < 400 || status >= 500) assert.equal(failed.verdict, 'uncertain');
      assert.notEqual(failed.verdict, 'retry_now', 'a message that was handed over is never repeated at once');
      assert.match(failed.message, /^[A-Z].+\.$/);
    }),
    { numRuns: 500 },
  );
});

test('a taken message is a 202 with nothing in it; its request is named only by what looks like a name', async () => {
  const microsoft = (status: number, text: string, headers?: Record<string, string>) =>
    adapterAt('https://graph.example.org', {
      clock: handClock(),
      outbound: { request: () => Promise.resolve(answered(status, text, headers)) },
    });
  const sent = (...answer: Parameters<typeof microsoft>) => microsoft(...answer).send({ accessToken: 'x', raw: letter() });
  const requestId = '9d4b16d4-0a3f-4f0e-9f9c-1f2f0c0b8a11';
  assert.deepEqual(await sent(202, '', { 'request-id': requestId }), { providerMessageId: requestId });
  assert.deepEqual(await sent(202, '', { 'request-id': '<b>x</b>' }), { providerMessageId: '' });
  assert.deepEqual(await sent(202, ''), { providerMessageId: '' });
  await assert.rejects(sent(200, ''), failure('uncertain', 'answer_unreadable'));
  await assert.rejects(sent(202, '<html>Sign in to the network</html>'), failure('uncertain', 'answer_unreadable'));
  await assert.rejects(sent(302, ''), failure('uncertain', 'answer_unreadable'));
});

test('the time to wait is read as seconds or as a date, and of other codes what people have met', () => {
  const graph = (status: number, code: string, headers: Record<string, string> = {}) =>
    graphFailure(answered(status, JSON.stringify({ error: { code, message: '' } }), headers), now);
  assert.equal(graph(429, 'TooManyRequests', { 'retry-after': 'Sun, 22 Nov 2026 09:02:00 GMT' }).retryAfterSeconds, 120);
  assert.equal(graph(429, 'TooManyRequests', { 'retry-after': 'soon' }).retryAfterSeconds, undefined);
  assert.equal(graph(429, 'ErrorExceededMessageLimit').code, 'daily_quota');
  assert.equal(graph(401, 'OrganizationFromTenantGuidNotFound').code, 'no_mailbox');
  assert.equal(graph(401, 'whatever').code, 'consent_revoked');
  assert.equal(graph(400, 'ErrorMimeContentInvalidSomethingNew').code, 'message_refused');
});

test('a refusal of the token endpoint is told by its error and its number, never by its text', () => {
  const token = (status: number, error: string, numbers?: unknown) =>
    tokenFailure(answered(status, JSON.stringify({ error, error_codes: numbers, error_description: 'AADSTS90094' })), now);
  const means: [answer: ReturnType<typeof token>, verdict: Verdict, code: FailureCode][] = [
    [token(400, 'invalid_grant', [70008]), 'reconnect', 'consent_code_refused'],
    [token(400, 'invalid_grant', [54005]), 'reconnect', 'consent_code_refused'],
    [token(400, 'invalid_grant', 'none'), 'reconnect', 'consent_code_refused'],
    [token(400, 'invalid_grant', [65001]), 'never', 'admin_blocked'],
    [token(400, 'interaction_required', [50076]), 'never', 'admin_blocked'],
    [token(401, 'invalid_client', [7000222]), 'never', 'admin_blocked'],
    [token(400, 'unauthorized_client', [700016]), 'never', 'admin_blocked'],
    [token(400, 'invalid_request'), 'reconnect', 'consent_code_refused'],
    [token(400, 'temporarily_unavailable'), 'retry_now', 'provider_down'],
    [token(503, 'anything'), 'retry_now', 'provider_down'],
    [tokenFailure(answered(400, '<html>'), now), 'reconnect', 'answer_unreadable'],
  ];
  for (const [answer, verdict, code] of means) failure(verdict, code)(answer);
});
