import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { after, afterEach, beforeEach, test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { certificateFor } from '../../../../test/harness/certificate.ts';
import { asOwner } from '../../../../test/harness/database.ts';
import { password, runJobs, setUp } from '../../../../test/harness/people.ts';
import { startProduct } from '../../../../test/harness/product.ts';
import { receiver } from '../../../../test/harness/receiver.ts';
import { newId, readId } from '../../../platform/ids.ts';
import { createOutbound } from '../../../platform/outbound.ts';
import { noteEvents } from '../note-events.ts';
import { createTeller } from './run-telling.ts';

const hall = await receiver();
const tls = createTlsServer(certificateFor('127.0.0.1'), (_request, response) => response.end()).listen(0, '127.0.0.1');
await once(tls, 'listening');
after(() => tls.close());
const tlsPort = (tls.address() as AddressInfo).port;
const allow = [`127.0.0.1:${String(hall.port)}`, `127.0.0.1:${String(tlsPort)}`];
const product = await startProduct({ settings: { OUTBOUND_ALLOW: allow.join(','), SESSION_HOURS: '720' } });
const { owner, workspaceId, email } = await setUp(product);
const row = readId('workspace', workspaceId);
const { tools, teller } = product.app;
const named = (webhookId: string) => ({ workspaceId, webhookId });
const look = (text: string, ...values: unknown[]) => asOwner(product.databaseUrl, text, values);

async function addProven(path: string, url = hall.url(path)): Promise<string> {
  const { id } = await owner.api.webhooks.add({ workspaceId, url, events: ['campaign.paused', 'campaign.resumed'] });
  // Asked by the route elsewhere; some of these receivers would never prove anything.
  await look('update webhooks set proven_at = created_at where id = $1', readId('webhook', id));
  return id;
}
// Days pass in these tests, and a session lasts a month.
const signIn = () => owner.api.account.signIn({ email, password });
beforeEach(signIn);
afterEach(async () => {
  for (const { id } of (await owner.api.webhooks.list({ workspaceId })).webhooks) await owner.api.webhooks.remove(named(id));
});

/** So many things happen to a campaign, each with its number. */
const happens = (numbers: readonly number[], campaignId = newId(product.clock)) =>
  tools.database.inWorkspace(row, (tx) =>
    noteEvents(
      tools,
      tx,
      row,
      numbers.map((number) => ({ type: 'campaign.paused', campaign: { kind: 'outreach', id: campaignId }, details: { number } })),
    ),
  );
const numbersAt = (path: string) => hall.at(path).map(({ said }) => Number(said.data['number']));
const shown = async (id: string) => (await owner.api.webhooks.list({ workspaceId })).webhooks.find((one) => one.id === id);
const tellAfter = async (seconds: number) => {
  product.clock.move({ seconds });
  await teller.runOnce();
};

test('what was not taken comes again under the same id and in the same words, after pauses that grow', async () => {
  const id = await addProven('/flaky');
  hall.answers.set('/flaky', [500, 'never', 503]);
  await happens([1]);
  const heardAfter = async (seconds: number) => {
    await tellAfter(seconds);
    return hall.at('/flaky').length;
  };
  assert.equal(await heardAfter(0), 1);
  assert.equal((await shown(id))?.lastStatus, 500);
  assert.equal(await heardAfter(4), 1);
  assert.equal(await heardAfter(3), 2);
  assert.equal((await shown(id))?.lastStatus, null, 'no answer came');
  assert.equal(await heardAfter(299), 2);
  assert.equal(await heardAfter(62), 3);
  assert.equal(await heardAfter(29 * 60), 3);
  assert.equal(await heardAfter(8 * 60), 4);
  const [first] = hall.at('/flaky');
  for (const again of hall.at('/flaky')) {
    assert.equal(again.headers['webhook-id'], first?.headers['webhook-id']);
    assert.equal(again.body, first?.body);
  }
  assert.notEqual(hall.at('/flaky')[3]?.headers['webhook-timestamp'], first?.headers['webhook-timestamp']);
  const { events } = await owner.api.webhooks.events(named(id));
  assert.deepEqual(
    events.map(({ state, tries, status }) => [state, tries, status]),
    [['told', 4, 204]],
  );
  assert.ok(events[0]?.milliseconds !== null);
});

test('what one asks for with Retry-After is honoured', async () => {
  await addProven('/patient');
  hall.answers.set('/patient', [(response) => response.writeHead(429, { 'retry-after': '600' }).end()]);
  await happens([1]);
  await tellAfter(0);
  await tellAfter(599);
  assert.equal(hall.at('/patient').length, 1);
  await tellAfter(1);
  assert.equal(hall.at('/patient').length, 2);
});

test('a receiver that answers 410 hears nothing more, who added it is told so once, and what waited can be told again after a new proof', async () => {
  const id = await addProven('/gone');
  hall.answers.set('/gone', [410]);
  await happens([1]);
  await tellAfter(0);
  await happens([2]);
  await tellAfter(86_400);
  assert.deepEqual(numbersAt('/gone'), [1]);
  assert.deepEqual([(await shown(id))?.endedBecause, (await shown(id))?.givenUp], ['gone', 1]);
  await runJobs(product, 'mail-ended-webhook');
  const mails = product.app.sandbox!.mail.messages().filter(({ email: mail }) => mail.subject === 'A webhook is told nothing more');
  assert.deepEqual(
    mails.map(({ recipients }) => recipients),
    [[email]],
  );
  assert.match(mails.map((mail) => mail.email.text).join(''), /wants to hear nothing more/);
  await assert.rejects(owner.api.webhooks.replay(named(id)), { status: 409 });
  await owner.api.webhooks.prove(named(id));
  assert.equal((await shown(id))?.endedBecause, null);
  assert.deepEqual(await owner.api.webhooks.replay(named(id)), { replayed: 1 });
  await tellAfter(0);
  const [before, again] = hall.at('/gone');
  assert.equal(again?.headers['webhook-id'], before?.headers['webhook-id']);
});

test('an event that was not taken for three days is given up and told again on demand; others go their way meanwhile', async () => {
  const id = await addProven('/picky');
  // It refuses whatever says 1.
  const picky = [400, 204, 204];
  hall.answers.set('/picky', picky);
  await happens([1]);
  await happens([2]);
  await happens([3]);
  await tellAfter(0);
  assert.deepEqual(numbersAt('/picky').toSorted(), [1, 2, 3]);
  const began = product.clock.now().getTime();
  const refusing = Array.from({ length: 30 }, () => 400);
  hall.answers.set('/picky', refusing);
  const state = async () => (await owner.api.webhooks.events(named(id))).events.find(({ status }) => status === 400)?.state;
  while (product.clock.now().getTime() - began < 3 * 86_400_000 - 3_600_000) {
    await tellAfter(3_600);
    assert.equal(await state(), 'waiting');
  }
  for (let hours = 0; hours < 30; hours++) await tellAfter(3_600);
  assert.equal(await state(), 'given_up');
  assert.equal((await shown(id))?.endedBecause, null);
  const { events } = await owner.api.webhooks.events({ ...named(id), state: 'given_up' });
  assert.equal(events.length, 1);
  hall.answers.delete('/picky');
  await owner.api.webhooks.replay({ ...named(id), eventId: events[0]?.id ?? '' });
  await tellAfter(0);
  assert.equal((await shown(id))?.givenUp, 0);
  assert.equal(hall.at('/picky').at(-1)?.headers['webhook-id'], events[0]?.id);
});

test('who takes nothing for five days is told nothing more, and is not rushed meanwhile', async () => {
  const id = await addProven('/broken');
  hall.always.set('/broken', 500);
  await happens(Array.from({ length: 200 }, (_, index) => index));
  await tellAfter(0);
  const first = hall.at('/broken').length;
  assert.ok(first <= 8, String(first));
  const began = product.clock.now().getTime();
  while (product.clock.now().getTime() - began < 5 * 86_400_000 - 7_200_000) {
    await tellAfter(3_600);
    assert.equal((await shown(id))?.endedBecause, null);
  }
  for (let hours = 0; hours < 30; hours++) await tellAfter(3_600);
  const { endedBecause, givenUp, waiting } = (await shown(id))!;
  assert.deepEqual([endedBecause, givenUp, waiting], ['failing', 200, 0]);
  assert.ok(hall.at('/broken').length < first + 20, `${hall.at('/broken').length} tries in five days`);
});

test('of one thing the later is never told before the earlier, whatever the receiver answers, and nothing is lost', async () => {
  let run = 0;
  // Eight refusals in a row last less than the three days after which an event is given up.
  const refusals = Array.from({ length: 8 }, () => 500 as const);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(204, 500, 503, 'never' as const), { maxLength: refusals.length }),
      fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 20 }),
      async (script, things) => {
        const path = `/order${String((run += 1))}`;
        await signIn();
        const id = await addProven(path);
        hall.answers.set(path, [...script]);
        const campaigns = [newId(product.clock), newId(product.clock), newId(product.clock)];
        for (const [number, thing] of things.entries()) await happens([number], campaigns[thing]);
        for (let rounds = 0; rounds < 120 && (await shown(id))?.waiting !== 0; rounds++) await tellAfter(3_600);
        const { waiting, givenUp } = (await shown(id))!;
        assert.deepEqual([waiting, givenUp], [0, 0]);
        const firsts = [...new Set(numbersAt(path))];
        assert.deepEqual(
          firsts.toSorted((one, other) => one - other),
          [...things.keys()],
        );
        for (const thing of [0, 1, 2]) {
          const told = numbersAt(path).filter((number) => things[number] === thing);
          assert.deepEqual(
            told,
            told.toSorted((one, other) => one - other),
            'of one thing in order',
          );
        }
        await owner.api.webhooks.remove(named(id));
      },
    ),
    {
      numRuns: 12,
      examples: [
        [refusals, [0]],
        [refusals, [0, 1, 2, 0, 1, 2]],
      ],
    },
  );
});

