import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  addCampaign,
  adler,
  connect,
  continueWithGmail,
  countExchanges,
  countsOf,
  faultsLeft,
  flowOf,
  formFields,
  heldOf,
  holdGoogle,
  newPerson,
  outbox,
  publishedCampaign,
  script,
  toConfirm,
} from '../harness/advocacy.ts';
import { password, Visitor } from '../harness/people.ts';
import { startProduct } from '../harness/product.ts';
import { passConsentScreen } from '../contracts/google-scene.ts';

const scene = await publishedCampaign(await startProduct());
const { product } = scene;
const mine = { body: 'Dear Councillor Falk,\n\nmy own words about the ford.\n\nPat' };
const tokenFault = { fault: 'backendError', at: 'token' } as const;

/** Where the browser goes back to after Google's pages. */
async function backFromGoogle(supporter: Visitor, person: { account: string }): Promise<string> {
  const back = await passConsentScreen(await continueWithGmail(scene, supporter, mine), person);
  return back.pathname + back.search;
}

test('who unticks the permission is told so; nothing is sent or kept, the consent is given back, and one press asks again', async () => {
  const [supporter, person] = [new Visitor(product), newPerson(scene, 'untick@gmail.test')];
  const before = await countsOf(scene);
  script(scene, person, { fault: 'revoke_fails' });
  const answer = await connect(scene, supporter, { ...person, untick: true, changes: mine });
  const page = await answer.text();
  assert.match(page, /One box was not ticked/);
  assert.deepEqual(faultsLeft(scene, person), [], 'the consent was not given back');
  assert.deepEqual(heldOf(await flowOf(scene, supporter)), []);
  const again = await supporter.post('/letter/connect', formFields(page, '/letter/connect'));
  const back = await passConsentScreen(new URL(again.headers.get('location') ?? ''), person);
  const confirm = await (
    await supporter.request((await supporter.request(back.pathname + back.search)).headers.get('location') ?? '')
  ).text();
  assert.match(confirm, /my own words about the ford/);
  assert.deepEqual(await countsOf(scene), before);
  assert.equal(outbox(scene).filter(({ sender }) => sender === person.account).length, 0);
});

test('Cancel at Google leads back to the letter with the draft kept, and leaves no residue of the session', async () => {
  const [supporter, person] = [new Visitor(product), newPerson(scene, 'cancel@gmail.test')];
  const answer = await connect(scene, supporter, { ...person, cancelAt: 'permissions', changes: mine });
  const page = await answer.text();
  assert.match(page, /You stopped at Google/);
  assert.match(page, new RegExp(`href="[^"]*${scene.path}"`));
  const flow = await flowOf(scene, supporter);
  assert.deepEqual(heldOf(flow), []);
  assert.equal(flow?.state_expires_at, null);
  assert.match(await (await supporter.request(scene.path)).text(), /my own words about the ford/);
});

test('a state that is missing, made up or from another browser is rejected, and the code is never exchanged', async () => {
  const [supporter, person] = [new Visitor(product), newPerson(scene, 'states@gmail.test')];
  const path = await backFromGoogle(supporter, person);
  script(scene, person, tokenFault);
  const other = new Visitor(product);
  const withFlow = new Visitor(product);
  await continueWithGmail(scene, withFlow);
  for (const [visitor, url] of [
    [other, path],
    [withFlow, path],
    [supporter, path.replace(/state=[^&]*/, 'state=')],
    [supporter, path.replace(/state=[^&]*/, `state=${'A'.repeat(43)}`)],
    [supporter, path.replace(/[?&]state=[^&]*/, '?x=1')],
  ] as const) {
    const answer = await visitor.request(url);
    assert.equal(answer.status, 400, url);
    assert.match(await answer.text(), /No letter was sent/);
  }
  assert.deepEqual(faultsLeft(scene, person), ['backendError'], 'a code was exchanged');
});

