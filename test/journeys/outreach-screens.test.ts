import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { BrowserContext } from 'playwright-core';
import { launchBrowser } from '../harness/browser.ts';
import { plantContacts, plantMailbox } from '../harness/outreach.ts';
import { setUp, type Visitor } from '../harness/people.ts';
import { startProduct, testClock } from '../harness/product.ts';
import { lookAt } from '../harness/screens.ts';

const product = await startProduct({ clock: testClock() });
const browser = await launchBrowser();
const { owner, workspaceId, slug } = await setUp(product);
await plantMailbox(product, workspaceId);
await plantContacts(product, workspaceId, {
  Walkers: [
    { email: 'ada@example.org', firstName: 'Ada' },
    { email: 'ben@example.org', firstName: 'Ben' },
    { email: 'nameless@example.org' },
  ],
});
const page = await (await signedIn(owner)).newPage();
after(() => browser.close());

async function signedIn(visitor: Visitor): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
  await context.addCookies([...visitor.cookies].map(([name, value]) => ({ name, value, url: product.url })));
  context.setDefaultTimeout(20_000);
  return context;
}
const button = (name: string | RegExp) => page.getByRole('button', { name });
const tab = (name: string) => page.getByRole('navigation', { name: 'Parts of the campaign' }).getByRole('link', { name });
const idOf = () => ({ workspaceId, outreachId: /otr_[0-9a-f]{32}/.exec(page.url())?.[0] ?? '' });

test('a team campaign is begun with a name', async () => {
  await page.goto(`${product.url}/w/${slug}/outreach`);
  await page.getByRole('heading', { name: 'No team campaign yet.' }).waitFor();
  await lookAt(page, 'outreach-empty');
  await button('New team campaign').click();
  await page.getByLabel('Name', { exact: true }).fill('Partners for the ford');
  await button('Create the draft').click();
  await page.waitForURL(/outreach\/otr_[0-9a-f]{32}\?tab=messages/);
  await page.getByText('Draft', { exact: true }).waitFor();
});

test('messages are written in steps and variants, and saved together', async () => {
  await page.getByRole('textbox', { name: 'Subject' }).first().fill('The ford at Alder Mill');
  await page.getByText('HTML', { exact: true }).first().click();
  await page.getByLabel('Text as HTML').first().fill('<p>Dear {{ first_name }},</p><p>the ford is closing. Would you help?</p>');
  await button('Add a follow-up').click();
  await page.getByRole('textbox', { name: 'Subject' }).nth(1).fill('Re: The ford');
  await page.getByText('HTML', { exact: true }).nth(1).click();
  await page.getByLabel('Text as HTML').nth(1).fill('<p>Did you see my message about the ford?</p>');
  await page.getByText('Not saved yet').first().waitFor();
  await button('Save').click();
  await page.getByText(/^Saved at/).waitFor();
  const { steps } = await owner.api.outreach.show(idOf());
  assert.deepEqual(
    steps.map(({ delayHours, texts }) => [delayHours, texts[0]?.subject]),
    [
      [0, 'The ford at Alder Mill'],
      [72, 'Re: The ford'],
    ],
  );
  await lookAt(page, 'outreach-messages');
});

test('recipients come from lists; what is missing is filled in where it stands', async () => {
  await tab('Recipients').click();
  await page.getByRole('combobox', { name: 'Written to' }).or(page.getByLabel('Written to')).first().click();
  await page.getByRole('option', { name: /Walkers/ }).click();
  await page.keyboard.press('Escape');
  await page.getByText('3 recipients').waitFor();
  await page.getByText('One recipient has no value for {{ first_name }}.').waitFor();
  await lookAt(page, 'outreach-recipients');
  await page.getByLabel('first_name of nameless@example.org').fill('Nia');
  await page.keyboard.press('Enter');
  await page.getByText('One recipient has no value for {{ first_name }}.').waitFor({ state: 'hidden' });
});

test('the launch says what stands in the way, then what will happen, and launches', async () => {
  await button('Launch').click();
  await page.getByText('No mailbox is chosen from which it would be sent.').waitFor();
  await page.getByRole('link', { name: 'Choose mailboxes' }).click();
  await page.getByLabel(/Olga Sample/).check();
  await lookAt(page, 'outreach-sending');
  await button('Save').click();
  await page.getByText('Saved.').first().waitFor();
  await button('Launch').click();
  await page.getByText(/3 recipients get 2 messages each, 6 messages in all/).waitFor();
  await lookAt(page, 'outreach-launch');
  await button('Launch to 3 recipients').click();
  await page.getByText('Running since').waitFor();
  assert.equal((await owner.api.outreach.show(idOf())).counts.recipients, 3);
});

test('after the launch a follow-up is added at the end, and only the last one can be taken out', async () => {
  await tab('Messages').click();
  await page.getByText(/Since the launch the messages keep their place/).waitFor();
  await button('Add a follow-up').click();
  await page.getByRole('textbox', { name: 'Subject' }).nth(2).fill('Re: The ford');
  await page.getByText('HTML', { exact: true }).nth(2).click();
  await page.getByLabel('Text as HTML').last().fill('<p>This is my last word about the ford.</p>');
  await button('Save').click();
  await page.getByText(/^Saved at/).waitFor();
  assert.equal((await owner.api.outreach.show(idOf())).steps.length, 3);
  assert.equal(await button('Take out follow-up 1').count(), 0);
  await button('Take out follow-up 2').click();
  await button('Take out follow-up 1').waitFor();
  await button('Save').click();
  await page.getByText(/^Saved at/).waitFor();
  assert.equal((await owner.api.outreach.show(idOf())).steps.length, 2);
  await tab('Results').click();
});

test('a running campaign is looked into, paused, and goes on', async () => {
  await page.getByRole('heading', { name: 'By message' }).waitFor();
  await lookAt(page, 'outreach-results');
  await tab('Recipients').click();
  await button('More about ada@example.org').click();
  await page.getByText('Nothing was sent yet.').waitFor();
  await lookAt(page, 'outreach-enrolments');
  await button('Pause').click();
  await page.getByText('Paused since').waitFor();
  assert.equal((await owner.api.outreach.show(idOf())).state, 'paused');
  await button('Resume').click();
  await page.getByText('Running since').waitFor();
  await page.goto(`${product.url}/w/${slug}/outreach`);
  await page.getByRole('link', { name: 'Partners for the ford' }).waitFor();
  await lookAt(page, 'outreach-list');
});
