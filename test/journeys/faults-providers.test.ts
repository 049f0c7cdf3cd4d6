import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultKinds, type ScriptedFault } from '../../sandbox/google/faults.ts';
import { addCampaign, countsOf, falk, newPerson, outbox, publishedCampaign, script, toConfirm, type Scene } from '../harness/advocacy.ts';
import { asOwner } from '../harness/database.ts';
import { Visitor } from '../harness/people.ts';
import { startProduct } from '../harness/product.ts';

/** Everything that Gmail can do while a letter is handed over, in the same order at every run. */
const faults = (Object.keys(faultKinds) as ScriptedFault['fault'][]).filter(
  (fault) => !['deny', 'untick', 'no_refresh_token', 'revoke', 'revoke_fails', 'hang'].includes(fault),
);
const share = 0.47;

/** Numbers from 0 to 1 that look like chance and are the same each time (mulberry32). */
function chances(begin: number): () => number {
  let seed = begin;
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

test('forty-seven of a hundred calls to Gmail go wrong in every way there is: nobody is written to twice, and every letter has an honest outcome', async (t) => {
  const scene = await publishedCampaign(await startProduct({ settings: { GMAIL_SENDS_PER_MINUTE: '100000' } }));
  const { product } = scene;
  const [supporters, letters] = [24, 5];
  const recipients = Array.from({ length: letters }, (_, at) => ({
    ...falk,
    name: `Reader ${at}`,
    email: `reader${at}@council.example.org`,
  }));
  const chance = chances(47);
  let [calls, wrong] = [0, 0];
  const told = new Map<string, string>();
  // A campaign of its own for every four: half of it going wrong makes a campaign rest, as it should, and the others are not kept from trying.
  const campaigns: Scene[] = [];
  for (let group = 0; group < supporters / 4; group++) campaigns.push(await addCampaign(scene, `group${group}`, { recipients }));
  for (let at = 0; at < supporters; at++) {
    const where = campaigns[Math.floor(at / 4)];
    assert.ok(where);
    const [visitor, person] = [new Visitor(product), newPerson(scene, `mixed${at}@gmail.test`)];
    const form = await toConfirm(where, visitor, person);
    for (let call = 0; call < letters; call++) {
      calls += 1;
      if (chance() >= share) continue;
      wrong += 1;
      const fault = faults[Math.floor(chance() * faults.length)] as ScriptedFault['fault'];
      script(scene, person, { fault, ...(fault === 'slow' ? { milliseconds: 30 } : {}) });
    }
    const answer = await visitor.post('/letter/confirm', form.fields);
    assert.ok([303, 503].includes(answer.status), `answered ${answer.status}`);
    if (answer.status === 303) {
      const after = await visitor.request(answer.headers.get('location') ?? '');
      const page = after.status === 303 ? await visitor.request(after.headers.get('location') ?? '') : after;
      assert.equal(page.status, 200);
      told.set(person.account, await page.text());
    }
  }
  t.diagnostic(`${wrong} of ${calls} calls went wrong, in ${faults.length} ways`);
  assert.ok(wrong / calls > 0.35 && wrong / calls < 0.6);
  const states = await asOwner(
    product.databaseUrl,
    `select d.state, d.reason, d.recipient_address as address, count(*)::int as many from deliveries d group by 1, 2, 3`,
  );
  assert.deepEqual(
    new Set(states.map(({ state }) => state)),
    new Set(['accepted', 'failed', 'uncertain']),
    'only outcomes, and all of them',
  );
  for (const { state, reason } of states) assert.equal(reason === null, state === 'accepted', 'what did not go well says why');
  const left = outbox(scene).map(({ sender, recipients: to }) => `${sender} → ${to.join()}`);
  assert.equal(new Set(left).size, left.length, 'somebody was written to twice');
  const sum = (state: string) => states.filter((row) => row.state === state).reduce((all, { many }) => all + Number(many), 0);
  assert.ok(sum('accepted') <= left.length && left.length <= sum('accepted') + sum('uncertain'), 'what left is accepted or uncertain');
  const counts = (await Promise.all(campaigns.map(countsOf))).reduce((all, one) => ({
    ...all,
    accepted: all.accepted + one.accepted,
    failed: all.failed + one.failed,
    uncertain: all.uncertain + one.uncertain,
  }));
  assert.deepEqual([counts.accepted, counts.failed, counts.uncertain], [sum('accepted'), sum('failed'), sum('uncertain')]);
  assert.ok(told.size > 10 && [...told.values()].every((page) => page.includes('<h1')));
});
