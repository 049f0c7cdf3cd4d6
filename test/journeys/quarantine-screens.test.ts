import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { settleBroughtBack } from '../../server/modules/privacy/index.ts';
import { proveEpoch } from '../../server/platform/quarantine.ts';
import { launchBrowser } from '../harness/browser.ts';
import { asOwner } from '../harness/database.ts';
import { password, setUp } from '../harness/people.ts';
import { startProduct, testClock } from '../harness/product.ts';
import { lookAt } from '../harness/screens.ts';

const product = await startProduct({ clock: testClock(new Date()) });
const { owner } = await setUp(product);
for (const folder of ['evidence', 'elsewhere'])
  await proveEpoch(product.app.tools.database, join(product.dataDir, folder), {
    now: product.clock.now(),
    hasLostEnds: () => Promise.resolve(false),
  });
await settleBroughtBack(product.app.tools);
const browser = await launchBrowser();
after(() => browser.close());
const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce', locale: 'en-GB' });
await context.addCookies([...owner.cookies].map(([name, value]) => ({ name, value, url: product.url })));
context.setDefaultTimeout(15_000);
const page = await context.newPage();

test('the operator reads what happened to the copy and what lifting means, and lets it send with their password', async () => {
  await page.goto(`${product.url}/operator`);
  const banner = page.getByRole('complementary', { name: 'Quarantine' });
  await banner.getByText('it was copied, brought back, or started on another machine').waitFor();
  await lookAt(page, 'quarantine');
  await banner.getByRole('button', { name: 'Let it send…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Let this copy send again?' });
  await dialog.getByText('it goes on sending beside this one').waitFor();
  await dialog.getByLabel('Your password', { exact: true }).fill('not my password');
  await dialog.getByRole('button', { name: 'Let it send' }).click();
  await dialog.getByText('The copy still sends nothing.').waitFor();
  await dialog.getByLabel('Your password', { exact: true }).fill(password);
  await dialog.getByRole('button', { name: 'Let it send' }).click();
  await banner.waitFor({ state: 'hidden' });
  assert.deepEqual(await asOwner(product.databaseUrl, 'select quarantined_at from installation'), [{ quarantined_at: null }]);
});
