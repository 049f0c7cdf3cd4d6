import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { BrowserContext } from 'playwright-core';
import { adler, newPerson, outbox, publishedCampaign } from '../harness/advocacy.ts';
import { launchBrowser } from '../harness/browser.ts';
import { asOwner } from '../harness/database.ts';
import { addPartnerSite, countedByPartner, foreignSite, opening, toConfirmation } from '../harness/partner-sites.ts';
import { Visitor } from '../harness/people.ts';
import { startProduct } from '../harness/product.ts';
import { lookAt } from '../harness/screens.ts';

const product = await startProduct();
const scene = await publishedCampaign(product);
const club = await addPartnerSite(scene, 'Sample Walkers’ Club');
const choir = await addPartnerSite(scene, 'Sample Choir');
const elsewhere = await foreignSite();
const browser = await launchBrowser();
after(() => browser.close());

async function newContext(options: Parameters<typeof browser.newContext>[0] = {}): Promise<BrowserContext> {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(15_000);
  return context;
}

/** A visitor of the club's site, whose browser keeps cookies from frames of other sites; the letter in its frame, and what the frame says. */
async function visit(context: BrowserContext, variant: string, site = club) {
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  const blocked = {
    enableThirdPartyCookieRestriction: true,
    disableThirdPartyCookieMetadata: true,
    disableThirdPartyCookieHeuristics: true,
  };
  await cdp.send('Network.enable');
  await cdp.send('Network.setCookieControls', blocked);
  await page.clock.install();
  await page.goto(site.pageWith(variant));
  const frame = page.frameLocator('iframe');
  await frame.getByRole('button').first().waitFor();
  return {
    page,
    frame,
    said: frame.locator('[data-outcome]'),
    press: () => opening(context, () => frame.getByRole('button', { name: 'Continue with Gmail' }).click()),
  };
}

/** People with a Google account; they have to be there before its list of accounts is shown. */
const [cleo, iris, sandro, lena, wendy, nora, romy, ida] = ['cleo', 'iris', 'sandro', 'lena', 'wendy', 'nora', 'romy', 'ida'].map(
  (name) => newPerson(scene, `${name}.sample@gmail.test`).account,
) as [string, string, string, string, string, string, string, string];
const sentBy = (account: string) => outbox(scene).filter(({ sender }) => sender === account);
const outcome = async (handle: string) => (await fetch(`${product.url}/e/outcome/${handle}`)).json() as Promise<{ state: string }>;

test('A letter written in a partner’s frame is sent in our own window, counts for that partner alone, and the frame is told once', async () => {
  const context = await newContext();
  const { page, frame, said, press } = await visit(context, 'component');
  await page.evaluate(() => document.addEventListener('antiphon-sent', () => (document.title += ' sent')));
  const inside = page.frames().find((one) => one.url() === club.embedUrl)!;
  const kept = await inside.evaluate(() => {
    document.cookie = 'probe=1; SameSite=None; Secure';
    return document.cookie;
  });
  assert.equal(kept, '', 'this browser keeps no cookie of the frame');
  await frame
    .getByLabel(/Your letter/)
    .last()
    .fill('Dear Councillor,\n\nmy mother uses the ford.');
  const opened = await press();
  const shown = await toConfirmation(opened, cleo);
  assert.match(shown, /my mother uses the ford/);
  const handle = await frame.locator('[name=handle]').inputValue();
  await page.clock.runFor(4_100);
  await said.getByText('Please go on in the window that opened.').waitFor();
  assert.equal(sentBy(cleo).length, 0);
  await opened.getByRole('button', { name: 'Confirm and send' }).click();
  await opened.waitForURL('**/letter/receipt');
  await page.clock.runFor(4_100);
  await said.getByText('Your mail service accepted what you sent. Thank you.').waitFor();
  await page.waitForFunction(() => document.title.endsWith(' sent'));
  await page.clock.runFor(60_000);
  assert.equal(await page.title(), 'Our element (sample site) sent', 'the site is told once');
  assert.deepEqual(await outcome(handle), { state: 'unknown' }, 'and so is the frame');
  assert.equal(sentBy(cleo).length, 1);
  assert.deepEqual(await countedByPartner(scene), { 'Sample Walkers’ Club': 1, 'Sample Choir': 0 });
  await context.close();
});

