import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { asOwner } from '../../../../test/harness/database.ts';
import { invite, runJobs, setUp } from '../../../../test/harness/people.ts';
import { startProduct } from '../../../../test/harness/product.ts';
import { plantRecipients, plantRunning } from '../../../../test/harness/sending.ts';
import { readId, showId } from '../../../platform/ids.ts';
import { guardCampaign } from './guard-campaign.ts';
import { boundOf, isTooMany, usualGuards } from './guards.ts';

const product = await startProduct();
const { owner, workspaceId: shown, email } = await setUp(product);
const workspaceId = readId('workspace', shown);
const { clock } = product;
const look = (text: string, ...values: unknown[]) => asOwner(product.databaseUrl, text, values);
const ownerId = readId('user', (await owner.api.account.me()).id);

/** A running campaign of which so many messages were accepted in an hour. */
async function running(accepted: number) {
  const campaignId = await plantRunning(product, workspaceId, [], { launchedBy: ownerId });
  await plantRecipients(product, workspaceId, campaignId, { count: 400 });
  await accept(campaignId, accepted);
  return campaignId;
}
const accept = (campaignId: string, accepted: number) =>
  look(
    `insert into outreach_counts (workspace_id, campaign_id, step, variant, mailbox_id, hour, accepted)
     values ($1, $2, 1, 'a', '00000000-0000-0000-0000-000000000000', date_trunc('hour', $3::timestamptz), $4)
     on conflict (workspace_id, campaign_id, step, variant, mailbox_id, hour) do update set accepted = outreach_counts.accepted + excluded.accepted`,
    ...[workspaceId, campaignId, clock.now(), accepted],
  );
const guard = (campaignId: string) =>
  product.app.tools.database.inWorkspace(workspaceId, (tx) => guardCampaign(product.app.tools, tx, { workspaceId, campaignId }));
/** So many come back, one after the other; gives after how many it was paused. */
async function comeBack(
  campaignId: string,
  kind: 'bounce' | 'complaint',
  many: number,
  severity: 'hard' | 'soft' | 'refused' | null = null,
) {
  const people = await look(
    `select id from enrolments e where campaign_id = $1 and not exists (select from outreach_returns r where r.enrolment_id = e.id)
     order by seq limit $2`,
    ...[campaignId, many],
  );
  for (const [index, { id }] of people.entries()) {
    await look(
      `insert into outreach_returns (workspace_id, campaign_id, enrolment_id, id, step, kind, severity, matched_by, provider_message_id, came_at)
       values ($1, $2, $3, gen_random_uuid(), 1, $4, $5, 'message_id', $7, $6)`,
      ...[workspaceId, campaignId, id, kind, severity, clock.now(), String(id)],
    );
    if (await guard(campaignId)) return index + 1;
  }
  return undefined;
}
/** So many recipients are refused at once. */
async function refuse(campaignId: string, many: number, reason = 'address_refused') {
  await look(
    `with d as (
       insert into outreach_deliveries (workspace_id, campaign_id, enrolment_id, step, id, variant, text_version, state, reason, claimed_at, settled_at)
       select workspace_id, campaign_id, id, 1, gen_random_uuid(), 'a', 1, 'failed', $3, $4, $4 from enrolments e
       where campaign_id = $1 and not exists (select from outreach_deliveries r where r.enrolment_id = e.id) order by seq limit $2 returning 1)
     update outreach_counts set failed = failed + (select count(*) from d) where campaign_id = $1`,
    ...[campaignId, many, reason, clock.now()],
  );
}
const stateOf = async (campaignId: string) => {
  const { state, pausedBecause } = await owner.api.outreach.show({ workspaceId: shown, outreachId: showId('outreach', campaignId) });
  return [state, pausedBecause];
};

test('Ten hard bounces among the latest two hundred messages pause a campaign, and nine do not', async () => {
  const campaignId = await running(200);
  assert.equal(await comeBack(campaignId, 'bounce', 12, 'hard'), 10);
  assert.deepEqual(await stateOf(campaignId), ['paused', 'bounces']);
  const entries = await look("select details from audit_entries where action = 'outreach.paused' and subject_id = $1", campaignId);
  assert.deepEqual(entries, [{ details: { because: 'bounces', came: 10, accepted: 200, refused: 0 } }]);
});

test('Soft bounces pause nothing, and neither do few hard ones among many messages', async () => {
  const campaignId = await running(400);
  assert.equal(await comeBack(campaignId, 'bounce', 60, 'soft'), undefined);
  assert.equal(await comeBack(campaignId, 'bounce', 19, 'hard'), undefined);
  assert.equal(await comeBack(campaignId, 'bounce', 1, 'hard'), 1);
});

test('Messages that servers refuse for what they are count like those that came back', async () => {
  const campaignId = await running(200);
  assert.equal(await comeBack(campaignId, 'bounce', 12, 'refused'), 10);
  assert.deepEqual(await stateOf(campaignId), ['paused', 'bounces']);
});

