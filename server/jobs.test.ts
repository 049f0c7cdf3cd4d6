import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answered } from '../test/harness/answered.ts';
import { connect, continueWithGmail, formFields, publishedCampaign, sendLetter } from '../test/harness/advocacy.ts';
import { asOwner } from '../test/harness/database.ts';
import { dumpOf } from '../test/harness/dump.ts';
import { connectServerMailbox, consentInBrowser } from '../test/harness/mailboxes.ts';
import { checked } from '../test/harness/importing.ts';
import { password, stranger, Visitor } from '../test/harness/people.ts';
import { startProduct } from '../test/harness/product.ts';
import { plantRecipients, plantRunning } from '../test/harness/sending.ts';
import { emailKey } from '../shared/email-address.ts';
import { jobShapes } from './jobs.ts';
import { eraseAddress } from './modules/recipient-portal/index.ts';
import { readId, showId } from './platform/ids.ts';

const scene = await publishedCampaign(await startProduct({ settings: { ADDRESS_PROBE: 'on' } }));
const { product, owner, workspaceId } = scene;

/** What each job is given; a job that is not named here has no test, and the last test says so. */
const given: Record<string, () => Promise<Record<string, string>>> = {
  'keep-promises': async () => {
    await connect(scene, new Visitor(product));
    product.clock.move({ hours: 49 });
    return {};
  },
  'recover-deliveries': async () => {
    await sendLetter(scene, new Visitor(product), { account: 'bruno.sample@gmail.test' });
    await asOwner(
      product.databaseUrl,
      `update deliveries set state = 'sending', fence = gen_random_uuid(), settled_at = null, lease_ends_at = $1`,
      [product.clock.now()],
    );
    return {};
  },
  'recover-claims': async () => {
    const workspace = readId('workspace', workspaceId);
    const campaignId = await plantRunning(product, workspace, []);
    await plantRecipients(product, workspace, campaignId, { count: 1 });
    await asOwner(
      product.databaseUrl,
      `with e as (update enrolments set state = 'sending' where campaign_id = $1 returning workspace_id, campaign_id, id)
       insert into outreach_deliveries (workspace_id, campaign_id, enrolment_id, step, id, variant, text_version, state, attempts, fence,
         lease_ends_at, claimed_at)
       select workspace_id, campaign_id, id, 1, gen_random_uuid(), 'a', 1, 'sending', 1, gen_random_uuid(), $2, $2 from e`,
      [campaignId, product.clock.now()],
    );
    return {};
  },
  'recover-answers': async () => {
    const { reply, people, mailbox } = await answered(product, workspaceId);
    const { conversationId = '' } = (await reply(people[0]!)) ?? {};
    await asOwner(
      product.databaseUrl,
      `insert into messages (workspace_id, conversation_id, id, direction, kind, mailbox_id, email_key, from_email, to_email, subject, text, state,
         fence, lease_ends_at, at)
       values ($1, $2, gen_random_uuid(), 'out', 'answer', $3, 'x', 'x', 'x', 'x', 'x', 'sending', gen_random_uuid(), $4, $4)`,
      [readId('workspace', workspaceId), readId('conversation', conversationId), mailbox.id, product.clock.now()],
    );
    return {};
  },
  'recover-flows': async () => {
    await asOwner(product.databaseUrl, `update supporter_flows set step = 'sending', last_active_at = $1`, [product.clock.now()]);
    product.clock.move({ minutes: 5 });
    return {};
  },
  'release-offers': async () => {
    await continueWithGmail(scene, new Visitor(product));
    product.clock.move({ minutes: 31 });
    return {};
  },
  'tell-totals': async () => {
    await owner.api.account.signIn({ email: 'owner@example.org', password });
    await owner.api.webhooks.add({ workspaceId, url: 'https://127.0.0.1/hook' });
    // Nobody answers there: what is written down to be told waits.
    await asOwner(product.databaseUrl, 'update webhooks set proven_at = created_at');
    return {};
  },
  'mail-ended-webhook': async () => {
    const { id } = await owner.api.webhooks.add({ workspaceId, url: 'https://hooks.example.org/ended' });
    await asOwner(product.databaseUrl, "update webhooks set ended_at = created_at, ended_because = 'failing' where id = $1", [
      readId('webhook', id),
    ]);
    return { workspaceId: readId('workspace', workspaceId), webhookId: readId('webhook', id) };
  },
  'anchor-audit': () => Promise.resolve({}),
  'forget-evidence': async () => {
    const at = new Date(product.clock.now().getTime() - 90 * 86_400_000).toISOString();
    await product.app.tools.evidence.append({ kind: 'erased', at, addressHash: 'ab' });
    return {};
  },
  'remind-of-requests': async () => {
    await press('/contact', { kind: 'question', email: 'waits@example.org', message: 'Do you read this?' });
    await asOwner(product.databaseUrl, "update privacy_requests set state = 'open', received_at = $1 where state = 'unverified'", [
      new Date(product.clock.now().getTime() - 25 * 86_400_000),
    ]);
    return {};
  },
  'sweep-erasures': async () => {
    await eraseAddress(product.app.tools, { gmail: undefined } as never, { kind: 'command' }, parsed('gone@example.org'));
    product.clock.move({ minutes: 10 });
    return {};
  },
  'go-on-with-import': async () => {
    await owner.api.account.signIn({ email: 'owner@example.org', password });
    const { id } = await checked({ product, owner, workspaceId }, 'email\nimported@example.org\n');
    await owner.api.imports.run({ workspaceId, importId: id, basis: 'They asked.' });
    return waiting('go-on-with-import');
  },
  'sweep-imports': async () => {
    await owner.api.account.signIn({ email: 'owner@example.org', password });
    await checked({ product, owner, workspaceId }, 'email\nleft@example.org\n');
    product.clock.move({ hours: 48 });
    return {};
  },
  'mail-request-reminder': () => waiting('mail-request-reminder'),
  'publish-documents': () => Promise.resolve({}),
  'mail-document-notices': async () => {
    await asOwner(
      product.databaseUrl,
      `insert into published_documents select document, 2, words_hash, text, $1 from published_documents where document = 'privacy'`,
      [product.clock.now()],
    );
    return {};
  },
  'end-workspaces': async () => {
    await stranger(product, 'leaves@example.org');
    await asOwner(product.databaseUrl, `update workspaces set ends_at = $1 where name = 'Elsewhere'`, [product.clock.now()]);
    return {};
  },
  'mail-address-link': async () => {
    await owner.api.account.signIn({ email: 'owner@example.org', password });
    await owner.api.account.askAddressChange({ email: 'moved@example.org' });
    return waiting('mail-address-link');
  },
  'mail-security-notice': () => waiting('mail-security-notice'),
  'mail-parked-mailbox': async () => {
    await owner.api.account.signIn({ email: 'owner@example.org', password });
    await connectServerMailbox(product, owner, { workspaceId });
    await asOwner(product.databaseUrl, "update mailboxes set parked_at = $1, parked_because = 'reconnect'", [product.clock.now()]);
    const [row] = await asOwner(product.databaseUrl, 'select workspace_id, id from mailboxes where connected_by is not null');
    return { workspaceId: String(row?.workspace_id), mailboxId: String(row?.id) };
  },
  'follow-refusal': async () => {
    const workspace = readId('workspace', workspaceId);
    const campaignId = await plantRunning(product, workspace, []);
    await plantRecipients(product, workspace, campaignId, { count: 1, from: 700 });
    const [row] = await asOwner(
      product.databaseUrl,
      `with e as (update enrolments set state = 'stopped', reason = 'address_refused', ended_at = $2 where campaign_id = $1 returning *)
       insert into outreach_deliveries (workspace_id, campaign_id, enrolment_id, step, id, variant, text_version, state, reason, claimed_at, settled_at)
       select workspace_id, campaign_id, id, 1, gen_random_uuid(), 'a', 1, 'failed', 'address_refused', $2, $2 from e returning enrolment_id`,
      [campaignId, product.clock.now()],
    );
    return { workspaceId: workspace, campaignId, enrolmentId: String(row?.enrolment_id), because: 'no_such_address' };
  },
  'mail-paused-outreach': async () => {
    await owner.api.account.signIn({ email: 'owner@example.org', password });
    const { id } = await owner.api.outreach.create({ workspaceId, name: 'Paused', timeZone: 'UTC' });
    await asOwner(
      product.databaseUrl,
      "update outreach_campaigns set state = 'paused', paused_because = 'bounces', launched_at = $2 where id = $1",
      [readId('outreach', id), product.clock.now()],
    );
    return { workspaceId: readId('workspace', workspaceId), campaignId: readId('outreach', id) };
  },
  'mail-farewell': async () => {
    const { visitor } = await stranger(product, 'goes@example.org');
    await visitor.api.account.erase({ email: 'goes@example.org' });
    return waiting('mail-farewell');
  },
  'check-contacts': async () => {
    await owner.api.account.signIn({ email: 'owner@example.org', password });
    await owner.api.contacts.create({ workspaceId, email: 'judged@council.example.org' });
    return waiting('check-contacts');
  },
  'steer-campaigns': async () => {
    await owner.api.account.signIn({ email: 'owner@example.org', password });
    const { id } = await owner.api.outreach.create({ workspaceId, name: 'Over', timeZone: 'UTC' });
    await owner.api.outreach.addRecipients({ workspaceId, outreachId: id, rows: 'over@example.org' });
    await asOwner(
      product.databaseUrl,
      "update outreach_campaigns set state = 'running', launched_at = $2, began_at = $2, ends_at = $2 where id = $1",
      [readId('outreach', id), product.clock.now()],
    );
    return {};
  },
  'watch-mailboxes': async () => {
    await owner.api.account.signIn({ email: 'owner@example.org', password });
    const asked = { workspaceId, provider: 'outlook', mode: 'send_and_read', timeZone: 'UTC' } as const;
    await consentInBrowser(owner, asked, { account: 'edith.sample@open.example.org' });
    return {};
  },
  'judge-hits': async () => {
    await plantHit();
    product.clock.move({ minutes: 3 });
    return {};
  },
  'judge-again': async () => {
    const campaign = await plantHit();
    product.clock.move({ minutes: 3 });
    return campaign;
  },
  'remove-tracking': () => plantHit(),
  'check-tracking-domains': async () => {
    await owner.api.account.signIn({ email: 'owner@example.org', password });
    await owner.api.trackingDomain.name({ workspaceId, host: 't.example.org' });
    return {};
  },
  'mail-failing-domain': async () => {
    await owner.api.account.signIn({ email: 'owner@example.org', password });
    await owner.api.trackingDomain.name({ workspaceId, host: 'u.example.org' });
    const here = readId('workspace', workspaceId);
    await asOwner(
      product.databaseUrl,
      "update tracking_domains set answered_at = named_at, failing_since = named_at, problem = 'u.example.org does not lead here.'",
    );
    const [member] = await asOwner(product.databaseUrl, "select user_id from members where workspace_id = $1 and role = 'owner'", [here]);
    return { workspaceId: here, userId: String(member?.user_id) };
  },
  'probe-contacts': async () => {
    await owner.api.account.signIn({ email: 'owner@example.org', password });
    const { id } = await owner.api.contacts.create({ workspaceId, email: 'probed@council.example.org' });
    await owner.api.contacts.check({ workspaceId, contactId: id });
    await owner.api.contacts.setProbing({ workspaceId, wanted: true });
    return {};
  },
  'check-left-over-contacts': async () => {
    await owner.api.account.signIn({ email: 'owner@example.org', password });
    await owner.api.contacts.create({ workspaceId, email: 'forgotten@council.example.org' });
    return {};
  },
  'mail-workspace-end': async () => {
    const { visitor, workspaceId: own } = await stranger(product, 'ends@example.org');
    await visitor.api.workspaces.end({ workspaceId: own, name: 'Elsewhere' });
    return waiting('mail-workspace-end');
  },
  'mail-invitation': async () => {
    await owner.api.account.signIn({ email: 'owner@example.org', password });
    await owner.api.workspaces.invite({ workspaceId, email: 'guest@example.org', role: 'agent' });
    return waiting('mail-invitation');
  },
  'mail-password-link': async () => {
    await owner.api.account.askPasswordReset({ email: 'owner@example.org' });
    return waiting('mail-password-link');
  },
  'mail-recipient-link': async () => {
    await press('/recipient', { email: 'ines.falk@council.example.org' });
    return waiting('mail-recipient-link');
  },
  'mail-request-link': async () => {
    await press('/contact', { kind: 'question', email: 'pat@example.org', message: 'How long do you keep things?' });
    return waiting('mail-request-link');
  },
  'mail-request-answer': async () => {
    const { requestId = '' } = await waiting('mail-request-link');
    await asOwner(product.databaseUrl, "update privacy_requests set state = 'open' where id = $1", [requestId]);
    await owner.api.account.signIn({ email: 'owner@example.org', password });
    await owner.api.requests.answer({ requestId: showId('request', requestId), answer: 'Until the answer, and half a year.' });
    return waiting('mail-request-answer');
  },
};

