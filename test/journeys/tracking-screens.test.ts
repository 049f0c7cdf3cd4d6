import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { launchBrowser } from '../harness/browser.ts';
import { asOwner } from '../harness/database.ts';
import { runJobs, setUp } from '../harness/people.ts';
import { startProduct, testClock } from '../harness/product.ts';
import { lookAt } from '../harness/screens.ts';
import { plantTracked } from '../harness/tracked.ts';
import { newId, readId, showId } from '../../server/platform/ids.ts';

const product = await startProduct({ clock: testClock(), settings: { OUTBOUND_ALLOW: 't.example.org', ADDRESS_PROBE: 'on' } });
const browser = await launchBrowser();
const { owner, workspaceId, slug } = await setUp(product);
const inside = readId('workspace', workspaceId);
const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
await context.addCookies([...owner.cookies].map(([name, value]) => ({ name, value, url: product.url })));
context.setDefaultTimeout(20_000);
const page = await context.newPage();
after(() => browser.close());
const button = (name: string | RegExp) => page.getByRole('button', { name });
const tab = (outreachId: string, name: string) => page.goto(`${product.url}/w/${slug}/outreach/${outreachId}?tab=${name}`);
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

/** With `SCREENSHOTS`, a part of the page by itself, as a phone and as a desk shows it. */
async function closeUp(part: string, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  if (!folder) return;
  const section = page.locator('section', { has: page.getByRole('heading', { name: part }) }).or(page.getByRole('region', { name: part }));
  for (const [width, colorScheme] of [
    [360, 'light'],
    [360, 'dark'],
    [1440, 'light'],
    [1440, 'dark'],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    await section.last().screenshot({ path: join(folder, `${name}-part-${String(width)}-${colorScheme}.png`) });
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.setViewportSize({ width: 1280, height: 900 });
}

/** Somebody who read a message in their browser, and a scanner before them, with many looks in between. */
const { campaignId, messages } = await plantTracked(product, inside, {
  count: 2,
  urls: ['https://example.org/ford', 'https://example.org/map'],
});
const sentId = showId('outreach', campaignId);
const [link] = await asOwner(product.databaseUrl, 'select id from outreach_links where campaign_id = $1 order by url', [campaignId]);
async function hit(minutesAgo: number, more: Record<string, unknown>): Promise<void> {
  const { kind, agent = firefox } = more;
  const at = new Date(product.clock.now().getTime() - minutesAgo * 60_000);
  await asOwner(
    product.databaseUrl,
    `insert into tracked_hits (workspace_id, campaign_id, at, id, enrolment_id, step, kind, link_id, ip_address, user_agent, head, ahead)
     values ($1, $2, $3, $4, $5, $6, $7, $8, '198.51.100.7', $9, false, false)`,
    [
      ...[inside, campaignId, at, newId(product.clock), messages[0]?.enrolmentId, kind === 'leave' ? null : 1, kind],
      ...[kind === 'click' ? link?.id : null, agent],
    ],
  );
}
await hit(55, { kind: 'hidden', agent: 'Mozilla/5.0 (compatible; ScannerBot/1.0)' });
await hit(54, { kind: 'leave', agent: 'Mozilla/5.0 (compatible; ScannerBot/1.0)' });
for (let index = 0; index < 26; index += 1) await hit(50 - index, { kind: 'open' });
await hit(12, { kind: 'open', agent: 'Mozilla/5.0 (Windows NT 5.1) GoogleImageProxy' });
await hit(10, { kind: 'click' });
await hit(1, { kind: 'click' });
await product.app.jobs.find(({ name }) => name === 'judge-hits')?.run({});

test('how much is noted is chosen before the launch, with the words that will stand below each message', async () => {
  const { id } = await owner.api.outreach.create({ workspaceId, name: 'Letters in Arabic', timeZone: 'UTC' });
  await tab(id, 'sending');
  await page.getByRole('radio', { name: 'In sum' }).click();
  await page.getByText('Saved. It holds from now on.').first().waitFor();
  await page.getByText('counts how often it and the links in it are opened').waitFor();
  await page.getByRole('radio', { name: 'For each recipient' }).click();
  await page.getByText('This message tells its sender whether it and the links in it are opened.').waitFor();
  await page.getByRole('combobox', { name: 'Language of these lines' }).click();
  await page.getByRole('option', { name: 'العربية' }).click();
  const words = page.locator('[lang=ar]');
  await words.first().waitFor();
  assert.equal(await words.first().getAttribute('dir'), 'rtl');
  await page.getByRole('heading', { name: 'Tracking' }).scrollIntoViewIfNeeded();
  await lookAt(page, 'tracking-dial');
  await closeUp('Tracking', 'tracking-dial');
  await closeUp('Below each message', 'tracking-language');
  const { tracking, language } = await owner.api.outreach.show({ workspaceId, outreachId: id });
  assert.deepEqual([tracking, language], ['recipient', 'ar']);
});

test('each open and click of a recipient stands there with what it is taken for and why, newest first, older ones on demand', async () => {
  await tab(sentId, 'recipients');
  await button(/r1@people\.example\.org/).click();
  const hits = page.getByRole('region', { name: 'Opens and clicks of this recipient' });
  await hits.getByText('Not told apart yet').waitFor();
  await hits.getByText('the mail service loaded the image for its person').waitFor();
  await hits.getByText('198.51.100.7').first().waitFor();
  await hits.getByText(/Opened message 1, 22 times, from/).waitFor();
  assert.equal(await hits.getByRole('listitem').count(), 4);
  await lookAt(page, 'tracking-recipient');
  await closeUp('Opens and clicks of this recipient', 'tracking-recipient');
  await hits.getByRole('button', { name: 'Show older ones' }).click();
  await hits.getByText('Followed the hidden link in').waitFor();
  assert.equal(await hits.getByRole('listitem').count(), 6);
});

test('people and machines are told apart again, and everything noted is deleted', async () => {
  await tab(sentId, 'results');
  await button('Tell people and machines apart again').click();
  await page.getByText('They are told apart again now.').waitFor();
  product.clock.move({ minutes: 5 });
  await runJobs(product, 'judge-again');
  await product.app.jobs.find(({ name }) => name === 'judge-hits')?.run({});
  const { steps, links } = await owner.api.tracking.show({ workspaceId, outreachId: sentId });
  assert.equal(steps[0]?.clicked.people, 1);
  assert.equal(links.length, 2);
  await page.reload();
  await page.getByRole('heading', { name: 'Opens and clicks' }).scrollIntoViewIfNeeded();
  await lookAt(page, 'tracking-results');
  await closeUp('Opens and clicks', 'tracking-results');
  await button('Delete opens and clicks').click();
  await page.getByRole('heading', { name: 'Delete opens and clicks?' }).waitFor();
  await lookAt(page, 'tracking-delete');
  await button(/^Delete$/).click();
  await page.getByText('They are being deleted.').waitFor();
  await runJobs(product, 'remove-tracking');
  assert.deepEqual(await asOwner(product.databaseUrl, 'select 1 from tracked_hits where campaign_id = $1', [campaignId]), []);
});

test('a tracking domain is named, says step by step what is missing, and is used once it works', async () => {
  const names = product.app.names!;
  names.set('localhost', { addresses: ['127.0.0.1'] });
  await page.goto(`${product.url}/w/${slug}/settings`);
  await page.getByLabel('Host name').fill('https://t.example.org/x');
  await button('Use this name').click();
  await page.getByText('This is no host name.').waitFor();
  await page.getByLabel('Host name').fill('t.example.org');
  await button('Use this name').click();
  await page.getByText('Not used yet').waitFor();
  await button('Look now').click();
  await page.getByText(/^The text record _antiphon\.t\.example\.org .* is not there/).waitFor();
  await page.getByRole('heading', { name: 'Tracking domain' }).scrollIntoViewIfNeeded();
  await lookAt(page, 'tracking-domain-waiting');
  await closeUp('Tracking domain', 'tracking-domain-waiting');
  const { domain } = await owner.api.trackingDomain.show({ workspaceId });
  names.set(domain?.record.name ?? '', { texts: [domain?.record.text ?? ''] });
  names.set('t.example.org', { alias: 'localhost' });
  await button('Look now').click();
  await page.getByText('In use').waitFor();
  await lookAt(page, 'tracking-domain-used');
  await button('Use localhost again').click();
  await page.getByText('New messages use localhost again.').waitFor();
});

test('a workspace lets mail servers be asked for addresses', async () => {
  await page.goto(`${product.url}/w/${slug}/settings`);
  await page.getByLabel('Ask mail servers whether an address is there').focus();
  await page.keyboard.press('Space');
  await page.getByText('Mail servers are asked from now on.').waitFor();
  assert.deepEqual(await owner.api.contacts.probing({ workspaceId }), { allowed: true, wanted: true });
});
