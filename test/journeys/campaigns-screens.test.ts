import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { BrowserContext } from 'playwright-core';
import { sendLetter } from '../harness/advocacy.ts';
import { axeFindings } from '../harness/axe.ts';
import { launchBrowser } from '../harness/browser.ts';
import { invite, setUp, Visitor } from '../harness/people.ts';
import { startProduct, testClock } from '../harness/product.ts';

// What the product needs to end well is registered while the file is read, not inside a hook.
const product = await startProduct({ clock: testClock() });
const browser = await launchBrowser();
const { owner, workspaceId, slug } = await setUp(product);
const home = `${product.url}/w/${slug}`;
let page = await (await signedIn(owner)).newPage();
let address: string;

after(() => browser.close());

/** A browser that is signed in as the visitor. */
async function signedIn(visitor: Visitor): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
  await context.addCookies([...visitor.cookies].map(([name, value]) => ({ name, value, url: product.url })));
  context.setDefaultTimeout(10_000);
  return context;
}

/** No violation in either scheme, and nothing wider than a small phone. */
async function looksRight(): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // Only colours differ from scheme to scheme.
    const { violations } = await axeFindings(page, colorScheme === 'light' ? {} : { rules: ['color-contrast'] });
    assert.deepEqual(violations, [], `${page.url()} in the ${colorScheme} scheme`);
  }
  await page.setViewportSize({ width: 360, height: 780 });
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(beyond, 0, `${page.url()} is wider than 360 px`);
  await page.setViewportSize({ width: 1280, height: 900 });
}

const button = (name: string | RegExp) => page.getByRole('button', { name });
const tab = (name: string) => page.getByRole('navigation', { name: 'Parts of the campaign' }).getByRole('link', { name });
const previewFor = async (name: string) => {
  await page.getByRole('combobox', { name: 'Recipient whose letter is shown' }).click();
  await page.getByRole('option', { name }).click();
};
const idOf = (url: string) => /cmp_[0-9a-f]{32}/.exec(url)?.[0] ?? '';

test('an empty list offers the one thing to do, and a name becomes a public address', async () => {
  await page.goto(`${home}/campaigns`);
  await page.getByRole('heading', { name: 'No campaign yet.' }).waitFor();
  await looksRight();
  await button('New campaign').click();
  await page.getByLabel('Name', { exact: true }).fill('Rettet die Brücke am Mühlweg!');
  await page.getByText('/rettet-die-brucke-am-muhlweg').waitFor();
  await looksRight();
  await button('Create the draft').click();
  await page.waitForURL(/campaigns\/cmp_[0-9a-f]{32}\?tab=letter/);
  address = page.url();
  await page.getByText('Draft', { exact: true }).waitFor();
  await page.getByText('1 thing stands in the way of publishing').waitFor();
});

test('recipients come from pasted lines: first what would happen, then what did', async () => {
  await tab('Recipients').click();
  await button('Import CSV').first().click();
  const falk = 'Ines Falk,ines.falk@council.example.org,Dear Ms Falk,Ward 4';
  const lines = ['name,email,salutation,district', falk, 'Piet Adler,piet.adler@council.example.org,,', 'Nobody,no-address,,'];
  await page.getByLabel('Lines of CSV').fill(lines.join('\n'));
  await button('Check these lines').click();
  await page.getByText('What would happen. Nothing is imported yet.').waitFor();
  await page.getByText('An e-mail address needs an @ sign.').waitFor();
  await looksRight();
  const { total } = await owner.api.campaigns.recipients({ workspaceId, campaignId: idOf(address) });
  assert.equal(total, 0, 'a check writes nothing');
  await button('Add 2 recipients').click();
  await page.getByText('The import is done.').waitFor();
  await button('Done').click();
  await page.getByText('2 recipients', { exact: true }).waitFor();
  await page.getByLabel('Find a recipient').fill('falk');
  await page.getByText('1 recipient with “falk”').waitFor();
  assert.match(page.url(), /search=falk/);
});

