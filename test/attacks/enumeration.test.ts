import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formFields, publishedCampaign } from '../harness/advocacy.ts';
import { asOwner } from '../harness/database.ts';
import { Visitor } from '../harness/people.ts';
import { startProduct } from '../harness/product.ts';

const product = await startProduct();
await publishedCampaign(product);

const rounds = 16;
const middle = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

interface Told {
  status: number;
  body: string;
  headers: string;
}

/**
 * Asks about an address that is known and one that is not, by turns and in changing order, so that whatever else the machine does slows both
 * alike. Words, status and headers must be the same in every round; the middle times must not differ by what anybody could measure from afar.
 */
async function asksAlike(ask: (visitor: Visitor, known: boolean, round: number) => Promise<Response>): Promise<void> {
  const times: Record<'true' | 'false', number[]> = { true: [], false: [] };
  const told = new Set<string>();
  for (let round = 0; round < rounds; round++) {
    if (round % 4 === 0) await asOwner(product.databaseUrl, 'delete from rate_windows');
    for (const known of round % 2 === 0 ? [true, false] : [false, true]) {
      const visitor = new Visitor(product);
      const begin = performance.now();
      const answer = await ask(visitor, known, round);
      const body = await answer.text();
      times[`${known}`].push(performance.now() - begin);
      const headers = [...answer.headers.keys()].filter((name) => name !== 'date').join();
      told.add(JSON.stringify({ status: answer.status, body: withoutChance(body), headers } satisfies Told));
    }
  }
  assert.equal(told.size, 1, [...told].join('\n'));
  const [known, unknown] = [middle(times.true), middle(times.false)];
  const slower = Math.max(known, unknown);
  const quicker = Math.min(known, unknown);
  assert.ok(slower < quicker * 1.6 || slower - quicker < 4, `known ${known.toFixed(1)} ms, unknown ${unknown.toFixed(1)} ms`);
}

/** What is new on each page for reasons that have nothing to do with the address. */
const withoutChance = (page: string) => page.replaceAll(/nonce="[^"]*"/g, '').replaceAll(/name="csrf" value="[^"]*"/g, '');

const send = (visitor: Visitor, path: string, body: object) =>
  visitor.request(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
const nobody = (round: number) => `nobody${String(round)}@example.org`;

test('signing in tells nobody whether an address has an account: not by words, status, headers or time', () =>
  asksAlike((visitor, known, round) =>
    send(visitor, '/api/session', { email: known ? 'owner@example.org' : nobody(round), password: 'not the right password' }),
  ));

test('asking for a new password tells nobody whether an address has an account', () =>
  asksAlike((visitor, known, round) => send(visitor, '/api/password-resets', { email: known ? 'owner@example.org' : nobody(round) })));

for (const path of ['/recipient', '/contact'] as const)
  test(`asking at ${path} tells nobody whether anything is kept about an address`, async () => {
    const fields = formFields(await (await new Visitor(product).request(path)).text(), path);
    await asksAlike((visitor, known, round) => {
      const email = known ? 'ines.falk@council.example.org' : nobody(round);
      return visitor.post(path, { ...fields, email, kind: 'access', message: 'What is kept about me?' });
    });
  });

test('an invitation or a link that was never given out and one that is over are told apart by nothing', () =>
  asksAlike((visitor, known) => send(visitor, '/api/invitations/look', { token: known ? 'A'.repeat(43) : `${'B'.repeat(42)}-` })));
