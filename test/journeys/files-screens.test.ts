import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { launchBrowser } from '../harness/browser.ts';
import { pdf, png } from '../harness/library.ts';
import { connectServerMailbox } from '../harness/mailboxes.ts';
import { plantContacts } from '../harness/outreach.ts';
import { setUp } from '../harness/people.ts';
import { startProduct, testClock } from '../harness/product.ts';
import { lookAt } from '../harness/screens.ts';

const product = await startProduct({ clock: testClock() });
const browser = await launchBrowser();
const { owner, workspaceId, slug } = await setUp(product);
const mailbox = await connectServerMailbox(product, owner, { workspaceId });
const lists = await plantContacts(product, workspaceId, {
  Walkers: [
    { email: 'ada@example.org', firstName: 'Ada' },
    { email: 'zoe@example.org', firstName: 'Zoe' },
  ],
});
const { id: outreachId } = await owner.api.outreach.create({ workspaceId, name: 'Partners for the ford', timeZone: 'UTC' });
const one = { workspaceId, outreachId };
await owner.api.outreach.change({
  ...one,
  audience: { lists, segments: [], exceptLists: [], exceptSegments: [] },
  mailboxes: [mailbox.id],
});
const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
await context.addCookies([...owner.cookies].map(([name, value]) => ({ name, value, url: product.url })));
context.setDefaultTimeout(30_000);
const page = await context.newPage();
const faults: string[] = [];
page.on('pageerror', (error) => faults.push(error.message));
page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
after(() => browser.close());

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });

test('Files are added to the library by hand, and one that is no file to send is refused in plain words', async () => {
  await page.goto(`${product.url}/w/${slug}/templates`);
  await page.getByText('No file yet.').waitFor();
  const choose = async (files: { name: string; mimeType: string; buffer: Buffer }[]) => {
    const waiting = page.waitForEvent('filechooser');
    await button('Add files').click();
    await (await waiting).setFiles(files);
  };
  await choose([
    { name: 'Report Ada.pdf', mimeType: 'application/pdf', buffer: pdf },
    { name: 'Mill.png', mimeType: 'image/png', buffer: png },
  ]);
  await page.getByRole('link', { name: 'Mill.png' }).waitFor();
  await lookAt(page, 'library');
  assert.deepEqual(faults.splice(0), []);
  await choose([{ name: 'Photo.png', mimeType: 'image/png', buffer: Buffer.from('MZ\0\0program') }]);
  await page.getByText('Photo.png: This is a program. Programs are not sent.').waitFor();
  // Chrome says of each refused call that it was.
  assert.deepEqual(
    faults.splice(0).filter((fault) => !/Failed to load resource/.test(fault)),
    [],
  );
});

test('A message is written with an image and a file for each recipient, and the preview shows the image', async () => {
  await page.goto(`${product.url}/w/${slug}/outreach/${outreachId}?tab=messages`);
  await page.getByRole('textbox', { name: 'Subject' }).fill('The ford');
  const writing = page.getByRole('textbox', { name: 'Text', exact: true });
  await writing.click();
  await page.keyboard.type('Dear reader, this is the mill: ');
  await button('Image').click();
  await page.getByRole('combobox', { name: 'Image of the library' }).fill('Mill.png');
  await page.getByLabel('What it shows').fill('The mill');
  await button('Put it in').click();
  await writing.getByRole('img', { name: 'The mill' }).waitFor();
  await button(/^Attach a file to/).click();
  await page.getByRole('combobox', { name: 'File of the library' }).fill('Report .pdf');
  await button('Put a merge tag into the name of the file').click();
  await page.getByRole('menuitem', { name: 'first_name' }).click();
  await button('Attach').click();
  await page.getByText('another one for each recipient').waitFor();
  await button(/^Save/).click();
  const shown = page.getByRole('region', { name: 'Preview' }).getByRole('img', { name: 'The mill' });
  await shown.waitFor();
  assert.ok(await shown.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth > 0)));
  await page.getByRole('list', { name: 'What goes with it' }).getByText('Report').waitFor();
  await lookAt(page, 'message-with-files');
  const { steps } = await owner.api.outreach.show(one);
  assert.deepEqual(steps[0]?.files, ['Report {{ first_name }}.pdf']);
  assert.match(steps[0].texts[0]?.html ?? '', /<img data-file="Mill\.png" alt="The mill">/);
  assert.deepEqual(faults.splice(0), []);
});

test('Whoever has no file stands in the grid of what is missing', async () => {
  await page.goto(`${product.url}/w/${slug}/outreach/${outreachId}?tab=recipients`);
  await page.getByText('For one recipient there is no file “Report {{ first_name }}.pdf” in the library.').waitFor();
  await page.getByRole('cell', { name: 'Report Zoe.pdf' }).waitFor();
  assert.equal(await page.getByRole('cell', { name: 'Report Ada.pdf' }).count(), 0);
  await lookAt(page, 'files-missing');
  assert.deepEqual(faults.splice(0), []);
});