test('a state that is 11 minutes old is rejected, the code is never exchanged, and nothing of it stays', async () => {
  const [supporter, person] = [new Visitor(product), newPerson(scene, 'late@gmail.test')];
  const path = await backFromGoogle(supporter, person);
  script(scene, person, tokenFault);
  product.clock.move({ minutes: 11 });
  const answer = await supporter.request(path);
  assert.equal(answer.status, 410);
  assert.match(await answer.text(), /Signing in took too long/);
  assert.deepEqual(faultsLeft(scene, person), ['backendError']);
  assert.deepEqual(heldOf(await flowOf(scene, supporter)), []);
  assert.equal((await supporter.request(path)).status, 400, 'a used state works again');
});

test('a callback that is reloaded or double-clicked makes one flow and no error, and the code goes to Google once', async () => {
  const [supporter, person] = [new Visitor(product), newPerson(scene, 'twice@gmail.test')];
  const path = await backFromGoogle(supporter, person);
  const exchanges = countExchanges(scene);
  const answers = await Promise.all(Array.from({ length: 6 }, () => supporter.request(path)));
  assert.ok(
    answers.every(({ status }) => status < 500),
    'a reload broke',
  );
  assert.ok(answers.some((answer) => answer.headers.get('location') === '/letter/confirm'));
  assert.equal((await supporter.request(path)).headers.get('location'), '/letter/confirm');
  assert.match(await (await supporter.request('/letter/confirm')).text(), /twice@gmail\.test/);
  assert.equal(exchanges(), 1);
  assert.deepEqual(heldOf(await flowOf(scene, supporter)), [
    'name_sealed',
    'address_sealed',
    'access_token_sealed',
    'refresh_token_sealed',
  ]);
});

test('who comes back with a different Google account sees its address on the confirm page, and the first consent is given back', async () => {
  const supporter = new Visitor(product);
  const [first, second] = [newPerson(scene, 'first@gmail.test'), newPerson(scene, 'second@gmail.test')];
  await toConfirm(scene, supporter, first);
  script(scene, first, { fault: 'revoke_fails' });
  const { page, fields } = await toConfirm(scene, supporter, second);
  assert.match(page, /second@gmail\.test/);
  assert.doesNotMatch(page, /first@gmail\.test/);
  assert.deepEqual(faultsLeft(scene, first), [], 'the consent of the first account was not given back');
  await supporter.post('/letter/confirm', fields);
  assert.equal(outbox(scene)[0]?.sender, 'second@gmail.test');
  assert.match(await (await connect(scene, new Visitor(product), second)).text(), /already taken part/);
  assert.equal((await connect(scene, new Visitor(product), first)).headers.get('location'), '/letter/confirm');
});

for (const who of ['of another account', 'of the same account'] as const)
  test(`a second consent, ${who}, that comes while letters leave changes nothing about them, and is left nowhere`, async () => {
    const supporter = new Visitor(product);
    const name = who.replaceAll(' ', '.');
    const sends = newPerson(scene, `${name}@gmail.test`);
    const comesLate = who === 'of the same account' ? sends : newPerson(scene, `late.${name}@gmail.test`);
    await toConfirm(scene, supporter, { ...sends, changes: mine });
    const back = await backFromGoogle(supporter, comesLate);
    const fields = formFields(await (await supporter.request('/letter/confirm')).text(), '/letter/confirm');
    const google = holdGoogle(scene);
    const confirmed = supporter.post('/letter/confirm', fields);
    await google.arrived;
    const before = await flowOf(scene, supporter);
    script(scene, comesLate, { fault: 'revoke_fails' });
    const late = await supporter.request(back);
    assert.ok(late.status < 500, 'a late consent broke');
    const waiting = faultsLeft(scene, comesLate);
    assert.deepEqual(waiting, who === 'of the same account' ? ['revoke_fails'] : [], 'whose consent was given back?');
    const during = await flowOf(scene, supporter);
    for (const column of ['step', 'access_token_sealed', 'address_sealed']) assert.deepEqual(during?.[column], before?.[column], column);
    google.release();
    assert.equal((await confirmed).status, 303);
    assert.equal(outbox(scene)[0]?.sender, sends.account);
    assert.deepEqual(heldOf(await flowOf(scene, supporter)), []);
    assert.deepEqual(faultsLeft(scene, comesLate), [], 'a consent was never given back');
  });

