import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { formFields, publishedCampaign, sendLetter } from '../harness/advocacy.ts';
import { axeFindings } from '../harness/axe.ts';
import { launchBrowser } from '../harness/browser.ts';
import { asOwner } from '../harness/database.ts';
import { password, runJobs, Visitor } from '../harness/people.ts';
import { startProduct, testClock } from '../harness/product.ts';
import { lookAt } from '../harness/screens.ts';

/** A partner's page: what stands on it is what a test pasted. */
let pasted = '';
const partnerSite = createServer((request, response) => {
  if (request.method === 'POST')
    void request.toArray().then((parts) => {
      const { data } = JSON.parse(Buffer.concat(parts as Buffer[]).toString()) as { data: { challenge?: string } };
      response.end(JSON.stringify({ challenge: data.challenge }));
    });
  else response.writeHead(200, { 'content-type': 'text/html' }).end(`<!doctype html><h1>Our club</h1>${pasted}`);
}).listen(0, '127.0.0.1');
await once(partnerSite, 'listening');
after(() => partnerSite.close().closeAllConnections());
const host = `127.0.0.1:${(partnerSite.address() as AddressInfo).port}`;

// The screens count days by the browser's clock.
const product = await startProduct({ settings: { OUTBOUND_ALLOW: host }, clock: testClock(new Date()) });
const scene = await publishedCampaign(product);
const { owner, workspaceId, campaignId } = scene;
const slug = scene.path.split('/')[2] ?? '';
const campaignPage = `${product.url}/w/${slug}/campaigns/${campaignId}`;
const browser = await launchBrowser();
after(() => browser.close());
const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce', locale: 'en-GB' });
await context.addCookies([...owner.cookies].map(([name, value]) => ({ name, value, url: product.url })));
await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: product.url });
context.setDefaultTimeout(10_000);
const page = await context.newPage();

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
const dialog = (name: string) => page.getByRole('dialog', { name });
const table = (name: string) => page.getByRole('table', { name, exact: true });
const copied = () => page.evaluate(() => navigator.clipboard.readText());
/** What the rows of a table say, cell by cell. */
const rowsOf = async (name: string) => {
  const rows = await table(name).locator('tbody tr').all();
  return Promise.all(rows.map(async (row) => (await row.getByRole('cell').allInnerTexts()).join(' | ').replace(/\s+/g, ' ')));
};
const write = (sql: string, values: unknown[] = []) => asOwner(product.databaseUrl, sql, values);
const nobody = '00000000-0000-0000-0000-000000000000';
/** Of a long page only the part that this file is about is looked at. */
const looksRight = async (part: string) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations, passes } = await axeFindings(page, { part });
    assert.deepEqual([violations, passes > 5], [[], true], `${part} in the ${colorScheme} scheme`);
  }
};
/** Counts as supporters who came another way would have left them. */
const count = (channel: string, language: string, { by = nobody, combination = 0, accepted = 0, opened = 0 }) =>
  write(
    `insert into campaign_counts (workspace_id, campaign_id, day, channel, language, combination, partner_id, participations, accepted, opened)
     select workspace_id, id, current_date, $1, $2, $3, $4, $5, $5, $6 from campaigns where slug = 'ford'`,
    [channel, language, combination, by, accepted, opened],
  );

test('A partner is added by the keyboard alone, and of a pasted address only the site is taken', async () => {
  await page.goto(`${campaignPage}?tab=places`);
  await page.getByRole('heading', { name: 'No partner yet.' }).waitFor();
  await button('Add a partner').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.type('Sample Walkers’ Club');
  await page.keyboard.press('Tab');
  await page.keyboard.type('*.example.org');
  await page.getByText('has a star.').waitFor();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(`http://${host}/join?from=mail#top`);
  await page.getByText(`It may stand on http://${host} and nowhere else.`).waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Put it on the site of Sample Walkers’ Club' }).waitFor();
  const [partner] = (await owner.api.partners.list({ workspaceId, campaignId })).partners;
  assert.deepEqual([partner?.name, partner?.origins], ['Sample Walkers’ Club', [`http://${host}`]]);
  const passedOn = await page.getByRole('link', { name: /^The page for Sample/ }).getAttribute('href');
  assert.equal((await fetch(passedOn ?? '')).status, 200);
});

