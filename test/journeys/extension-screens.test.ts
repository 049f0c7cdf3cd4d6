import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { launchBrowser } from '../harness/browser.ts';
import { password, setUp, Visitor } from '../harness/people.ts';
import { startProduct, testClock } from '../harness/product.ts';
import { lookAt } from '../harness/screens.ts';

const product = await startProduct({ clock: testClock(new Date()) });
const { owner, slug } = await setUp(product);
const browser = await launchBrowser();
after(() => browser.close());
const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce', locale: 'en-GB' });
await context.addCookies([...owner.cookies].map(([name, value]) => ({ name, value, url: product.url })));
context.setDefaultTimeout(15_000);
const page = await context.newPage();

test('a member is shown a code for the extension, and sees it in the list of tokens once it is connected', async () => {
  await owner.api.account.confirm({ password });
  await page.goto(`${product.url}/w/${slug}/settings`);
  await page.getByRole('button', { name: 'Connect the extension' }).click();
  const dialog = page.getByRole('dialog', { name: 'Connect the extension' });
  await dialog.getByRole('button', { name: 'Show a code' }).click();
  const code = (await dialog.getByText(/^[A-Z2-9]{4}-[A-Z2-9]{4}$/).textContent()) ?? '';
  await dialog.getByText(product.url).waitFor();
  await lookAt(page, 'connect-extension');
  await new Visitor(product).api.extension.pair({ code });
  await dialog.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('button', { name: 'Revoke Browser extension' }).waitFor();
  await page.getByText('see team campaigns, write team campaigns and templates').waitFor();
  await lookAt(page, 'connected-extension');
});

test('another code ends the one before', async () => {
  await page.getByRole('button', { name: 'Connect the extension' }).click();
  const dialog = page.getByRole('dialog', { name: 'Connect the extension' });
  await dialog.getByRole('button', { name: 'Show a code' }).click();
  const shown = dialog.getByText(/^[A-Z2-9]{4}-[A-Z2-9]{4}$/);
  const first = (await shown.textContent()) ?? '';
  await dialog.getByRole('button', { name: 'Show another code' }).click();
  // The code before ends when there is another one to see.
  await shown.filter({ hasNotText: first }).waitFor();
  await assert.rejects(new Visitor(product).api.extension.pair({ code: first }), { data: { code: 'code_unusable' } });
});
