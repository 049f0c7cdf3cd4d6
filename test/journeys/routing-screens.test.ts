import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import { falk } from '../harness/advocacy.ts';
import { axeFindings } from '../harness/axe.ts';
import { launchBrowser } from '../harness/browser.ts';
import { asOwner } from '../harness/database.ts';
import { invite, setUp, type Visitor } from '../harness/people.ts';
import { startProduct, testClock } from '../harness/product.ts';

const product = await startProduct({ clock: testClock() });
const browser = await launchBrowser();
const { owner, workspaceId, slug } = await setUp(product);
const body = '{{ recipient.salutation }},\n\nThe ford is the only way across for prams.\n\nYours,\n{{ supporter.name }}';
const { id: campaignId } = await owner.api.campaigns.create({
  workspaceId,
  name: 'Keep the ford',
  subject: 'The ford',
  body,
  editing: 'part',
});
await owner.api.campaigns.addRecipient({ workspaceId, campaignId, ...falk });
const address = `${product.url}/w/${slug}/campaigns/${campaignId}`;
const page = await pageOf(owner);

after(() => browser.close());

async function pageOf(visitor: Visitor): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
  await context.addCookies([...visitor.cookies].map(([name, value]) => ({ name, value, url: product.url })));
  context.setDefaultTimeout(10_000);
  return context.newPage();
}

/** No violation in either scheme, and nothing wider than a small phone. */
async function looksRight(): Promise<void> {
  await page.setViewportSize({ width: 360, height: 780 });
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(beyond, 0, `${page.url()} is wider than 360 px`);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // The schemes differ in nothing but colour.
    const { violations } = await axeFindings(page, colorScheme === 'light' ? {} : { rules: ['color-contrast'] });
    assert.deepEqual(violations, [], `${page.url()} in the ${colorScheme} scheme`);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}

const saved = () => owner.api.campaigns.show({ workspaceId, campaignId });
const button = (name: string | RegExp) => page.getByRole('button', { name });
const keys = async (...pressed: string[]) => {
  for (const key of pressed) await page.keyboard.press(key);
};
/** Presses a button as somebody without a mouse does. */
const press = async (name: string | RegExp) => {
  await button(name).focus();
  await keys('Enter');
};
/** Chooses in a list that is searched by typing. */
const pick = async (label: string, words: string) => {
  await page.getByRole('combobox', { name: label }).focus();
  await keys('ControlOrMeta+a');
  await page.keyboard.type(words);
  await page
    .getByRole('listbox')
    .getByRole('option', { name: new RegExp(`^${words}`) })
    .first()
    .waitFor();
  await keys('ArrowDown', 'Enter');
};
const save = async () => {
  await keys('ControlOrMeta+s');
  await page.getByText(/^Saved at/).waitFor();
};

test('how letters reach recipients is set by keyboard, shown as a curve, and nothing holds before it is saved', async () => {
  await page.goto(`${address}?tab=letter`);
  await page.getByRole('navigation', { name: 'Parts of the campaign' }).waitFor();
  await keys('3');
  await page.getByRole('radio', { name: 'Everybody' }).focus();
  await keys('ArrowDown', 'ArrowDown', 'ArrowDown');
  assert.equal(await page.getByRole('radio', { name: 'By region' }).isChecked(), true);
  await page.getByLabel('Most letters an hour, optional').fill('20');
  await pick('Time zone of the recipients', 'Europe/Vienna');
  await page.getByLabel('Follow office hours').focus();
  await keys('Space');
  await page.getByRole('img', { name: 'Letters an hour on a working day: 20 letters at most.' }).waitFor();
  await page.getByText('Table of hours').focus();
  await keys('Enter');
  assert.equal(await page.getByRole('table', { name: 'Letters an hour' }).getByRole('row').count(), 25);
  await keys('Enter');
  await page.getByLabel('Most letters from one supporter').fill('99');
  await page.getByText('Between 1 and 50 letters.').waitFor();
  assert.equal(await button(/^Save/).isDisabled(), true);
  await page.getByLabel('Most letters from one supporter').fill('5');
  assert.equal((await saved()).choice, 'all');
  await save();
  const { choice, hourlyBudget, officeHours, timeZone, mostLetters, problems } = await saved();
  assert.deepEqual(
    { choice, hourlyBudget, officeHours, timeZone, mostLetters },
    {
      ...{ choice: 'region', hourlyBudget: 20, officeHours: true, timeZone: 'Europe/Vienna', mostLetters: 5 },
    },
  );
  assert.ok(problems.some(({ field }) => field === 'recipients'));
  await page.getByText('Supporters are asked for their region, but no recipient has one.').waitFor();
});

