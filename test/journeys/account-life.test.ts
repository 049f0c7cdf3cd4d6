import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../harness/browser.ts';
import { invite, linkToken, password, runJobs, setUp } from '../harness/people.ts';
import { startProduct, testClock } from '../harness/product.ts';
import { lookAt } from '../harness/screens.ts';

// Not in a hook: what the harness ends after the file would end after the hook.
const product = await startProduct({ clock: testClock() });
const { owner, workspaceId, email } = await setUp(product);
await invite(product, owner, { workspaceId, email: 'jonas@example.org', role: 'agent' });
const browser: Browser = await launchBrowser();
const faults: string[] = [];
const page = await newBrowserPage();
const guest = await newBrowserPage();
after(() => browser.close());

async function newBrowserPage(): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce', locale: 'en-GB' });
  context.setDefaultTimeout(15_000);
  const opened = await context.newPage();
  opened.on('pageerror', (error) => faults.push(error.message));
  opened.on('console', (message) => {
    // A refusal is an answer; the browser reports its status in the console all the same.
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) faults.push(message.text());
  });
  return opened;
}

const at = (path: string) => new URL(path, product.url).href;
const heading = (on: Page, name: string | RegExp) => on.getByRole('heading', { level: 1, name }).waitFor();
const press = (on: Page, name: string) => on.getByRole('button', { name, exact: true }).click();
const stillYou = (on: Page) => on.getByRole('dialog', { name: 'Is it still you?' });
const newPassword = 'another harbour lantern quilt';

async function signIn(on: Page, as: string, secret = password): Promise<void> {
  await on.getByLabel('E-mail address').fill(as);
  await on.getByRole('textbox', { name: 'Password' }).fill(secret);
  await press(on, 'Sign in');
}

/** Gives the password in the dialog, by keys alone. */
async function prove(on: Page, secret = password): Promise<void> {
  await stillYou(on).getByRole('textbox', { name: 'Your password, to go on' }).fill(secret);
  await on.keyboard.press('Enter');
}

test('Who asks for another address after ten minutes gives the password in a dialog, and loses nothing over it', async () => {
  await page.goto(at('/account'));
  await signIn(page, email);
  await heading(page, 'Your account');
  await runJobs(product, 'mail-security-notice');
  product.clock.move({ minutes: 11 });
  const part = page.locator('#address');
  await part.getByLabel('New address').fill('olga.new@example.org');
  await press(page, 'Send the link');
  await stillYou(page).waitFor();
  await prove(page, 'not the password');
  await stillYou(page).getByRole('alert').waitFor();
  await lookAt(page, 'is-it-still-you');
  await page.keyboard.press('Escape');
  await part.getByText('Please give your password again first.').waitFor();
  assert.equal(await part.getByLabel('New address').inputValue(), 'olga.new@example.org');
  await press(page, 'Send the link');
  await prove(page);
  await part.getByText('A message went to olga.new@example.org.').waitFor();
  assert.equal(await stillYou(page).count(), 0);
  await lookAt(page, 'account-address-waits');
});

test('The link puts the new address in place by a button, and the old address takes the account back', async () => {
  await runJobs(product, 'mail-address-link');
  await runJobs(product, 'mail-security-notice');
  const undo = linkToken(product, email);
  await guest.goto(at(`/address#${linkToken(product, 'olga.new@example.org')}`));
  await guest.getByText('From now on you would sign in with olga.new@example.org.').waitFor();
  await lookAt(guest, 'new-address');
  await press(guest, 'Put it in place');
  await heading(guest, 'Your address is changed');
  await lookAt(guest, 'new-address-done');
  await page.reload();
  await page.getByText('You sign in with olga.new@example.org.').waitFor();
  await guest.goto(at(`/address/undo#${undo}`));
  await heading(guest, 'Take your account back');
  await guest.getByRole('textbox', { name: 'New password' }).fill(newPassword);
  await lookAt(guest, 'take-back');
  await press(guest, 'Take it back');
  await guest.getByText('The account is yours again.').waitFor();
  await guest.goto(at(`/address/undo#${undo}`));
  await guest.getByRole('textbox', { name: 'New password' }).fill(newPassword);
  await press(guest, 'Take it back');
  await guest.getByText('This link was used before').waitFor();
  await page.reload();
  await heading(page, 'Sign in');
  await signIn(page, email, newPassword);
  await page.getByText(`You sign in with ${email}.`).waitFor();
});

test('A role is changed once the password is given in the dialog', async () => {
  await page.goto(at('/w/river-watch/members'));
  await page.getByLabel('Role of Gus Sample').waitFor();
  product.clock.move({ minutes: 11 });
  await page.getByLabel('Role of Gus Sample').selectOption('viewer');
  await prove(page, newPassword);
  await page.getByText('Gus Sample is now viewer.').waitFor();
});

test('A workspace that is to be deleted says so on every screen, and an owner keeps it', async () => {
  await page.goto(at('/w/river-watch/settings'));
  await page.getByRole('button', { name: 'Delete this workspace' }).waitFor();
  product.clock.move({ minutes: 11 });
  await press(page, 'Delete this workspace');
  await page.getByLabel(/to confirm/).fill('River Watch');
  await press(page, 'Delete in seven days');
  await stillYou(page).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog', { name: 'Delete River Watch?' }).getByRole('alert').waitFor();
  assert.equal(await page.getByLabel(/to confirm/).inputValue(), 'River Watch');
  await lookAt(page, 'delete-workspace');
  await press(page, 'Delete in seven days');
  await prove(page, newPassword);
  const banner = page.getByRole('complementary', { name: 'This workspace is being deleted' });
  await banner.waitFor();
  await lookAt(page, 'settings-workspace-ends');
  await page.getByRole('link', { name: 'Campaigns', exact: true }).click();
  await heading(page, 'Campaigns');
  await banner.waitFor();
  await guest.goto(at('/w/river-watch'));
  await signIn(guest, 'jonas@example.org');
  const seen = guest.getByRole('complementary', { name: 'This workspace is being deleted' });
  await seen.waitFor();
  assert.equal(await seen.getByRole('button').count(), 0);
  await lookAt(page, 'workspace-ends');
  await press(page, 'Keep this workspace');
  await page.getByText('The workspace is kept.').waitFor();
  await banner.waitFor({ state: 'detached' });
});

test('Deleting an account says first what stands in the way and what goes, and is done once the address is typed', async () => {
  await page.goto(at('/account'));
  await page.getByText('First: you are the only owner of “River Watch”').waitFor();
  assert.ok(await page.getByRole('button', { name: 'Delete my account' }).isDisabled());
  await page.locator('#delete').scrollIntoViewIfNeeded();
  await lookAt(page, 'account-cannot-go');
  await guest.goto(at('/account'));
  await press(guest, 'Delete my account');
  const dialog = guest.getByRole('dialog', { name: 'Delete your account?' });
  await dialog.getByLabel(/to confirm/).fill('jonas@example.org');
  await lookAt(guest, 'delete-account');
  await dialog.getByRole('button', { name: 'Delete my account' }).click();
  await heading(guest, 'Sign in');
  await guest.getByText('Your account is deleted.').waitFor();
  await signIn(guest, 'jonas@example.org');
  await guest.getByRole('alert').getByText('do not belong together').waitFor();
});

test('No screen made the browser complain', () => {
  assert.deepEqual(faults, []);
});
