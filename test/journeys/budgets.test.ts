import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepPromises } from '../../server/modules/privacy/index.ts';
import { connect, outbox, script, sendLetter, type Scene } from '../harness/advocacy.ts';
import { asOwner } from '../harness/database.ts';
import { stranger, Visitor } from '../harness/people.ts';
import { startProduct, testClock } from '../harness/product.ts';
import {
  addressOf,
  confirmNow,
  confirmPageOf,
  contactedOf,
  emptyForm,
  emptyWorkspace,
  goesOn,
  idsOf,
  nobodyLeft,
  press,
  routedCampaign,
  runSchedule,
  somebody,
} from './routed-scene.ts';

// A Tuesday, noon in Vienna.
const product = await startProduct({ clock: testClock(new Date('2026-11-24T11:10:00Z')) });
const base = await emptyWorkspace(product);
const { clock } = product;
const hashOf = (name: string) => product.app.tools.hashing.lookup('recipient_load', addressOf(name));

/** How many of so many supporters at once are sent on to their mailbox; all others read that nobody can be written to. */
async function offeredOf(scene: Scene, supporters: number): Promise<number> {
  const page = await (await new Visitor(product).request(scene.path)).text();
  if (!page.includes(`action="${scene.path}"`)) {
    assert.ok(page.includes(nobodyLeft), 'there is no form, and no word about why');
    return 0;
  }
  const form = await emptyForm(scene);
  const answers = await Promise.all(Array.from({ length: supporters }, () => press(scene, new Visitor(product), form)));
  for (const answer of answers.filter((one) => !goesOn(one))) {
    assert.equal(answer.headers.getSetCookie().length, 0, 'somebody was given a flow and nobody to write to');
    assert.ok((await answer.text()).includes(nobodyLeft), 'somebody was turned away without a word');
  }
  return answers.filter(goesOn).length;
}

test('forty supporters at once for a recipient who can bear ten an hour: ten go on, thirty are told so and asked for nothing', async () => {
  const scene = await routedCampaign(base, 'ten', { hourlyBudget: 10, recipients: [{ name: 'Ada Ems' }] });
  assert.equal(await offeredOf(scene, 40), 10);
  assert.deepEqual(await contactedOf(scene), { 'Ada Ems': 10 });
  const flows = await asOwner(product.databaseUrl, 'select count(*)::int as flows from supporter_flows');
  assert.equal(flows[0]?.flows, 10);
  assert.equal(await offeredOf(scene, 1), 0);
  clock.move({ minutes: 50 });
  assert.equal(await offeredOf(scene, 12), 10, 'the next hour has its own ten');
});

test('a recipient’s hour is theirs and no campaign’s: two campaigns of two workspaces share it', async () => {
  const { visitor: owner, workspaceId } = await stranger(product);
  const slug = (await owner.api.account.me()).workspaces[0]?.slug ?? '';
  const one = await routedCampaign(base, 'shared', { hourlyBudget: 6, recipients: [{ name: 'Bo Inn' }] });
  const two = await routedCampaign(base, 'shared-too', { hourlyBudget: 6, recipients: [{ name: 'Bo Inn' }] });
  const far = await routedCampaign({ product, owner, workspaceId, path: `/c/${slug}/` }, 'far', {
    hourlyBudget: 6,
    recipients: [{ name: 'Bo Inn', email: addressOf('Bo Inn').toUpperCase() }],
  });
  const offered = await Promise.all([one, two, far].map((scene) => offeredOf(scene, 5)));
  assert.equal(
    offered.reduce((sum, number) => sum + number, 0),
    6,
  );
});

test('a day’s budget holds in any 24 hours, also from one noon to the next', async () => {
  clock.set(new Date('2026-11-24T13:40:00Z'));
  const scene = await routedCampaign(base, 'day', { dailyBudget: 3, recipients: [{ name: 'Cleo Aar' }] });
  assert.equal(await offeredOf(scene, 5), 3);
  clock.set(new Date('2026-11-25T13:39:00Z'));
  assert.equal(await offeredOf(scene, 2), 0);
  clock.set(new Date('2026-11-25T14:00:00Z'));
  assert.equal(await offeredOf(scene, 4), 3);
});

