import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import {
  addCampaign,
  connect,
  countsOf,
  falk,
  flowOf,
  formFields,
  heldOf,
  holdGoogle,
  newPerson,
  outbox,
  publishedCampaign,
  sendLetter,
  toConfirm,
  type Scene,
} from '../harness/advocacy.ts';
import { newOutlook, outlookSent, scriptOutlook } from '../harness/outlook.ts';
import { Visitor } from '../harness/people.ts';
import { startProduct } from '../harness/product.ts';
import type { FaultName } from '../../sandbox/microsoft/faults.ts';
import { attribute } from '../contracts/scene.ts';

const settings = { CONFIRMATIONS_AT_ONCE: '1', CONFIRMATIONS_WAITING: '1', GMAIL_SENDS_PER_MINUTE: '10' };
const scene = await publishedCampaign(await startProduct({ settings }));
const { product } = scene;

const sentBy = (account: string) => outbox(scene).filter(({ sender }) => sender === account).length;
const nextMinute = () => product.clock.set(new Date((Math.floor(product.clock.now().getTime() / 60_000) + 1) * 60_000));
const confirmForm = async (supporter: Visitor) => formFields(await (await supporter.request('/letter/confirm')).text(), '/letter/confirm');

test('whoever finds no room is told so at once: nothing of theirs was sent, their letter is kept, and later it leaves', async () => {
  nextMinute();
  const people = ['inside', 'one', 'two'].map((name) => ({
    visitor: new Visitor(product),
    person: newPerson(scene, `${name}@gmail.test`),
  }));
  const forms: Record<string, string>[] = [];
  for (const { visitor, person } of people) forms.push((await toConfirm(scene, visitor, person)).fields);
  const google = holdGoogle(scene);
  const presses = people.map(async ({ visitor }, at) => {
    if (at > 0) await google.arrived;
    return { at, answer: await visitor.post('/letter/confirm', forms[at]) };
  });
  // One is being sent for and one waits for their turn, so the first answer is that of the third, whoever of the two it is.
  const { at, answer } = await Promise.race(presses);
  const page = await answer.text();
  const away = people[at];
  assert.ok(away && at > 0);
  assert.equal(answer.status, 503);
  assert.equal(answer.headers.get('retry-after'), '20');
  assert.match(page, /Very many people are sending just now/);
  assert.match(page, /Wait 20 seconds/);
  assert.match(page, /href="\/letter\/confirm"/);
  assert.equal((await flowOf(scene, away.visitor))?.step, 'connected');
  google.release();
  const statuses = (await Promise.all(presses)).map((press) => press.answer.status);
  assert.deepEqual(statuses.sort(), [303, 303, 503]);
  assert.equal(people.filter(({ person }) => sentBy(person.account) === 1).length, 2);
  assert.equal(sentBy(away.person.account), 0);
  assert.equal((await away.visitor.post('/letter/confirm', await confirmForm(away.visitor))).status, 303);
  assert.equal(sentBy(away.person.account), 1);
});

test('before Google’s quota of the whole copy is used up, the next supporter is asked to wait a minute, and then it works', async () => {
  nextMinute();
  const supporters = Array.from({ length: 9 }, (_, at) => ({
    visitor: new Visitor(product),
    person: newPerson(scene, `quota${at}@gmail.test`),
  }));
  const forms = [];
  for (const { visitor, person } of supporters) forms.push((await toConfirm(scene, visitor, person)).fields);
  const statuses: number[] = [];
  for (const [at, { visitor }] of supporters.entries()) statuses.push((await visitor.post('/letter/confirm', forms[at])).status);
  assert.deepEqual(statuses, [303, 303, 303, 303, 303, 303, 303, 303, 503]);
  const last = supporters.at(-1);
  assert.ok(last);
  const again = await last.visitor.post('/letter/confirm', await confirmForm(last.visitor));
  const page = await again.text();
  assert.deepEqual([again.status, again.headers.get('retry-after')], [503, '60']);
  assert.match(page, /Too many people are writing just now/);
  assert.match(page, /Wait a minute and try again/);
  assert.equal(sentBy(last.person.account), 0);
  assert.deepEqual(heldOf(await flowOf(scene, last.visitor)).includes('access_token_sealed'), true);
  const outlook = newOutlook(scene, 'not.google@outlook.test');
  await sendLetter(scene, new Visitor(product), outlook);
  assert.equal(outlookSent(scene, outlook).length, 1, 'Microsoft counts for itself');
  product.clock.move({ minutes: 1 });
  assert.equal((await last.visitor.post('/letter/confirm', await confirmForm(last.visitor))).status, 303);
  assert.equal(sentBy(last.person.account), 1);
});

