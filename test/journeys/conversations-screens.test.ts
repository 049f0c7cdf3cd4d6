import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { showId } from '../../server/platform/ids.ts';
import { answered, type Written } from '../harness/answered.ts';
import { asOwner } from '../harness/database.ts';
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
const server = product.app.sandbox!.mailServer;

const button = (name: string) => page.getByRole('button', { name, exact: true });
const heading = (name: string) => page.getByRole('heading', { name });
const tab = (name: string) => page.getByRole('navigation', { name: 'Conversations by state' }).getByRole('link', { name, exact: true });
const inList = () => page.getByRole('list', { name: 'Conversations' }).getByRole('link');

test('before anybody answered the page says what will stand here and where from', async () => {
  await page.goto(`${home}/conversations`);
  await heading('Nobody has answered yet.').waitFor();
  await page.getByRole('link', { name: 'Look at the mailboxes' }).waitFor();
  await lookAt(page, 'conversations-empty');
});

let scene: Awaited<ReturnType<typeof answered>>;
let people: Written[];

test('the list tells what is new, who answered and who let a program answer; j and k walk along it', async () => {
  scene = await answered(product, workspaceId, { count: 4, signature: '<p>Gil Sample, River Watch</p>' });
  people = scene.people;
  const [first, second, away] = people as [Written, Written, Written];
  await scene.reply(second, { fromName: 'Ute Sample', text: 'Please tell me when the council decides.' });
  await scene.reply(away, { kind: 'auto_reply', text: 'I am away until Monday.' });
  await scene.reply(first, {
    text: 'Who pays for the planks?\n\nOn Monday Gil Sample wrote:\n> Dear Robin,\n> this is message 1.',
    attachments: [{ name: 'Plan of the ford.pdf', bytes: 412_000 }],
  });
  await page.reload();
  await page.getByText('Who pays for the planks?').waitFor();
  assert.equal(await inList().count(), 2);
  await lookAt(page, 'conversations');
  await page.locator('main').focus();
  await page.keyboard.press('j');
  assert.match((await page.evaluate(() => document.activeElement?.textContent)) ?? '', /Who pays for the planks/);
  await page.keyboard.press('j');
  assert.match((await page.evaluate(() => document.activeElement?.textContent)) ?? '', /tell me when the council decides/);
  await page.keyboard.press('k');
  await tab('Automatic answers').click();
  await page.getByText('I am away until Monday.').waitFor();
  assert.equal(await inList().count(), 1);
  await page.getByLabel('Find a conversation').fill('nobody');
  await button('Find').click();
  await page.getByText('No conversation is like this.').waitFor();
  await page.goBack();
  await page.getByText('I am away until Monday.').waitFor();
});

test('a conversation shows what was sent, what was answered and what is quoted; looked at it is not new any more', async () => {
  await tab('Open').click();
  await page.getByText('Who pays for the planks?').click();
  await heading('Robin Sample').waitFor();
  await page.getByText('What is in them stays in the mailbox.').waitFor();
  assert.equal(await page.getByText('this is message 1.').first().isVisible(), false, 'what is quoted is folded');
  await page.getByText('What it quotes').click();
  await page.getByText('> this is message 1.').waitFor();
  await page.getByText('Message 1: The ford').click();
  await page.getByText('Dear Robin 1000, this is message 1.').waitFor();
  await lookAt(page, 'conversation');
  await page.keyboard.press('u');
  await heading('Conversations').waitFor();
  await page.getByText('Who pays for the planks?').waitFor();
  await inList().filter({ hasText: 'Who pays', hasNotText: 'new' }).waitFor();
  await inList()
    .filter({ hasText: /, new.*tell me when/ })
    .waitFor();
});

test('an answer is written and sent by keys, once, and says that the mail service accepted it', async () => {
  await page.getByText('Who pays for the planks?').click();
  await heading('Robin Sample').waitFor();
  await page.keyboard.press('r');
  product.clock.move({ seconds: 1 });
  await page.keyboard.type('The county does.');
  await page.keyboard.press('Control+Enter');
  await page.getByText('Accepted by the mail service').waitFor();
  assert.equal(await page.getByLabel('Answer to Robin Sample').inputValue(), '');
  const left = server.outbox.messages().filter(({ recipients }) => recipients.includes(people[0]?.email ?? ''));
  assert.deepEqual([left.length, left[0]?.email.text?.trim()], [2, 'The county does.\n\nGil Sample, River Watch']);
});

test('what did not leave is tried again, and of what nobody knows a member says what became of it', async () => {
  product.clock.move({ seconds: 1 });
  server.script(scene.mailbox.address, { fault: 'closing_421' });
  await page.getByLabel('Answer to Robin Sample').fill('From its fund for paths.');
  await button('Send the answer').click();
  await page.getByText('It did not leave.').waitFor();
  await lookAt(page, 'conversation-failed');
  await button('Try again').click();
  await page.getByText('It did not leave.').waitFor({ state: 'detached' });
  assert.equal(await page.getByText('Accepted by the mail service').count(), 2);
  product.clock.move({ seconds: 1 });
  server.script(scene.mailbox.address, { fault: 'drop_after_accept' });
  await page.getByLabel('Answer to Robin Sample').fill('As every year.');
  await button('Send the answer').click();
  await page.getByText('It is not sent again by itself').waitFor();
  await lookAt(page, 'conversation-uncertain');
  await button('It is in Sent').click();
  await page.getByText('It is not sent again by itself').waitFor({ state: 'detached' });
  assert.equal(await page.getByText('Accepted by the mail service').count(), 3);
});

test('it is closed and reopened, and who may not be answered is said before one writes', async () => {
  await button('Close').click();
  await page.getByText('The conversation is closed.').waitFor();
  await button('Reopen').click();
  await page.getByText('The conversation is open again.').waitFor();
  await owner.api.suppressions.suppress({ workspaceId, email: people[0]?.email ?? '' });
  await page.reload();
  await page.getByText('They asked for no further messages from this workspace.').waitFor();
  await lookAt(page, 'conversation-left');
  await asOwner(product.databaseUrl, "update mailboxes set parked_at = now(), parked_because = 'member' where id = $1", [scene.mailbox.id]);
  await page.reload();
  await page.getByText('is parked, so nothing leaves from it').waitFor();
  assert.equal(await page.getByLabel('Answer to Robin Sample').count(), 0);
  await asOwner(product.databaseUrl, 'update mailboxes set parked_at = null, parked_because = null');
});

test('the campaign and its recipient lead here', async () => {
  await page.goto(`${home}/outreach/${showId('outreach', scene.campaignId)}?tab=recipients`);
  await button(`More about ${people[0]?.email ?? ''}`).click();
  await page.getByRole('link', { name: 'open the conversation' }).click();
  await heading('Robin Sample').waitFor();
  await page.getByRole('link', { name: 'Spring letters' }).click();
  await page.getByRole('link', { name: 'What was answered' }).click();
  await page.getByText('Only those of one campaign.').waitFor();
  await page.getByText('Please tell me when').waitFor();
  assert.equal(await inList().count(), 2);
});

test('a conversation is removed once its address was typed, and the list says so', async () => {
  await page.getByText('Please tell me when').click();
  await button('Remove').click();
  await page.getByRole('textbox', { name: /to confirm/ }).fill(people[1]?.email ?? '');
  await lookAt(page, 'conversation-removing');
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByText('The conversation is removed.').waitFor();
  await page.getByText('You: As every year.').waitFor();
  assert.equal(await inList().count(), 1);
});