/** A click of somebody in a team campaign, not judged yet; gives its campaign. */
async function plantHit(): Promise<Record<string, string>> {
  const here = readId('workspace', workspaceId);
  const campaignId = await plantRunning(product, here, [], { tracking: 'recipient' });
  await plantRecipients(product, here, campaignId, { count: 1 });
  await asOwner(
    product.databaseUrl,
    `with e as (select workspace_id, campaign_id, id from enrolments where campaign_id = $1), d as (
       insert into outreach_deliveries (workspace_id, campaign_id, enrolment_id, step, id, variant, text_version, state, claimed_at, settled_at)
       select workspace_id, campaign_id, id, 1, gen_random_uuid(), 'a', 1, 'accepted', $2::timestamptz - interval '1 hour', $2::timestamptz - interval '1 hour' from e)
     insert into tracked_hits (workspace_id, campaign_id, at, id, enrolment_id, step, kind, ip_address, user_agent, head, ahead)
     select workspace_id, campaign_id, $2, gen_random_uuid(), id, 1, 'open', '198.51.100.7', 'Mozilla/5.0 (X11)', false, false from e`,
    [campaignId, product.clock.now()],
  );
  return { workspaceId: here, campaignId };
}

for (const { name, retry } of jobShapes()) {
  test(`${name} runs twice: the first run does what is due, the second changes nothing`, async () => {
    assert.equal(retry, 'repeatable', 'a job that runs once needs a test of its own');
    const data = (await given[name]?.()) ?? {};
    const job = product.app.jobs.find((one) => one.name === name);
    assert.ok(job && given[name], `${name} has nothing to work on here`);
    const before = await trace();
    await job.run(data);
    const [once, left] = [await state(), await trace()];
    assert.notDeepEqual(left, before, 'the first run had nothing to do');
    await job.run(data);
    assert.deepEqual(await state(), once);
    assert.equal((await trace()).evidence, left.evidence);
  });
}

