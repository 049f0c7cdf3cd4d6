import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { axeFindings } from '../harness/axe.ts';
import { launchBrowser } from '../harness/browser.ts';
import { setUp } from '../harness/people.ts';
import { startProduct, testClock } from '../harness/product.ts';

const product = await startProduct({ clock: testClock() });
const browser = await launchBrowser();
const { owner, workspaceId, slug } = await setUp(product);
await owner.api.contacts.create({ workspaceId, email: 'ana@example.org', firstName: 'Ana' });
await owner.api.contacts.create({ workspaceId, email: 'nobody@example.org' });
const context = await browser.newContext({
  viewport: { width: 1280, height: 900 },
  reducedMotion: 'reduce',
  permissions: ['clipboard-read', 'clipboard-write'],
});
await context.addCookies([...owner.cookies].map(([name, value]) => ({ name, value, url: product.url })));
context.setDefaultTimeout(15_000);
const page = await context.newPage();
const faults: string[] = [];
page.on('pageerror', (error) => faults.push(error.message));
page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));

after(() => browser.close());

const button = (name: string | RegExp) => page.getByRole('button', { name });
const writing = () => page.getByRole('textbox', { name: 'Text', exact: true });
const kept = async () => {
  const { templates } = await owner.api.templates.list({ workspaceId });
  return owner.api.templates.show({ workspaceId, templateId: templates.find(({ name }) => name === 'First letter')?.id ?? '' });
};
async function save() {
  await button(/^Save/).click();
  await page.getByText('The template is saved.').first().waitFor();
  await page.waitForFunction(() => !document.body.innerText.includes('Not saved yet'));
}

/** No violation in either scheme, and nothing wider than a small phone. */
async function looksRight(): Promise<void> {
  await page.mouse.move(0, 0);
  await page.setViewportSize({ width: 360, height: 780 });
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(beyond, 0, `${page.url()} is wider than 360 px`);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await axeFindings(page, colorScheme === 'light' ? {} : { rules: ['color-contrast'] });
    assert.deepEqual(violations, [], `${page.url()} in the ${colorScheme} scheme`);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}

/** Makes this page one of a machine that is slow to draw: what waits for the next frame waits for half a second. */
async function drawLate(): Promise<void> {
  await page.evaluate(() => {
    const soon = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (draw) => soon((at) => setTimeout(draw, 500, at));
  });
}

/** Pastes HTML as a mail program hands it over. */
async function paste(html: string): Promise<void> {
  await writing().focus();
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.setData('text/html', text);
    data.setData('text/plain', 'plain');
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, html);
}

test('A template is begun from an empty library', async () => {
  await page.goto(`${product.url}/w/${slug}/templates`);
  await page.getByText('No template yet.').waitFor();
  await looksRight();
  await button('New template').click();
  await page.getByLabel('Name').fill('First letter');
  await button('Create').click();
  await page.getByRole('heading', { level: 1, name: 'First letter' }).waitFor();
});

test('It is written as it looks, with merge tags from a menu, and saved with the keyboard; on a slow machine no letter is lost', async () => {
  await drawLate();
  await page.getByRole('textbox', { name: 'Subject' }).fill('Hello ');
  await button('Put a merge tag into the subject').click();
  await page.getByRole('menuitem', { name: 'first_name' }).click();
  await page.keyboard.type('!');
  await writing().click();
  await page.keyboard.type('Good day ');
  await button('Put a merge tag into the text').click();
  await page.getByRole('menuitem', { name: 'first_name' }).click();
  await page.keyboard.type(', this is ');
  await button('Bold').click();
  await page.keyboard.type('bold');
  await page.keyboard.press('Control+s');
  await page.getByText('The template is saved.').first().waitFor();
  const { subject, html } = await kept();
  assert.deepEqual([subject, html], ['Hello {{ first_name }}!', '<p>Good day {{ first_name }}, this is <strong>bold</strong></p>']);
  await looksRight();
});

