import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { browserStorage, cookies, type KeptInBrowser } from '../../privacy/cookies.ts';
import { documents } from '../../privacy/documents.ts';
import { newPerson, publishedCampaign } from '../harness/advocacy.ts';
import { launchBrowser } from '../harness/browser.ts';
import { asOwner } from '../harness/database.ts';
import { addPartnerSite, opening, toConfirmation } from '../harness/partner-sites.ts';
import { password } from '../harness/people.ts';
import { startProduct, testClock } from '../harness/product.ts';
import { againstTheTable, storedBy, table } from '../harness/stored.ts';

// Browsers know the real time alone, and cookies end by it.
const product = await startProduct({ clock: testClock() });
const scene = await publishedCampaign(product);
const club = await addPartnerSite(scene, 'Sample Walkers’ Club');
const browser = await launchBrowser();
after(() => browser.close());
const seen = new Set<string>();

async function newContext(): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
  context.setDefaultTimeout(15_000);
  return context;
}

/** Nothing stands in the browser against the table. A minute is for the way here. */
async function asListed(context: BrowserContext, where: string): Promise<void> {
  const found = await storedBy(context);
  for (const { name } of found) seen.add(name);
  assert.deepEqual(againstTheTable(found, new Date(Date.now() + 60_000)), [], where);
}

const listed: KeptInBrowser = {
  ...{ who: 'Visitors', why: 'Counts visits', lasts: { months: 12 }, until: '{limit}', kind: 'functional' },
  needsConsent: false,
};

test('the comparison bites: what is not listed, what lives too long, and what needs a consent', () => {
  const now = new Date('2026-11-22T10:00:00Z');
  const end = new Date('2027-11-22T10:00:00Z');
  const late = new Date(end.getTime() + 1000);
  const problems = (name: string, ends: Date | 'tab' | null, entry: KeptInBrowser = listed) =>
    againstTheTable([{ place: 'cookie', name, ends }], now, { ...table, cookie: { visits: entry } });
  assert.deepEqual(problems('visits', end), []);
  assert.deepEqual(problems('visits', late), ['cookie visits lives longer than is said']);
  assert.deepEqual(problems('visits', null), ['cookie visits lives longer than is said']);
  assert.deepEqual(problems('visits', end, { ...listed, lasts: 'tab' }), ['cookie visits outlives its tab']);
  assert.deepEqual(problems('visits', end, { ...listed, needsConsent: true }), ['cookie visits needs a consent, and nobody gave one']);
  assert.deepEqual(problems('other', 'tab'), ['cookie other is not listed']);
  assert.deepEqual(againstTheTable([{ place: 'indexedDB', name: 'visits', ends: null }], now), ['indexedDB visits is not listed']);
});

test('whoever follows every link of the public pages is left with nothing in the browser at all', async () => {
  const context = await newContext();
  const page = await context.newPage();
  const paths = [
    '/',
    scene.path,
    '/documents',
    '/sign-in',
    '/check',
    '/contact',
    '/recipient',
    `${scene.path}/count`,
    new URL(club.snippetUrl).pathname,
  ];
  const visited: string[] = [];
  for (let path = paths.shift(); path !== undefined; path = paths.shift()) {
    await page.goto(product.url + path, { waitUntil: 'load' });
    visited.push(path);
    const hrefs = await page.locator('a[href]').evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href));
    for (const { origin, pathname } of hrefs.map((href) => new URL(href)))
      if (
        origin === product.url &&
        !/\.md$|^\/(sandbox|api|letter)|\.json$|\.txt$/.test(pathname) &&
        ![...visited, ...paths].includes(pathname)
      )
        paths.push(pathname);
    await asListed(context, path);
    if (path !== '/sign-in')
      assert.deepEqual(
        (await storedBy(context)).filter(({ name }) => !name.startsWith('tsr-')),
        [],
        path,
      );
  }
  for (const { path } of Object.values(documents)) assert.ok(visited.includes(path), path);
  assert.ok(visited.length > 15, visited.join(' '));
  await context.close();
});

