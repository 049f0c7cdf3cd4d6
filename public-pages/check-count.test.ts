import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { leafOf, toCode } from '../shared/merkle-check.ts';
import { appendNodes, consistencyProof, inclusionProof, rootOf, type LogNode, type ReadNodes } from '../shared/merkle-log.ts';
import { launchBrowser } from '../test/harness/browser.ts';
import { countPage } from './count-page.ts';
import { countScript } from './count-script.ts';

const campaignId = 'cmp_alder';
const policy =
  "default-src 'none'; style-src 'self'; script-src 'self' 'nonce-n0nce'; connect-src 'self'; form-action 'self'; base-uri 'none'";
const frame = { lang: 'en', organiser: 'River Watch', sandbox: false, nonce: 'n0nce', base: '' };

/** A log of which somebody holds every receipt. */
async function logOf(salts: Uint8Array[]) {
  const nodes = new Map<string, LogNode>();
  const read: ReadNodes = (places) => Promise.resolve(places.map(({ level, index }) => nodes.get(`${level}.${index}`)!));
  const leaves = await Promise.all(salts.map((salt) => leafOf(salt, campaignId)));
  for (const [size, leaf] of leaves.entries())
    for (const node of await appendNodes(size, leaf, read)) nodes.set(`${node.level}.${node.index}`, node);
  const head = async (size: number) => ({ size, root: toCode(await rootOf(size, read)) });
  return { leaves: leaves.map(toCode), read, head };
}

const salts = Array.from({ length: 21 }, () => new Uint8Array(randomBytes(32)));
const receipts = salts.map(toCode);
const log = await logOf(salts);
const another = await logOf(salts.with(3, new Uint8Array(randomBytes(32))));

/** The server as a visitor meets it; a test may make it answer with something else. */
interface Server {
  shows: { size: number; root: string };
  /** How many entries the log has got since the page was opened. */
  size: number;
  proves: typeof log;
  proof(answer: object): unknown;
}
const honest: Server = { shows: await log.head(20), size: 21, proves: log, proof: (answer) => answer };

async function answerOf({ size, proves, proof }: Server, url: URL): Promise<{ status: number; json: unknown }> {
  if (url.pathname.endsWith('/growth.json')) {
    const [from, to] = [Number(url.searchParams.get('from')), Number(url.searchParams.get('to'))];
    if (to > size || from > to) return { status: 404, json: {} };
    return { status: 200, json: proof({ from, to, proof: (await consistencyProof(from, to, proves.read)).map(toCode) }) };
  }
  const index = proves.leaves.indexOf(url.searchParams.get('leaf') ?? '');
  if (index === -1 || index >= size) return { status: 404, json: {} };
  const path = await inclusionProof(index, size, proves.read);
  return { status: 200, json: proof({ ...(await proves.head(size)), index, proof: path.map(toCode) }) };
}

let browser: Browser;
let context: BrowserContext;
before(async () => {
  browser = await launchBrowser();
  context = await browser.newContext();
});
after(() => browser.close());

async function open(server: Server, origin = 'https://letters.example.org') {
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const asked: string[] = [];
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.route('**/*', async (route) => {
    const url = new URL(route.request().url());
    asked.push(url.pathname + url.search);
    if (url.pathname === '/assets/check-count.js') return route.fulfill({ contentType: 'text/javascript', body: countScript });
    if (url.pathname.startsWith('/assets/')) return route.fulfill({ contentType: 'text/css', body: '' });
    if (url.pathname.endsWith('.json')) return route.fulfill(await answerOf(server, url));
    const urls = { page: `${origin}/count`, figures: '/count.json', proof: '/count/proof.json', growth: '/count/growth.json' };
    const campaign = { title: 'Keep the ford open', url: '/c/river-watch/ford', id: campaignId };
    const csrf = { name: 'csrf', value: 'sample-proof' };
    const body = String(await countPage({ campaign, participations: server.shows.size, head: server.shows, urls, csrf }, frame));
    return route.fulfill({ contentType: 'text/html; charset=utf-8', headers: { 'content-security-policy': policy }, body });
  });
  await page.goto(`${origin}/count`);
  return { page, asked, complaints };
}

async function check(page: Page, receipt: string): Promise<string> {
  await page.fill('[name=receipt]', receipt);
  await page.click('#receipt button');
  return outcome(page, 'receipt');
}

async function compare(page: Page, head: { size: number | string; root: string }): Promise<string> {
  await page.fill('[name=size]', String(head.size));
  await page.fill('[name=root]', head.root);
  await page.click('#earlier button');
  return outcome(page, 'earlier');
}