test('In a plain frame and in a sandbox without an origin the text arrives too, and the frame learns that a letter was stopped', async () => {
  for (const [variant, account] of [
    ['iframe', iris],
    ['sandboxed', sandro],
  ] as const) {
    const context = await newContext();
    const { page, frame, said, press } = await visit(context, variant);
    await frame
      .getByLabel(/Your letter/)
      .last()
      .fill(`Dear Councillor,\n\nby ${variant}.`);
    const opened = await press();
    assert.match(await toConfirmation(opened, account), new RegExp(`by ${variant}\\.`));
    await opened.getByRole('button', { name: 'Stop and disconnect' }).click();
    await opened.getByText('disconnected').first().waitFor();
    await page.clock.runFor(4_100);
    await said.getByText('No letter was sent. You can start again.').waitFor();
    await context.close();
  }
});

test('A plain link leads to the page in our own clothes, and who comes by it counts for the partner as well', async () => {
  const context = await newContext();
  const page = await context.newPage();
  await page.goto(club.pageWith('link'));
  await page.getByRole('link', { name: /Write to your council/ }).click();
  await page.getByRole('list', { name: 'Steps' }).waitFor();
  await page.getByLabel('Subject').fill('');
  await page.locator('form').evaluate((form: HTMLFormElement) => (form.noValidate = true));
  await page.getByRole('button', { name: 'Continue with Gmail' }).click();
  await page.getByRole('alert').waitFor();
  await page.getByLabel('Subject').fill('By the link');
  await page.getByRole('button', { name: 'Continue with Gmail' }).click();
  assert.match(await toConfirmation(page, lena), /By the link/);
  await page.getByRole('button', { name: 'Confirm and send' }).click();
  await page.waitForURL('**/letter/receipt');
  assert.deepEqual(await countedByPartner(scene), { 'Sample Walkers’ Club': 2, 'Sample Choir': 0 });
  await context.close();
});

test('Where no window comes through, a link carries the draft to a page that still counts for the partner', async () => {
  const context = await newContext();
  const { page, frame, said } = await visit(context, 'strict');
  await frame
    .getByLabel(/Your letter/)
    .last()
    .fill('Dear Councillor,\n\nGrüße & mehr.');
  await frame.getByRole('button', { name: 'Continue with Gmail' }).click();
  await page.clock.runFor(6_200);
  await said.getByText('No new window opened?').waitFor();
  const href = await said.getByRole('link', { name: 'Open it in a new window' }).getAttribute('href');
  assert.equal(context.pages().length, 1);
  await page.goto(href ?? '');
  assert.equal(
    await page
      .getByLabel(/Your letter/)
      .last()
      .inputValue(),
    'Dear Councillor,\n\nGrüße & mehr.',
  );
  assert.equal(page.url(), club.embedUrl, 'the draft is gone from the address');
  await page.getByText('What you had written is filled in.').waitFor();
  await page.getByRole('button', { name: 'Continue with Gmail' }).click();
  await toConfirmation(page, wendy);
  const [flow] = await asOwner(product.databaseUrl, 'select partner_id from supporter_flows order by created_at desc limit 1', []);
  assert.equal(`ptn_${String(flow?.['partner_id']).replaceAll('-', '')}`, club.partnerId);
  await context.close();
});

test('Looking for who speaks for somebody stays in the frame, and the letter to them leaves from our own window', async () => {
  const { owner, workspaceId } = scene;
  const words = { subject: 'The ford', body: '{{ recipient.salutation }},\n\nplease.\n\n{{ supporter.name }}' };
  const { id: campaignId } = await owner.api.campaigns.create({ workspaceId, name: 'By region', choice: 'region', ...words });
  await owner.api.campaigns.addRecipient({ workspaceId, campaignId, ...adler, region: 'North' });
  await owner.api.campaigns.setState({ workspaceId, campaignId, state: 'published' });
  const site = await addPartnerSite({ ...scene, campaignId }, 'Sample Rowers');
  const context = await newContext();
  const { page, frame, press } = await visit(context, 'component', site);
  await frame.getByLabel('Where you live').selectOption('North');
  await frame.getByRole('button', { name: 'Find who speaks for me' }).click();
  await frame.getByText('Piet Adler').waitFor();
  assert.equal(context.pages().length, 1);
  assert.match(await toConfirmation(await press(), romy), /Piet Adler/);
  await page.clock.runFor(4_100);
  await frame.getByText('Please go on in the window that opened.').waitFor();
  await context.close();
});