test('a letter from a partner’s page to its receipt leaves what the table lists, and the cookie goes with the letter', async () => {
  const context = await newContext();
  const page = await context.newPage();
  const { account } = newPerson(scene, 'iris.sample@gmail.test');
  await page.goto(club.pageWith('component'));
  const frame = page.frameLocator('iframe');
  await frame.getByRole('button', { name: 'Continue with Gmail' }).waitFor();
  await asListed(context, 'the partner’s page');
  const own = await opening(context, () => frame.getByRole('button', { name: 'Continue with Gmail' }).click());
  await asListed(context, 'on the way to Google');
  await toConfirmation(own, account);
  await asListed(context, 'the confirmation');
  await own.getByRole('button', { name: 'Confirm and send' }).click();
  await own.waitForURL('**/letter/receipt');
  await asListed(context, 'the receipt');
  assert.ok(seen.has('antiphon_letter') && seen.has('antiphon letters'));
  await context.close();
});

test('a member’s session on every screen, with every choice made, leaves what the table lists; all of the table is met', async () => {
  await changedPolicy();
  const context = await newContext();
  const page = await context.newPage();
  await page.goto(`${product.url}/sign-in`);
  await page.getByLabel('E-mail address').fill('owner@example.org');
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL('**/w/**');
  const home = new URL(page.url()).pathname;
  await page.getByRole('complementary', { name: 'Changed documents' }).getByRole('button', { name: 'Close' }).click();
  const campaign = `${home}/campaigns/${scene.campaignId}`;
  const tabs = ['letter', 'recipients', 'routing', 'places', 'results'].map((tab) => `${campaign}?tab=${tab}`);
  const screens = ['', '/campaigns', '/campaigns/new', '/suppressions', '/members', '/audit', '/kept', '/settings'].map(
    (path) => home + path,
  );
  for (const path of [...screens, ...tabs, '/operator', '/account']) {
    await page.goto(product.url + path);
    await page.locator('h1').first().waitFor();
    await page.mouse.wheel(0, 300);
    await asListed(context, path);
  }
  await chooseEverything(page);
  await asListed(context, 'after all choices');
  const neverInATest = ['tanstack_router_reload:*'];
  assert.deepEqual(
    [...seen].sort(),
    [...Object.keys(cookies), ...Object.keys(browserStorage)].filter((name) => !neverInATest.includes(name)).sort(),
  );
  await context.close();
});

test('a choice is still there at the next start, and goes when its year is over', async () => {
  const context = await newContext();
  const page = await context.newPage();
  await page.goto(`${product.url}/sign-in`);
  const put = (until: number) =>
    page.evaluate((end) => {
      localStorage.setItem('antiphon.scheme', JSON.stringify({ value: 'dark', until: new Date(end).toISOString() }));
      localStorage.setItem('of-somebody-else', '1');
    }, until);
  const scheme = () => page.locator('html').getAttribute('data-mantine-color-scheme');
  await put(Date.now() + 60_000);
  await page.reload();
  assert.equal(await scheme(), 'dark');
  assert.deepEqual(await page.evaluate(() => Object.keys(localStorage)), ['antiphon.scheme']);
  await put(Date.now() - 1000);
  await page.reload();
  assert.equal(await scheme(), 'light');
  assert.deepEqual(await page.evaluate(() => Object.keys(localStorage)), []);
  await context.close();
});

/** A second version of the policy, published after the owner came. */
async function changedPolicy(): Promise<void> {
  await product.app.jobs.find(({ name }) => name === 'publish-documents')?.run({});
  await asOwner(
    product.databaseUrl,
    `insert into published_documents select document, 2, '\\x00', 'Other words.', $1 from published_documents where document = 'privacy'`,
    [new Date(product.clock.now().getTime() + 1000)],
  );
}

async function chooseEverything(page: Page): Promise<void> {
  await page.getByRole('switch', { name: /^Single keys/ }).click();
  await page.getByRole('button', { name: /Olga Sample/ }).click();
  await page.getByRole('radio', { name: 'Dark' }).check();
}