async function outcome(page: Page, form: string): Promise<string> {
  const said = page.locator(`#${form} [role=status]:not(.sending):not(:empty)`);
  return `${(await said.getAttribute('class')) ?? ''}: ${await said.innerText()}`;
}

test('A supporter sees that they are in the log, and the code of the receipt does not leave the browser', async () => {
  const { page, asked, complaints } = await open(honest);
  for (const index of [0, 19]) {
    assert.match(await check(page, receipts[index]!), new RegExp(`^state accepted: Yes\\. .*number ${index + 1} in`));
    assert.ok(asked.includes(`/count/proof.json?leaf=${log.leaves[index]!}`));
  }
  assert.match(await check(page, receipts[20]!), /number 21 in/, 'counted after the page was opened');
  assert.ok(asked.length >= 7);
  for (const receipt of receipts) assert.ok(!asked.some((path) => path.includes(receipt)));
  assert.ok(await page.isVisible('text=Your browser makes the check'));
  assert.ok(!(await page.isVisible('text=We look the code up')));
  assert.deepEqual(complaints, []);
  await page.close();
});

test('A code that is not in the log, or none at all, is told apart', async () => {
  const { page } = await open(honest);
  assert.match(await check(page, toCode(new Uint8Array(32))), /^state failed: No\. There is no entry/);
  assert.match(await check(page, 'hello'), /^state failed: This is not the code of a receipt/);
  assert.match(await check(page, ` ${receipts[2]!} `), /number 3 in/);
  await page.close();
});

test('A server that makes its answers up is found out', async () => {
  const lies: Partial<Server>[] = [
    { proof: (answer) => ({ ...answer, index: 4 }) },
    { proof: (answer) => ({ ...answer, proof: [] }) },
    { proof: (answer) => ({ ...answer, proof: 'yes' }) },
    { proof: () => [] },
    { proof: () => null },
    { proof: () => ({ index: 0, size: 1, root: log.leaves[5], proof: [] }) },
    // Each visitor is shown a log that holds them, which is not the one on the page.
    { proves: another },
    { proves: another, size: 20 },
    { shows: await another.head(20) },
    { shows: { size: 22, root: receipts[0]! } },
  ];
  const server = { ...honest };
  const { page } = await open(server);
  for (const [number, lie] of lies.entries()) {
    Object.assign(server, honest, lie);
    if (lie.shows) await page.reload();
    const said = await check(page, receipts[5]!);
    assert.match(said, /^state failed: We answered, but without a proof/, `${number}: ${said}`);
  }
  await page.close();
});

test('A server that does not answer is not taken for a no', async () => {
  const { page } = await open(honest);
  await page.route('**/proof.json*', (route) => route.fulfill({ status: 502, body: 'gone' }));
  assert.match(await check(page, receipts[5]!), /^state uncertain: Nothing could be checked/);
  await page.route('**/proof.json*', (route) => route.abort());
  assert.match(await check(page, receipts[5]!), /^state uncertain: Nothing could be checked/);
  await page.close();
});

test('An earlier head fits when the log only grew, and does not when it was rewritten', async () => {
  const { page } = await open(honest);
  for (const size of [0, 8, 20]) assert.match(await compare(page, await log.head(size)), /^state accepted: It fits/, String(size));
  assert.match(await compare(page, { ...(await log.head(13)), size: ' 1,3' }), /same 13 entries/);
  assert.match(await compare(page, await another.head(13)), /^state failed: It does not fit/);
  assert.match(await compare(page, await another.head(20)), /^state failed: It does not fit/);
  assert.match(await compare(page, await log.head(21)), /^state failed: It does not fit/, 'the log is shorter than it was');
  assert.match(await compare(page, { size: 'many', root: receipts[0]! }), /^state failed: Please enter the number/);
  assert.match(await compare(page, { size: 4, root: 'root' }), /^state failed: Please enter the number/);
  await page.close();
});

test('Where a browser cannot compute hashes, the form asks the server and says so', async () => {
  const { page, asked } = await open(honest, 'http://letters.example.org');
  assert.ok(await page.isVisible('text=We look the code up and do not keep it'));
  assert.ok(!(await page.isVisible('text=Your browser makes')));
  await page.fill('[name=receipt]', receipts[5]!);
  const [sent] = await Promise.all([page.waitForRequest((request) => request.method() === 'POST'), page.click('#receipt button')]);
  assert.equal(new URLSearchParams(sent.postData() ?? '').get('receipt'), receipts[5]);
  // In no address, so in no history and no log.
  assert.ok(![...asked, page.url()].some((url) => url.includes(receipts[5]!)));
  await page.close();
});
