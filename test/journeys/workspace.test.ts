import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { TOTP, Secret } from 'otpauth';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { newSetupCode } from '../../server/modules/identity/index.ts';
import { launchBrowser } from '../harness/browser.ts';
import { linkToken, password, runJobs } from '../harness/people.ts';
import { startProduct, testClock } from '../harness/product.ts';
import { lookAt } from '../harness/screens.ts';

// Not in a hook: what the harness ends after the file would end after the hook.
const product = await startProduct({ clock: testClock() });
const browser: Browser = await launchBrowser();
const faults: string[] = [];
/** The owner's browser, and the page in it. */
const page = await newBrowserPage();
/** The invited member's. */
const guest = await newBrowserPage();
after(() => browser.close());

async function newBrowserPage(): Promise<Page> {
  const context: BrowserContext = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    reducedMotion: 'reduce',
    locale: 'en-GB',
  });
  context.setDefaultTimeout(10_000);
  const opened = await context.newPage();
  opened.on('pageerror', (error) => faults.push(error.message));
  opened.on('console', (message) => {
    // A refusal is an answer; the browser reports its status in the console all the same.
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) faults.push(message.text());
  });
  return opened;
}

const at = (path: string) => new URL(path, product.url).href;
const press = (on: Page, name: string | RegExp) => on.getByRole('button', { name, exact: typeof name === 'string' }).click();
const heading = (on: Page, name: string | RegExp) => on.getByRole('heading', { level: 1, name }).waitFor();

test('Whoever has the setup code makes the first workspace, and a wrong code loses nothing that was written', async () => {
  const setupCode = (await newSetupCode(product.app.tools)) ?? '';
  await page.goto(at('/setup'));
  await heading(page, 'Set up this copy');
  await page.getByLabel('Setup code').fill('AAAAA-AAAAA-AAAAA-AAAAA');
  await page.getByLabel('Your name').fill('Mara Sample');
  await page.getByLabel('Your e-mail address').fill('mara@example.org');
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await page.getByLabel('Name of the workspace').fill('Paper Boats');
  await press(page, 'Create the workspace');
  await page.getByRole('alert').waitFor();
  await lookAt(page, 'setup');
  assert.equal(await page.getByLabel('Your name').inputValue(), 'Mara Sample');
  await page.getByLabel('Setup code').fill(setupCode);
  await press(page, 'Create the workspace');
  await heading(page, 'Nothing has been sent yet.');
  assert.match(page.url(), /\/w\/paper-boats$/);
  await page.getByText('Sandbox: no message leaves this copy.').waitFor();
  await lookAt(page, 'first-steps');
});

test('Every screen is reached without a mouse', async () => {
  await page.keyboard.press('Control+k');
  await page.getByRole('textbox', { name: 'What do you want to do?' }).fill('audit');
  await lookAt(page, 'command-menu');
  await page.keyboard.press('Enter');
  await heading(page, 'Audit');
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor();
  await lookAt(page, 'keys');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.keyboard.press('g');
  await page.keyboard.press('m');
  await heading(page, 'Members');
  assert.equal(await page.title(), 'Members · Antiphon');
});

test('On a phone every screen is under a thumb', async () => {
  await page.setViewportSize({ width: 360, height: 780 });
  await page.getByRole('button', { name: /^Mara Sample/ }).click();
  await lookAt(page, 'more');
  await page.getByRole('link', { name: 'Suppressions' }).click();
  await heading(page, 'Suppressions');
  await page.getByRole('button', { name: /^Mara Sample/ }).click();
  await page.getByRole('link', { name: 'Members' }).click();
  await heading(page, 'Members');
  await page.setViewportSize({ width: 1280, height: 900 });
});