test('letters of one supporter that would not all fit into the minute are not begun: no half of them is sent', async () => {
  const six = await addCampaign(scene, 'six', { recipients: readers(6) });
  nextMinute();
  await sendLetter(six, new Visitor(product), newPerson(scene, 'six.first@gmail.test'));
  const [supporter, person] = [new Visitor(product), newPerson(scene, 'six.second@gmail.test')];
  assert.equal((await sendLetter(six, supporter, person)).status, 503);
  assert.deepEqual([sentBy('six.first@gmail.test'), sentBy(person.account)], [6, 0]);
  assert.deepEqual((await countsOf(six)).failed, 0);
  nextMinute();
  await supporter.post('/letter/confirm', await confirmForm(supporter));
  assert.equal(sentBy(person.account), 6);
});

const readers = (many: number) =>
  Array.from({ length: many }, (_, at) => ({ ...falk, name: `Reader ${at}`, email: `reader${at}@council.example.org` }));
const ten = (slug: string) => addCampaign(scene, slug, { recipients: readers(10) });
/** A supporter with Outlook whose ten letters all leave, or all go wrong in one way. */
async function tenLetters(where: Scene, name: string, fault?: FaultName, changes: Record<string, string> = {}): Promise<Visitor> {
  const [supporter, person] = [new Visitor(product), newOutlook(scene, `${name}@outlook.test`)];
  if (fault) scriptOutlook(where, person, ...Array.from({ length: 10 }, () => ({ fault, seconds: 7200 })));
  await sendLetter(where, supporter, { ...person, changes: { ...person.changes, ...changes } });
  return supporter;
}
const restingUntil = async ({ campaignId }: Scene) =>
  (await scene.owner.api.campaigns.show({ workspaceId: scene.workspaceId, campaignId })).restingUntil;

test('when half of the last letters of several supporters went wrong the campaign rests for a quarter of an hour, and then goes on by itself', async () => {
  const failing = await ten('failing');
  const waiting = new Visitor(product);
  const { fields } = await toConfirm(failing, waiting, newOutlook(scene, 'waits.out@outlook.test'));
  for (const at of [1, 2, 3]) await tenLetters(failing, `went.well${at}`);
  for (const at of [1, 2, 3, 4]) await tenLetters(failing, `went.wrong${at}`, 'ErrorInvalidRecipients');
  assert.equal(await restingUntil(failing), null, 'four supporters stopped everybody');
  await tenLetters(failing, 'went.wrong5', 'ErrorInvalidRecipients');
  const until = new Date((await restingUntil(failing)) ?? 0).getTime();
  assert.ok(Math.abs(until - product.clock.now().getTime() - 15 * 60_000) < 5_000);
  const refused = await waiting.post('/letter/confirm', fields);
  assert.equal(refused.status, 503);
  assert.ok(Number(refused.headers.get('retry-after')) > 0);
  assert.match(await refused.text(), /This campaign is resting for some minutes/);
  assert.match(await (await waiting.request('/letter/confirm')).text(), /resting/);
  assert.doesNotMatch(await (await new Visitor(product).request(failing.path)).text(), /Continue with Gmail/);
  assert.deepEqual(outlookSent(scene, { account: 'waits.out@outlook.test' }), []);
  product.clock.set(new Date(until - 1000));
  assert.equal((await waiting.post('/letter/confirm', fields)).status, 503);
  product.clock.set(new Date(until + 1000));
  assert.match(await (await new Visitor(product).request(failing.path)).text(), /Continue with Gmail/);
  await waiting.post('/letter/confirm', await confirmForm(waiting));
  assert.equal(outlookSent(scene, { account: 'waits.out@outlook.test' }).length, 10, 'the letter was not kept');
  assert.equal(new Date((await restingUntil(failing)) ?? 0).getTime(), until, 'it rests again without a reason');
});

