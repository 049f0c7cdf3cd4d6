import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { launchBrowser } from '../harness/browser.ts';
import { asOwner } from '../harness/database.ts';
import { setUp } from '../harness/people.ts';
import { startProduct, testClock } from '../harness/product.ts';
import { lookAt } from '../harness/screens.ts';

const product = await startProduct({ clock: testClock(new Date()) });
const { owner, slug, email } = await setUp(product);
const sandbox = product.app.sandbox ?? assert.fail('There is no sandbox.');
const browser = await launchBrowser();
after(() => browser.close());
const context = await browser.newContext({
  viewport: { width: 1280, height: 900 },
  reducedMotion: 'reduce',
  locale: 'en-GB',
  timezoneId: 'Europe/Berlin',
});
await context.addCookies([...owner.cookies].map(([name, value]) => ({ name, value, url: product.url })));
context.setDefaultTimeout(15_000);
const page = await context.newPage();

test('an empty page says what belongs here and what companies allow', async () => {
  await page.goto(`${product.url}/w/${slug}/`);
  await page.getByRole('link', { name: 'Mailboxes' }).first().click();
  await page.getByRole('heading', { name: 'No mailbox yet.' }).waitFor();
  await page.getByText('It is no way around limits').waitFor();
  await lookAt(page, 'mailboxes-empty');
});

test('a member connects a mailbox of a mail server, tries it, and holds it', async () => {
  await page.getByRole('button', { name: 'Connect a mailbox' }).click();
  const dialog = page.getByRole('dialog', { name: 'Connect a mailbox' });
  await dialog.getByText('Another', { exact: true }).click();
  await dialog.getByLabel('Address of the mailbox').fill('pat@gmail.com');
  await dialog.getByRole('button', { name: 'Connect it there' }).waitFor();
  await dialog.getByLabel('Address of the mailbox').fill('gil.sample@mail.test');
  await dialog.getByLabel('Name that people read').fill('Gil Sample');
  await dialog.getByLabel('Password of the mailbox').fill('wrong');
  assert.equal(await dialog.getByLabel('Sending server').inputValue(), '127.0.0.1');
  await dialog.getByLabel('See replies and bounces as well').check();
  assert.equal(await dialog.getByLabel('Reading port').inputValue(), String(sandbox.mailServer.imap.port));
  await lookAt(page, 'mailboxes-connect-server');
  await dialog.getByRole('button', { name: 'Sign in and connect' }).click();
  await dialog.getByText('nothing was kept').waitFor();
  await dialog.getByLabel('Password of the mailbox').fill('sandbox');
  await dialog.getByRole('button', { name: 'Sign in and connect' }).click();
  await page.getByRole('link', { name: 'gil.sample@mail.test' }).click();
  await page.getByText('Can send').waitFor();
  const [read] = await asOwner(product.databaseUrl, 'select mode, imap_port from mailboxes');
  assert.deepEqual(read, { mode: 'send_and_read', imap_port: sandbox.mailServer.imap.port });
  await page.getByRole('button', { name: 'Send a test to myself' }).click();
  await page.getByText(`A test was sent to ${email}.`).waitFor();
  assert.deepEqual(sandbox.outbox.messages()[0]?.recipients, [email]);
  await page.getByRole('button', { name: 'Hold it' }).click();
  await page.getByText('Held by a member').waitFor();
  await page.getByRole('button', { name: 'Let it go on' }).click();
  await page.getByRole('button', { name: 'Hold it' }).waitFor();
});