test('An invited member joins with the link in the message, and sees what the role allows', async () => {
  await press(page, 'Invite a member');
  await page.getByRole('dialog').getByLabel('E-mail address').fill('jonas@example.org');
  await page.getByRole('radio', { name: 'viewer' }).check();
  await lookAt(page, 'invite');
  await press(page, 'Send the invitation');
  await page.getByRole('heading', { name: 'Open invitations' }).waitFor();
  await runJobs(product, 'mail-invitation');
  await guest.goto(at(`/join#${linkToken(product, 'jonas@example.org')}`));
  await heading(guest, 'Join Paper Boats');
  await lookAt(guest, 'join');
  await guest.getByLabel('Your name').fill('Jonas Sample');
  await guest.getByRole('textbox', { name: 'Password' }).fill(password);
  await press(guest, 'Join');
  await heading(guest, 'Nothing has been sent yet.');
  const rail = guest.getByRole('navigation', { name: 'Main' });
  assert.equal(await rail.getByRole('link', { name: 'Audit' }).count(), 0);
  await guest.goto(at('/w/paper-boats/audit'));
  await guest.getByRole('alert').waitFor();
  await guest.goto(at('/w/somebody-elses'));
  await guest.getByText('Nothing is at this address.').waitFor();
  await lookAt(guest, 'nothing-here');
});

test('A role is changed on the spot', async () => {
  await page.reload();
  await page.getByLabel('Role of Jonas Sample').selectOption('agent');
  await page.getByText('Jonas Sample is now agent.').waitFor();
  await lookAt(page, 'members');
});

test('A second factor that is required opens nothing else until it is set up', async () => {
  await page.goto(at('/w/paper-boats/settings'));
  await page.getByRole('switch', { name: 'Require a second factor of every member' }).click();
  await page.getByText('Every member must now have a second factor.').waitFor();
  await lookAt(page, 'settings');
  await guest.goto(at('/w/paper-boats/campaigns'));
  await heading(guest, 'Set up your second factor');
  const secret = await setUpSecondFactor(guest);
  await guest.getByRole('link', { name: 'Campaigns', exact: true }).click();
  await heading(guest, 'Campaigns');
  await guest.context().clearCookies();
  await guest.goto(at('/w/paper-boats/members'));
  await heading(guest, 'Sign in');
  await guest.getByLabel('E-mail address').fill('jonas@example.org');
  await guest.getByRole('textbox', { name: 'Password' }).fill('not the password at all');
  await press(guest, 'Sign in');
  await guest.getByRole('alert').waitFor();
  await lookAt(guest, 'sign-in');
  await guest.getByRole('textbox', { name: 'Password' }).fill(password);
  await press(guest, 'Sign in');
  await heading(guest, 'One more step');
  await lookAt(guest, 'sign-in-second-factor');
  product.clock.move({ seconds: 60 });
  await guest.getByLabel('Code').fill(codeOf(secret));
  await press(guest, 'Go on');
  await heading(guest, 'Members');
});

/** Sets the second factor up on the account page; gives the secret that the authenticator would hold. */
async function setUpSecondFactor(on: Page): Promise<string> {
  const part = on.locator('#second-factor');
  await part.getByRole('button', { name: 'Set it up' }).click();
  await part.getByRole('textbox', { name: 'Password' }).fill(password);
  await part.getByRole('button', { name: 'Go on' }).click();
  const secret = (await part.locator('code').innerText()).replaceAll(/\s/g, '');
  await lookAt(on, 'second-factor');
  await part.getByLabel('First code').fill(codeOf(secret));
  await part.getByRole('button', { name: 'Switch it on' }).click();
  await on.getByText('The second factor is on.').waitFor();
  assert.ok((await part.locator('li code').count()) >= 8);
  await lookAt(on, 'backup-codes');
  await part.getByRole('button', { name: 'I have kept them' }).click();
  await part.getByText('On: signing in asks for a code').waitFor();
  return secret;
}

function codeOf(secret: string): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: product.clock.now().getTime() });
}

