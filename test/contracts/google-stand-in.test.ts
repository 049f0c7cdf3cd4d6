import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import fc from 'fast-check';
import MailComposer from 'nodemailer/lib/mail-composer/index.js';
import { checkMessage } from '../../sandbox/strict-message.ts';
import { ProviderFailure } from '../../server/providers/failure.ts';
import { ada, clientId, clientSecret, consentOf, letter, passConsentScreen, startStandIn, type StandInScene } from './google-scene.ts';
import { begin, callback, finish } from './scene.ts';

const bruno = 'bruno.sample@gmail.test';

describe('the consent screen', () => {
  let scene: StandInScene;
  beforeEach(async () => {
    scene = await startStandIn();
  });
  afterEach(() => scene.stop());

  test('a person who presses Cancel on any screen goes back with access_denied and no code', async () => {
    for (const cancelAt of ['account', 'sign in', 'permissions'] as const) {
      const back = await passConsentScreen(begin(scene.google).url, { account: bruno, cancelAt });
      assert.deepEqual([back.searchParams.get('error'), back.searchParams.get('code')], ['access_denied', null], cancelAt);
    }
  });

  test('an unticked permission is missing from the answer, and asking again shows its box again', async () => {
    const round = begin(scene.google);
    const consent = await finish(scene.google, round, await passConsentScreen(round.url, { account: ada.emailAddress, untick: true }));
    assert.equal(consent.maySend, false);
    await assert.rejects(scene.google.send({ accessToken: consent.accessToken, raw: letter() }), refusal('consent_missing_scope'));
    const again = await consentOf(scene);
    assert.equal(again.maySend, true);
  });

  test('a second consent brings no refresh token, and still works', async () => {
    assert.ok((await consentOf(scene)).refreshToken);
    const second = await consentOf(scene);
    assert.equal(second.refreshToken, undefined);
    await scene.google.send({ accessToken: second.accessToken, raw: letter() });
    const round = begin(scene.google);
    round.url.searchParams.set('prompt', 'consent');
    assert.ok((await finish(scene.google, round, await passConsentScreen(round.url, { account: ada.emailAddress }))).refreshToken);
  });

  test('scripted answers of the person: denied, unticked, without a refresh token', async () => {
    for (const fault of ['deny', 'untick', 'no_refresh_token'] as const) scene.script(ada.emailAddress, { fault });
    const denied = await passConsentScreen(begin(scene.google).url, { account: ada.emailAddress });
    assert.equal(denied.searchParams.get('error'), 'access_denied');
    const unticked = await consentOf(scene);
    assert.equal(unticked.maySend, false);
    await scene.google.revoke(unticked.accessToken);
    assert.equal((await consentOf(scene)).refreshToken, undefined);
  });

  test('a wrong request is told on Google’s own page and never sent back', async () => {
    const wrong: [name: string, value: string | undefined, code: string][] = [
      ['client_id', 'somebody else', 'invalid_client'],
      ['redirect_uri', 'https://evil.example.org/callback', 'redirect_uri_mismatch'],
      ['redirect_uri', 'http://localhost.evil.example.org/', 'redirect_uri_mismatch'],
      ['redirect_uri', 'http://localhost@evil.example.org/', 'redirect_uri_mismatch'],
      ['redirect_uri', `${callback}#x`, 'redirect_uri_mismatch'],
      ['redirect_uri', 'javascript:alert(1)', 'redirect_uri_mismatch'],
      ['response_type', 'token', 'unsupported_response_type'],
      ['scope', 'openid https://mail.google.com/', 'invalid_scope'],
      ['state', undefined, 'invalid_request'],
      ['code_challenge_method', 'plain', 'invalid_request'],
      ['code_challenge_method', undefined, 'invalid_request'],
      ['code_challenge', 'short', 'invalid_request'],
      ['prompt', 'login', 'invalid_request'],
    ];
    for (const [name, value, code] of wrong) {
      const { url } = begin(scene.google);
      if (value === undefined) url.searchParams.delete(name);
      else url.searchParams.set(name, value);
      const answer = await fetch(url, { redirect: 'manual' });
      assert.equal(answer.status, code === 'invalid_client' ? 401 : 400, name);
      assert.ok((await answer.text()).includes(code), name);
    }
    const twice = begin(scene.google).url;
    twice.searchParams.append('redirect_uri', callback);
    assert.equal((await fetch(twice)).status, 400);
  });

  test('its pages cannot be framed, run nothing, and let a form end at the product', async () => {
    const answer = await fetch(begin(scene.google).url);
    const policy = answer.headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.match(policy, /form-action 'self' http:\/\/localhost:3000;/);
    assert.match(await answer.text(), /This is the sandbox/);
  });

  test('a name is shown and never run, and another site cannot decide', async () => {
    scene.accounts.add({ emailAddress: 'eve@example.org', displayName: '<script>alert(1)</script>' });
    const html = await (await fetch(begin(scene.google).url)).text();
    assert.ok(!html.includes('<script') && html.includes('&lt;script&gt;'));
    const forged = await fetch(`${scene.url}/o/oauth2/v2/auth/decision`, { method: 'POST', headers: { 'sec-fetch-site': 'cross-site' } });
    assert.equal(forged.status, 400);
  });
});

