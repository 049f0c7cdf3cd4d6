import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { keepPromises } from '../../server/modules/privacy/index.ts';
import { readId } from '../../server/platform/ids.ts';
import { launchBrowser } from '../harness/browser.ts';
import { password, setUp } from '../harness/people.ts';
import { startProduct, testClock } from '../harness/product.ts';
import { lookAt } from '../harness/screens.ts';
import { plant } from '../promises/planted.ts';

// The screens show times by the browser's clock.
const product = await startProduct({ clock: testClock(new Date()) });
const { owner, workspaceId, slug } = await setUp(product);
const campaign = await owner.api.campaigns.create({ workspaceId, name: 'Keep the ford open' });
const falk = { workspaceId, campaignId: campaign.id, name: 'Ines Falk', email: 'ines.falk@council.example.org' };
const recipient = await owner.api.campaigns.addRecipient(falk);
await owner.api.campaigns.recipients({ workspaceId, campaignId: campaign.id });
await keepPromises(product.app.tools, { dryRun: false });
const browser = await launchBrowser();
after(() => browser.close());
const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce', locale: 'en-GB' });
await context.addCookies([...owner.cookies].map(([name, value]) => ({ name, value, url: product.url })));
context.setDefaultTimeout(20_000);
const page = await context.newPage();
const faults: string[] = [];
page.on('pageerror', (error) => faults.push(error.message));
const at = (path: string) => new URL(path, product.url).href;
const row = (text: string) => page.getByRole('row').filter({ hasText: text });

test('The audit entries are narrowed by what, who and when, and the choice stands in the URL', async () => {
  await page.goto(at(`/w/${slug}/audit`));
  await row('campaign created').waitFor();
  await page.getByLabel('What').selectOption('recipients.read');
  await row('campaign created').waitFor({ state: 'detached' });
  await row('recipients read').waitFor();
  assert.match(page.url(), /action=recipients\.read/);
  await page.getByLabel('Who', { exact: true }).selectOption({ label: 'Olga Sample' });
  await page.getByLabel('To', { exact: true }).fill('2001-01-01');
  await page.getByText('No entry is like that.').waitFor();
  await page.reload();
  await page.getByText('No entry is like that.').waitFor();
  assert.equal(await page.getByLabel('What').inputValue(), 'recipients.read');
  await page.getByRole('button', { name: 'Show all' }).click();
  await row('campaign created').waitFor();
  await lookAt(page, 'audit-narrowed');
});

test('Who saw a recipient is found by their number, also by a press beside an entry; nonsense is refused in a sentence', async () => {
  await page.getByRole('textbox', { name: 'Who saw' }).fill('Ines Falk');
  await page.getByRole('button', { name: 'Find' }).click();
  await page.getByText('This is no number of this copy.').waitFor();
  await page.getByRole('textbox', { name: 'Who saw' }).fill(recipient.id);
  await page.getByRole('button', { name: 'Find' }).click();
  await row('campaign created').waitFor({ state: 'detached' });
  await row('recipients read').waitFor();
  await row('recipient added').waitFor();
  await page.getByRole('button', { name: 'Show all' }).click();
  await row('recipient added')
    .getByRole('link', { name: /who saw it/ })
    .click();
  await row('recipients read').waitFor();
  assert.ok(page.url().includes(recipient.id));
});

test('The evidence is saved as an archive, and asks for the password when it was given long ago', async () => {
  product.clock.move({ minutes: 20 });
  await page.getByRole('button', { name: 'Take the evidence' }).click();
  await page.getByLabel('Your password, to go on').waitFor();
  await lookAt(page, 'audit-password');
  await page.getByLabel('Your password, to go on').fill(password);
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Go on' }).click();
  const download = await saved;
  assert.match(download.suggestedFilename(), /^evidence-.*\.zip$/);
  await download.saveAs(join(mkdtempSync(join(tmpdir(), 'antiphon-saved-')), 'evidence.zip'));
  assert.equal((await owner.api.evidence.audit({ workspaceId, action: 'evidence.exported' })).entries.length, 1);
});

test('What we keep shows each table of a promise, the runs, what is past by how much, and since when nobody looked', async () => {
  await page.goto(at(`/w/${slug}/kept`));
  await page.getByRole('table', { name: 'Runs of retention, newest first' }).waitFor();
  await lookAt(page, 'kept-runs');
  product.clock.move({ hours: 3 });
  await plant(product.databaseUrl, 'suppressions', {
    workspace_id: readId('workspace', workspaceId),
    keep_until: new Date(product.clock.now().getTime() - 5 * 3_600_000),
  });
  await page.reload();
  await page.getByText(/past the limit of 3 years/).waitFor();
  await page.getByText(/By 5 h 0 min/).waitFor();
  await page.getByText(/not checked since .*: the run that keeps them is late/).waitFor();
  await lookAt(page, 'kept-late');
});

test('The public page says the same without a name', async () => {
  await page.goto(at('/kept'));
  await page
    .getByText(/Not checked since/)
    .first()
    .waitFor();
  await page.getByText(/Past its limit\. By 5 h 0 min/).waitFor();
  await lookAt(page, 'kept-public-late');
});

test('The operator counts what a run would end, runs it, sees it among the runs, and takes the evidence of the copy', async () => {
  await page.goto(at('/operator'));
  await page.getByRole('button', { name: 'Only count' }).click();
  await page.getByText(/1 row would go|rows would go/).waitFor();
  await page.getByRole('button', { name: 'Run it now' }).click();
  await page.getByText(/cleared or deleted\./).waitFor();
  await page.getByRole('table', { name: 'Runs of retention, newest first' }).getByText('Suppressions: 1').waitFor();
  await page.getByRole('heading', { name: 'Retention' }).scrollIntoViewIfNeeded();
  await lookAt(page, 'operator-retention');
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Take the evidence' }).click();
  await page.getByLabel('Your password, to go on').fill(password);
  await page.getByRole('button', { name: 'Go on' }).click();
  await saved;
  assert.deepEqual(faults, []);
});
