import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formFields, publishedCampaign } from '../harness/advocacy.ts';
import { newToken } from '../../server/platform/hashing.ts';
import { asOwner } from '../harness/database.ts';
import { linkToken, runJobs, Visitor } from '../harness/people.ts';
import { startProduct } from '../harness/product.ts';

const product = await startProduct();
const scene = await publishedCampaign(product);

/** Whoever waits for others is slowed; a quarter of the rounds is hardly ever, so it tells what the work itself takes. */
const lowerQuartile = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 4)] ?? 0;

interface Told {
  status: number;
  body: string;
  headers: [name: string, value: string][];
}

/**
 * Asks about an address that is known and one that is not, by turns and in changing order, so that whatever else the machine does slows both
 * alike. Words, status and headers must be the same in every round, and the status the one that is meant; the times must not differ by what
 * anybody could measure from afar. Where they seem to, it is measured for much longer, and all of it is judged.
 */
async function asksAlike(status: number, ask: (visitor: Visitor, known: boolean, round: number) => Promise<Response>): Promise<void> {
  const times: Record<'true' | 'false', number[]> = { true: [], false: [] };
  const told = new Set<string>();
  const measure = async (from: number, to: number) => {
    for (let round = from; round < to; round++) {
      if (round % 4 === 0) await asOwner(product.databaseUrl, 'delete from rate_windows');
      for (const known of round % 2 === 0 ? [true, false] : [false, true]) {
        const visitor = new Visitor(product);
        const begin = performance.now();
        const answer = await ask(visitor, known, round);
        const body = await answer.text();
        times[`${known}`].push(performance.now() - begin);
        const headers = [...answer.headers].map(([name, value]) => [name, withoutChance(name, value)] as [string, string]);
        told.add(JSON.stringify({ status: answer.status, body: withoutChance('body', body), headers } satisfies Told));
      }
    }
    const [known, unknown] = [lowerQuartile(times.true), lowerQuartile(times.false)];
    const [quicker, slower] = [Math.min(known, unknown), Math.max(known, unknown)];
    return { alike: slower < quicker * 1.6 || slower - quicker < 4, known, unknown };
  };
  const first = await measure(0, 16);
  const { alike, known, unknown } = first.alike ? first : await measure(16, 64);
  assert.equal(told.size, 1, [...told].join('\n'));
  assert.equal((JSON.parse([...told][0] ?? '') as Told).status, status);
  assert.ok(alike, `known ${known.toFixed(1)} ms, unknown ${unknown.toFixed(1)} ms`);
}

/** Leaves out what is new in each answer for reasons that have nothing to do with the address. */
function withoutChance(place: string, text: string): string {
  if (place === 'date') return '';
  if (place === 'set-cookie') return text.replace(/=[^;]*/, '=');
  return text.replaceAll(/nonce(="|-)[A-Za-z0-9+/=]*/g, 'nonce').replaceAll(/name="csrf" value="[^"]*"/g, '');
}

const send = (visitor: Visitor, path: string, body: object) =>
  visitor.request(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
const nobody = (round: number) => `nobody${String(round)}@example.org`;

test('signing in tells nobody whether an address has an account: not by words, status, headers or time', () =>
  asksAlike(422, (visitor, known, round) =>
    send(visitor, '/api/session', { email: known ? 'owner@example.org' : nobody(round), password: 'not the right password' }),
  ));

test('asking for a new password tells nobody whether an address has an account', () =>
  asksAlike(200, (visitor, known, round) => send(visitor, '/api/password-resets', { email: known ? 'owner@example.org' : nobody(round) })));

for (const path of ['/recipient', '/contact'] as const)
  test(`asking at ${path} tells nobody whether anything is kept about an address`, async () => {
    const fields = formFields(await (await new Visitor(product).request(path)).text(), path);
    await asksAlike(200, (visitor, known, round) => {
      const email = known ? 'ines.falk@council.example.org' : nobody(round);
      return visitor.post(path, { ...fields, email, kind: 'access', message: 'What is kept about me?' });
    });
  });

test('an invitation that was never given out and one that is over are told apart by nothing', async () => {
  const email = 'guest@example.org';
  await scene.owner.api.workspaces.invite({ workspaceId: scene.workspaceId, email, role: 'agent' });
  await runJobs(product, 'mail-invitation');
  const token = linkToken(product, email);
  const look = (visitor: Visitor, one: string) => send(visitor, '/api/invitations/look', { token: one });
  assert.equal((await look(new Visitor(product), token)).status, 200, 'it was given out');
  product.clock.move({ days: 8 });
  await asksAlike(422, (visitor, known) => look(visitor, known ? token : newToken()));
});