test('Without scripts the frame still opens a window of ours with the letter in it', async () => {
  const context = await newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(club.pageWith('iframe'));
  const frame = page.frameLocator('iframe');
  await frame
    .getByLabel(/Your letter/)
    .last()
    .fill('Dear Councillor,\n\nno scripts here.');
  const opened = await opening(context, () => frame.getByRole('button', { name: 'Continue with Gmail' }).click());
  assert.match(await toConfirmation(opened, nora), /no scripts here/);
  await context.close();
});

test('Nobody but the partner’s origins can frame the letter, and nobody at all what comes after it', async () => {
  const context = await newContext();
  const page = await context.newPage();
  const framed = async (address: string) => {
    await page.goto(elsewhere(address));
    return page.frames()[1]?.url();
  };
  assert.equal(await framed(club.embedUrl), 'chrome-error://chromewebdata/');
  await visit(context, 'isolated');
  const visitor = new Visitor(product);
  for (const path of ['/letter/confirm', '/letter/receipt', '/sign-in', scene.path, new URL(club.snippetUrl).pathname]) {
    const policy = (await visitor.request(path)).headers.get('content-security-policy') ?? '';
    assert.match(policy, /frame-ancestors 'none'/, path);
    assert.equal(await framed(product.url + path), 'chrome-error://chromewebdata/', path);
  }
  const alone = await visitor.request(new URL(club.embedUrl).pathname, { headers: { 'sec-fetch-dest': 'document' } });
  assert.match(alone.headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/);
  await context.close();
});

test('The page for the webmaster shows code that works, checks their page and no other, and no figure below ten', async () => {
  const context = await newContext({ bypassCSP: true });
  const page = await context.newPage();
  await page.goto(club.snippetUrl);
  const code = await page.getByLabel('Code for our element').inputValue();
  assert.ok(code.includes(`src="${club.embedUrl}"`) && code.includes(`${product.url}/embed.js`));
  await page.getByText('Fewer than 10 supporters so far.').waitFor();
  const check = async (address: string) => {
    await page.getByLabel('Address of your page').fill(address);
    await page.getByRole('button', { name: 'Check my page' }).click();
  };
  await check('https://example.org/');
  await page.getByRole('alert').getByText('https://example.org is not among the origins of this partner.').waitFor();
  await check(club.pageWith('csp'));
  await page.getByText(/keeps our frame out/).waitFor();
  await check(club.pageWith('component'));
  await page.getByText('We found nothing that keeps people from writing.').waitFor();
  const row = [scene.workspaceId, scene.campaignId, club.partnerId].map((id) => id.slice(4));
  const ten =
    "values ($1, $2, '2026-01-01', $3, 10 - (select coalesce(sum(participations), 0) from campaign_counts where partner_id = $3))";
  await asOwner(
    product.databaseUrl,
    `insert into campaign_counts (workspace_id, campaign_id, day, partner_id, participations) ${ten}`,
    row,
  );
  await page.goto(club.snippetUrl);
  await page.getByText('10 supporters came by your site and were counted.').waitFor();
  const forged = new URL(club.snippetUrl).pathname.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
  assert.equal((await fetch(product.url + forged)).status, 404);
  await context.close();
});

test('The sample site looks right around the letter, on a small phone as on a wide screen', async () => {
  const context = await newContext({ bypassCSP: true });
  const page = await context.newPage();
  for (const variant of ['component', 'sandboxed']) {
    await page.goto(club.pageWith(variant));
    await page.frameLocator('iframe').getByRole('button', { name: 'Continue with Gmail' }).waitFor();
    const frame = page.frames().find((one) => one.url() === club.embedUrl)!;
    if (variant !== 'sandboxed')
      await frame.waitForFunction(() => document.documentElement.scrollHeight <= innerHeight && innerHeight < 6000);
    if (variant === 'component') await lookAt(page, 'embeds-component');
    await page.setViewportSize({ width: 360, height: 780 });
    const beyond = await frame.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(beyond, 0, `${variant} is wider than its frame on a small phone`);
    await page.setViewportSize({ width: 1440, height: 900 });
  }
  await context.close();
});