test('a job’s data holds ids, closed words, counts and moments, and nothing about people', async () => {
  const rows = await asOwner(product.databaseUrl, 'select name, data from pgboss.job where data is not null');
  for (const { name, data } of rows)
    for (const value of Object.values((data ?? {}) as Record<string, string>))
      assert.match(value, /^([0-9a-f-]{36}|[a-z_]{1,30}|\d{1,6}|\d{4}-\d\d-\d\dT[\d:.]{12}Z)$/, String(name));
});

test('the queue retries what is repeatable and nothing else', async () => {
  const queues = await asOwner(product.databaseUrl, 'select name, retry_limit from pgboss.queue');
  for (const { name, retry } of jobShapes()) {
    const queue = queues.find((one) => one.name === name);
    assert.ok(queue, `${name} has a queue`);
    assert.equal(Number(queue.retry_limit) > 0, retry === 'repeatable', name);
  }
});

const parsed = (address: string) => ({ address, key: emailKey(address) });

/** Fills in the form of a public page. */
async function press(path: string, fields: Record<string, string>): Promise<void> {
  const visitor = new Visitor(product);
  const page = await (await visitor.request(path)).text();
  await visitor.post(path, { ...formFields(page, path), ...fields });
}

async function waiting(name: string): Promise<Record<string, string>> {
  const [row] = await asOwner(product.databaseUrl, `select data from pgboss.job where name = $1 and state = 'created' limit 1`, [name]);
  return (row?.data ?? {}) as Record<string, string>;
}

/** What a run can leave: rows, mail, and lines of evidence outside the database. */
async function trace(): Promise<{ rows: Record<string, string>; mails: number; evidence: number }> {
  const evidence = (await product.app.tools.evidence.read()).length;
  return { rows: await state(), mails: product.app.sandbox?.mail.messages().length ?? 0, evidence };
}

/** Every row of the product, without the record of the runs themselves. */
function state() {
  return dumpOf(product.databaseUrl, { except: ['retention_runs'] });
}
