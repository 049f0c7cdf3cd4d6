import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK, type JWTPayload } from 'jose';
import type { Outbound, OutboundCall } from '../../server/platform/outbound.ts';
import { adapterAt, clientId } from './google-scene.ts';
import { failure, handClock } from './scene.ts';

const clock = handClock();
const now = clock.now().getTime() / 1000;
const nonce = 'nonce of this round';
const accessToken = 'ya29.sample';

interface Key {
  privateKey: CryptoKey;
  jwk: JWK;
}
async function makeKey(kid: string): Promise<Key> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  return { privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' } };
}

const genuine: JWTPayload = {
  iss: 'https://accounts.google.com',
  aud: clientId,
  sub: '1',
  email: 'ada.sample@gmail.test',
  email_verified: true,
  name: 'Ada Sample',
  nonce,
  iat: now,
  exp: now + 3600,
};

/** A Google that publishes these keys, answers with this ID token, and counts what it was asked. */
function googleWith(idToken: string, published: () => JWK[]) {
  const asked: string[] = [];
  const outbound: Outbound = {
    request(call: OutboundCall) {
      const { pathname } = new URL(call.url);
      asked.push(pathname);
      const body =
        pathname === '/token'
          ? { access_token: accessToken, expires_in: 3599, token_type: 'Bearer', scope: 'openid', id_token: idToken }
          : pathname === '/v1/userinfo'
            ? { sub: '1', name: 'Ada of the Profile' }
            : { keys: published() };
      return Promise.resolve({ status: 200, headers: new Headers({ 'cache-control': 'public, max-age=600' }), text: JSON.stringify(body) });
    },
  };
  const google = adapterAt('https://google.example.org', { clock, outbound });
  return { asked, exchange: () => google.exchangeCode({ code: 'c', codeVerifier: 'v', nonce, redirectUri: 'http://localhost/' }) };
}

describe('who signed in is believed only when Google has signed it, for us, now', () => {
  let key: Key;
  let foreign: Key;
  before(async () => {
    [key, foreign] = await Promise.all([makeKey('one'), makeKey('one')]);
  });
  const sign = (change: Record<string, unknown>, by = key, header = {}) =>
    new SignJWT({ ...genuine, ...change }).setProtectedHeader({ alg: 'RS256', kid: 'one', ...header }).sign(by.privateKey);

  test('a genuine token, under both names of Google, with a clock a little off', async () => {
    for (const change of [{}, { iss: 'accounts.google.com' }, { exp: now - 59 }, { azp: clientId }]) {
      const { exchange } = googleWith(await sign(change), () => [key.jwk]);
      assert.equal((await exchange()).subject, '1');
    }
  });

  const forged: [what: string, change: Record<string, unknown>][] = [
    ['another issuer', { iss: 'https://accounts.google.com.evil.example' }],
    ['an issuer with a slash', { iss: 'https://accounts.google.com/' }],
    ['another audience', { aud: 'somebody else' }],
    ['several audiences', { aud: [clientId, 'somebody else'] }],
    ['another authorised party', { azp: 'somebody else' }],
    ['a token that is over', { exp: now - 61 }],
    ['another nonce', { nonce: 'of another round' }],
    ['no nonce', { nonce: undefined }],
    ['no subject', { sub: undefined }],
    ['an access token that was swapped', { at_hash: 'AAAAAAAAAAAAAAAAAAAAAA' }],
  ];
  for (const [what, change] of forged) {
    test(what, async () => {
      const { exchange } = googleWith(await sign(change), () => [key.jwk]);
      await assert.rejects(exchange(), failure('reconnect', 'answer_unreadable'));
    });
  }

  test('another key, another algorithm, no signature, no token at all', async () => {
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify(genuine)).toString('base64url')}.`;
    const secret = new TextEncoder().encode(JSON.stringify(key.jwk).padEnd(64, ' '));
    const symmetric = await new SignJWT(genuine).setProtectedHeader({ alg: 'HS256', kid: 'one' }).sign(secret);
    for (const token of [await sign({}, foreign), unsigned, symmetric, 'nonsense'])
      await assert.rejects(googleWith(token, () => [key.jwk]).exchange(), failure('reconnect', 'answer_unreadable'));
  });

  test('an address that Google has not verified sends nothing', async () => {
    for (const email_verified of [false, 'true', undefined]) {
      const { exchange } = googleWith(await sign({ email_verified }), () => [key.jwk]);
      await assert.rejects(exchange(), failure('never', 'address_refused'));
    }
  });

  test('keys are read once, and again when Google has changed them or their time is over', async () => {
    let published = [key.jwk];
    const { asked, exchange } = googleWith(await sign({}), () => published);
    await exchange();
    await exchange();
    assert.equal(asked.filter((path) => path === '/oauth2/v3/certs').length, 1);
    clock.advance(601);
    await exchange();
    assert.equal(asked.filter((path) => path === '/oauth2/v3/certs').length, 2);
    clock.advance(-601);

    const next = await makeKey('two');
    const rotated = googleWith(await sign({}, next, { kid: 'two' }), () => published);
    await assert.rejects(rotated.exchange(), failure('reconnect', 'answer_unreadable'));
    published = [key.jwk, next.jwk];
    assert.equal((await rotated.exchange()).subject, '1');
  });

  test('without keys the code is not used up, and a name that is missing is asked for', async () => {
    const { asked, exchange } = googleWith(await sign({}), () => []);
    await assert.rejects(exchange(), failure('retry_now', 'provider_down'));
    assert.deepEqual(asked, ['/oauth2/v3/certs']);
    const nameless = googleWith(await sign({ name: undefined }), () => [key.jwk]);
    const consent = await nameless.exchange();
    assert.deepEqual([consent.displayName, consent.maySend], ['Ada of the Profile', false]);
  });
});
