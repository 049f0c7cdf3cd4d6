import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connect, flowOf, heldOf, outbox, script, sendLetter } from '../harness/advocacy.ts';
import { asOwner } from '../harness/database.ts';
import { Visitor } from '../harness/people.ts';
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
  suppress,
} from './routed-scene.ts';

const product = await startProduct({ clock: testClock(new Date('2026-11-24T10:00:00Z')) });
const base = await emptyWorkspace(product);

const three = [{ name: 'Ada Ems' }, { name: 'Bo Inn' }, { name: 'Cleo Aar' }];

test('where everybody is written to, each gets a letter of their own and nobody reads of the others', async () => {
  const scene = await routedCampaign(base, 'all', { recipients: three });
  const before = outbox(scene).length;
  await sendLetter(scene, new Visitor(product), somebody(scene));
  const letters = outbox(scene).slice(0, outbox(scene).length - before);
  assert.deepEqual(letters.flatMap(({ recipients }) => recipients).sort(), three.map(({ name }) => addressOf(name)).sort());
  assert.ok(letters.every(({ recipients }) => recipients.length === 1));
  assert.deepEqual(await contactedOf(scene), { 'Ada Ems': 1, 'Bo Inn': 1, 'Cleo Aar': 1 });
});

const picking = await routedCampaign(base, 'pick', { choice: 'pick', mostLetters: 2, recipients: [...three, { name: 'Dov Nogo' }] });
const pickable = await idsOf(picking);
const picked = (...names: string[]): [string, string][] => names.map((name) => ['recipient', pickable.get(name) ?? name]);

test('who may pick and picks nobody, too many, or ids of another campaign is told so and asked for nothing', async () => {
  const form = await emptyForm(picking);
  const foreign = (await idsOf({ ...picking, path: picking.path.replace('pick', 'all') })).get('Ada Ems') ?? '';
  for (const [chosen, sentence] of [
    [picked(), /choose whom you write to/],
    [picked('Ada Ems', 'Bo Inn', 'Cleo Aar'), /at most 2. You have chosen 3/],
    [picked(foreign), /choose whom you write to/],
    [picked("' or 1=1", '00000000-0000-0000-0000-000000000000', '../..'), /choose whom you write to/],
  ] as const) {
    const answer = await press(picking, new Visitor(product), [...form, ...chosen]);
    assert.equal(answer.status, 400);
    assert.match(await answer.text(), sentence);
    assert.equal(answer.headers.getSetCookie().length, 0);
  }
  assert.deepEqual(await contactedOf(picking), { 'Ada Ems': 0, 'Bo Inn': 0, 'Cleo Aar': 0, 'Dov Nogo': 0 });
});

test('a suppressed recipient is not among those to pick, and forging their id into the form does not bring them back', async () => {
  await suppress(picking, addressOf('Dov Nogo'));
  const visitor = new Visitor(product);
  const page = await (await visitor.request(picking.path)).text();
  assert.match(page, /Cleo Aar/);
  assert.doesNotMatch(page, /Dov Nogo/);
  const form = await emptyForm(picking);
  assert.equal((await press(picking, visitor, [...form, ...picked('Dov Nogo')])).status, 400);
  assert.ok(goesOn(await press(picking, visitor, [...form, ...picked('Cleo Aar', 'Dov Nogo')])));
  await connect(picking, visitor, { ...somebody(picking), changes: { recipient: pickable.get('Cleo Aar') ?? '' } });
  assert.deepEqual((await confirmPageOf(visitor)).names, ['Cleo Aar']);
});

test('who picks somebody else after all writes to them alone, also when the first choice had lapsed', async () => {
  const visitor = new Visitor(product);
  const form = await emptyForm(picking);
  await press(picking, visitor, [...form, ...picked('Ada Ems')]);
  await connect(picking, visitor, { ...somebody(picking), changes: { recipient: pickable.get('Bo Inn') ?? '' } });
  assert.deepEqual((await confirmPageOf(visitor)).names, ['Bo Inn']);
  product.clock.move({ minutes: 31 });
  await runSchedule(product, 'release-offers');
  assert.ok(Object.values(await contactedOf(picking)).every((contacted) => contacted === 0));
  await press(picking, visitor, [...form, ...picked('Cleo Aar')]);
  const { names, page } = await confirmPageOf(visitor);
  assert.deepEqual(names, ['Cleo Aar']);
  assert.doesNotMatch(page, /Bo Inn|Ada Ems/);
  await confirmNow(visitor);
  assert.deepEqual(outbox(picking)[0]?.recipients, [addressOf('Cleo Aar')]);
});

