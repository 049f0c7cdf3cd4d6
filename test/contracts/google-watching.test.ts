import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { createGmailWatching } from '../../server/providers/google/index.ts';
import { handClock } from './scene.ts';

const clock = handClock();
const google = 'https://google.example.org';
const topic = { name: 'projects/sample/topics/mail', account: 'push@sample.example', audience: 'https://letters.example.org/hear/gmail' };
async function makeKey(kid: string) {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  return { kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: 'RS256' } };
}
const [known, next] = [await makeKey('known'), await makeKey('next')];
let published = [known.jwk];
let asked = 0;
const watching = createGmailWatching(
  {
    clock,
    apiUrl: google,
    ...{ clientId: 'sample', clientSecret: 'sample' },
    ...{ accountsUrl: google, oauthUrl: google, openidUrl: google, gmailUrl: google },
    outbound: {
      request() {
        asked += 1;
        return Promise.resolve({
          status: 200,
          headers: new Headers({ 'cache-control': 'max-age=3600' }),
          text: JSON.stringify({ keys: published }),
        });
      },
    },
  },
  topic,
);

async function told(key: Awaited<ReturnType<typeof makeKey>>, kid = key.kid) {
  const now = Math.floor(clock.now().getTime() / 1000);
  const token = await new SignJWT({ email: topic.account, email_verified: true })
    .setProtectedHeader({ alg: 'RS256', kid })
    .setIssuer('https://accounts.google.com')
    .setAudience(topic.audience)
    .setIssuedAt(now)
    .setExpirationTime(now + 600)
    .sign(key.privateKey);
  const data = Buffer.from(JSON.stringify({ emailAddress: 'ada.sample@gmail.test' })).toString('base64');
  return watching.hear({ authorization: `Bearer ${token}`, body: JSON.stringify({ message: { data } }) });
}

test('Whoever names keys that nobody has makes this copy ask Google once a minute at most, and real news are heard meanwhile', async () => {
  assert.equal((await told(known))?.length, 1);
  assert.equal(asked, 1);
  await Promise.all(
    Array.from({ length: 50 }, (_, index) => told(known, `made-up-${index}`).then((heard) => assert.equal(heard, undefined))),
  );
  assert.equal(asked, 2);
  clock.advance(59);
  assert.equal(await told(known, 'made-up'), undefined);
  assert.equal((await told(known))?.length, 1);
  assert.equal(asked, 2);
  clock.advance(1);
  assert.equal(await told(known, 'made-up'), undefined);
  assert.equal(asked, 3);
});

test('A key that Google has since begun to use is found within the minute', async () => {
  published = [known.jwk, next.jwk];
  assert.equal(await told(next), undefined);
  clock.advance(60);
  assert.equal((await told(next))?.length, 1);
  assert.equal(asked, 4);
});
