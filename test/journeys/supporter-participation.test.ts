import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  addCampaign,
  connect,
  countsOf,
  flowOf,
  formFields,
  heldOf,
  newPerson,
  outbox,
  publishedCampaign,
  script,
  sendLetter,
  toConfirm,
  type Scene,
} from '../harness/advocacy.ts';
import { asOwner } from '../harness/database.ts';
import { Visitor } from '../harness/people.ts';
import { startProduct } from '../harness/product.ts';

const scene = await publishedCampaign(await startProduct());
const { product } = scene;

const acceptedFrom = (account: string) => outbox(scene).filter(({ sender }) => sender === account).length;

async function saysAlready(where: Scene, account: string): Promise<void> {
  const [visitor, person] = [new Visitor(product), newPerson(where, account)];
  const answer = await connect(where, visitor, person);
  assert.equal(answer.status, 409, account);
  assert.match(await answer.text(), /already taken part/);
  assert.deepEqual(heldOf(await flowOf(where, visitor)), []);
  assert.equal((await flowOf(where, visitor))?.draft_sealed, null);
}

const hashes = async () =>
  (await asOwner(product.databaseUrl, "select campaign_id, encode(address_hash, 'hex') as hash from participations")).map(({ hash }) =>
    String(hash),
  );

test('the same person cannot contribute twice: dots, +tag, googlemail and upper case are still them', async () => {
  await sendLetter(scene, new Visitor(product), newPerson(scene, 'j.doe+ford@gmail.com'));
  assert.equal((await countsOf(scene)).participations, 1);
  for (const account of ['jdoe@gmail.com', 'J.D.O.E@googlemail.com', 'jdoe+again@googlemail.com']) await saysAlready(scene, account);
  assert.equal((await countsOf(scene)).participations, 1);
  assert.equal(outbox(scene).length, 1);
});

test('another campaign is open to the same person, and the two participations are not linkable', async () => {
  const other = await addCampaign(scene, 'bridge');
  await sendLetter(other, new Visitor(product), newPerson(scene, 'jdoe@gmail.com'));
  assert.equal((await countsOf(other)).participations, 1);
  const all = await hashes();
  assert.equal(all.length, 2);
  assert.equal(new Set(all).size, 2);
});

test('two flows of the same person at once make one participation and one letter', async () => {
  const person = newPerson(scene, 'both@gmail.test');
  const [one, two] = [new Visitor(product), new Visitor(product)];
  const [first, second] = [await toConfirm(scene, one, person), await toConfirm(scene, two, person)];
  const before = (await countsOf(scene)).participations;
  const answers = await Promise.all([one.post('/letter/confirm', first.fields), two.post('/letter/confirm', second.fields)]);
  assert.deepEqual(answers.map(({ status }) => status).sort(), [303, 409]);
  assert.equal(acceptedFrom('both@gmail.test'), 1);
  assert.equal((await countsOf(scene)).participations, before + 1);
  for (const visitor of [one, two]) assert.deepEqual(heldOf(await flowOf(scene, visitor)), []);
});

for (const moment of ['before the letter is handed over', 'after the access token expired'] as const)
  test(`permission taken back between connect and confirm, noticed ${moment}: reconnect, draft kept, tokens gone`, async () => {
    const person = newPerson(scene, moment.startsWith('before') ? 'gone401@gmail.test' : 'gonegrant@gmail.test');
    const supporter = new Visitor(product);
    const changes = { body: 'Dear Councillor Falk,\n\nmy own words.\n\nPat' };
    await toConfirm(scene, supporter, { ...person, changes });
    script(scene, person, { fault: 'revoke' });
    if (moment.startsWith('after')) product.clock.move({ hours: 2 });
    const { fields } = await confirmForm(supporter);
    await supporter.post('/letter/confirm', fields);
    assert.match(await (await supporter.request('/letter/status')).text(), /your permission has ended/);
    assert.equal(acceptedFrom(person.account), 0);
    assert.deepEqual(heldOf(await flowOf(scene, supporter)), []);
    assert.match(await (await supporter.request(scene.path)).text(), /my own words/);
    await sendLetter(scene, supporter, person);
    assert.equal(acceptedFrom(person.account), 1);
    assert.match(outbox(scene)[0]?.email.text ?? '', /my own words/);
  });

async function confirmForm(supporter: Visitor) {
  const page = await (await supporter.request('/letter/confirm')).text();
  return { page, fields: formFields(page, '/letter/confirm') };
}

test('Google being down while the access is renewed is not called a revoked permission; the same confirmation works later', async () => {
  const [supporter, person] = [new Visitor(product), newPerson(scene, 'renew@gmail.test')];
  await toConfirm(scene, supporter, person);
  product.clock.move({ hours: 2 });
  script(scene, person, { fault: 'backendError', at: 'token' });
  await supporter.post('/letter/confirm', (await confirmForm(supporter)).fields);
  assert.match(await (await supporter.request('/letter/status')).text(), /Gmail is not working right now/);
  await supporter.post('/letter/confirm', (await confirmForm(supporter)).fields);
  assert.equal(acceptedFrom(person.account), 1);
});

test('a failed first try is no participation: nothing counts until Gmail has accepted a letter', async () => {
  const [supporter, person] = [new Visitor(product), newPerson(scene, 'failed@gmail.test')];
  const before = await countsOf(scene);
  const participations = (await hashes()).length;
  script(scene, person, { fault: 'badRequest' });
  await sendLetter(scene, supporter, person);
  assert.equal((await hashes()).length, participations);
  assert.deepEqual(await countsOf(scene), { ...before, failed: before.failed + 1 });
});

test('the same person is allowed again 3 months and 1 day later, even when no job has run', async () => {
  await sendLetter(scene, new Visitor(product), newPerson(scene, 'again@gmail.test'));
  product.clock.move({ months: 3 });
  product.clock.move({ days: -1 });
  await saysAlready(scene, 'again@gmail.test');
  product.clock.move({ days: 2 });
  await sendLetter(scene, new Visitor(product), newPerson(scene, 'again@gmail.test'));
  assert.equal(acceptedFrom('again@gmail.test'), 2);
});

test('three months end for the supporter when they end for the retention job, also at the end of a month', async () => {
  product.clock.set(new Date(Date.UTC(product.clock.now().getUTCFullYear() + 1, 10, 30, 12)));
  await sendLetter(scene, new Visitor(product), newPerson(scene, 'november@gmail.test'));
  const [row] = await asOwner(product.databaseUrl, "select max(took_part_at) + interval '3 months 1 second' as ends from participations");
  product.clock.set(row?.ends as Date);
  await sendLetter(scene, new Visitor(product), newPerson(scene, 'november@gmail.test'));
  assert.equal(acceptedFrom('november@gmail.test'), 2);
});
