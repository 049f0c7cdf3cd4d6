import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { BrowserContext } from 'playwright-core';
import { launchBrowser } from '../harness/browser.ts';
import { asOwner } from '../harness/database.ts';
import { connectServerMailbox } from '../harness/mailboxes.ts';
import { plantContacts } from '../harness/outreach.ts';
import { invite, setUp, type Visitor } from '../harness/people.ts';
import { startProduct, testClock } from '../harness/product.ts';
import { lookAt } from '../harness/screens.ts';
import { readId } from '../../server/platform/ids.ts';

const product = await startProduct({ clock: testClock() });
const browser = await launchBrowser();
const { owner, workspaceId, slug, email } = await setUp(product);
const other = await invite(product, owner, { workspaceId, email: 'olga@example.org', role: 'agent' });
const mailbox = await connectServerMailbox(product, owner, { workspaceId });
const lists = await plantContacts(product, workspaceId, {
  Walkers: [
    { email: 'ada@example.org', firstName: 'Ada' },
    { email: 'ben@example.org', firstName: 'Ben' },
  ],
});
const { id: outreachId } = await owner.api.outreach.create({ workspaceId, name: 'Partners for the ford', timeZone: 'UTC' });
const one = { workspaceId, outreachId };
const text = (variant: string) => ({
  variant,
  weight: 1,
  subject: `The ford, {{ first_name }} (${variant})`,
  html: '<p>Dear {{ first_name }}, the ford is closing.</p>',
});
await owner.api.outreach.saveSteps({ ...one, steps: [{ delayHours: 0, sameThread: false, texts: [text('a'), text('b')] }] });
await owner.api.outreach.change({
  ...one,
  audience: { lists, segments: [], exceptLists: [], exceptSegments: [] },
  mailboxes: [mailbox.id],
});
const page = await (await signedIn(owner)).newPage();
after(() => browser.close());

async function signedIn(visitor: Visitor): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
  await context.addCookies([...visitor.cookies].map(([name, value]) => ({ name, value, url: product.url })));
  context.setDefaultTimeout(20_000);
  return context;
}
const button = (name: string | RegExp) => page.getByRole('button', { name });
const go = (tab: string) => page.goto(`${product.url}/w/${slug}/outreach/${outreachId}?tab=${tab}`);

test('a message is sent as a test to oneself, as its first recipient would get it', async () => {
  await go('messages');
  await button('Send as a test').click();
  await page.getByRole('heading', { name: 'Send message 1 as a test' }).waitFor();
  await page.getByLabel(new RegExp(email)).waitFor();
  await lookAt(page, 'outreach-test');
  await button('Send the test').click();
  await page.getByText(`A test was sent to ${email}.`).waitFor();
  const [sent] = product.app.sandbox!.mailServer.outbox.messages();
  assert.match(sent?.email.subject ?? '', /^\[Test\] The ford, (Ada|Ben)/);
});

test('the workspace sets what one person and one company get, and when a campaign pauses', async () => {
  await page.goto(`${product.url}/w/${slug}/settings`);
  await page.getByLabel('Limit the messages to one person').check();
  await lookAt(page, 'settings-team-campaigns');
  await button('Save the limits').click();
  await page.getByText('The limits are saved.').waitFor();
  assert.deepEqual((await owner.api.outreach.guards({ workspaceId })).person, { most: 3, days: 7 });
  await page.getByLabel(/and each team campaign before it is launched/).focus();
  await page.keyboard.press('Space');
  await page.getByText('A second member must now approve each text.').waitFor();
});

test('a campaign is launched once another member approved it', async () => {
  await go('sending');
  await page.getByLabel('Minutes before the first message').fill('30');
  await button('Save').click();
  await page.getByText('Saved.').first().waitFor();
  await page.getByRole('heading', { name: 'A second member has to approve this campaign' }).waitFor();
  await page.getByText(/The workspace lets one person have at most 3 messages/).waitFor();
  await lookAt(page, 'outreach-approval');
  await button('Approve the campaign').click();
  await page.getByText('You wrote its messages or changed it last. Another member has to approve it.').waitFor();
  const hers = await (await signedIn(other)).newPage();
  await hers.goto(`${product.url}/w/${slug}/outreach/${outreachId}?tab=messages`);
  await hers.getByRole('button', { name: 'Approve the campaign' }).click();
  await hers.getByText('A second member has approved this campaign.').waitFor();
  await hers.context().close();
});

test('a launch that waits is taken back, launched again and sent at once', async () => {
  await go('messages');
  await button('Launch').click();
  await page.getByText(/after 30 minutes, until which you can take it back/).waitFor();
  await button('Launch to 2 recipients').click();
  await page.getByText('Nothing leaves before').waitFor();
  await lookAt(page, 'outreach-hold');
  await button('Take it back').click();
  await page.getByText('It is a draft again. Nothing was sent.').waitFor();
  assert.equal((await owner.api.outreach.show(one)).state, 'draft');
  await owner.api.outreach.launch(one);
  await go('results');
  await button('Send now').click();
  await page.getByText('It does not wait any longer.').waitFor();
  assert.equal((await owner.api.outreach.show(one)).mayTakeBack, false);
});

test('variants stand beside each other by their replies, and one is used from now on', async () => {
  await asOwner(
    product.databaseUrl,
    `insert into outreach_counts (workspace_id, campaign_id, step, variant, mailbox_id, hour, accepted, replied)
     select $1, $2, 1, v, gen_random_uuid(), now(), 200, replied from (values ('a', 8), ('b', 40)) as c (v, replied)`,
    [readId('workspace', workspaceId), readId('outreach', outreachId)],
  );
  await owner.api.workspaces.change({ workspaceId, approvalRequired: false });
  await go('results');
  await page.getByText(/^Variant B gets more replies/).waitFor();
  await lookAt(page, 'outreach-variants');
  await button('Use B from now on').click();
  await page.getByText('Variant B is used from now on.').waitFor();
  await page.getByText('Alone', { exact: true }).waitFor();
  const { steps } = await owner.api.outreach.show(one);
  assert.deepEqual(
    steps[0]?.texts.map(({ weight }) => weight),
    [0, 1],
  );
});

test('holidays are taken from a calendar file into the pacing of a mailbox', async () => {
  await page.goto(`${product.url}/w/${slug}/mailboxes/${mailbox.id}`);
  const year = new Date().getFullYear() + 1;
  const file = `BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:${year}0501\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`;
  await page
    .locator('input[type=file][accept*=ics]')
    .setInputFiles({ name: 'holidays.ics', mimeType: 'text/calendar', buffer: Buffer.from(file) });
  await page.getByText('1 day of the next two years taken; save to keep them.').waitFor();
  await lookAt(page, 'mailbox-holidays');
  await button('Save the pacing').click();
  await page.getByText('The pacing is saved.').waitFor();
  assert.deepEqual((await owner.api.mailboxes.show({ workspaceId, mailboxId: mailbox.id })).holidays, [`${year}-05-01`]);
});

test('a message that was received tells what other servers see of the domain', async () => {
  const buffer = Buffer.from(`From: Gil Sample <${mailbox.address}>\nSubject: A test\n\nA test\n`);
  await page.locator('input[type=file][accept*=eml]').setInputFiles({ name: 'test.eml', mimeType: 'message/rfc822', buffer });
  await page.getByText('The message carries no signature (DKIM).').waitFor();
  await page.getByText('mail.test asks receivers to let it pass (DMARC).').waitFor();
  await lookAt(page, 'mailbox-check');
});
