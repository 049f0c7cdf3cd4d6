import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { exportJWK, generateKeyPair, importJWK, SignJWT, type CryptoKey, type JWK, type JWTPayload } from 'jose';
import type { Outbound } from '../../server/platform/outbound.ts';
import { consentErrorOf } from '../../server/providers/microsoft/consent-error.ts';
import { adapterAt, clientId } from './microsoft-scene.ts';
import { failure, handClock } from './scene.ts';

const clock = handClock();
const now = clock.now().getTime() / 1000;
const nonce = 'nonce of this round';
const login = 'https://login.example.org';
const tid = '9188040d-6c67-4c5b-b112-36a304b66dad';
const otherTid = '11111111-2222-4333-8444-555555555555';
const oid = '00000000-0000-0000-aaaa-bbbbbbbbbbbb';

interface Key {
  privateKey: CryptoKey;
  jwk: JWK & { issuer?: string };
}
/** Microsoft's published keys name no algorithm, and the issuer that may use them. */
async function makeKey(kid: string, issuer: string | undefined = `${login}/{tenantid}/v2.0`): Promise<Key> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  return { privateKey, jwk: { ...(await exportJWK(publicKey)), kid, use: 'sig', ...(issuer === '' ? {} : { issuer }) } };
}

const genuine: JWTPayload = {
  ver: '2.0',
  iss: `${login}/${tid}/v2.0`,
  aud: clientId,
  sub: 'pairwise',
  tid,
  oid,
  email: 'carla.sample@outlook.test',
  preferred_username: 'carla.sample@outlook.test',
  name: 'Carla Sample',
  nonce,
  iat: now,
  exp: now + 3600,
};

/** A Microsoft that publishes these keys, answers with this ID token, and counts what it was asked. */
function microsoftWith(idToken: string, published: () => JWK[], scope: string | null = 'openid Mail.Send') {
  const asked: string[] = [];
  const outbound: Outbound = {
    request(call) {
      const { pathname } = new URL(call.url);
      asked.push(pathname);
      const body = pathname.endsWith('/token')
        ? {
            access_token: 'EwB.sample',
            expires_in: 3599,
            token_type: 'Bearer',
            scope: scope ?? undefined,
            id_token: idToken,
            refresh_token: 'not asked for',
          }
        : { keys: published() };
      return Promise.resolve({ status: 200, headers: new Headers(), text: JSON.stringify(body) });
    },
  };
  const microsoft = adapterAt(login, { clock, outbound });
  return { asked, exchange: () => microsoft.exchangeCode({ code: 'c', codeVerifier: 'v', nonce, redirectUri: 'http://localhost/' }) };
}