test('rules are written, put in order and removed without a mouse, and what is wrong stands where it is', async () => {
  await page.getByLabel('Names of own fields, optional').fill('committee');
  await press('Add a rule');
  assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'SELECT', 'the cursor is in the new rule');
  await page.getByRole('group', { name: 'Rule 1' }).getByLabel('If', { exact: true }).selectOption('committee');
  await page.getByText('Write at least one value.').waitFor();
  await page.getByLabel('Values, one on a line').fill('Transport\nParks');
  await page.getByLabel('What a supporter reads instead, optional').fill('has agreed already.');
  await page.getByLabel('A link for them, optional').fill('http://example.org');
  await page.getByText('Use a whole address that begins with https://').waitFor();
  await page.getByLabel('A link for them, optional').fill('https://example.org/thanks');
  await press('Add a rule');
  await page.getByRole('group', { name: 'Rule 2' }).getByLabel('Values, one on a line').fill('North');
  await press('Move rule 2 up');
  await page.getByText('It is now rule 1 of 2.').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('aria-label')), 'Move rule 1 up', 'the cursor went with it');
  await looksRight();
  await save();
  assert.deepEqual((await saved()).rules, [
    { when: [{ field: 'region', is: 'one_of', values: ['North'] }], then: { do: 'exclude', text: '', link: null } },
    {
      when: [{ field: 'fields.committee', is: 'one_of', values: ['Transport', 'Parks'] }],
      then: { do: 'exclude', text: 'has agreed already.', link: 'https://example.org/thanks' },
    },
  ]);
  await press('Remove rule 1');
  await save();
  assert.equal((await saved()).rules.length, 1);
});

test('alternatives are counted and leafed through, and the supporter’s part is asked for where it is missing', async () => {
  await keys('1');
  const text = page.getByLabel('Text', { exact: true });
  await page.getByText('There is no such part in the text yet.').waitFor();
  await text.evaluate((field: HTMLTextAreaElement) => {
    const at = field.value.indexOf('\n\nYours');
    field.setSelectionRange(at, at);
  });
  await page.getByText('Say it in several ways').focus();
  await keys('Enter');
  await press('Put in [or]');
  await page.keyboard.type('My children cross it every morning.\n\n');
  await press('Put in [yours]');
  await page.getByText('There is no such part in the text yet.').waitFor({ state: 'detached' });
  await press('Add another subject');
  await page.keyboard.type('A crossing for everybody');
  assert.equal(await page.getByLabel('Subject 2', { exact: true }).inputValue(), 'A crossing for everybody');
  await page.getByText('4 different letters').waitFor();
  await page.getByText('the two most alike differ in').waitFor();
  const letter = page.getByRole('article', { name: 'The letter' });
  await press('Next letter');
  await page.getByText('Letter 2 of 4').waitFor();
  await letter.getByText('My children cross it every morning.').waitFor();
  await letter.getByText('Their part').waitFor();
  await page.getByLabel('Something of their own is required').check();
  await save();
  const { wordings, ownTextRequired, body: kept } = await saved();
  assert.equal(wordings[0]?.subjects.length, 2);
  assert.match(kept, /prams\.\n\n\[or\]\n\nMy children[^]*\[yours\]\n\n\[\/yours\]/);
  assert.equal(ownTextRequired, true);
});