test('who picks somebody else after a letter failed is done when that one left: nothing waits for the first', async () => {
  const [visitor, person] = [new Visitor(product), somebody(picking)];
  script(picking, person, { fault: 'badRequest' });
  await sendLetter(picking, visitor, { ...person, changes: { recipient: pickable.get('Ada Ems') ?? '' } });
  assert.match(await (await visitor.request('/letter/status')).text(), /Ada Ems/);
  await press(picking, visitor, [...(await emptyForm(picking, visitor)), ...picked('Bo Inn')]);
  assert.deepEqual((await confirmPageOf(visitor)).names, ['Bo Inn']);
  await confirmNow(visitor);
  assert.deepEqual(outbox(picking)[0]?.recipients, [addressOf('Bo Inn')]);
  const flow = await flowOf(picking, visitor);
  assert.deepEqual([flow?.step, heldOf(flow)], ['settled', []]);
});

const wards = await routedCampaign(base, 'wards', {
  choice: 'postcode',
  mostLetters: 3,
  rules: [
    {
      when: [{ field: 'affiliation', is: 'one_of', values: ['Convinced'] }],
      then: { do: 'exclude', text: 'is on our side already.', link: 'https://example.org/thank' },
    },
  ],
  recipients: [
    { name: 'Ada Ems', postcodes: '1010, 1020' },
    { name: 'Bo Inn', postcodes: '1020-1090' },
    { name: 'Cleo Aar', postcodes: '12*', affiliation: 'Convinced' },
    { name: 'Dai Tay', postcodes: 'SW1A' },
  ],
});

test('a postcode finds everybody who speaks for it, says so when there is nobody, and holds nobody for looking', async () => {
  const form = await emptyForm(wards);
  const find = async (postcode: string) => {
    const answer = await press(wards, new Visitor(product), [...form, ['postcode', postcode], ['by', 'find']]);
    assert.equal(answer.headers.getSetCookie().length, 0);
    return answer.text();
  };
  const split = await find(' 1020 ');
  assert.match(split, /Ada Ems/);
  assert.match(split, /Bo Inn/);
  assert.match(await find('sw1a 1aa'), /Dai Tay/);
  assert.match(await find('9999'), /Nobody who can be written to now was found for this postcode/);
  assert.match(await find(''), /Please write your postcode/);
  const excluded = await find('1230');
  assert.match(excluded, /Cleo Aar<\/bdi><\/b> is on our side already\.[\s\S]*href="https:\/\/example\.org\/thank"/);
  assert.ok(Object.values(await contactedOf(wards)).every((contacted) => contacted === 0));
});

test('a split postcode leads to a letter for each; a corrected one leaves no letter to whom the first had found', async () => {
  const [visitor, person] = [new Visitor(product), somebody(wards)];
  await connect(wards, visitor, { ...person, changes: { postcode: '1020' } });
  assert.deepEqual((await confirmPageOf(visitor)).names, ['Ada Ems', 'Bo Inn']);
  // Letters that no number, id or hash can happen to have.
  await press(wards, visitor, [...(await emptyForm(wards, visitor)), ['postcode', 'SW1A 1AA']]);
  assert.deepEqual((await confirmPageOf(visitor)).names, ['Dai Tay']);
  assert.deepEqual(await contactedOf(wards), { 'Ada Ems': 0, 'Bo Inn': 0, 'Cleo Aar': 0, 'Dai Tay': 1 });
  for (const table of ['supporter_flows', 'offers', 'deliveries']) {
    const rows = await asOwner(product.databaseUrl, `select * from ${table}`);
    assert.ok(rows.length > 0, `${table} holds nothing that could be looked at`);
    for (const value of rows.flatMap((row) => Object.values(row)))
      assert.doesNotMatch(Buffer.isBuffer(value) ? value.toString('latin1') : JSON.stringify(value), /sw1a\s?1aa/i, table);
  }
});

test('a region is chosen among those that the campaign has, also one where somebody else is to be asked', async () => {
  const scene = await routedCampaign(base, 'regions', {
    choice: 'region',
    rules: [
      {
        when: [{ field: 'region', is: 'one_of', values: ['West'] }],
        then: { do: 'exclude', text: 'decides nothing here.', link: null },
      },
    ],
    recipients: [
      { name: 'Ada Ems', region: 'North' },
      { name: 'Bo Inn', region: 'South' },
      { name: 'Cleo Aar', region: 'West' },
    ],
  });
  const page = await (await new Visitor(product).request(scene.path)).text();
  assert.deepEqual(
    [...page.matchAll(/<option[^>]*>(\w+)<\/option>/g)].map(([, region]) => region),
    ['North', 'South', 'West'],
  );
  const form = await emptyForm(scene);
  const west = await press(scene, new Visitor(product), [...form, ['region', 'West'], ['by', 'find']]);
  assert.match(await west.text(), /Cleo Aar<\/bdi><\/b> decides nothing here\./);
  assert.equal((await press(scene, new Visitor(product), [...form, ['region', '']])).status, 400);
  const visitor = new Visitor(product);
  await connect(scene, visitor, { ...somebody(scene), changes: { region: ' south ' } });
  assert.deepEqual((await confirmPageOf(visitor)).names, ['Bo Inn']);
});

