import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { axeFindings } from '../test/harness/axe.ts';
import { launchBrowser } from '../test/harness/browser.ts';
import { publicAssets } from './page.ts';
import { samplePages } from './samples.ts';

const site = 'http://letters.example.org';
const pages = samplePages({ lang: 'en', organiser: 'River Watch', sandbox: true, nonce: 'n0nce', base: '' });
// Notices differ in their words alone, so one with two ways on stands for all of them.
const names = Object.keys(pages).filter((name) => !name.startsWith('notice-') || name === 'notice-no_mailbox');
const policy = "default-src 'none'; style-src 'self'; script-src 'nonce-n0nce'; connect-src 'self'; form-action 'self'; base-uri 'none'";

let browser: Browser;
before(async () => {
  browser = await launchBrowser();
});
after(() => browser.close());

async function answering(page: Page): Promise<Page> {
  await page.route(`${site}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    const asset = publicAssets.find(({ path }) => path === pathname);
    if (asset) return route.fulfill({ contentType: asset.type, body: asset.text });
    const sample = pages[pathname.slice(1)];
    if (!sample) return route.fulfill({ status: 404 });
    const body = String(await sample);
    return route.fulfill({ contentType: 'text/html; charset=utf-8', headers: { 'content-security-policy': policy }, body });
  });
  return page;
}

/** What every supporter sees: looked at by every rule on a wide screen too, where it stands differently. */
const onEveryPath = ['action-page', 'action-embedded', 'confirm', 'receipt'];

test('axe finds nothing on any public page in either scheme, and none is wider than the screen', async () => {
  for (const name of onEveryPath) assert.ok(names.includes(name), `there is no sample of ${name}`);
  const context = await browser.newContext({ viewport: { width: 360, height: 760 } });
  const page = await answering(await context.newPage());
  for (const name of names) {
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await page.setViewportSize({ width: 360, height: 760 });
    await page.goto(`${site}/${name}`);
    await fits(page, name);
    await finds(name, page, everyRule);
    await page.setViewportSize({ width: 1440, height: 760 });
    await fits(page, name);
    if (onEveryPath.includes(name)) await finds(`${name} on a wide screen`, page, everyRule);
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    // Only colours differ from scheme to scheme.
    await finds(name, page, 1, ['color-contrast']);
  }
});

async function fits(page: Page, name: string): Promise<void> {
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name} is too wide`);
}

/** As many rules as apply to the barest of our pages. */
const everyRule = 11;

async function finds(name: string, page: Page, atLeast: number, rules?: readonly string[]): Promise<void> {
  const { violations, passes } = await axeFindings(page, rules ? { rules } : {});
  assert.ok(passes >= atLeast, `${name} was looked at by ${passes} rules only`);
  assert.deepEqual(violations, [], name);
}

test('under the strict policy the comforts work: the count, one submit, the link to copy', async () => {
  const page = await answering(await browser.newPage());
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  await page.goto(`${site}/action-page`);
  await page.fill('#own_line', 'My mother');
  assert.equal(await page.textContent('#own_left'), '391 characters left');
  const twice = await page.evaluate(() => {
    const form = document.querySelector('form');
    const tries = [0, 1].map(() => form?.dispatchEvent(new SubmitEvent('submit', { cancelable: true })));
    return [...tries, form?.querySelector('[role=status]')?.textContent];
  });
  assert.deepEqual(twice, [true, false, 'One moment, please. Your mail service opens.']);
  await page.goto(`${site}/receipt`);
  assert.ok(await page.isVisible('[data-copy]'));
  assert.deepEqual(complaints, []);
});

test('without a script nothing useless is shown, and a page that waits asks again', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await answering(await context.newPage());
  await page.goto(`${site}/receipt`);
  assert.ok(!(await page.isVisible('[data-copy]')));
  await page.goto(`${site}/status-sending`);
  await page.waitForRequest(`${site}/status-sending`, { timeout: 10_000 });
});
