import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { letter, startStandIn } from '../test/contracts/google-scene.ts';
import { consentedPeople, sentBySender } from './stand-in.ts';

const scene = await startStandIn({ latencyMilliseconds: 300 });
after(() => {
  scene.stop();
});
const copy = { googleUrl: scene.url };

test('Thousands of people have consented at once, and each token sends from its own mailbox only', async () => {
  const addresses = Array.from({ length: 2500 }, (_, index) => `person${index}@gmail.test`);
  const tokens = await consentedPeople(copy, addresses);
  assert.equal(new Set(tokens).size, 2500);
  const [first = '', second = ''] = addresses;
  const raw = Buffer.from(letter(undefined, first));
  await scene.google.send({ accessToken: tokens[0] ?? '', raw });
  await assert.rejects(scene.google.send({ accessToken: tokens[1] ?? '', raw }), { code: 'message_refused' });
  assert.deepEqual(await sentBySender(copy), new Map([[first, 1]]));
  assert.equal((await sentBySender(copy)).get(second), undefined);
});

test('Each call takes as long as it was told, and a revoked consent sends no more', async () => {
  const [accessToken = ''] = await consentedPeople(copy, ['slow@gmail.test']);
  const raw = Buffer.from(letter(undefined, 'slow@gmail.test'));
  const before = scene.clock.now().getTime();
  await scene.google.send({ accessToken, raw });
  assert.equal(scene.clock.now().getTime() - before, 300);
  await scene.google.revoke(accessToken);
  assert.equal(scene.clock.now().getTime() - before, 600);
  await assert.rejects(scene.google.send({ accessToken, raw }), { code: 'consent_revoked' });
});