test('Recipients whom servers refuse at once count as well, each once, and none from before a member let it run on', async () => {
  const campaignId = await running(180);
  await refuse(campaignId, 9);
  // Of somebody who was refused a report came, too.
  await look(
    `insert into outreach_returns (workspace_id, campaign_id, enrolment_id, id, step, kind, severity, matched_by, provider_message_id, came_at)
     select workspace_id, campaign_id, enrolment_id, gen_random_uuid(), 1, 'bounce', 'hard', 'message_id', 'twice', $2
     from outreach_deliveries where campaign_id = $1 and state = 'failed' limit 1`,
    ...[campaignId, clock.now()],
  );
  assert.equal(await guard(campaignId), false);
  await refuse(campaignId, 1, 'text_unusable');
  assert.equal(await guard(campaignId), false);
  await refuse(campaignId, 1);
  assert.equal(await guard(campaignId), true);
  assert.deepEqual(await stateOf(campaignId), ['paused', 'bounces']);
  clock.move({ minutes: 5 });
  await owner.api.outreach.setState({ workspaceId: shown, outreachId: showId('outreach', campaignId), state: 'running' });
  clock.move({ minutes: 5 });
  await refuse(campaignId, 9);
  assert.equal(await guard(campaignId), false);
  await refuse(campaignId, 1);
  assert.equal(await guard(campaignId), true);
});

test('A campaign whose every recipient is refused pauses though nothing was accepted', async () => {
  const campaignId = await running(0);
  await refuse(campaignId, 9);
  assert.equal(await guard(campaignId), false);
  await refuse(campaignId, 1);
  assert.equal(await guard(campaignId), true);
});

test('Three complaints in a thousand messages pause it, and who launched it is told by mail, once', async () => {
  const campaignId = await running(1000);
  assert.equal(await comeBack(campaignId, 'complaint', 4), 3);
  assert.deepEqual(await stateOf(campaignId), ['paused', 'complaints']);
  const mails = () =>
    (product.app.sandbox?.mail.messages() ?? []).filter(
      ({ recipients, email: mail }) => recipients.includes(email) && /called it unwanted/.test(mail.text ?? ''),
    );
  await runJobs(product, 'mail-paused-outreach');
  await runJobs(product, 'mail-paused-outreach');
  assert.equal(mails().length, 1);

  // The same job once more, as when nobody heard that it was done; and another pause, which is told anew.
  const again = () =>
    product.app.tools.database.inWorkspace(workspaceId, (tx) =>
      product.app.tools.enqueue(tx, 'mail-paused-outreach', { workspaceId, campaignId }),
    );
  await again();
  await runJobs(product, 'mail-paused-outreach');
  assert.equal(mails().length, 1);
  clock.move({ hours: 1 });
  await look('update outreach_campaigns set paused_at = $2 where id = $1', campaignId, clock.now());
  await again();
  await runJobs(product, 'mail-paused-outreach');
  assert.equal(mails().length, 2);
});

test('What was bad in the latest messages counts, however many went well before', async () => {
  const campaignId = await running(5000);
  clock.move({ hours: 2 });
  await accept(campaignId, 200);
  assert.equal(await comeBack(campaignId, 'bounce', 12, 'hard'), 10);
});

test('Once a member lets it run on, what came back before is no reason to pause it again', async () => {
  const campaignId = await running(200);
  await comeBack(campaignId, 'bounce', 10, 'hard');
  clock.move({ minutes: 5 });
  await owner.api.outreach.setState({ workspaceId: shown, outreachId: showId('outreach', campaignId), state: 'running' });
  assert.equal(await guard(campaignId), false);
  clock.move({ minutes: 5 });
  assert.equal(await comeBack(campaignId, 'bounce', 9, 'hard'), undefined);
  assert.equal(await comeBack(campaignId, 'bounce', 1, 'hard'), 1);
});

test('A workspace may make the guards stricter and not wider, by whoever may change the workspace', async () => {
  const one = { workspaceId: shown, person: null, company: null, bouncePercent: 2, complaintPermille: 1 };
  assert.equal((await owner.api.outreach.changeGuards(one)).bouncePercent, 2);
  const campaignId = await running(400);
  assert.equal(await comeBack(campaignId, 'bounce', 12, 'hard'), 10);
  await assert.rejects(owner.api.outreach.changeGuards({ ...one, bouncePercent: 6 }), { status: 400 });
  await assert.rejects(owner.api.outreach.changeGuards({ ...one, complaintPermille: 4 }), { status: 400 });
  const agent = await invite(product, owner, { workspaceId: shown, email: 'olga@example.org', role: 'agent' });
  await assert.rejects(agent.api.outreach.changeGuards(one), { status: 403 });
  assert.equal((await agent.api.outreach.guards({ workspaceId: shown })).bouncePercent, 2);
});

test('A bound is never reached below its floor nor below its share, and is looked for among as many as make both the same', () => {
  const anyGuards = fc.record({ bouncePercent: fc.integer({ min: 1, max: 5 }), complaintPermille: fc.integer({ min: 1, max: 3 }) });
  fc.assert(
    fc.property(anyGuards, fc.nat(5000), fc.nat(200), fc.constantFrom('bounces', 'complaints'), (given, accepted, came, against) => {
      const bound = boundOf(against, { ...usualGuards, ...given });
      assert.ok(Math.abs(bound.among * bound.share - bound.floor) <= bound.share);
      if (isTooMany({ came, accepted }, bound)) assert.ok(came >= bound.floor && came / Math.max(1, accepted) >= bound.share - 1e-12);
      else assert.ok(came < bound.floor || came < accepted * bound.share);
    }),
  );
});
