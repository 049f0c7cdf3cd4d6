import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ada, continueWithGmail, outbox, publishedCampaign, sendLetter, toConfirm } from '../harness/advocacy.ts';
import { Visitor } from '../harness/people.ts';
import { startProduct } from '../harness/product.ts';

const scene = await publishedCampaign(await startProduct());

test('a supporter reads, connects, confirms, and the letter leaves from their own Gmail; only then do counts go up', async () => {
  const supporter = new Visitor(scene.product);
  const url = await continueWithGmail(scene, supporter);
  assert.equal(url.searchParams.get('scope'), 'openid email profile https://www.googleapis.com/auth/gmail.send');
  assert.equal(url.searchParams.get('code_challenge_method'), 'S256');
  const { page, fields } = await toConfirm(scene, supporter, { account: ada });
  assert.match(page, /Dear Councillor Falk/);
  assert.match(page, /ada\.sample@gmail\.test/);
  assert.equal(outbox(scene).length, 0);
  const answer = await supporter.post('/letter/confirm', fields);
  assert.equal(answer.headers.get('location'), '/letter/status');
  const receipt = await supporter.request('/letter/status');
  assert.equal(receipt.headers.get('location'), '/letter/receipt');
  assert.match(await (await supporter.request('/letter/receipt')).text(), /Gmail accepted your letter/);
  const [message] = outbox(scene);
  assert.ok(message);
  assert.equal(message.sender, ada);
  assert.deepEqual(message.recipients, ['ines.falk@council.example.org']);
  assert.match(message.email.text ?? '', /Dear Councillor Falk,\n\nI walk the path most weeks\.\n\nYours sincerely,\nAda Sample/);
  const campaign = await scene.owner.api.campaigns.show({ workspaceId: scene.workspaceId, campaignId: scene.campaignId });
  assert.deepEqual(campaign.counts, { participations: 1, accepted: 1, failed: 0, skipped: 0, uncertain: 0, opened: 0 });
});

test('a second try by the same person is told so, and nothing is sent', async () => {
  const before = outbox(scene).length;
  const answer = await sendLetter(scene, new Visitor(scene.product)).catch((error: unknown) => error);
  assert.ok(answer instanceof Error);
  assert.equal(outbox(scene).length, before);
});