test('its pacing is entered with what its company allows beside it, and kept', async () => {
  await page.getByLabel('Most messages in any 24 hours').fill('99999');
  await page.getByText('A whole number from 0 to 10,000').waitFor();
  assert.ok(await page.getByRole('button', { name: 'Save the pacing' }).isDisabled());
  await page.getByLabel('Most messages in any 24 hours').fill('120');
  await page.getByLabel('Begin with few and grow').check();
  await page.getByLabel('In the first 24 hours').fill('10');
  await page.getByLabel('Saturday').check();
  await page.getByLabel('Until').fill('18:30');
  await page.getByLabel('Holidays').fill('2026-12-25');
  await lookAt(page, 'mailbox');
  await page.getByRole('button', { name: 'Save the pacing' }).click();
  await page.getByText('The pacing is saved.').waitFor();
  await page.getByText('1 of 10 messages in the last 24 hours.', { exact: false }).waitFor();
  const [row] = await asOwner(product.databaseUrl, 'select daily_limit, ramp_from, working_days, closes_minute, time_zone from mailboxes');
  assert.deepEqual(row, { daily_limit: 120, ramp_from: 10, working_days: 63, closes_minute: 1110, time_zone: 'Europe/Berlin' });
});

test('what receivers see is found out by a message that is sent, waited for and looked at where it arrives', async () => {
  await product.app.reader.runOnce();
  await page.getByText('Nothing was checked yet.').waitFor();
  assert.equal(await page.getByLabel('Send it to').locator('option').count(), 1);
  await page.getByRole('button', { name: 'Check now' }).click();
  await page.getByText('waiting for it to arrive').waitFor();
  await lookAt(page, 'mailbox-check-waiting');
  product.clock.move({ minutes: 2 });
  await product.app.reader.runOnce();
  await page.getByText('The message is signed by mail.test, and the signature holds (DKIM).').waitFor();
  await page.getByText('The one-click way to leave stands under the signature.').waitFor();
  assert.equal(await page.getByText('waiting for it to arrive').count(), 0);
  await lookAt(page, 'mailbox-checked');
});

test('a mailbox at Google is connected on Google’s own page, in the browser', async () => {
  await page.goto(`${product.url}/w/${slug}/mailboxes`);
  await page.getByRole('button', { name: 'Connect a mailbox' }).click();
  const dialog = page.getByRole('dialog', { name: 'Connect a mailbox' });
  await dialog.getByLabel('Send, and see replies and bounces').check();
  await lookAt(page, 'mailboxes-connect');
  await dialog.getByRole('button', { name: 'Go to Google' }).click();
  await page.getByRole('link', { name: /ada\.sample@gmail\.test/ }).click();
  await page.getByRole('link', { name: 'Continue' }).click();
  await page.getByLabel('View your email messages and settings').waitFor();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByText('The mailbox is connected.').waitFor();
  await page.getByRole('link', { name: 'ada.sample@gmail.test' }).waitFor();
  await page
    .getByRole('row', { name: /ada\.sample/ })
    .getByText('Sends, and sees replies')
    .waitFor();
  await lookAt(page, 'mailboxes');
});

test('a mailbox whose permission is over says so where it stands, and is disconnected by its address', async () => {
  await asOwner(
    product.databaseUrl,
    "update mailboxes set parked_at = now(), parked_because = 'reconnect', last_error = 'The permission has ended.', last_error_at = now() where provider = 'gmail'",
  );
  await page.goto(`${product.url}/w/${slug}/mailboxes`);
  await page.getByText('Its permission or password is over.').waitFor();
  await lookAt(page, 'mailboxes-parked');
  await page.getByRole('link', { name: 'ada.sample@gmail.test' }).click();
  await page.getByRole('button', { name: 'Connect it again' }).click();
  await page.getByRole('dialog', { name: 'Connect ada.sample@gmail.test again' }).getByRole('button', { name: 'Not now' }).click();
  await page.getByRole('button', { name: 'Disconnect this mailbox…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Disconnect this mailbox?' });
  await dialog.getByLabel('Type “ada.sample@gmail.test” to confirm').fill('ada.sample@gmail.test');
  await dialog.getByRole('button', { name: 'Disconnect' }).click();
  await page.getByText('Google has ended the permission').waitFor();
  assert.deepEqual(await asOwner(product.databaseUrl, 'select provider from mailboxes'), [{ provider: 'smtp' }]);
});