test('Each code that is copied stands well on the partner’s page, and what is missing there is said with what to do', async () => {
  const clipboard = (works: boolean) =>
    page.evaluate((to) => {
      const refused = () => Promise.reject(new DOMException('', 'NotAllowedError'));
      if (to) Reflect.deleteProperty(navigator.clipboard, 'writeText');
      else Object.defineProperty(navigator.clipboard, 'writeText', { configurable: true, value: refused });
    }, works);
  await clipboard(false);
  await button('Copy the code: A link').click();
  await page.getByText('Not copied: your browser did not allow it.').waitFor();
  await clipboard(true);
  for (const way of ['Our element', 'A frame', 'A link']) {
    await button(`Copy the code: ${way}`).click();
    await button(`Copied the code: ${way}`).waitFor();
    pasted = await copied();
    await button('Look at the page').click();
    // That a page of this machine has no https is all that could be better.
    await page.getByText('It works. 1 thing could be better.').waitFor();
  }
  pasted = '';
  await page.getByLabel('Address of the page').fill(`http://${host}/empty`);
  await page.keyboard.press('Enter');
  await page.getByText('1 thing keeps supporters from writing on this page.').waitFor();
  await lookAt(page, 'places-code');
  await button('Close').click();
  // The keyboard goes on where it was.
  await page.locator('button:focus', { hasText: 'Put it on a site' }).waitFor();
});

test('A partner is changed, ended after a question, and reopened; its own page goes with it', async () => {
  await button('Change Sample Walkers’ Club').click();
  await page.getByLabel('Sites, one a line').fill(`http://${host}\nwww.example.org`);
  await button('Save').click();
  await table('Partners').getByText('https://www.example.org', { exact: true }).waitFor();
  const [partner] = (await owner.api.partners.list({ workspaceId, campaignId })).partners;
  const frame = async () => (await fetch(partner?.embedUrl ?? '')).status;
  await button('End Sample Walkers’ Club').click();
  await dialog('End Sample Walkers’ Club?').getByRole('button', { name: 'End it' }).click();
  await table('Partners')
    .getByText(/^Ended/)
    .waitFor();
  assert.equal(await frame(), 404);
  await button('Reopen Sample Walkers’ Club').click();
  await dialog('Reopen Sample Walkers’ Club?').getByRole('button', { name: 'Reopen it' }).click();
  await table('Partners').getByText('May show it').waitFor();
  assert.equal(await frame(), 200);
});

test('What a mailbox accepted and what was opened elsewhere are never one sum', async () => {
  const { partners } = await owner.api.partners.list({ workspaceId, campaignId });
  await sendLetter(scene, new Visitor(product));
  await count('outlook', 'en', { by: partners[0]?.id.slice('ptn_'.length), combination: 1, accepted: 3 });
  await count('outlook', 'de', { accepted: 1 });
  await count('mailto', 'de', { opened: 5 });
  await count('copy', 'en', { opened: 2 });
  await write(
    `insert into tracked_links (workspace_id, id, campaign_id, code, url, visits, people, created_at)
     select workspace_id, gen_random_uuid(), id, 'sample0001', 'https://www.example.org/plan', 40, 6, now() from campaigns where slug = 'ford'`,
  );
  await owner.api.campaigns.change({ workspaceId, campaignId, goal: 10, goalGrows: true });
  await page.goto(`${campaignPage}?tab=results`);
  await page.getByText('by Gmail or Outlook; no more is known').waitFor();
  await page.getByText('Besides, 7 letters were opened in supporters’ own programs.').waitFor();
  await page.getByText('The goal grows: once nine tenths').waitFor();
  assert.deepEqual(await rowsOf('Letters sent through a mailbox'), ['Gmail | 1 | 1 | 0 | 0 | 0', 'Outlook | 4 | 4 | 0 | 0 | 0']);
  assert.deepEqual(await rowsOf('Letters opened in an own program'), ['A mail program | 5', 'Copied | 2']);
  assert.deepEqual(await rowsOf('Letters by language'), ['German | 1 | 1 | 0 | 0 | 0 | 5', 'English | 4 | 4 | 0 | 0 | 0 | 2']);
  assert.equal((await rowsOf('Letters by wording')).length, 3);
  assert.deepEqual((await rowsOf('Letters by partner')).sort(), [
    'Sample Walkers’ Club | 3 | 3 | 0 | 0 | 0 | 0',
    'The campaign’s own page | 2 | 2 | 0 | 0 | 0 | 7',
  ]);
  assert.deepEqual(await rowsOf('Links in the letters'), ['https://www.example.org/plan | 40 | 6']);
});

