import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { after, test } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { launchBrowser } from '../harness/browser.ts';
import { asOwner } from '../harness/database.ts';
import { invite, password, setUp, Visitor } from '../harness/people.ts';
import { startProduct, testClock } from '../harness/product.ts';
import { lookAt } from '../harness/screens.ts';

const product = await startProduct({ clock: testClock() });
const { owner, workspaceId, slug, email } = await setUp(product);
const viewer = await invite(product, owner, { workspaceId, email: 'viewer@example.org', role: 'viewer' });
await product.app.jobs.find(({ name }) => name === 'publish-documents')?.run({});
const browser = await launchBrowser();
after(() => browser.close());

/** A browser of a visitor, in their time zone. */
async function browserOf(visitor: Visitor, timezoneId = 'Europe/Berlin'): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId,
  });
  await context.addCookies([...visitor.cookies].map(([name, value]) => ({ name, value, url: product.url })));
  context.setDefaultTimeout(10_000);
  return context;
}

/** Publishes a next version of documents, as a start with other settings would. */
async function publish(...names: string[]): Promise<Date> {
  const at = product.clock.now();
  for (const name of names)
    await asOwner(
      product.databaseUrl,
      `insert into published_documents select document, max(version) + 1, decode(md5(max(version)::text), 'hex'), 'Version ' || max(version) + 1, $2
       from published_documents where document = $1 group by document`,
      [name, at],
    );
  return at;
}

/** Two frames later everything that came is on the screen. */
const drawn = (page: Page) =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(undefined)))));

const settings = `${product.url}/w/${slug}/settings`;
const banner = (page: Page) => page.getByRole('complementary', { name: 'Changed documents' });

test('the agreement is accepted in the settings, and its exact words can be taken along', async () => {
  const context = await browserOf(owner);
  const page = await context.newPage();
  await page.goto(settings);
  await page.getByText('It is not accepted for this workspace yet.').waitFor();
  await lookAt(page, 'settings-agreement');
  await page.getByRole('button', { name: 'Accept for this workspace' }).click();
  await page.getByText(/It was accepted on .* by Olga Sample\./).waitFor();
  assert.equal(await page.getByRole('button', { name: 'Accept for this workspace' }).count(), 0);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download what was accepted' }).click(),
  ]);
  assert.equal(download.suggestedFilename(), 'dpa-version-1.md');
  const [, words = ''] = (await readFile(await download.path(), 'utf8')).split(/\n---\n\n/);
  const { accepted } = await owner.api.documents.agreement({ workspaceId });
  assert.equal(createHash('sha256').update(words).digest('hex'), accepted?.wordsHash);
  await context.close();
});

test('a newer version shows that the accepted one is older; who may not change the workspace cannot accept it', async () => {
  product.clock.move({ days: 1 });
  await publish('dpa');
  const context = await browserOf(viewer);
  const page = await context.newPage();
  await page.goto(settings);
  await page.getByText(/Version 1, an older one, was accepted on .* by Olga Sample\./).waitFor();
  await page.getByText('An owner or admin of the workspace can accept it.').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Accept for this workspace' }).count(), 0);
  await context.close();
});

test('the app says what changed on every screen until it is closed, in this browser and for this version', async () => {
  product.clock.move({ days: 1 });
  await publish('privacy');
  const context = await browserOf(owner);
  const page = await context.newPage();
  await page.goto(`${product.url}/w/${slug}`);
  await banner(page).getByText('Documents have changed:').waitFor();
  for (const [name, path] of [
    ['Privacy policy', '/privacy'],
    ['Data processing agreement', '/dpa'],
  ] as const)
    assert.equal(await banner(page).getByRole('link', { name }).getAttribute('href'), path);
  await lookAt(page, 'changed-documents');
  await banner(page).getByRole('button', { name: 'Close' }).click();
  await banner(page).waitFor({ state: 'detached' });
  await page.goto(`${product.url}/account`);
  await page.locator('h1').waitFor();
  assert.equal(await banner(page).count(), 0);
  product.clock.move({ seconds: 1 });
  await publish('cookies');
  await page.reload();
  await banner(page).getByText('A document has changed:').waitFor();
  assert.deepEqual(await banner(page).getByRole('link').allInnerTexts(), ['Cookies']);
  await context.close();
  const other = await browserOf(owner);
  const elsewhere = await other.newPage();
  await elsewhere.goto(`${product.url}/account`);
  await banner(elsewhere).getByText('Documents have changed:').waitFor();
  await other.close();
});

test('it is shown to the last second of the thirtieth day where its reader is', async () => {
  product.clock.move({ days: 5 });
  const published = await publish('subprocessors');
  product.clock.move({ days: 30, hours: 12 });
  // A session that was never used for so long has ended.
  await owner.api.account.signIn({ email, password });
  for (const timeZone of ['Pacific/Kiritimati', 'America/St_Johns', 'Pacific/Niue']) {
    const day = Temporal.Instant.fromEpochMilliseconds(published.getTime()).toZonedDateTimeISO(timeZone).toPlainDate();
    const end = day.add({ days: 31 }).toZonedDateTime({ timeZone }).epochMilliseconds;
    const context = await browserOf(owner, timeZone);
    const page = await context.newPage();
    for (const [milliseconds, shown] of [
      [end - 1000, true],
      [end + 1000, false],
    ] as const) {
      await page.clock.setFixedTime(milliseconds);
      const answered = page.waitForResponse('**/api/documents/changes');
      await page.goto(`${product.url}/account`);
      await (await answered).finished();
      await page.locator('h1').waitFor();
      if (shown) await banner(page).getByText('A document has changed:').waitFor();
      await drawn(page);
      if (!shown) assert.equal(await banner(page).count(), 0, timeZone);
    }
    await context.close();
  }
});

test('a document is printed without what stands around it', async () => {
  const context = await browserOf(new Visitor(product));
  const page = await context.newPage();
  await page.goto(`${product.url}/dpa`);
  await page.getByRole('button', { name: 'Print' }).waitFor();
  await lookAt(page, 'document-dpa');
  await page.emulateMedia({ media: 'print' });
  for (const gone of ['.masthead', '.foot', '.choices', 'nav.documents']) assert.equal(await page.locator(gone).isVisible(), false, gone);
  assert.ok(await page.getByRole('heading', { name: 'What it is about' }).isVisible());
  for (const path of ['/documents', '/cookies', '/privacy', '/subprocessors', '/delete-my-data', '/legal', '/dpa/versions']) {
    await page.emulateMedia({ media: 'screen' });
    await page.goto(product.url + path);
    await lookAt(page, `document${path.replaceAll('/', '-')}`);
  }
  await context.close();
});