test('On a dark screen the letter is dark only where the site around it is dark too', async () => {
  const context = await newContext({ colorScheme: 'dark', bypassCSP: true });
  const page = await context.newPage();
  for (const [scheme, paper] of [
    ['normal', 'rgb(251, 250, 247)'],
    ['light dark', 'rgb(28, 27, 26)'],
  ] as const) {
    await page.route('**/embed.js', async (route) => {
      await page.evaluate((to) => void (document.documentElement.style.colorScheme = to), scheme);
      await route.continue();
    });
    await page.goto(club.pageWith('component'));
    await page.frameLocator('iframe').getByRole('button').first().waitFor();
    const frame = page.frames().find((one) => one.url() === club.embedUrl)!;
    await frame.waitForFunction((wanted) => getComputedStyle(document.body).backgroundColor === wanted, paper);
  }
  await context.close();
});

const instagram =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Instagram 350.0';

test('A letter begun in an app’s window moves to a real browser by its link: once, by the button, and the app has lost it', async () => {
  const app = await newContext({ userAgent: instagram });
  const { page: around, frame, said, press } = await visit(app, 'component');
  await frame
    .getByLabel(/Your letter/)
    .last()
    .fill('Dear Councillor,\n\nbegun in an app.');
  const opened = await press();
  await opened.getByText('You are in a window of Instagram.').waitFor();
  const link = await opened.getByLabel('Address to open in your browser').inputValue();
  const hashes = () =>
    asOwner(product.databaseUrl, 'select browser_hash, hand_over_hash from supporter_flows where hand_over_hash is not null', []);
  const before = await hashes();
  assert.equal(before.length, 1);
  const real = await newContext();
  const page = await real.newPage();
  for (let looks = 0; looks < 2; looks += 1) await page.goto(link);
  assert.deepEqual(await hashes(), before, 'to look at the link changes nothing');
  await page.getByRole('button').click();
  assert.match(
    await page
      .getByLabel(/Your letter/)
      .last()
      .inputValue(),
    /begun in an app\./,
  );
  await page.getByRole('button', { name: 'Continue with Gmail' }).click();
  assert.match(await toConfirmation(page, ida), /begun in an app/);
  await opened.goto(`${product.url}/letter/confirm`);
  assert.doesNotMatch(await opened.locator('main').innerText(), /begun in an app/);
  await page.getByRole('button', { name: 'Confirm and send' }).click();
  await page.waitForURL('**/letter/receipt');
  // The frame learns of it all the same.
  await around.clock.runFor(4_100);
  await said.getByText('Your mail service accepted what you sent. Thank you.').waitFor();
  assert.equal((await page.goto(link))?.status(), 410);
  await app.close();
  await real.close();
});

test('The link of a letter from an app is good for a quarter of an hour', async () => {
  const app = await newContext({ userAgent: instagram });
  const { press } = await visit(app, 'component');
  const link = await (await press()).getByLabel('Address to open in your browser').inputValue();
  product.clock.move({ minutes: 14, seconds: 59 });
  assert.equal((await fetch(link)).status, 200);
  product.clock.move({ seconds: 1 });
  assert.equal((await fetch(link)).status, 410);
  await app.close();
});

test('A partner that has ended, and an id that was never given out, show nothing', async () => {
  const { owner, workspaceId, campaignId } = scene;
  const place = (url: string) => new URL(url).pathname;
  const forged = place(club.embedUrl).replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
  const used = async () => (await asOwner(product.databaseUrl, 'select sum(used)::int as used from rate_windows', []))[0]?.['used'];
  const before = await used();
  // A signature is good for its purpose alone.
  const crossed = [place(club.snippetUrl).replace('/partner/', '/e/'), place(club.embedUrl).replace('/e/', '/partner/')];
  for (const path of [forged, `/e/${'0'.repeat(32)}${'A'.repeat(16)}`, '/e/x', ...crossed])
    for (const method of ['GET', 'POST']) assert.equal((await fetch(product.url + path, { method })).status, 404, `${method} ${path}`);
  assert.equal(await used(), before, 'the database is not even asked who calls');
  const open = await fetch(choir.embedUrl);
  assert.deepEqual([open.status, open.headers.getSetCookie(), open.headers.get('x-robots-tag')], [200, [], 'noindex']);
  await owner.api.partners.change({ workspaceId, campaignId, partnerId: choir.partnerId, ended: true });
  for (const url of [choir.embedUrl, choir.snippetUrl]) assert.equal((await fetch(url)).status, 404);
  assert.equal((await fetch(choir.embedUrl, { method: 'POST' })).status, 404);
});