test('Recipients are read only when asked for, sorted as wanted, and every table can be had as a file', async () => {
  await owner.api.campaigns.addRecipient({ workspaceId, campaignId, name: 'Piet Adler', email: 'piet.adler@council.example.org' });
  await write(
    `insert into recipient_counts (workspace_id, campaign_id, recipient_id, bounced_hard, bounced_later)
     select workspace_id, campaign_id, id, 2, 1 from campaign_recipients where name = 'Piet Adler'`,
  );
  const looks = async () => (await write(`select 1 from audit_entries where action = 'recipients.read'`)).length;
  const before = await looks();
  await button('Show the recipients').click();
  await table('Letters by recipient').waitFor();
  assert.equal(await looks(), before + 1);
  const names = async () => (await rowsOf('Letters by recipient')).map((row) => row.split(' | ')[0]);
  assert.deepEqual(await names(), ['Ines Falk Ward 4', 'Piet Adler']);
  await page.getByLabel('Order').selectOption('Most came back first');
  assert.deepEqual(await names(), ['Piet Adler', 'Ines Falk Ward 4']);
  await table('Letters by recipient').getByText('2 no such address, 1 delayed').waitFor();
  await page.getByText('Table of letters by day').click();
  for (const what of ['letters by day', 'letters by wording', 'letters by partner', 'letters by recipient', 'links in the letters']) {
    const [file] = await Promise.all([page.waitForEvent('download'), button(`CSV of ${what}`).click()]);
    assert.match(file.suggestedFilename(), /^ford-\w+\.csv$/);
    const lines = readFileSync(await file.path(), 'utf8')
      .trim()
      .split('\n');
    assert.ok(lines.length > 1, what);
  }
  await lookAt(page, 'results');
});

test('A second member’s approval is asked for, and a server of one’s own proves itself and is told what happens', async () => {
  await page.goto(`${product.url}/w/${slug}/settings`);
  await page.getByLabel('A second member approves each text before it is published').focus();
  await page.keyboard.press('Space');
  await page.getByText('A second member must now approve each text.').waitFor();
  assert.equal((await owner.api.workspaces.show({ workspaceId })).approvalRequired, true);
  await button('Add a webhook').click();
  await page.getByLabel('Address of your server').fill(`http://${host}/hook`);
  await page.keyboard.press('Enter');
  const secret = await dialog('The webhook is added').getByLabel('Its secret').inputValue();
  assert.match(secret, /^whsec_/);
  await button('Copy').click();
  await page.getByText('Copied.').waitFor();
  assert.equal(await copied(), secret);
  await button('I have kept it').click();
  await table('Webhooks').getByText('It is told nothing before it has proven').waitFor();
  await button(`Open http://${host}/hook`).click();
  await button('Prove the address').click();
  await page.getByText('The address has proven itself.').waitFor();
  await button('Send a test event').click();
  await table('Events').getByText('webhook.test').waitFor();
  await product.app.teller.runOnce();
  await table('Events').getByText('Taken').waitFor();
  await button('New secret').click();
  assert.notEqual(await dialog('The new secret').getByLabel('Its secret').inputValue(), secret);
  await button('I have kept it').click();
  await page.getByText('The secret before this one signs too until').waitFor();
  await button('End it now').click();
  await page.getByText('The secret before this one signs too until').waitFor({ state: 'detached' });
  await page.getByText('What a message looks like').click();
  await page.getByText('What it is told (1)').click();
  await lookAt(page, 'settings');
  await button(`Remove http://${host}/hook`).click();
  await dialog('Remove this webhook?').getByRole('button', { name: 'Remove' }).click();
  await page.getByText('There is none. A server of yours could be told').waitFor();
});