test('several processes that tell at once tell each event once', async () => {
  await addProven('/twice');
  await happens(Array.from({ length: 40 }, (_, index) => index));
  const others = [1, 2, 3].map(() => createTeller(tools, createOutbound({ allow })));
  await Promise.all([teller, ...others].map((one) => one.runOnce()));
  await teller.runOnce();
  assert.deepEqual(
    numbersAt('/twice').toSorted((one, other) => one - other),
    Array.from({ length: 40 }, (_, index) => index),
  );
});

test('what a process that vanished had under way is told by another once its hold is over', async () => {
  const id = await addProven('/vanished');
  await happens([1]);
  await look('update webhooks set held_by = gen_random_uuid(), held_until = $1', new Date(product.clock.now().getTime() + 30_000));
  await tellAfter(29);
  assert.equal(hall.at('/vanished').length, 0);
  await tellAfter(1);
  assert.equal(hall.at('/vanished').length, 1);
  assert.equal((await shown(id))?.lastStatus, 204);
});

test('a receiver that answers late keeps no other waiting, and no more than eight messages are under way to it', async () => {
  await addProven('/slow');
  await addProven('/quick');
  const waiting: (() => void)[] = [];
  hall.always.set('/slow', (response) => void waiting.push(() => response.writeHead(204).end()));
  await happens(Array.from({ length: 20 }, (_, index) => index));
  for (let index = 0; index < 20; index++) await happens([100 + index]);
  const telling = teller.runOnce();
  while (hall.at('/quick').length < 40) await nextTurn();
  assert.ok(waiting.length <= 8, String(waiting.length));
  hall.always.delete('/slow');
  for (const answer of waiting.splice(0)) answer();
  await telling;
  assert.equal(hall.at('/slow').length, 40);
});

