import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { connect, outbox, script, type Scene } from '../harness/advocacy.ts';
import { asOwner } from '../harness/database.ts';
import { Visitor } from '../harness/people.ts';
import { startProduct, testClock } from '../harness/product.ts';
import {
  addressOf,
  confirmNow,
  confirmPageOf,
  emptyForm,
  emptyWorkspace,
  goesOn,
  nobodyLeft,
  press,
  routedCampaign,
  runSchedule,
  somebody,
} from './routed-scene.ts';

const product = await startProduct({ clock: testClock(new Date('2026-11-24T11:10:00Z')) });
const base = await emptyWorkspace(product);
const { clock } = product;
const hashOf = (name: string) => product.app.tools.hashing.lookup('recipient_load', addressOf(name));

/** The letter was sent before, no mailbox is connected, nothing was begun in this browser, or nobody is left. */
const nothingToConfirm = /^\/letter\/(status|receipt)$|\/walk$|<h1>(Your browser did not remember you|There is nobody to write to now)/;

/** Every recipient counts as contacted by whom they are held for and what was sent to them; the hours of the copy add up to the same. */
async function countsAgree(scene: Scene): Promise<void> {
  const rows = await asOwner(
    product.databaseUrl,
    `select r.name, r.contacted,
       (select count(*)::int from offers o where o.recipient_id = r.id and o.state = 'held') as held,
       (select count(*)::int from deliveries d where d.recipient_id = r.id and d.state in ('accepted', 'uncertain')) as sent
     from campaign_recipients r join campaigns c on c.id = r.campaign_id where c.slug = $1`,
    [scene.path.split('/').at(-1)],
  );
  assert.ok(rows.length > 0);
  for (const { name, contacted, held, sent } of rows) {
    assert.equal(Number(contacted), Number(held) + Number(sent), `${String(name)}: ${String(held)} held and ${String(sent)} sent`);
    const [hours] = await asOwner(product.databaseUrl, 'select sum(letters)::int as sum from recipient_hours where address_hash = $1', [
      hashOf(String(name)),
    ]);
    assert.equal(Number(hours?.sum ?? 0), Number(contacted), `the hours of ${String(name)}`);
  }
}

test('whatever supporters do and in whatever order, who was contacted how often stays right', async () => {
  const names = ['Kit Elbe', 'Lou Main', 'Max Spree'];
  const scene = await routedCampaign(base, 'walk', {
    ...{ choice: 'least_contacted', mostLetters: 2, hourlyBudget: 4 },
    recipients: names.map((name) => ({ name })),
  });
  const form = await emptyForm(scene);
  const visitors: Visitor[] = [];
  const done = { confirmed: 0, released: 0 };
  const pressed = async (visitor: Visitor) => {
    const answer = await press(scene, visitor, form);
    assert.ok(goesOn(answer) || (await answer.text()).includes(nobodyLeft), 'somebody was turned away without a word');
  };
  const connected = async (visitor: Visitor, person = somebody(scene)) => {
    const page = await (await visitor.request(scene.path)).text();
    if (page.includes(`action="${scene.path}"`)) await connect(scene, visitor, person);
    else assert.ok(page.includes(nobodyLeft), 'there is no form, and no word about why');
  };
  const confirmed = async (visitor: Visitor) => {
    const answer = await visitor.request('/letter/confirm');
    const page = await answer.text();
    if (page.includes('action="/letter/confirm"')) {
      assert.equal((await confirmNow(visitor)).headers.get('location'), '/letter/status');
      done.confirmed += 1;
    } else assert.match(answer.headers.get('location') ?? page, nothingToConfirm);
  };
  const steps = {
    begin: () => {
      visitors.push(new Visitor(product));
      return pressed(visitors.at(-1)!);
    },
    again: pressed,
    connect: (visitor: Visitor) => connected(visitor),
    look: (visitor: Visitor) => visitor.request('/letter/confirm'),
    confirm: confirmed,
    fail: async (visitor: Visitor) => {
      const person = somebody(scene);
      script(scene, person, { fault: 'badRequest' });
      await connected(visitor, person);
      await confirmed(visitor);
    },
    stop: async (visitor: Visitor) => {
      const csrf = /name="csrf" value="([^"]+)"/.exec((await confirmPageOf(visitor)).page)?.[1];
      if (csrf) await visitor.post('/letter/stop', { csrf });
    },
    lapse: async () => {
      const held = () => asOwner(product.databaseUrl, "select 1 from offers where state = 'held'").then(({ length }) => length);
      const before = await held();
      clock.move({ minutes: 31 });
      await runSchedule(product, 'release-offers');
      done.released += before - (await held());
    },
  };
  const take = async (walk: readonly { what: keyof typeof steps; who: number }[]) => {
    for (const { what, who } of walk) await steps[what](visitors[who % visitors.length]!);
    await countsAgree(scene);
  };
  await take((['begin', 'connect', 'confirm', 'begin', 'lapse'] as const).map((what, at) => ({ what, who: at < 3 ? 0 : 1 })));
  const step = fc.record({ what: fc.constantFrom(...(Object.keys(steps) as (keyof typeof steps)[])), who: fc.nat(30) });
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 9 }), take), { numRuns: 4 });
  const sent = outbox(scene).filter(({ recipients }) => recipients.some((to) => names.map(addressOf).includes(to)));
  assert.ok(sent.length > 0 && done.confirmed > 0, 'no letter left');
  assert.ok(done.released > 0, 'no place was given back');
});