test('a language and a message begin with the main text, are saved in one change, and can be removed and put back', async () => {
  const before = (await saved()).textVersion;
  await page.getByText('Languages and messages', { exact: true }).focus();
  await keys('Enter');
  await pick('Another language', 'German');
  await press('Add the language');
  await page.getByLabel('Subject', { exact: true }).fill('Die Furt');
  await page.getByLabel('Another message').fill('Officials');
  await press('Add the message');
  assert.equal(await page.getByLabel('Message', { exact: true }).inputValue(), 'officials');
  assert.equal(await page.getByLabel('Subject', { exact: true }).inputValue(), 'Die Furt');
  await page.getByLabel('Subject', { exact: true }).fill('Die Furt {{ recipient.distrct }}');
  await page.getByLabel('Message', { exact: true }).selectOption('Main message');
  await page.getByText('1 problem in “officials”').waitFor();
  await press(/^German$/);
  await page.getByLabel('Subject', { exact: true }).fill('Die Furt im Bezirk');
  await looksRight();
  await save();
  const { wordings, textVersion } = await saved();
  assert.equal(textVersion, before + 1);
  assert.deepEqual(
    wordings.map(({ message, language, subjects }) => [message, language, subjects[0]]),
    [
      ['main', 'en', 'The ford'],
      ['main', 'de', 'Die Furt'],
      ['officials', 'en', 'The ford'],
      ['officials', 'de', 'Die Furt im Bezirk'],
    ],
  );
  await press('Remove German');
  await page.getByText('German is gone from here, and for good when you save.').waitFor();
  await press('Put it back');
  await page.getByLabel('Language', { exact: true }).selectOption('German');
  assert.equal(await page.getByLabel('Subject', { exact: true }).inputValue(), 'Die Furt');
  await pick('Language of the page and of the main message', 'German');
  await save();
  const german = await saved();
  assert.deepEqual([german.language, german.subject, german.wordings.length], ['de', 'Die Furt', 4]);
});

test('what only some campaigns need of a recipient is folded away, and own fields are among it', async () => {
  await page.goto(`${address}?tab=recipients`);
  await press('Add one');
  await page.getByLabel('Name', { exact: true }).fill('Piet Adler');
  await page.getByLabel('E-mail address').fill('piet.adler@council.example.org');
  await page.getByText(/^More: party/).focus();
  await keys('Enter');
  await page.getByLabel('Party or group, optional').fill('River List');
  await page.getByLabel('Region, optional').fill('North');
  await page.getByLabel('Country, optional').fill('at');
  await page.getByLabel('Postcodes, optional').fill('1010, 10*, 1000-1099');
  await page.getByLabel('committee, optional').fill('Transport');
  await looksRight();
  await page.getByLabel('committee, optional').press('Enter');
  await page.getByText('Piet Adler is added.').waitFor();
  await page.getByRole('row', { name: /Piet Adler.*River List.*North, AT/ }).waitFor();
  const { recipients } = await owner.api.campaigns.recipients({ workspaceId, campaignId });
  const adler = recipients.find(({ name }) => name === 'Piet Adler');
  assert.deepEqual([adler?.postcodes, adler?.fields], [['1010', '10*', '1000-1099'], { committee: 'Transport' }]);
  await press('Change Piet Adler');
  const dialog = page.getByRole('dialog', { name: 'Change Piet Adler' });
  await dialog.getByLabel('Salutation, optional').fill('Dear Councillor Adler');
  await dialog.getByLabel('Salutation, optional').press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('row', { name: /Piet Adler.*Dear Councillor Adler.*North, AT/ }).waitFor();
});

test('a campaign is rehearsed by a link for an hour, and duplicated with its recipients', async () => {
  const menu = async (item: string) => {
    await press('More to do with this campaign');
    await page.getByRole('menuitem', { name: item }).press('Enter');
  };
  await menu('Rehearse');
  await page.keyboard.press('Enter');
  const link = page.getByRole('dialog').getByRole('link');
  assert.equal((await fetch((await link.getAttribute('href')) ?? '')).status, 200);
  await looksRight();
  await keys('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await menu('Duplicate');
  await page.getByLabel('Name of the new campaign').fill('Keep the mill');
  await page.getByLabel('With its 2 recipients').check();
  await page.getByLabel('Name of the new campaign').press('Enter');
  await page.getByRole('heading', { name: 'Keep the mill' }).waitFor();
  await page.getByRole('link', { name: /^Recipients\s*2$/ }).waitFor();
});

test('where a second member has to approve, the writer is told so, and another member’s yes is shown', async () => {
  const other = await invite(product, owner, { workspaceId, email: 'gus@example.org', role: 'admin' });
  await owner.api.workspaces.change({ workspaceId, approvalRequired: true });
  await asOwner(product.databaseUrl, `update campaigns set held_at = now(), held_because = 'complaints' where name = 'Keep the ford'`);
  await page.goto(address);
  await page.getByText('This campaign is held, because recipients complained about its letters.').waitFor();
  await press('Approve the text');
  await page.getByText('You wrote this text last. Another member has to approve it.').waitFor();
  await looksRight();
  const theirs = await pageOf(other);
  await theirs.goto(address);
  await theirs.getByRole('button', { name: 'Approve the text' }).press('Enter');
  await theirs.getByText('A second member has approved this text.').waitFor();
  assert.equal((await saved()).approval, 'given');
});
