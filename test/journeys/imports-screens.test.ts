import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { launchBrowser } from '../harness/browser.ts';
import { runJobs, setUp } from '../harness/people.ts';
import { startProduct, testClock } from '../harness/product.ts';
import { lookAt } from '../harness/screens.ts';

const product = await startProduct({ clock: testClock() });
const browser = await launchBrowser();
const { owner, workspaceId, slug } = await setUp(product);
const home = `${product.url}/w/${slug}`;
const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
await context.addCookies([...owner.cookies].map(([name, value]) => ({ name, value, url: product.url })));
context.setDefaultTimeout(20_000);
const page = await context.newPage();
after(() => browser.close());

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
const heading = (name: string) => page.getByRole('heading', { name });
const underWay = (doing: string) => page.getByRole('status').filter({ hasText: `${doing}: 0 %` });
const goOn = () => runJobs(product, 'go-on-with-import');
const choose = (fileName: string, text: string) =>
  page.locator('input[type=file]').setInputFiles({ name: fileName, mimeType: 'text/csv', buffer: Buffer.from(text) });

const people = [
  'Mail;First name;Town',
  'ines.falk@council.example.org;Ines;Ford',
  'piet@council.example.org;Piet;Mill',
  'nobody-at-all;Olga;Weir',
].join('\n');

test('a workspace that imported nothing is told what file to take', async () => {
  await owner.api.contacts.create({ workspaceId, email: 'piet@council.example.org' });
  await owner.api.contactFields.create({ workspaceId, key: 'town', label: 'Town', kind: 'text' });
  await owner.api.lists.create({ workspaceId, name: 'Councillors' });
  await page.goto(`${home}/imports`);
  await heading('Nothing was imported yet.').waitFor();
  await lookAt(page, 'imports-empty');
});

test('a file is chosen, sent and read, and its columns are said to mean something', async () => {
  await choose('councillors.csv', people);
  await underWay('Being read').waitFor();
  await lookAt(page, 'import-reading');
  await goOn();
  await page.getByText('ines.falk@council.example.org · piet@council.example.org').waitFor();
  await lookAt(page, 'import-mapping');
  assert.equal(await page.getByLabel('Values are separated by').inputValue(), ';');
  await page.getByLabel('What Mail means').selectOption('Leave out');
  await button('Check the rows').click();
  await page.getByText('Say which column holds the e-mail address.').waitFor();
  await page.getByLabel('What Mail means').selectOption('E-mail address');
  await page.getByLabel('What Town means').selectOption('Town');
  await page.getByLabel('What Town does with what is there').selectOption('Replace');
  await page.getByLabel('List').selectOption('Councillors');
  await page.getByRole('combobox', { name: 'Tags' }).fill('fair');
  await page.keyboard.press('Enter');
  await button('Check the rows').click();
  await underWay('Being checked').waitFor();
  await goOn();
});

test('a file that was read wrongly is read again, and what its columns mean is asked anew, however fast that was', async () => {
  await page.goto(`${home}/imports`);
  await choose('bars.csv', 'Mail|First name|Town,Ward\nolga@example.org|Olga|Weir,4\n');
  await underWay('Being read').waitFor();
  await goOn();
  await page.getByLabel('What Town,Ward means').waitFor();
  await page.getByLabel('What Mail means').selectOption('Phone number');
  await page.route('**/reading', async (route) => {
    const response = await route.fetch();
    await goOn();
    await route.fulfill({ response });
  });
  await page.getByLabel('Values are separated by').selectOption('Comma');
  await button('Read it again').click();
  await page.getByLabel('What Ward means').waitFor();
  assert.equal(await page.getByLabel('What Mail|First name|Town means').inputValue(), '');
  await page.getByLabel('Values are separated by').selectOption('Bar');
  await button('Read it again').click();
  await page.getByLabel('What Town,Ward means').waitFor();
  assert.equal(await page.getByLabel('What Mail means').inputValue(), 'email');
  await page.unroute('**/reading');
});

test('what will change is shown before anything is, with the rows to mend as a file; a ground is asked for', async () => {
  await page.goto(`${home}/imports`);
  await page.getByRole('link', { name: 'councillors.csv' }).click();
  await page.getByText('1 contact will be added, 1 changed').waitFor();
  assert.equal((await owner.api.contacts.list({ workspaceId })).contacts.length, 1);
  const saved = page.waitForEvent('download');
  await button('Save them as CSV').click();
  assert.match(readFileSync(await (await saved).path(), 'utf8'), /nobody-at-all/);
  await lookAt(page, 'import-checked');
  assert.ok(await button(/^Import 2 rows/).isDisabled());
  await page.getByLabel('Ground').fill('They asked for our letters at the fair.');
  await button(/^Import 2 rows/).click();
  await underWay('Running').waitFor();
  await lookAt(page, 'import-running');
  await goOn();
  await page.getByText('1 contact added, 1 changed').waitFor();
  await page.getByText('They asked for our letters at the fair.').waitFor();
  await lookAt(page, 'import-finished');
  const { contacts } = await owner.api.contacts.list({ workspaceId, tag: 'fair' });
  assert.equal(contacts.length, 2);
});

test('an import is undone, and says what went and what stayed', async () => {
  await button('Undo this import').click();
  await underWay('Being undone').waitFor();
  await goOn();
  await page.getByText('1 contact removed and 1 put back').waitFor();
  await lookAt(page, 'import-undone');
  assert.equal((await owner.api.contacts.list({ workspaceId })).contacts.length, 1);
});

test('a file that is no table is refused in a sentence, and one like it is understood the next time', async () => {
  await page.goto(`${home}/imports`);
  await choose('empty.csv', '');
  await page.getByText('The file is empty.').waitFor();
  await choose('more.csv', people);
  await underWay('Being read').waitFor();
  await goOn();
  await page.getByLabel('What Town means').waitFor();
  assert.equal(await page.getByLabel('What Town means').inputValue(), 'own:town');
  await page.goto(`${home}/imports`);
  await page.getByRole('link', { name: 'more.csv' }).waitFor();
  await lookAt(page, 'imports');
});
