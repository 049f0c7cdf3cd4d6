import { createHash, randomBytes } from 'node:crypto';
import { systemClock } from '../server/platform/clock.ts';
import { createOutbound } from '../server/platform/outbound.ts';
import { createGoogle } from '../server/providers/google/index.ts';
import { letter, passConsentScreen } from '../test/contracts/google-scene.ts';
import { formFields } from '../test/harness/advocacy.ts';
import { Visitor } from '../test/harness/people.ts';
import { measure, type Comparison } from './load.ts';
import type { Copy } from './product.ts';

const client = { id: 'sandbox.apps.googleusercontent.test', secret: 'sandbox-secret' };
/** Below what the stand-in takes from one account in a minute. */
const mostOfOneAccount = 50;

/** Whole confirmations, each of one supporter with one letter, beside handing messages to the sandbox's Gmail directly. */
export async function measureConfirmations(copy: Copy, budget: { prepareSeconds: number; seconds: number }): Promise<Comparison> {
  const tokens = await Promise.all(Array.from({ length: 10 }, (_, index) => tokenOf(copy, `direct${index}@gmail.test`)));
  const limit = await measure((index) => sendDirectly(copy, tokens[index % tokens.length]), {
    atOnce: 8,
    seconds: budget.seconds,
    most: tokens.length * mostOfOneAccount,
  });
  const ready: { supporter: Visitor; fields: Record<string, string> }[] = [];
  const prepare = async (index: number) => {
    ready.push(await toConfirmation(copy, `supporter${index}@gmail.test`));
  };
  await measure(prepare, { atOnce: 8, seconds: budget.prepareSeconds, most: 200 });
  const product = await measure((index) => confirm(ready[index]), { atOnce: 8, seconds: budget.seconds, most: ready.length });
  return { what: 'confirmations, one letter each', product, limit, limitIs: 'the stand-in’s Gmail alone' };
}

async function addAccount(copy: Copy, emailAddress: string): Promise<void> {
  const answer = await fetch(`${copy.url}/sandbox/google/_sandbox/accounts`, {
    method: 'POST',
    body: JSON.stringify({ emailAddress, displayName: 'Pat Sample' }),
    headers: { 'content-type': 'application/json' },
  });
  if (answer.status !== 201) throw new Error(`The sandbox took no account: ${await answer.text()}`);
}

/** The whole way of a supporter up to the confirm page, as a browser without scripts goes it. */
async function toConfirmation(copy: Copy, account: string): Promise<{ supporter: Visitor; fields: Record<string, string> }> {
  await addAccount(copy, account);
  const supporter = new Visitor(copy);
  const page = await (await supporter.request(copy.path)).text();
  const toGoogle = await supporter.post(copy.path, formFields(page, copy.path));
  const back = await passConsentScreen(new URL(toGoogle.headers.get('location') ?? '', copy.url), { account });
  await supporter.request(back.pathname + back.search);
  const shown = await (await supporter.request('/letter/confirm')).text();
  return { supporter, fields: formFields(shown, '/letter/confirm') };
}

async function confirm(ready: { supporter: Visitor; fields: Record<string, string> } | undefined): Promise<void> {
  if (!ready) throw new Error('No supporter is ready.');
  const answer = await ready.supporter.post('/letter/confirm', ready.fields);
  await answer.arrayBuffer();
  if (answer.headers.get('location') !== '/letter/status') throw new Error(`The confirmation answered ${answer.status}.`);
}

/** A consent that was given to the stand-in without the product. */
async function tokenOf(copy: Copy, account: string): Promise<{ account: string; accessToken: string }> {
  await addAccount(copy, account);
  const url = `${copy.url}/sandbox/google`;
  const outbound = createOutbound({ allow: [new URL(url).host] });
  const urls = { accountsUrl: url, oauthUrl: url, apiUrl: url, openidUrl: url, gmailUrl: url };
  const google = createGoogle({ clientId: client.id, clientSecret: client.secret, ...urls, outbound, clock: systemClock });
  const [codeVerifier, state, nonce] = Array.from({ length: 3 }, () => randomBytes(32).toString('base64url')) as [string, string, string];
  const codeChallenge = createHash('sha256').update(codeVerifier).digest('base64url');
  const redirectUri = `${copy.url}/oauth/google/callback`;
  const back = await passConsentScreen(google.authorizationUrl({ state, nonce, codeChallenge, redirectUri }), { account });
  const code = back.searchParams.get('code') ?? '';
  const { accessToken } = await google.exchangeCode({ code, codeVerifier, nonce, redirectUri });
  return { account, accessToken };
}

async function sendDirectly(copy: Copy, by: { account: string; accessToken: string } | undefined): Promise<void> {
  if (!by) throw new Error('No consent is there.');
  const answer = await fetch(`${copy.url}/sandbox/google/upload/gmail/v1/users/me/messages/send?uploadType=media`, {
    method: 'POST',
    body: Buffer.from(letter(undefined, by.account)),
    headers: { authorization: `Bearer ${by.accessToken}`, 'content-type': 'message/rfc822' },
  });
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`The stand-in’s Gmail answered ${answer.status}: ${text}`);
}