test('with office hours a night has a tenth of the budget, a Sunday a third, and no hour nothing', async () => {
  const settings = { hourlyBudget: 10, officeHours: true, timeZone: 'Europe/Vienna' };
  const scene = await routedCampaign(base, 'office', { ...settings, recipients: [{ name: 'Dai Tay' }] });
  for (const [at, most] of [
    ['2026-11-25T23:10:00Z', 1],
    ['2026-11-26T09:10:00Z', 10],
    ['2026-11-29T09:10:00Z', 3],
  ] as const) {
    clock.set(new Date(at));
    assert.equal(await offeredOf(scene, 12), most, at);
  }
});

const one = { hourlyBudget: 1, recipients: [{ name: 'Eno Ruhr' }] };

test('a place that is held lapses after half an hour and is given on; whoever comes back too late reads why', async () => {
  clock.set(new Date('2026-11-30T09:00:00Z'));
  const scene = await routedCampaign(base, 'lapse', one);
  const [first, second] = [new Visitor(product), new Visitor(product)];
  await connect(scene, first, somebody(scene));
  await confirmPageOf(first);
  assert.equal(await offeredOf(scene, 1), 0);
  clock.move({ minutes: 29, seconds: 59 });
  await runSchedule(product, 'release-offers');
  assert.equal(await offeredOf(scene, 1), 0);
  clock.move({ seconds: 1 });
  await runSchedule(product, 'release-offers');
  await connect(scene, second, somebody(scene));
  const { page } = await confirmPageOf(first);
  assert.match(page, /nobody (is )?left to write to|Nobody is left|nobody to write to/i);
  await confirmNow(second);
  assert.equal(outbox(scene)[0]?.recipients[0], addressOf('Eno Ruhr'));
  assert.deepEqual(await contactedOf(scene), { 'Eno Ruhr': 1 });
});

test('whoever only began keeps a place from others for ten minutes, and no longer by pressing nothing', async () => {
  const scene = await routedCampaign(base, 'begun', { ...one, recipients: [{ name: 'Ulm Naab' }] });
  assert.equal(await offeredOf(scene, 1), 1);
  clock.move({ minutes: 9, seconds: 59 });
  await runSchedule(product, 'release-offers');
  assert.equal(await offeredOf(scene, 1), 0);
  clock.move({ seconds: 1 });
  await runSchedule(product, 'release-offers');
  assert.equal(await offeredOf(scene, 1), 1);
});

test('who comes back while the place is still free is held it again, once, however many windows open at once', async () => {
  const scene = await routedCampaign(base, 'back', { ...one, recipients: [{ name: 'Fay Saar' }] });
  const visitor = new Visitor(product);
  await connect(scene, visitor, somebody(scene));
  clock.move({ minutes: 31 });
  await runSchedule(product, 'release-offers');
  assert.deepEqual(await contactedOf(scene), { 'Fay Saar': 0 });
  const pages = await Promise.all([1, 2, 3, 4, 5].map(() => confirmPageOf(visitor)));
  assert.ok(pages.every(({ names }) => names.includes('Fay Saar')));
  assert.deepEqual(await contactedOf(scene), { 'Fay Saar': 1 });
  assert.deepEqual(await offeredOf(scene, 1), 0);
});

test('who holds the last place may change the letter and press again', async () => {
  const scene = await routedCampaign(base, 'last', { ...one, recipients: [{ name: 'Gus Isar' }] });
  const visitor = new Visitor(product);
  const form = await emptyForm(scene, visitor);
  assert.ok(goesOn(await press(scene, visitor, form)));
  const page = await (await visitor.request(scene.path)).text();
  assert.match(page, /Continue with Gmail/);
  assert.ok(goesOn(await press(scene, visitor, [...form.filter(([name]) => name !== 'body'), ['body', 'Dear Gus,\n\nmy other words.']])));
  assert.equal(await offeredOf(scene, 1), 0);
  assert.deepEqual(await contactedOf(scene), { 'Gus Isar': 1 });
});