test('a letter is written with its preview beside it; what cannot be filled is shown at its place', async () => {
  await tab('Letter').click();
  const text = page.getByLabel('Text', { exact: true });
  await text.fill(
    '{{ recipient.salutation | default: "Dear Sir or Madam" }},\n\nI walk there from {{ recipient.distrct }}.\n\nYours,\n{{ supporter.name }}',
  );
  const problem = page.getByRole('status', { name: 'Problems in the letter' });
  await problem.getByText('Did you mean "recipient.district"?').waitFor();
  await problem.getByRole('button', { name: 'Line 3' }).click();
  assert.equal(
    await text.evaluate((field: HTMLTextAreaElement) => field.value.slice(field.selectionStart, field.selectionEnd)),
    '{{ recipient.distrct }}',
  );
  await button('recipient.district').click();
  await problem.getByText('Did you mean').waitFor({ state: 'detached' });
  await page.getByText('with your unsaved words').waitFor();
  await previewFor('Ines Falk');
  // The lines under every letter belong to what its reader gets.
  await page
    .getByRole('article', { name: 'The letter' })
    .getByText(/Is it genuine.*\/check\/[0-9A-Z]{8}/s)
    .waitFor();
  await page.getByRole('article', { name: 'The letter' }).getByText('I walk there from Ward 4.').waitFor();
  await looksRight();
  await page.keyboard.press('ControlOrMeta+s');
  await page.getByText(/^Saved at/).waitFor();
  const { body } = await owner.api.campaigns.show({ workspaceId, campaignId: idOf(address) });
  assert.match(body, /from \{\{ recipient\.district \}\}\./);
});

test('a preview is of whoever is chosen, and shows where their letter would have a gap', async () => {
  await previewFor('Piet Adler');
  const letter = page.getByRole('article', { name: 'The letter' });
  await letter.getByText('piet.adler@council.example.org').waitFor();
  await letter.getByText('Dear Sir or Madam,').waitFor();
  await page.getByText('Nothing is known here for recipient.district').waitFor();
  const text = page.getByLabel('Text', { exact: true });
  await text.fill((await text.inputValue()).replace('{{ recipient.district }}', '{{ recipient.district | default: "our town" }}'));
  await letter.getByText('I walk there from our town.').waitFor();
  await page.keyboard.press('ControlOrMeta+s');
  await page.getByText('as saved', { exact: true }).waitFor();
  await letter.getByText('I walk there from our town.').waitFor();
});

test('somebody else’s change is not written over without a word, and nothing that was written is lost', async () => {
  const campaignId = idOf(address);
  await page.getByLabel('Subject', { exact: true }).fill('Mine');
  await owner.api.campaigns.change({ workspaceId, campaignId, subject: 'Theirs' });
  await button(/^Save/).click();
  await page.getByText('Somebody else saved this letter while you were writing.').waitFor();
  await page.getByText('Their letter').click();
  await page.getByText('Theirs', { exact: true }).waitFor();
  await looksRight();
  await button('Keep writing mine over theirs').click();
  assert.equal(await page.getByLabel('Subject', { exact: true }).inputValue(), 'Mine');
  await button(/^Save/).click();
  await page.getByText('as saved', { exact: true }).waitFor();
  assert.equal((await owner.api.campaigns.show({ workspaceId, campaignId })).subject, 'Mine');
});

test('unsaved words survive other tabs, and leaving asks first', async () => {
  await page.getByLabel('Subject', { exact: true }).fill('Half a thought');
  await tab('Results').click();
  await page.getByText('No letter yet.').waitFor();
  await looksRight();
  await tab('Letter').click();
  assert.equal(await page.getByLabel('Subject', { exact: true }).inputValue(), 'Half a thought');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Campaigns', exact: true }).click();
  await page.getByRole('dialog', { name: 'Leave without saving?' }).waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Keep writing' }).click();
  await page.getByLabel('Subject', { exact: true }).fill('Please keep the bridge');
  await button(/^Save/).click();
  await page.getByText('as saved', { exact: true }).waitFor();
});

test('a test message goes to whoever asks, and to nobody else', async () => {
  await button('Send a test to myself').click();
  await page.getByText('and to nobody else.').waitFor();
  const sent = product.app.sandbox?.mail.messages().filter(({ email }) => email.subject?.startsWith('[Test]')) ?? [];
  assert.deepEqual(
    sent.map(({ recipients }) => recipients.join()),
    ['owner@example.org'],
  );
});

test('publishing says what it does, opens the page, and pausing closes it to sending', async () => {
  await button('Publish').click();
  await page.getByRole('dialog', { name: 'Publish this campaign?' }).getByText('Supporters can then write to 2 recipients').waitFor();
  await looksRight();
  await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
  await page.getByText(/^Published since/).waitFor();
  const { publicUrl } = await owner.api.campaigns.show({ workspaceId, campaignId: idOf(address) });
  await page.getByRole('link', { name: publicUrl.replace('http://', '') }).waitFor();
  assert.match(await (await fetch(publicUrl)).text(), /Continue with Gmail|Send from my Gmail/);
  assert.equal(new URL(publicUrl).pathname, `/c/${slug}/rettet-die-brucke-am-muhlweg`);
  await page.keyboard.press('p');
  await page.getByRole('dialog', { name: 'Pause this campaign?' }).getByRole('button', { name: 'Pause' }).click();
  await page.getByText('Paused', { exact: true }).waitFor();
  assert.match(await (await fetch(publicUrl)).text(), /paused/);
});