test('A token is shown once, and revoked by typing its name', async () => {
  await page.goto(at('/account'));
  await setUpSecondFactor(page);
  await page.goto(at('/w/paper-boats/settings'));
  await press(page, 'Create an API token');
  await page.getByRole('dialog').getByLabel('Name').fill('Nightly export');
  await press(page, 'Create the token');
  const token = await page.getByLabel('The token').inputValue();
  const answer = await fetch(at('/api/account'), { headers: { authorization: `Bearer ${token}` } });
  assert.equal(answer.status, 200);
  await lookAt(page, 'new-token');
  await press(page, 'I have kept it');
  await press(page, 'Revoke Nightly export');
  assert.ok(await page.getByRole('button', { name: 'Revoke the token' }).isDisabled());
  await page.getByLabel(/to confirm/).fill('Nightly export');
  await lookAt(page, 'revoke-token');
  await press(page, 'Revoke the token');
  await page.getByText('You have none.').waitFor();
});

test('Other sessions are seen and ended', async () => {
  await guest.goto(at('/account'));
  await guest.getByText('(this one)').waitFor();
  await lookAt(guest, 'account');
  await guest.getByRole('button', { name: 'End all others' }).click();
  await guest.getByText(/ended\. This one stays\./).waitFor();
  await guest.getByRole('button', { name: 'End all others' }).waitFor({ state: 'detached' });
  assert.equal(await guest.getByRole('table', { name: 'Sessions' }).getByRole('row').count(), 2);
});

test('The audit entries tell what happened and their chain is verified on demand', async () => {
  await page.goto(at('/w/paper-boats/audit'));
  await page.getByRole('table', { name: /Audit entries/ }).waitFor();
  await press(page, 'Verify the chain');
  await page.getByRole('status').getByText(/entr/).waitFor();
  await lookAt(page, 'audit');
});

test('What we keep shows every promise with its oldest row', async () => {
  await page.getByRole('link', { name: 'What we keep' }).click();
  await heading(page, 'What we keep');
  await page.getByRole('table', { name: 'What we keep' }).waitFor();
  assert.ok((await page.getByRole('row').count()) > 8);
  await lookAt(page, 'kept');
});

test('The operator counts what retention would clear, then runs it', async () => {
  await page.goto(at('/operator'));
  await heading(page, 'This copy');
  await press(page, 'Only count');
  await page.getByText('Nothing was changed.').waitFor();
  await press(page, 'Run it now');
  await page.getByText(/cleared or deleted/).waitFor();
  await lookAt(page, 'operator');
  await guest.goto(at('/operator'));
  await guest.getByText('This is the operator’s page.').waitFor();
});

test('A removed member is out at once, and a session that ended asks to sign in again', async () => {
  await page.goto(at('/w/paper-boats/members'));
  await press(page, 'Remove Jonas Sample');
  await page.getByLabel(/to confirm/).fill('Jonas Sample');
  await lookAt(page, 'remove-member');
  await press(page, 'Remove the member');
  await page.getByText('Jonas Sample is no longer a member.').waitFor();
  await guest.goto(at('/w/paper-boats'));
  await guest.getByText('Nothing is at this address.').waitFor();
  await page.context().clearCookies();
  await page.getByRole('link', { name: 'What we keep' }).click();
  await heading(page, 'Sign in');
});

test('A forgotten password is set anew with the link in the message', async () => {
  await press(page, 'I do not know my password');
  await heading(page, 'A new password');
  await lookAt(page, 'ask-reset');
  await page.getByLabel('E-mail address').fill('jonas@example.org');
  await press(page, 'Send the link');
  await page.getByText('If this address has an account here').waitFor();
  await runJobs(product, 'mail-password-link');
  await page.goto(at(`/reset#${linkToken(product, 'jonas@example.org')}`));
  await page.getByRole('textbox', { name: 'New password' }).fill('another harbour lantern quilt');
  await lookAt(page, 'reset');
  await press(page, 'Set the password');
  await heading(page, 'Sign in');
  await page.getByText('The new password is set.').waitFor();
});

test('No screen made the browser complain', () => {
  assert.deepEqual(faults, []);
});