test('“Stop and disconnect” gives the place back at once; a letter that failed gives it back when nobody tries it again', async () => {
  const scene = await routedCampaign(base, 'stop', { ...one, recipients: [{ name: 'Hal Lahn' }] });
  const [stops, fails] = [new Visitor(product), new Visitor(product)];
  await connect(scene, stops, somebody(scene));
  const csrf = /name="csrf" value="([^"]+)"/.exec((await confirmPageOf(stops)).page)?.[1] ?? '';
  await stops.post('/letter/stop', { csrf });
  assert.deepEqual(await contactedOf(scene), { 'Hal Lahn': 0 });
  const person = somebody(scene);
  script(scene, person, { fault: 'badRequest' });
  await sendLetter(scene, fails, person);
  assert.match(await (await fails.request('/letter/status')).text(), /Hal Lahn/);
  assert.deepEqual(await contactedOf(scene), { 'Hal Lahn': 1 });
  clock.move({ minutes: 31 });
  await runSchedule(product, 'release-offers');
  assert.deepEqual(await contactedOf(scene), { 'Hal Lahn': 0 });
  assert.equal(await offeredOf(scene, 3), 1);
});

test('a recipient who set a limit of their own is not written to more often, whatever a campaign allows', async () => {
  const scene = await routedCampaign(base, 'own-limit', { recipients: [{ name: 'Ina Oder' }] });
  const cap = product.app.tools.hashing.lookup('recipient_cap', addressOf('Ina Oder'));
  const until = new Date(clock.now().getTime() + 1000 * 86_400_000);
  await asOwner(product.databaseUrl, 'insert into recipient_caps values ($1, 2, $2, $3)', [cap, until, clock.now()]);
  assert.equal(await offeredOf(scene, 6), 2);
});

test('what a recipient can bear is kept for two days and not a second longer', async () => {
  const hour = new Date(Math.floor(clock.now().getTime() / 3_600_000) * 3_600_000);
  const kept = async () =>
    (await asOwner(product.databaseUrl, 'select 1 from recipient_hours where address_hash = $1', [hashOf('Ina Oder')])).length;
  clock.set(new Date(hour.getTime() + 48 * 3_600_000 - 1000));
  await keepPromises(product.app.tools, { dryRun: false });
  assert.equal(await kept(), 1);
  clock.set(new Date(hour.getTime() + 48 * 3_600_000 + 1000));
  await keepPromises(product.app.tools, { dryRun: false });
  assert.equal(await kept(), 0);
});

test('supporters who exchange their recipients at the same moment do not wait for each other for ever', async () => {
  const names = ['Ole Havel', 'Pia Weser', 'Rob Eider', 'Sue Leine'];
  const scene = await routedCampaign(base, 'exchange', { choice: 'pick', mostLetters: 4, recipients: names.map((name) => ({ name })) });
  const ids = await idsOf(scene);
  const form = await emptyForm(scene);
  const pick = (...picked: string[]) => [...form, ...picked.map((name): [string, string] => ['recipient', ids.get(name) ?? ''])];
  const visitors = Array.from({ length: 12 }, () => new Visitor(product));
  for (let round = 0; round < 5; round++) {
    const answers = await Promise.all(
      visitors.map((visitor, place) => {
        const half = (round + place) % 2 === 0 ? names.slice(0, 2) : names.slice(2);
        return press(scene, visitor, pick(...(place % 3 === 0 ? half.toReversed() : half)));
      }),
    );
    assert.ok(answers.every(goesOn), answers.map(({ status }) => status).join());
  }
  assert.equal(
    Object.values(await contactedOf(scene)).reduce((sum, contacted) => sum + contacted, 0),
    24,
  );
});
