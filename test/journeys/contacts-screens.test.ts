import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { launchBrowser } from '../harness/browser.ts';
import { setUp } from '../harness/people.ts';
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
const choose = async (label: string, option: string) => {
  await page.getByRole('combobox', { name: label }).last().click();
  await page.getByRole('option', { name: option, exact: true }).click();
};

test('every part of an empty address book says what belongs there', async () => {
  const parts: [path: string, title: string][] = [
    ['contacts', 'Nobody is in the address book.'],
    ['lists', 'There is no list yet.'],
    ['segments', 'There is no segment yet.'],
    ['companies', 'There is no company yet.'],
    ['contact-fields', 'There is no field of your own yet.'],
    ['duplicates', 'Nobody seems to be here twice.'],
  ];
  for (const [path, title] of parts) {
    await page.goto(`${home}/${path}`);
    await heading(title).waitFor();
    await lookAt(page, `contacts-empty-${path}`);
  }
});

test('a field, a company and a list are made, and a contact that has all of them', async () => {
  await page.goto(`${home}/contact-fields`);
  await button('New field').click();
  await page.getByLabel('What it is called').fill('Committee');
  await button('Save').click();
  await page.getByText('{{ committee }}').waitFor();
  await page.goto(`${home}/companies`);
  await button('New company').click();
  await page.getByLabel('Name', { exact: true }).fill('Ford Council');
  await page.getByLabel('Domain, optional').fill('council.example.org');
  await button('Save').click();
  await page.getByRole('cell', { name: 'council.example.org' }).waitFor();
  await lookAt(page, 'companies');
  await page.goto(`${home}/lists`);
  await button('New list').click();
  await page.getByLabel('Name', { exact: true }).fill('Councillors');
  await button('Save').click();
  await page.getByRole('link', { name: 'Councillors' }).waitFor();

  await page.goto(`${home}/contacts`);
  await button('Add a contact').click();
  await page.getByLabel('E-mail address').fill('ines.falk@council');
  await button('Add').click();
  await page.getByText('needs an ending such as .org').waitFor();
  await page.getByLabel('E-mail address').fill('ines.falk@council.example.org');
  await page.getByLabel('First name, optional').fill('Ines');
  await page.getByLabel('Last name, optional').fill('Falk');
  await page.getByLabel('Committee, optional').fill('Water');
  await lookAt(page, 'contacts-adding');
  await button('Add').click();
  await page.getByText('Ines Falk is added.').waitFor();
});

test('many are chosen, tagged and put into a list, and filters in the URL find them', async () => {
  for (const email of ['piet@council.example.org', 'olga@example.org']) await owner.api.contacts.create({ workspaceId, email });
  await owner.api.suppressions.suppress({ workspaceId, email: 'olga@example.org' });
  await page.goto(`${home}/contacts`);
  await page.getByText('Suppressed: nothing is sent to this address').waitFor();
  await page.getByLabel('Choose Ines Falk').check();
  await page.getByLabel('Choose piet@council.example.org').check();
  await page.getByText('2 contacts chosen').waitFor();
  await page.getByLabel('Tag for the chosen').fill('water');
  await lookAt(page, 'contacts-chosen');
  await button('Tag').click();
  await page.getByText('2 contacts were changed.').waitFor();
  await choose('Tag', 'water');
  await page.waitForURL(/tag=water/);
  await page.getByRole('link', { name: 'olga@example.org' }).waitFor({ state: 'detached' });
  await page.getByLabel('Find a contact').fill('falk');
  await button('Find').click();
  await page.waitForURL(/search=falk/);
  await page.getByRole('link', { name: 'piet@council.example.org' }).waitFor({ state: 'detached' });
  await page.reload();
  await page.getByRole('link', { name: 'Ines Falk' }).waitFor();
  assert.equal(await page.getByRole('row').count(), 2);
});

test('a contact shows what is known and what happened; its company is offered and its address checked', async () => {
  await page.getByRole('link', { name: 'Ines Falk' }).click();
  await heading('Ines Falk').waitFor();
  await page.getByText('Came into the address book').waitFor();
  await button('Belongs to Ford Council').click();
  await button('Belongs to Ford Council').waitFor({ state: 'detached' });
  await button('Check again').click();
  await page.getByText('It is written as it should be').waitFor();
  await button('Change').click();
  await page.getByRole('dialog').getByLabel('Job title, optional').fill('Councillor');
  await lookAt(page, 'contact-changing');
  await button('Save the change').click();
  await page.getByText('Councillor', { exact: true }).waitFor();
  await lookAt(page, 'contact');
});

test('a segment is written with a count beside it, saved, and opened as a list of contacts', async () => {
  await page.goto(`${home}/segments/new`);
  await page.getByLabel('Name', { exact: true }).fill('Water people');
  await page.getByRole('combobox', { name: 'Which tag' }).fill('water');
  await page.getByText('2 contacts fit.').waitFor();
  await button('Add a condition').click();
  await choose('What is asked about', 'Committee');
  await page.getByLabel('For what').fill('WATER');
  await page.getByText('1 contact fits.').waitFor();
  await page.getByLabel('Not so').last().check();
  await page.getByText('1 contact fits.').waitFor();
  await button('Add a group').click();
  await page.getByRole('combobox', { name: 'Which tag' }).last().fill('water');
  await page.keyboard.press('Escape');
  await lookAt(page, 'segment');
  await button('Save the segment').click();
  await page.getByRole('link', { name: 'Water people' }).click();
  await page.getByRole('link', { name: 'piet@council.example.org' }).waitFor();
  assert.equal(await page.getByRole('row').count(), 2);
});

test('two that are one are looked at side by side, made one, and taken apart again', async () => {
  const { contacts } = await owner.api.contacts.list({ workspaceId, search: 'piet' });
  await owner.api.contacts.change({ workspaceId, contactId: contacts[0]?.id ?? '', phone: '+43 1 234567' });
  await owner.api.contacts.create({ workspaceId, email: 'p.adler@example.org', firstName: 'Piet', phone: '0043 1 234 567' });
  await page.goto(`${home}/duplicates`);
  await button('Look at both').click();
  await page.getByRole('table', { name: 'Two contacts side by side' }).waitFor();
  await lookAt(page, 'duplicates');
  await button('Make one contact of them').click();
  await page.getByText('was made one with').waitFor();
  await lookAt(page, 'duplicates-merged');
  await button(/^Take back/).click();
  await page.getByText('They are two contacts again.').waitFor();
  assert.equal((await owner.api.contacts.list({ workspaceId })).contacts.length, 4);
});

test('what is removed is asked for by name first', async () => {
  await page.goto(`${home}/lists`);
  await button('Remove Councillors').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Type “Councillors” to confirm').fill('Councillors');
  await button('Remove the list').click();
  await heading('There is no list yet.').waitFor();
});