test('a redirect is not followed, a private address is never spoken to, and a certificate that nobody vouches for is refused', async () => {
  hall.always.set('/moved', 302);
  const closed = createServer(() => assert.fail('the guard let it through')).listen(0, '127.0.0.1');
  await once(closed, 'listening');
  after(() => closed.close());
  const cases: [string, number | null][] = [
    [hall.url('/moved'), 302],
    [`http://127.0.0.1:${String((closed.address() as AddressInfo).port)}/hook`, null],
    ['https://169.254.169.254/latest', null],
    ['https://[::ffff:10.0.0.1]/', null],
    [`https://127.0.0.1:${String(tlsPort)}/`, null],
  ];
  const ids = await Promise.all(cases.map(([url]) => addProven('', url)));
  await happens([1]);
  await tellAfter(0);
  assert.equal(hall.at('/elsewhere').length, 0);
  for (const [index, id] of ids.entries()) {
    const seen = await shown(id);
    assert.deepEqual([seen?.lastStatus, seen?.lastTriedAt !== null], [cases[index]?.[1], true], cases[index]?.[0] ?? '');
  }
});

test('an answer without end, in length or in time, is no answer, and costs no more than its bounds', { timeout: 40_000 }, async () => {
  const huge = await addProven('/huge');
  const drip = await addProven('/drip');
  let poured = 0;
  hall.always.set('/huge', (response) => {
    response.writeHead(200);
    const pour = (): void => {
      if (response.destroyed) return;
      poured += 65_536;
      if (response.write(Buffer.alloc(65_536))) setImmediate(pour);
      else response.once('drain', pour);
    };
    pour();
  });
  hall.always.set('/drip', (response) => {
    response.writeHead(200);
    const dripping = setInterval(() => (response.destroyed ? clearInterval(dripping) : response.write('.')), 200);
  });
  await happens([1]);
  const began = performance.now();
  await tellAfter(0);
  const seconds = (performance.now() - began) / 1000;
  // What drips is listened to until its ten seconds are over, and no longer than the webhook is held.
  assert.ok(seconds > 9 && seconds < 30, `${seconds} seconds`);
  // What the systems on both sides hold ready on its way is poured too, and read by nobody.
  assert.ok(poured > 0 && poured < 50_000_000, `${String(poured)} bytes`);
  for (const id of [huge, drip]) assert.deepEqual([(await shown(id))?.lastStatus, (await shown(id))?.waiting], [null, 1]);
});

test('nothing is told while the copy is under quarantine, and nobody is taken for broken because of it', async () => {
  const id = await addProven('/quarantine');
  await happens([1]);
  await look("update installation set quarantined_at = now(), quarantined_because = 'restored'");
  await tellAfter(86_400);
  await look('update installation set quarantined_at = null, quarantined_because = null');
  assert.deepEqual([hall.at('/quarantine').length, (await shown(id))?.lastTriedAt], [0, null]);
  await tellAfter(0);
  assert.equal(hall.at('/quarantine').length, 1);
});