describe('who signed in is believed only when Microsoft has signed it, for us, now', () => {
  let key: Key;
  let foreign: Key;
  before(async () => {
    [key, foreign] = await Promise.all([makeKey('one'), makeKey('one')]);
  });
  const sign = (change: Record<string, unknown>, by = key, header = {}) =>
    new SignJWT({ ...genuine, ...change }).setProtectedHeader({ alg: 'RS256', kid: 'one', ...header }).sign(by.privateKey);
  const exchange = async (change: Record<string, unknown>) => microsoftWith(await sign(change), () => [key.jwk]).exchange();

  test('a genuine token, from every tenant, with a clock a little off', async () => {
    for (const change of [{}, { tid: otherTid, iss: `${login}/${otherTid}/v2.0` }, { exp: now - 59 }]) {
      const consent = await exchange(change);
      assert.equal(consent.subject, `${'tid' in change ? change.tid : tid}.${oid}`);
      assert.equal(consent.refreshToken, undefined);
    }
  });

  const forged: [what: string, change: Record<string, unknown>][] = [
    ['another issuer', { iss: `https://login.example.org.evil.example/${tid}/v2.0` }],
    ['the issuer of another tenant', { iss: `${login}/${otherTid}/v2.0` }],
    ['the tenant of another issuer', { tid: otherTid }],
    ['the issuer of an older version', { iss: `https://sts.windows.net/${tid}/` }],
    ['an issuer with a slash', { iss: `${login}/${tid}/v2.0/` }],
    ['a tenant that is a path', { tid: `../${tid}`, iss: `${login}/../${tid}/v2.0` }],
    ['a tenant that is the template', { tid: '{tenantid}', iss: `${login}/{tenantid}/v2.0` }],
    ['another audience', { aud: '22222222-2222-4333-8444-555555555555' }],
    ['several audiences', { aud: [clientId, 'somebody else'] }],
    ['a token that is over', { exp: now - 61 }],
    ['a token that has not begun', { nbf: now + 61 }],
    ['another nonce', { nonce: 'of another round' }],
    ['no nonce', { nonce: undefined }],
    ['no tenant', { tid: undefined }],
    ['no object', { oid: undefined }],
    ['an object that is none', { oid: 'carla' }],
  ];
  for (const [what, change] of forged)
    test(what, async () => {
      await assert.rejects(exchange(change), failure('reconnect', 'answer_unreadable'));
    });

  test('another key, another algorithm, no signature, no token at all', async () => {
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify(genuine)).toString('base64url')}.`;
    const secret = new TextEncoder().encode(JSON.stringify(key.jwk).padEnd(64, ' '));
    const symmetric = await new SignJWT(genuine).setProtectedHeader({ alg: 'HS256', kid: 'one' }).sign(secret);
    const inAnotherWay = async (alg: string) =>
      new SignJWT(genuine).setProtectedHeader({ alg, kid: 'one' }).sign(await importJWK(await exportJWK(key.privateKey), alg));
    const others = [await inAnotherWay('PS256'), await inAnotherWay('RS512')];
    for (const token of [await sign({}, foreign), unsigned, symmetric, ...others, 'nonsense'])
      await assert.rejects(microsoftWith(token, () => [key.jwk]).exchange(), failure('reconnect', 'answer_unreadable'));
  });

  test('a key that signs for one tenant only is not believed about another', async () => {
    const ofOne = await makeKey('one', `${login}/${otherTid}/v2.0`);
    await assert.rejects(microsoftWith(await sign({}, ofOne), () => [ofOne.jwk]).exchange(), failure('reconnect', 'answer_unreadable'));
    const own = await sign({ tid: otherTid, iss: `${login}/${otherTid}/v2.0` }, ofOne);
    assert.equal((await microsoftWith(own, () => [ofOne.jwk]).exchange()).subject, `${otherTid}.${oid}`);
    const unnamed = await makeKey('one', '');
    assert.equal((await microsoftWith(await sign({}, unnamed), () => [unnamed.jwk]).exchange()).subject, `${tid}.${oid}`);
  });

  test('an address that an administrator made up changes nothing about who it is', async () => {
    const consent = await exchange({ tid: otherTid, iss: `${login}/${otherTid}/v2.0`, email: 'victim@example.org' });
    assert.equal(consent.emailAddress, 'victim@example.org');
    assert.equal(consent.subject, `${otherTid}.${oid}`);
  });

  test('the address is the claim of that name, else the name of the sign-in if it is one, else there is none', async () => {
    const username = 'carla@work.example.org';
    assert.equal((await exchange({ email: undefined, preferred_username: username })).emailAddress, username);
    assert.equal((await exchange({ email: 'no address', preferred_username: username })).emailAddress, username);
    for (const preferred_username of [
      '+15550100',
      'carla',
      'a@b',
      'two words@example.org',
      'a@example.org\r\nBcc: b@example.org',
      undefined,
    ])
      await assert.rejects(exchange({ email: undefined, preferred_username }), failure('never', 'address_refused'));
    assert.equal((await exchange({ name: undefined })).displayName, '');
  });

  test('whether sending was allowed is read from the scopes, in every way in which Microsoft writes them', async () => {
    const scopes: [scope: string | null, maySend: boolean][] = [
      ['openid email profile https://graph.microsoft.com/Mail.Send', true],
      ['Mail.Send openid', true],
      ['openid https://graph.microsoft.com/mail.send', true],
      ['openid profile email', false],
      ['https://graph.microsoft.com/Mail.Send.Shared', false],
      ['https://graph.example.org/Mail.Send', false],
      ['Mail.ReadWrite', false],
      ['', false],
      [null, false],
    ];
    for (const [scope, maySend] of scopes)
      assert.equal((await microsoftWith(await sign({}), () => [key.jwk], scope).exchange()).maySend, maySend, String(scope));
  });

  test('keys are read once, and again when Microsoft has changed them or a day is over', async () => {
    let published = [key.jwk];
    const day = microsoftWith(await sign({ exp: now + 200_000 }), () => published);
    const looks = ({ asked }: typeof day) => asked.filter((path) => path === '/common/discovery/v2.0/keys').length;
    await day.exchange();
    clock.advance(24 * 3600 - 1);
    await day.exchange();
    assert.equal(looks(day), 1);
    clock.advance(1);
    await day.exchange();
    assert.equal(looks(day), 2);
    clock.advance(-24 * 3600);

    const next = await makeKey('two');
    const rotated = microsoftWith(await sign({}, next, { kid: 'two' }), () => published);
    await assert.rejects(rotated.exchange(), failure('reconnect', 'answer_unreadable'));
    published = [key.jwk, next.jwk];
    assert.equal((await rotated.exchange()).subject, `${tid}.${oid}`);
  });

  test('without keys the code is not used up', async () => {
    const { asked, exchange: without } = microsoftWith(await sign({}), () => []);
    await assert.rejects(without(), failure('retry_now', 'provider_down'));
    assert.deepEqual(asked, ['/common/discovery/v2.0/keys']);
  });
});

test('who pressed Cancel is told apart from who may not press anything else', () => {
  const back: [error: string, description: string | undefined, means: ReturnType<typeof consentErrorOf>][] = [
    ['access_denied', 'the user canceled the authentication', 'consent_cancelled'],
    ['access_denied', 'The user has denied access to the scope requested by the client application.', 'consent_cancelled'],
    ['consent_required', 'AADSTS65004: User declined to consent to access the app.', 'consent_cancelled'],
    ['access_denied', 'AADSTS65004: User declined to consent to access the app.\r\nTrace ID: 7c839d05', 'consent_cancelled'],
    ['access_denied', undefined, 'consent_cancelled'],
    ['server_error', 'AADSTS90033: A transient error has occurred.', 'consent_cancelled'],
    ['__proto__', 'AADSTS: x', 'consent_cancelled'],
    ['access_denied', 'AADSTS90094: The grant requires administrator permission.', 'admin_blocked'],
    ['consent_required', 'AADSTS65001: The user or administrator has not consented to use the application.', 'admin_blocked'],
    ['interaction_required', 'AADSTS90099: The application has not been authorized in the tenant.', 'admin_blocked'],
    ['access_denied', 'AADSTS50105: The signed in user is not assigned to a role for the application.', 'admin_blocked'],
    ['access_denied', 'AADSTS53003: Access has been blocked by Conditional Access policies.', 'admin_blocked'],
    ['unauthorized_client', undefined, 'admin_blocked'],
  ];
  for (const [error, description, means] of back) assert.equal(consentErrorOf(error, description), means, `${error} ${description}`);
});
