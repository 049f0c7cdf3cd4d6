import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  addCampaign,
  adler,
  connect,
  countsOf,
  falk,
  flowOf,
  formFields,
  heldOf,
  newPerson,
  outbox,
  publishedCampaign,
  sendLetter,
  toConfirm,
  type Scene,
} from '../harness/advocacy.ts';
import { asOwner } from '../harness/database.ts';
import { password, Visitor } from '../harness/people.ts';
import { startProduct } from '../harness/product.ts';

const scene = await publishedCampaign(await startProduct(), { recipients: [falk, adler] });
const { product, owner, workspaceId } = scene;
const own = { body: '{{ recipient.salutation }},\n\nmy own words.\n\n{{ supporter.name }}' };

const sentBy = (account: string) => outbox(scene).filter(({ sender }) => sender === account);

async function confirmForm(supporter: Visitor) {
  const page = await (await supporter.request('/letter/confirm')).text();
  return { page, fields: formFields(page, '/letter/confirm') };
}

async function attempts(): Promise<number> {
  const [row] = await asOwner(product.databaseUrl, 'select count(*)::int as attempts from attempts');
  return Number(row?.attempts);
}

test('it never sends without a press on the button: not on GET, HEAD, prefetch, by a crawler, the back button or a job', async () => {
  const [supporter, person] = [new Visitor(product), newPerson(scene, 'quiet@gmail.test')];
  await toConfirm(scene, supporter, person);
  const before = await attempts();
  for (const path of ['/letter/confirm', '/letter/status', '/letter/receipt', '/letter/retry', scene.path, '/letter/connect']) {
    await supporter.request(path);
    await supporter.request(path, { method: 'HEAD' });
    await supporter.request(path, { headers: { purpose: 'prefetch', 'sec-purpose': 'prefetch', 'user-agent': 'Googlebot/2.1' } });
  }
  for (const job of product.app.jobs.filter(({ schedule }) => schedule)) await job.run({});
  assert.equal(await attempts(), before);
  assert.equal((await flowOf(scene, supporter))?.step, 'connected');
});

test('it never sends for a form without its token, with an expired one, from a foreign origin or from another browser', async () => {
  const [supporter, person] = [new Visitor(product), newPerson(scene, 'csrf@gmail.test')];
  const { fields } = await toConfirm(scene, supporter, person);
  const before = await attempts();
  const { csrf, ...without } = fields;
  assert.ok(csrf);
  const form = 'application/x-www-form-urlencoded';
  const foreign = (headers: Record<string, string>) =>
    supporter.request('/letter/confirm', {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { 'content-type': form, ...headers },
    });
  assert.equal((await supporter.post('/letter/confirm', without)).status, 400);
  assert.equal((await foreign({ origin: 'https://evil.example' })).status, 403);
  assert.equal((await foreign({ 'sec-fetch-site': 'cross-site' })).status, 403);
  const other = new Visitor(product);
  await toConfirm(scene, other, newPerson(scene, 'csrf.other@gmail.test'));
  assert.equal((await other.post('/letter/confirm', fields)).status, 400);
  assert.equal((await new Visitor(product).post('/letter/confirm', fields)).status, 400);
  product.clock.move({ hours: 25 });
  const late = await supporter.post('/letter/confirm', fields);
  assert.match(await late.text(), /out of date/);
  assert.equal(await attempts(), before);
  await supporter.post('/letter/confirm', (await confirmForm(supporter)).fields);
  assert.equal(sentBy(person.account).length, 2);
});

test('50 confirmations of one flow in parallel make exactly one Gmail call per recipient, and so does replaying the POST', async () => {
  const [supporter, person] = [new Visitor(product), newPerson(scene, 'fifty@gmail.test')];
  const { fields } = await toConfirm(scene, supporter, person);
  const [before, counts] = [await attempts(), await countsOf(scene)];
  const answers = await Promise.all(Array.from({ length: 50 }, () => supporter.post('/letter/confirm', fields)));
  assert.deepEqual([...new Set(answers.map((answer) => answer.headers.get('location')))], ['/letter/status']);
  await supporter.post('/letter/confirm', fields);
  assert.equal(await attempts(), before + 2);
  assert.deepEqual(
    sentBy(person.account)
      .map(({ recipients }) => recipients[0])
      .sort(),
    [falk.email, adler.email].sort(),
  );
  const after = await countsOf(scene);
  assert.deepEqual([after.participations, after.accepted], [counts.participations + 1, counts.accepted + 2]);
});

test('a campaign edited in an open flow refuses the confirmation with its reason; nothing is sent, and the draft is kept', async () => {
  for (const changes of [{}, own]) {
    const [supporter, person] = [new Visitor(product), newPerson(scene, `edited${Object.keys(changes).length}@gmail.test`)];
    const { fields } = await toConfirm(scene, supporter, { ...person, changes });
    const { body } = await owner.api.campaigns.show({ workspaceId, campaignId: scene.campaignId });
    await owner.api.campaigns.change({
      workspaceId,
      campaignId: scene.campaignId,
      body: body.replace('most weeks', 'each and every week'),
    });
    const answer = await supporter.post('/letter/confirm', fields);
    assert.equal(answer.status, 409);
    assert.match(await answer.text(), /The letter has changed/);
    assert.equal(sentBy(person.account).length, 0);
    const { page, fields: now } = await confirmForm(supporter);
    if (changes === own) assert.match(page, /my own words/);
    await supporter.post('/letter/confirm', now);
    assert.equal(sentBy(person.account).length, 2);
    await owner.api.campaigns.change({ workspaceId, campaignId: scene.campaignId, body });
  }
});