describe('tokens', () => {
  let scene: StandInScene;
  before(async () => {
    scene = await startStandIn();
  });
  after(() => scene.stop());

  const post = async (path: string, fields: Record<string, string>) => {
    const answer = await fetch(`${scene.url}${path}`, { method: 'POST', body: new URLSearchParams(fields) });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  async function codeOf() {
    const round = begin(scene.google);
    const back = await passConsentScreen(round.url, { account: ada.emailAddress });
    return {
      client_id: clientId,
      client_secret: clientSecret,
      grant_type: 'authorization_code',
      code: back.searchParams.get('code') ?? '',
      code_verifier: round.codeVerifier,
      redirect_uri: callback,
    };
  }

  test('a replayed code ends the tokens that it gave', async () => {
    const round = begin(scene.google);
    const back = await passConsentScreen(round.url, { account: bruno });
    const consent = await finish(scene.google, round, back);
    await assert.rejects(finish(scene.google, round, back), refusal('consent_code_refused'));
    await assert.rejects(scene.google.refresh(consent.refreshToken ?? ''), refusal('consent_revoked'));
    const raw = letter(undefined, bruno);
    await assert.rejects(scene.google.send({ accessToken: consent.accessToken, raw }), refusal('consent_revoked'));
  });

  test('a code lives ten minutes, an access token an hour', async () => {
    const late = await codeOf();
    scene.clock.advance(600);
    assert.deepEqual(await post('/token', late), { status: 400, body: { error: 'invalid_grant', error_description: 'Bad Request' } });
    const consent = await consentOf(scene);
    assert.equal(consent.accessTokenExpiresAt.getTime() - scene.clock.now().getTime(), 3_599_000);
    scene.clock.advance(3599);
    await scene.google.send({ accessToken: consent.accessToken, raw: letter() });
    scene.clock.advance(1);
    await assert.rejects(scene.google.send({ accessToken: consent.accessToken, raw: letter() }), refusal('consent_revoked'));
  });

  test('the token endpoint refuses in Google’s words', async () => {
    const refusals: [change: Record<string, string>, status: number, error: string, description: string][] = [
      [{ client_id: 'other' }, 401, 'invalid_client', 'The OAuth client was not found.'],
      [{ client_secret: 'wrong' }, 401, 'invalid_client', 'Unauthorized'],
      [{ grant_type: 'password' }, 400, 'unsupported_grant_type', 'Invalid grant_type: password'],
      [{ code: '' }, 400, 'invalid_request', 'Missing required parameter: code'],
      [{ code: 'nonsense' }, 400, 'invalid_grant', 'Malformed auth code.'],
      [{ redirect_uri: `${callback}/` }, 400, 'redirect_uri_mismatch', 'Bad Request'],
      [{ code_verifier: '' }, 400, 'invalid_grant', 'Missing code verifier.'],
      [{ code_verifier: 'x'.repeat(43) }, 400, 'invalid_grant', 'Invalid code verifier.'],
    ];
    for (const [change, status, error, error_description] of refusals)
      assert.deepEqual(await post('/token', { ...(await codeOf()), ...change }), { status, body: { error, error_description } });
    assert.deepEqual((await post('/revoke', { token: 'unknown' })).body, {
      error: 'invalid_token',
      error_description: 'Token expired or revoked',
    });
    const asJson = await fetch(`${scene.url}/token`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
    assert.equal(asJson.status, 400);
    assert.equal((await fetch(`${scene.url}/revoke?token=x`)).status, 404);
  });

  test('the profile is shown to a valid token only', async () => {
    const { accessToken, subject } = await consentOf(scene);
    const profile = await fetch(`${scene.url}/v1/userinfo`, { headers: { authorization: `Bearer ${accessToken}` } });
    assert.equal(((await profile.json()) as { sub: string }).sub, subject);
    assert.equal((await fetch(`${scene.url}/v1/userinfo`, { headers: { authorization: 'Bearer nope' } })).status, 401);
  });
});

describe('Gmail', () => {
  let scene: StandInScene;
  let accessToken: string;
  before(async () => {
    scene = await startStandIn({ messagesPerMinute: 60 });
    ({ accessToken } = await consentOf(scene));
  });
  after(() => scene.stop());
  const send = (raw = letter(), token = accessToken) => scene.google.send({ accessToken: token, raw });

  test('takes base64url in JSON as well, and shows what was sent to everybody', async () => {
    const raw = Buffer.from(letter((lines) => ['Bcc: secret@example.org', ...lines])).toString('base64url');
    const answer = await postJson({ raw });
    assert.deepEqual(Object.keys((await answer.json()) as object), ['id', 'threadId', 'labelIds']);
    const [message] = scene.outbox.messages();
    assert.deepEqual(message?.recipients, ['rita@example.org', 'secret@example.org']);
    assert.equal(message.email.subject, 'Grüße');
    assert.equal((await postJson({ raw: Buffer.from(letter()).toString('base64') + '+/' })).status, 400);
    assert.equal((await postJson({})).status, 400);
  });
  const postJson = (body: unknown) =>
    fetch(`${scene.url}/gmail/v1/users/me/messages/send`, {
      method: 'POST',
      headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  test('an unknown token is told so in Google’s words', async () => {
    const answer = await fetch(`${scene.url}/gmail/v1/users/me/messages/send`, {
      method: 'POST',
      headers: { authorization: 'Bearer nope' },
    });
    const { error } = (await answer.json()) as { error: { code: number; status: string; errors: { reason: string }[] } };
    assert.deepEqual([answer.status, error.code, error.status, error.errors[0]?.reason], [401, 401, 'UNAUTHENTICATED', 'authError']);
  });

  test('an account without a mailbox is told that it has none', async () => {
    const { accessToken: token } = await consentOf(scene, 'dora.sample@example.org');
    await assert.rejects(send(letter(undefined, 'dora.sample@example.org'), token), refusal('no_mailbox'));
  });

  test('so many messages in a minute and in a day', async () => {
    scene.clock.advance(3600 * 24);
    const own = { emailAddress: 'few@example.org', displayName: 'Few', messagesPerDay: 62 };
    scene.accounts.add(own);
    const { accessToken: token, refreshToken } = await consentOf(scene, own.emailAddress);
    const raw = letter(undefined, own.emailAddress);
    for (let count = 0; count < 60; count += 1) await send(raw, token);
    await assert.rejects(send(raw, token), refusal('user_quota'));
    scene.clock.advance(60);
    await send(raw, token);
    await send(raw, token);
    await assert.rejects(
      send(raw, token),
      (error: unknown) => error instanceof ProviderFailure && error.retryAfterSeconds === 24 * 3600 - 60,
    );
    scene.clock.advance(24 * 3600 - 60);
    await send(raw, (await scene.google.refresh(refreshToken ?? '')).accessToken);
  });
});

describe('a message by the letter of RFC 5322', () => {
  const verdictOn = (raw: Uint8Array) => {
    const checked = checkMessage(raw, ada.emailAddress);
    return 'message' in checked ? checked.message : 'taken';
  };
  const with_ = (line: string, of: RegExp) =>
    letter((lines) => lines.flatMap((other) => (of.test(other) ? (line ? [line] : []) : [other])));

  const judged: [what: string, raw: Uint8Array, verdict: string][] = [
    ['a plain letter', letter(), 'taken'],
    ['two From', letter((lines) => ['From: ada.sample@gmail.test', ...lines]), 'Invalid From header'],
    ['another From', letter(undefined, bruno), 'Invalid From header'],
    ['upper case in From', letter(undefined, 'Ada.Sample@GMAIL.test'), 'taken'],
    ['no Date', with_('', /^Date/), 'Invalid Date header'],
    ['two Subjects', letter((lines) => ['Subject: x', ...lines]), 'Duplicate subject header'],
    ['two To', letter((lines) => ['To: x@example.org', ...lines]), 'Duplicate to header'],
    ['a Message-ID without brackets', with_('Message-ID: letter@example.org', /^Message-ID/), 'Invalid Message-ID header'],
    ['nobody to go to', with_('', /^To/), 'Recipient address required'],
    ['an empty To', with_('To: ', /^To/), 'Recipient address required'],
    ['a To without an address', with_('To: Rita', /^To/), 'Invalid To header'],
    [
      '101 recipients',
      with_(`To: ${Array.from({ length: 101 }, (_, n) => `r${n}@example.org`).join(',\r\n ')}`, /^To/),
      'Too many recipients',
    ],
    ['eight bits in a header', with_('Subject: Grüße', /^Subject/), 'Headers must be ASCII'],
    ['a header without a name', letter((lines) => ['no name', ...lines]), 'A header line has no name'],
    ['an empty folded line', with_('Subject: a\r\n \r\n b', /^Subject/), 'A folded header line is empty'],
    ['a bare LF', with_('Subject: a\nBcc: x@example.org', /^Subject/), 'Lines must end with CRLF'],
    ['a bare CR', with_('Subject: a\rb', /^Subject/), 'Lines must end with CRLF'],
    ['NUL', letter((lines) => [...lines, '\0']), 'The message contains NUL'],
    ['a line of 998', letter((lines) => [...lines, 'x'.repeat(998)]), 'taken'],
    ['a line of 999', letter((lines) => [...lines, 'x'.repeat(999)]), 'A line is longer than 998 characters'],
    ['a long encoded word', with_(`Subject: =?UTF-8?Q?${'a'.repeat(70)}?=`, /^Subject/), 'An encoded word is longer than 75 characters'],
    [
      'half a character in an encoded word',
      with_('Subject: =?UTF-8?Q?=C3?= =?UTF-8?Q?=BC?=', /^Subject/),
      'An encoded word cannot be decoded',
    ],
  ];
  for (const [what, raw, verdict] of judged) test(`${what}: ${verdict}`, () => assert.equal(verdictOn(raw), verdict));

  test('whatever a careful writer makes of a subject and a name is taken', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 120 }).map((given) => given.replace(/\p{Cc}/gu, ' '));
    await fc.assert(
      fc.asyncProperty(text, text, async (subject, name) => {
        const raw = await new MailComposer({
          from: { name: 'Ada Sample', address: ada.emailAddress },
          to: { name, address: 'rita@example.org' },
          subject,
          text: 'Dear Rita',
          newline: 'windows',
        })
          .compile()
          .build();
        assert.equal(verdictOn(raw), 'taken');
      }),
      { numRuns: 60 },
    );
  });
});

function refusal(code: string) {
  return (error: unknown) => error instanceof ProviderFailure && (assert.equal(error.code, code), true);
}