test('It is shown as one contact reads it, and a contact without a value is told of', async () => {
  await page.getByRole('article', { name: 'The message' }).getByText('Hello ‹first name›!').waitFor();
  const chooser = page
    .getByRole('textbox', { name: 'As it reads for' })
    .or(page.getByRole('combobox', { name: 'As it reads for' }))
    .first();
  await chooser.fill('ana');
  await page.getByRole('option', { name: /ana@example\.org/ }).click();
  await page.getByRole('article', { name: 'The message' }).getByText('Hello Ana!', { exact: true }).waitFor();
  await page.getByText('Good day Ana, this is').waitFor();
  await page.getByText('As plain text').click();
  await page.getByText('If you would rather not receive such messages').waitFor();
  await chooser.fill('nobody');
  await page.getByRole('option', { name: /nobody@example\.org/ }).click();
  await page
    .getByText(/first_name has no value for this recipient/)
    .first()
    .waitFor();
});

test('What is wrong stands beside it, and one press leads to where it stands', async () => {
  await writing().click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' {{ fist_name }} [NAME]');
  await page.getByText('There is no merge tag “fist_name” here. Did you mean “first_name”?').first().waitFor();
  await page.getByText(/Perhaps: “\[NAME\]” looks as if/).waitFor();
  await button('Show {{ fist_name }}').click();
  assert.equal(await page.evaluate(() => getSelection()?.toString()), '{{ fist_name }}');
  await looksRight();
  await page.keyboard.press('Delete');
  await page.waitForFunction(() => !document.body.innerText.includes('There is no merge tag'));
});

test('A draft that is pasted from Outlook or Gmail stays sane, and cannot do anything', async () => {
  await writing().click();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await paste(
    `<html><head><style>p{color:red}</style></head><body><!--StartFragment--><p class=MsoNormal style='mso-x:1'><span style='color:red'>Good day <b>you</b></span><o:p></o:p></p>
     <p class=MsoNormal><a href="https://example.org/a" onclick="x()">this</a> <a href="javascript:alert(1)">that</a></p><script>window.hurt = 1</script><img src=x onerror="window.hurt = 1">
     <div class="gmail_quote">On Monday Eve wrote: <blockquote>old</blockquote></div><!--EndFragment--></body></html>`,
  );
  await writing().getByText('Good day').waitFor();
  await save();
  const { html } = await kept();
  assert.match(html, /<p>Good day <strong>you<\/strong><\/p><p><a href="https:\/\/example\.org\/a">this<\/a> that<\/p>/);
  assert.doesNotMatch(html, /mso|style|script|onerror|old|Eve/i);
  assert.equal(await page.evaluate(() => 'hurt' in window), false);
});

test('It is written as HTML where it has more than the editor knows, and nothing of that is lost', async () => {
  await page.getByText('HTML', { exact: true }).click();
  const rich = '<p style="color: #a00000">One</p><table><tbody><tr><td>{{ first_name | default: "x" }}</td></tr></tbody></table>';
  await page.getByLabel('Text as HTML').fill(rich);
  await save();
  assert.equal((await kept()).html, rich);
  await page.reload();
  await page.getByText(/tables, colours or pictures/).waitFor();
  assert.equal(await page.getByLabel('Text as HTML').inputValue(), rich);
  await looksRight();
  await button('Drop them and write').click();
  await writing().getByText('One').waitFor();
  assert.equal((await kept()).html, rich);
});

test('It is duplicated and removed in the library', async () => {
  page.once('dialog', (dialog) => void dialog.accept());
  await page.goto(`${product.url}/w/${slug}/templates`);
  await button('Duplicate First letter').click();
  await button('Duplicate').last().click();
  await page.getByRole('heading', { level: 1, name: 'First letter (copy)' }).waitFor();
  await page.goBack();
  await button('Remove First letter (copy)').click();
  await button('Remove').last().click();
  await page.getByText('The template is removed.').first().waitFor();
  await looksRight();
  assert.equal((await owner.api.templates.list({ workspaceId })).templates.length, 1);
});

test('Nothing was refused by the content security policy, and nothing failed', () => {
  assert.deepEqual(faults, []);
});