test('results are what is known, and change by themselves while the campaign is published', async () => {
  await button('Publish again').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Publish again' }).click();
  await page.getByText(/^Published since/).waitFor();
  await tab('Results').click();
  await page.getByText('No letter yet.').waitFor();
  const scene = { product, owner, workspaceId, campaignId: idOf(address), path: `/c/${slug}/rettet-die-brucke-am-muhlweg` };
  await sendLetter(scene, new Visitor(product));
  await page.getByText('by Gmail; no more is known').waitFor();
  await page.getByText('Table of letters by day').click();
  await page.getByRole('table', { name: 'Letters by day' }).getByRole('row').nth(1).waitFor();
  await page.getByText('Every letter so far was accepted by Gmail.').waitFor();
  await looksRight();
});

test('a suppressed address is marked among recipients, found by its whole address, and released', async () => {
  await page.goto(`${home}/suppressions`);
  await button('Suppress an address').click();
  await page.getByLabel('E-mail address', { exact: true }).fill('piet.adler');
  await button('Suppress for three years').click();
  await page.getByText('An e-mail address needs an @ sign.').waitFor();
  await page.getByLabel('E-mail address', { exact: true }).fill('Piet.Adler@council.example.org');
  await button('Suppress for three years').click();
  await page.getByText(/is suppressed\.$/).waitFor();
  await looksRight();
  await button('Done').click();
  await page.getByLabel('Whole address to find').fill('nobody@council.example.org');
  await button('Find').click();
  await page.getByText('nobody@council.example.org is not suppressed.').waitFor();
  await button('Show all').click();
  await page.goto(address.replace('tab=letter', 'tab=recipients'));
  await page
    .getByRole('row', { name: /Piet Adler/ })
    .getByText('No, suppressed')
    .waitFor();
  await looksRight();
  await page.goto(`${home}/suppressions`);
  await button(/^Release/).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Release' }).click();
  await page.getByText('Nobody has asked not to be written to.').waitFor();
});

test('a list of another program is checked, imported and saved again', async () => {
  await button('Import CSV').click();
  await page.getByLabel('Lines of CSV').fill('email,reason\nleft@example.org,unsubscribed\nwrong@\n');
  await button('Check these lines').click();
  await page.getByText('What would happen. Nothing is imported yet.').waitFor();
  await page.getByText('Line 3').waitFor();
  await looksRight();
  await button('Suppress 1 address').click();
  await page.getByText('The import is done.').waitFor();
  await button('Done').click();
  await page.getByRole('row', { name: /left@example\.org/ }).waitFor();
  await button('Export CSV').click();
  const saved = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Of this workspace' }).click();
  assert.equal((await saved).suggestedFilename(), 'suppressions.csv');
  await looksRight();
  await button(/^Release/).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Release' }).click();
  await page.getByText('Nobody has asked not to be written to.').waitFor();
});

test('a viewer sees the campaign and none of what their role cannot do', async () => {
  const viewer = await invite(product, owner, { workspaceId, email: 'viewer@example.org', role: 'viewer' });
  const context = await signedIn(viewer);
  page = await context.newPage();
  await page.goto(address);
  await page.getByRole('article', { name: 'The letter' }).waitFor();
  await looksRight();
  assert.equal(await tab('Recipients').count(), 0);
  assert.equal(await button(/Publish|Save|More to do/).count(), 0);
  await tab('Routing').click();
  assert.equal(await page.getByRole('radio', { name: 'Everybody' }).isDisabled(), true);
  assert.equal(await button('Add a rule').isDisabled(), true);
});

test('a campaign is deleted once its name is typed', async () => {
  page = await (await signedIn(owner)).newPage();
  await page.goto(address);
  await button('More to do with this campaign').click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  assert.equal(await button('Delete the campaign').isDisabled(), true);
  await page.getByLabel(/^Type/).fill('Rettet die Brücke am Mühlweg!');
  await looksRight();
  await button('Delete the campaign').click();
  await page.getByRole('heading', { name: 'No campaign yet.' }).waitFor();
});