for (const [state, words] of [
  ['paused', /This campaign is paused/],
  ['closed', /This campaign is over/],
  ['removed', /This campaign was taken away/],
] as const)
  test(`a campaign ${state} in an open flow refuses the confirmation with its reason, and nothing is sent`, async () => {
    const other = await addCampaign(scene, state);
    const [supporter, person] = [new Visitor(product), newPerson(scene, `${state}@gmail.test`)];
    const { fields } = await toConfirm(other, supporter, { ...person, changes: own });
    const { campaignId } = other;
    if (state === 'removed') await owner.api.account.confirm({ password });
    if (state === 'removed') await owner.api.campaigns.remove({ workspaceId, campaignId, name: 'Keep the ford open' });
    else await owner.api.campaigns.setState({ workspaceId, campaignId, state });
    const answer = await supporter.post('/letter/confirm', fields);
    assert.match(await answer.text(), words);
    assert.match(await (await supporter.request('/letter/confirm')).text(), words);
    assert.equal(sentBy(person.account).length, 0);
    if (state === 'removed') assert.equal(await flowOf(scene, supporter), undefined);
    else assert.ok((await flowOf(scene, supporter))?.draft_sealed, 'the draft is gone');
  });

test('a recipient suppressed between preview and confirm is dropped and shown as left out; the others get their letter', async () => {
  const other = await addCampaign(scene, 'suppressed', { recipients: [falk, { ...adler, email: 'jdoe@gmail.com' }] });
  const [supporter, person] = [new Visitor(product), newPerson(scene, 'drops@gmail.test')];
  const { fields } = await toConfirm(other, supporter, person);
  await owner.api.suppressions.suppress({ workspaceId, email: 'J.Doe+x@googlemail.com' });
  await supporter.post('/letter/confirm', fields);
  assert.deepEqual(
    sentBy(person.account).map(({ recipients }) => recipients[0]),
    [falk.email],
  );
  const counts = await countsOf(other);
  assert.deepEqual([counts.accepted, counts.skipped, counts.failed], [1, 1, 0]);
  const receipt = await readThrough(supporter, '/letter/status');
  assert.match(receipt, /Ines Falk/);
  assert.match(receipt, /Piet Adler/, 'the supporter does not see who was left out');
});

test('dots count outside Gmail: suppressing j.doe@firm.eu leaves jdoe@firm.eu open, and upper case does not matter', async () => {
  const people = ['jdoe@firm.example', 'j.doe@firm.example', 'other@firm.example'].map((email) => ({ ...falk, email }));
  const other = await addCampaign(scene, 'firm', { recipients: people });
  await owner.api.suppressions.suppress({ workspaceId, email: 'J.DOE@Firm.example' });
  const person = newPerson(scene, 'firm@gmail.test');
  const { page } = await toConfirm(other, new Visitor(product), person);
  assert.match(page, /[^.]jdoe@firm\.example/);
  assert.doesNotMatch(page, /j\.doe@firm\.example/);
  await sendLetter(other, new Visitor(product), person);
  assert.deepEqual(
    sentBy(person.account)
      .map(({ recipients }) => recipients[0])
      .sort(),
    ['jdoe@firm.example', 'other@firm.example'],
  );
});

test('when the last recipient is suppressed before the confirmation, nothing is sent and the page says so', async () => {
  const other: Scene = await addCampaign(scene, 'last', { recipients: [{ ...falk, email: 'last@council.example.org' }] });
  const [supporter, person] = [new Visitor(product), newPerson(scene, 'last@gmail.test')];
  const { fields } = await toConfirm(other, supporter, person);
  await owner.api.suppressions.suppress({ workspaceId, email: 'last@council.example.org' });
  assert.match(await (await supporter.post('/letter/confirm', fields)).text(), /nobody to write to/);
  assert.equal(sentBy(person.account).length, 0);
});

test('Stop and disconnect deletes everything of the letter at once, and a stopped flow cannot be confirmed', async () => {
  const [supporter, person] = [new Visitor(product), newPerson(scene, 'stop@gmail.test')];
  const { page, fields } = await toConfirm(scene, supporter, person);
  const ticket = supporter.cookies.get('antiphon_letter') ?? '';
  await supporter.post('/letter/stop', formFields(page, '/letter/stop'));
  assert.equal(supporter.cookies.has('antiphon_letter'), false);
  supporter.cookies.set('antiphon_letter', ticket);
  assert.equal(await flowOf(scene, supporter), undefined);
  assert.equal((await supporter.post('/letter/confirm', fields)).status, 410);
  assert.deepEqual(heldOf(await flowOf(scene, supporter)), []);
  assert.equal((await connect(scene, new Visitor(product), person)).headers.get('location'), '/letter/confirm');
});

async function readThrough(visitor: Visitor, path: string): Promise<string> {
  const answer = await visitor.request(path);
  const next = answer.headers.get('location');
  return next ? readThrough(visitor, next) : answer.text();
}