test('a Google account without a mailbox gets a plain explanation and a way on; its tokens are removed, the draft stays', async () => {
  const [supporter, person] = [new Visitor(product), newPerson(scene, 'nomailbox@example.org', { hasMailbox: false })];
  const { fields } = await toConfirm(scene, supporter, { ...person, changes: mine });
  await supporter.post('/letter/confirm', fields);
  const page = await (await supporter.request('/letter/status')).text();
  assert.match(page, /no Gmail mailbox/);
  assert.match(page, /choose another account/);
  assert.match(page, new RegExp(`href="[^"]*${scene.path}"`));
  assert.deepEqual(heldOf(await flowOf(scene, supporter)), []);
  assert.match(await (await supporter.request(scene.path)).text(), /my own words about the ford/);
});

test('without a refresh token the flow still works with the access token', async () => {
  const [supporter, person] = [new Visitor(product), newPerson(scene, 'norefresh@gmail.test')];
  script(scene, person, { fault: 'no_refresh_token' });
  const { fields } = await toConfirm(scene, supporter, person);
  assert.equal((await flowOf(scene, supporter))?.refresh_token_sealed, null);
  await supporter.post('/letter/confirm', fields);
  assert.equal(outbox(scene)[0]?.sender, person.account);
});

test('an administrator who blocks the sign-in leads to a plain page, not to an exchange', async () => {
  const supporter = new Visitor(product);
  const url = await continueWithGmail(scene, supporter);
  const answer = await supporter.request(`/oauth/google/callback?error=admin_policy_enforced&state=${url.searchParams.get('state') ?? ''}`);
  assert.match(await answer.text(), /Your work or school does not allow it/);
  assert.deepEqual(heldOf(await flowOf(scene, supporter)), []);
});

test('Google down in the middle of signing in is said so, and the next try works', async () => {
  const [supporter, person] = [new Visitor(product), newPerson(scene, 'down@gmail.test')];
  script(scene, person, tokenFault);
  const answer = await connect(scene, supporter, person);
  assert.equal(answer.status, 502);
  assert.match(await answer.text(), /not working right now/);
  assert.equal((await connect(scene, supporter, person)).headers.get('location'), '/letter/confirm');
});

test('a campaign with zero eligible recipients says so honestly and asks nobody for consent', async () => {
  const empty = await addCampaign(scene, 'nobody', { recipients: [adler] });
  const supporter = new Visitor(product);
  const form = formFields(await (await supporter.request(empty.path)).text(), empty.path);
  await scene.owner.api.suppressions.suppress({ workspaceId: scene.workspaceId, email: adler.email });
  const page = await (await supporter.request(empty.path)).text();
  assert.doesNotMatch(page, /Continue with Gmail/);
  const answer = await supporter.post(empty.path, form);
  assert.equal(answer.headers.get('location'), null);
  assert.equal(supporter.cookies.size, 0);
});

test('whoever is under way in a campaign that is deleted has their consent given back at Google', async () => {
  const supporter = new Visitor(scene.product);
  const person = newPerson(scene, 'deleted.campaign@gmail.test');
  const doomed = await addCampaign(scene, 'doomed');
  await connect(doomed, supporter, person);
  // It is used up by the first call that asks Google to end this person's consent.
  script(scene, person, { fault: 'revoke_fails' });
  await scene.owner.api.account.confirm({ password });
  await scene.owner.api.campaigns.remove({ workspaceId: scene.workspaceId, campaignId: doomed.campaignId, name: 'Keep the ford open' });
  assert.deepEqual(faultsLeft(scene, person), []);
  assert.equal(await flowOf(doomed, supporter), undefined);
});