test('what lies with single supporters, and what goes wrong in a rehearsal, stops nobody else', async () => {
  const personal = await ten('personal');
  for (const [at, fault] of (['ApplicationThrottled', 'ErrorExceededMessageLimit', 'MailboxNotEnabledForRESTAPI'] as const).entries())
    await tenLetters(personal, `personal${at}`, fault);
  const { failed } = await countsOf(personal);
  assert.ok(failed >= 20, `only ${failed} failed`);
  assert.equal(await restingUntil(personal), null);
  const rehearsed = await ten('rehearsed-badly');
  const { url } = await scene.owner.api.campaigns.rehearse({ workspaceId: scene.workspaceId, campaignId: rehearsed.campaignId });
  const { rehearsal = '' } = formFields(await (await new Visitor(product).request(url)).text(), rehearsed.path);
  for (const at of [1, 2]) {
    const rehearser = await tenLetters(rehearsed, `rehearses${at}`, 'ErrorInvalidRecipients', { rehearsal });
    assert.match(await (await rehearser.request('/letter/status')).text(), /Outlook refused this address/);
  }
  await tenLetters(rehearsed, 'in.earnest', 'ApplicationThrottled');
  assert.equal(await restingUntil(rehearsed), null);
});

/** What the page's script does: looks for an ending that gives the hash enough zeros. */
function work(page: string): string {
  const form = /<form[^>]*data-work[^>]*>/.exec(page)?.[0] ?? '';
  const [seed, bits] = [attribute(form, 'data-work'), Number(attribute(form, 'data-bits'))];
  assert.ok(seed && bits > 0 && bits <= 24, 'the page asks for no calculation');
  for (let at = 0; ; at++) {
    const answer = `${seed}:${at.toString(36)}`;
    if (createHash('sha256').update(answer).digest().readUInt32BE(0) >>> (32 - bits) === 0) return answer;
  }
}

test('a campaign that asks for a calculation lets nobody on without it, and takes each one once', async () => {
  const [asking, other] = [await addCampaign(scene, 'asking'), await addCampaign(scene, 'asking-too')];
  for (const { campaignId } of [asking, other])
    await scene.owner.api.campaigns.change({ workspaceId: scene.workspaceId, campaignId, challenge: 'work' });
  const start = async (fields: Record<string, string>, where = asking) => {
    const visitor = new Visitor(product);
    const form = formFields(await (await visitor.request(where.path)).text(), where.path);
    return visitor.post(where.path, { ...form, by: 'gmail', ...fields });
  };
  const pageOf = async (where: Scene) => (await new Visitor(product).request(where.path)).text();
  const done = work(await pageOf(asking));
  const [seed = ''] = done.split(':');
  for (const answer of ['', 'x', `${seed}:`, `${seed}:${'z'.repeat(13)}`, `${seed}:-1`, `${'A'.repeat(22)}:1`, work(await pageOf(other))]) {
    const refused = await start({ work: answer });
    assert.equal(refused.status, 400, answer);
    assert.match(await refused.text(), /has not finished its small calculation/);
  }
  const lost = await start({ work: done, body: ' ' });
  assert.match(await lost.text(), /The letter is empty/);
  assert.equal((await start({ work: done })).status, 303, 'the calculation was used up by a page with a mistake');
  assert.equal((await start({ work: done })).status, 400, 'the same calculation is good twice');
  assert.equal((await start({ work: work(await pageOf(other)) }, other)).status, 303);
});

test('who took half a day to write has calculated for nothing no more: the seed of the last half day is still good, an older one is not', async () => {
  const slow = await addCampaign(scene, 'slow-writers');
  await scene.owner.api.campaigns.change({ workspaceId: scene.workspaceId, campaignId: slow.campaignId, challenge: 'work' });
  for (const [hours, status] of [
    [12, 303],
    [24, 400],
  ] as const) {
    const visitor = new Visitor(product);
    const page = await (await visitor.request(slow.path)).text();
    const answer = { ...formFields(page, slow.path), work: work(page) };
    product.clock.move({ hours });
    assert.equal((await visitor.post(slow.path, answer)).status, status, `${hours} hours later`);
  }
});

test('a rehearsal asks for no calculation, and connecting works as ever', async () => {
  const asking = await addCampaign(scene, 'rehearsed');
  await scene.owner.api.campaigns.change({ workspaceId: scene.workspaceId, campaignId: asking.campaignId, challenge: 'work' });
  const { url } = await scene.owner.api.campaigns.rehearse({ workspaceId: scene.workspaceId, campaignId: asking.campaignId });
  const { rehearsal = '' } = formFields(await (await new Visitor(product).request(url)).text(), asking.path);
  const answer = await connect(asking, new Visitor(product), { ...newPerson(scene, 'rehearsed@gmail.test'), changes: { rehearsal } });
  assert.equal(answer.headers.get('location'), '/letter/confirm');
});