test('whom the lot has found stays when the button is pressed again, and it never becomes a second letter', async () => {
  const scene = await routedCampaign(base, 'lot', {
    choice: 'random',
    mostLetters: 5,
    recipients: [...Array(12).keys()].map((n) => ({ name: `Member ${n}` })),
  });
  const visitor = new Visitor(product);
  await connect(scene, visitor, somebody(scene));
  const [first] = (await confirmPageOf(visitor)).names;
  const form = await emptyForm(scene, visitor);
  for (let again = 0; again < 4; again++) {
    assert.ok(goesOn(await press(scene, visitor, form)));
    assert.deepEqual((await confirmPageOf(visitor)).names, [first]);
  }
  product.clock.move({ minutes: 31 });
  await runSchedule(product, 'release-offers');
  assert.ok(goesOn(await press(scene, visitor, form)));
  const { names } = await confirmPageOf(visitor);
  assert.equal(names.length, 1);
  assert.equal(
    Object.values(await contactedOf(scene)).reduce((sum, contacted) => sum + contacted, 0),
    1,
  );
});

test('the lot draws everybody: over sixty supporters none of three recipients is left out', async () => {
  const scene = await routedCampaign(base, 'draw', { choice: 'random', mostLetters: 1, recipients: three });
  const form = await emptyForm(scene);
  const answers = await Promise.all(Array.from({ length: 60 }, () => press(scene, new Visitor(product), form)));
  assert.equal(answers.filter(goesOn).length, 60);
  const contacted = await contactedOf(scene);
  assert.equal(
    Object.values(contacted).reduce((sum, letters) => sum + letters, 0),
    60,
  );
  // A fair lot leaves one of three out with a chance of at most 3 · (2/3)^60, which is below 1 in 10^10, and sends all to one far more rarely.
  for (const [name, letters] of Object.entries(contacted)) assert.ok(letters > 0, `${name} was never drawn`);
});

test('sixty supporters at once, in two languages, reach each of thirty recipients exactly twice', async () => {
  const scene = await routedCampaign(base, 'turn', {
    choice: 'least_contacted',
    mostLetters: 1,
    wordings: ['en', 'de'].map((language) => ({ language, subjects: ['A word to {{ recipient.name }}'], body: `Please. (${language})` })),
    recipients: [...Array(30).keys()].map((n) => ({ name: `Member ${n}` })),
  });
  const [english, german] = [await emptyForm(scene), await emptyForm(scene, undefined, '?lang=de')];
  const answers = await Promise.all([...Array(60).keys()].map((n) => press(scene, new Visitor(product), n % 2 === 0 ? english : german)));
  assert.equal(answers.filter(goesOn).length, 60);
  const contacted = Object.values(await contactedOf(scene));
  assert.deepEqual([contacted.length, new Set(contacted)], [30, new Set([2])]);
});

test('a recipient’s last day ends by the calendar of their own time zone, and their first begins by it', async () => {
  product.clock.set(new Date('2026-11-25T10:30:00Z'));
  const settings = { timeZone: 'Pacific/Auckland', mostLetters: 5 };
  const scene = await routedCampaign(base, 'terms', {
    ...settings,
    recipients: [
      { name: 'Last Day', 'valid to': '2026-11-25' },
      { name: 'First Day', 'valid from': '2026-11-26' },
      { name: 'Always There' },
    ],
  });
  const visitor = new Visitor(product);
  await connect(scene, visitor, somebody(scene));
  assert.deepEqual((await confirmPageOf(visitor)).names, ['Last Day', 'Always There']);
  // 24:00 in Auckland is 11:00 UTC in November.
  product.clock.set(new Date('2026-11-25T11:00:00Z'));
  const { names, page } = await confirmPageOf(visitor);
  assert.deepEqual(names, ['Always There']);
  assert.match(page, /Last Day[\s\S]*is not in office now, and gets no letter/);
  await confirmNow(visitor);
  assert.deepEqual(outbox(scene)[0]?.recipients, [addressOf('Always There')]);
  const later = await (await new Visitor(product).request(scene.path)).text();
  assert.match(later, /First Day/);
  assert.doesNotMatch(later, /Last Day/);
});

test('a campaign in which nobody can be written to says so, asks for no sign-in and leaves no trace of who pressed anyway', async () => {
  const scene = await routedCampaign(base, 'nobody', {
    recipients: [{ name: 'Not Yet', 'valid from': '2027-01-01' }, { name: 'Over Now', 'valid to': '2026-11-01' }, { name: 'Wants Peace' }],
  });
  const form = await emptyForm(scene);
  await suppress(scene, addressOf('Wants Peace'));
  const visitor = new Visitor(product);
  const page = await (await visitor.request(scene.path)).text();
  assert.match(page, new RegExp(nobodyLeft));
  assert.doesNotMatch(page, /Continue with Gmail/);
  const answer = await press(scene, visitor, form);
  assert.ok(!goesOn(answer) && answer.headers.getSetCookie().length === 0);
  assert.match(await answer.text(), new RegExp(nobodyLeft));
});
