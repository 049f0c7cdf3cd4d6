import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { samplePassword } from '../../../../sandbox/mail-server/accounts.ts';
import { asOwner } from '../../../../test/harness/database.ts';
import { addLibraryFile, pdf } from '../../../../test/harness/library.ts';
import { runJobs, setUp } from '../../../../test/harness/people.ts';
import { startProduct } from '../../../../test/harness/product.ts';
import { deliveryStates, plantRecipients, plantRunning, plantSmtpMailbox, smtpRunner } from '../../../../test/harness/sending.ts';
import { readId, showId } from '../../../platform/ids.ts';

const product = await startProduct();
const { owner, workspaceId: shown, email } = await setUp(product);
const workspaceId = readId('workspace', shown);
const ownerId = readId('user', (await owner.api.account.me()).id);
const look = (text: string, ...values: unknown[]) => asOwner(product.databaseUrl, text, values);
const server = product.app.sandbox!.mailServer;
server.accounts.add({ emailAddress: 'gil.sample@mail.test', displayName: 'Gil Sample' });
const mailboxId = await plantSmtpMailbox(product, workspaceId, { host: server.host, port: server.port, password: samplePassword });
const runner = smtpRunner(product.app.tools, [`${server.host}:${server.port}`]);
after(() => runner.stop());

/** A running campaign whose text somebody saved before anything was checked. */
async function running(html: string, count = 6) {
  const campaignId = await plantRunning(product, workspaceId, [mailboxId], { launchedBy: ownerId, steps: [{ html }] });
  await plantRecipients(product, workspaceId, campaignId, { count });
  return { campaignId, one: { workspaceId: shown, outreachId: showId('outreach', campaignId) } };
}
const waitingIn = async (campaignId: string) =>
  (
    await look('select state, next_step, count(*)::int as n from enrolments where campaign_id = $1 group by 1, 2 order by 1', campaignId)
  ).map(({ state, next_step: next, n }) => [state, next, n]);
const pausedAs = async (one: { workspaceId: string; outreachId: string }) => {
  const { state, pausedBecause } = await owner.api.outreach.show(one);
  return [state, pausedBecause];
};
const mend = async (one: { workspaceId: string; outreachId: string }) => {
  const texts = [{ variant: 'a', weight: 1, subject: 'The ford', html: '<p>Dear {{ first_name }}, look.</p>' }];
  await owner.api.outreach.saveSteps({ ...one, steps: [{ delayHours: 0, sameThread: false, files: [], texts }] });
  await owner.api.outreach.setState({ ...one, state: 'running' });
};

for (const [what, html] of [
  ['that cannot be read', '<p>{% if first_name %}Dear {{ first_name }}, look.</p>'],
  ['that asks for what is known of nobody', '<p>Dear {{ frist_name }}, look.</p>'],
] as const)
  test(`A text ${what} pauses the campaign and loses nobody: once it is mended and runs on, everybody is sent to`, async () => {
    const { campaignId, one } = await running(html);
    await runner.runOnce();
    assert.deepEqual(await pausedAs(one), ['paused', 'errors']);
    assert.deepEqual(await waitingIn(campaignId), [['waiting', 1, 6]]);
    const states = await deliveryStates(product.databaseUrl, campaignId);
    assert.deepEqual(Object.keys(states), ['planned'], 'nothing failed');
    const entries = await look("select details from audit_entries where action = 'outreach.paused' and subject_id = $1", campaignId);
    assert.deepEqual(entries, [{ details: { because: 'errors', step: 1, reason: 'text_unusable' } }]);
    await mend(one);
    await runner.runOnce();
    assert.deepEqual(await deliveryStates(product.databaseUrl, campaignId), { accepted: 6 });
    assert.equal((await owner.api.outreach.show(one)).counts.failed, 0);
  });

test('Who launched it is told by mail what to look at, once', async () => {
  await running('<p>{{ frist_name }} and more</p>');
  const mails = () =>
    (product.app.sandbox?.mail.messages() ?? []).filter(
      ({ recipients, email: mail }) => recipients.includes(email) && /cannot be made as it is written/.test(mail.text ?? ''),
    ).length;
  await runJobs(product, 'mail-paused-outreach');
  const before = mails();
  await runner.runOnce();
  await runJobs(product, 'mail-paused-outreach');
  await runJobs(product, 'mail-paused-outreach');
  assert.equal(mails(), before + 1);
});

test('A signature that was saved before it was checked pauses what is sent above it, and what is used gives its budget back', async () => {
  await look("update mailboxes set signature = '<p>{% if x %}</p>' where id = $1", mailboxId);
  const uses = async () =>
    Number((await look('select coalesce(sum(messages), 0)::int as n from mailbox_uses where mailbox_id = $1', mailboxId))[0]?.n);
  const before = await uses();
  const { campaignId, one } = await running('<p>Dear {{ first_name }}, look.</p>', 2);
  await runner.runOnce();
  assert.deepEqual(await pausedAs(one), ['paused', 'errors']);
  assert.equal(await uses(), before);
  await look("update mailboxes set signature = '' where id = $1", mailboxId);
  await owner.api.outreach.setState({ ...one, state: 'running' });
  await runner.runOnce();
  assert.deepEqual(await deliveryStates(product.databaseUrl, campaignId), { accepted: 2 });
});

test('A file that would go with every message and is gone pauses the campaign until it is there again', async () => {
  const { campaignId, one } = await running('<p>Dear {{ first_name }}, look.</p>', 3);
  await look("update outreach_steps set file_names = '{Programme.pdf}' where campaign_id = $1", campaignId);
  await runner.runOnce();
  assert.deepEqual(await pausedAs(one), ['paused', 'errors']);
  assert.deepEqual(await waitingIn(campaignId), [['waiting', 1, 3]]);
  await addLibraryFile(owner, { workspaceId: shown, name: 'Programme.pdf', bytes: pdf });
  // A name that was looked up is not looked up again for ten seconds.
  product.clock.move({ seconds: 11 });
  await owner.api.outreach.setState({ ...one, state: 'running' });
  await runner.runOnce();
  assert.deepEqual(await deliveryStates(product.databaseUrl, campaignId), { accepted: 3 });
});

test('One recipient who lacks a value that others have gets nothing, and holds nobody up', async () => {
  const { campaignId, one } = await running('<p>Dear {{ first_name }}, look.</p>', 4);
  await look("update enrolments set fields = '{}' where campaign_id = $1 and email = 'r2@people.example.org'", campaignId);
  await runner.runOnce();
  assert.deepEqual(await deliveryStates(product.databaseUrl, campaignId), { accepted: 3, failed: 1 });
  assert.notEqual((await pausedAs(one))[0], 'paused');
  const [left] = await look("select state, reason from enrolments where campaign_id = $1 and email = 'r2@people.example.org'", campaignId);
  assert.deepEqual(left, { state: 'stopped', reason: 'text_unusable' });
});