test('The operator holds a campaign by the address of its page, sees why it is held, and lets it go on', async () => {
  await page.goto(`${product.url}/operator`);
  await page.getByLabel('Hold a campaign').fill(campaignPage);
  await page.keyboard.press('Enter');
  await table('Held campaigns').getByText('An operator held it').waitFor();
  await looksRight('#held');
  await button('Let it go on: Keep the ford open').click();
  await dialog('Let “Keep the ford open” go on?').getByRole('button', { name: 'Let it go on' }).click();
  await page.getByText('None is held.').waitFor();
  assert.equal((await owner.api.campaigns.show({ workspaceId, campaignId })).held, null);
});

/** Somebody asks by the contact form, and confirms by the mailed link. */
async function ask(kind: string, email: string, message: string): Promise<void> {
  const visitor = new Visitor(product);
  const form = formFields(await (await visitor.request('/contact')).text(), '/contact');
  await visitor.post('/contact', { ...form, kind, email, message });
  await runJobs(product, 'mail-request-link');
  const mail = product.app.sandbox?.mail.messages().find(({ recipients }) => recipients.includes(email));
  const path = /\/contact\/[A-Za-z0-9_-]+/.exec(mail?.email.text ?? '')?.[0] ?? '';
  await visitor.post(path, formFields(await (await visitor.request(path)).text(), path));
}

test('The operator sees what is overdue first, answers it by mail, and refuses with a reason', async () => {
  await ask('erasure', 'late@example.org', 'Please delete\nwhat you have of me.');
  await ask('question', 'early@example.org', 'Who runs this?');
  await write(`update privacy_requests set received_at = now() - interval '32 days 1 hour' where kind = 'erasure'`);
  await page.reload();
  await page.getByText('1 request is past the day').waitFor();
  assert.match((await rowsOf('Requests')).join('; '), /^Wants to be erased late@example\.org .* 2 days late/);
  await button(/^Read and answer: Wants to be erased/).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.type('It is deleted.');
  await looksRight('#requests');
  await button('Mail the answer and close').click();
  await page.getByText('The answer is on its way to late@example.org.').waitFor();
  await button(/^Read and answer: Asks a question/).click();
  await page.getByLabel('is refused').check();
  await button('Mail the refusal and close').click();
  await page.getByText('Say why it is refused.').waitFor();
  await page.getByLabel('Your answer').fill('That stands on the legal page.');
  await button('Mail the refusal and close').click();
  await page.getByText('Nobody waits for an answer.').waitFor();
  await runJobs(product, 'mail-request-answer');
  const { requests } = await owner.api.requests.list({});
  assert.deepEqual(requests.map(({ state, answer }) => `${state}: ${answer}`).sort(), [
    'answered: It is deleted.',
    'refused: That stands on the legal page.',
  ]);
});

test('The operator erases somebody with one button, after typing whom; the password is asked for again when it was given long ago', async () => {
  await ask('erasure', 'gone@example.org', 'All of it, please.');
  await page.reload();
  await button(/^Read and answer: Wants to be erased/).click();
  await button('Delete it all').click();
  const sure = dialog('Delete it all?');
  await sure.getByLabel('Type “gone@example.org” to confirm').fill('gone@example.org');
  product.clock.move({ minutes: 11 });
  await sure.getByRole('button', { name: 'Delete it all' }).click();
  const again = dialog('Is it still you?');
  await again.getByLabel('Your password, to go on').fill(password);
  await again.getByRole('button', { name: 'Go on' }).click();
  await page.getByText('It is done, and the answer is on its way to gone@example.org.').waitFor();
  const { requests } = await owner.api.requests.list({ state: 'answered' });
  assert.match(requests.find(({ email }) => email === 'gone@example.org')?.answer ?? '', /Your data is deleted/);
});
