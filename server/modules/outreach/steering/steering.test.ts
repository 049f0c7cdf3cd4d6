import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asOwner } from '../../../../test/harness/database.ts';
import { plantContacts, plantMailbox } from '../../../../test/harness/outreach.ts';
import { password, setUp } from '../../../../test/harness/people.ts';
import { startProduct } from '../../../../test/harness/product.ts';
import { readId } from '../../../platform/ids.ts';
import { finishIfDone } from './finish-if-done.ts';

const product = await startProduct();
const { owner, workspaceId } = await setUp(product);
const { api } = owner;
const mailbox = await plantMailbox(product, workspaceId);
const look = (text: string, ...values: unknown[]) => asOwner(product.databaseUrl, text, values);
const steer = () => product.app.jobs.find(({ name }) => name === 'steer-campaigns')?.run({});
const texts = [{ variant: 'a', weight: 1, subject: 'The ford', html: '<p>Dear reader, the ford is closed.</p>' }];

let made = 0;
async function launched(change: Omit<Parameters<typeof api.outreach.change>[0], 'workspaceId' | 'outreachId'> = {}, people = 3) {
  const of = ++made;
  const members = Array.from({ length: people }, (_, index) => ({ email: `p${index}.${of}@example.org` }));
  const lists = await plantContacts(product, workspaceId, { [`list ${of}`]: members });
  const { id } = await api.outreach.create({ workspaceId, name: `Ford ${of}`, timeZone: 'UTC' });
  const one = { workspaceId, outreachId: id };
  const step = (delayHours: number) => ({ delayHours, sameThread: false, texts });
  await api.outreach.saveSteps({ ...one, steps: [step(0), step(48)] });
  await api.outreach.change({
    ...one,
    audience: { lists, segments: [], exceptLists: [], exceptSegments: [] },
    mailboxes: [mailbox],
    ...change,
  });
  await api.outreach.launch(one);
  return { ...one, campaignId: readId('outreach', id) };
}
const stateOf = async (one: { workspaceId: string; outreachId: string }) => {
  const { state, pausedBecause } = await api.outreach.show(one);
  return [state, pausedBecause];
};
const statesOf = async (campaignId: string) =>
  (
    await look('select state, reason, count(*)::int as n from enrolments where campaign_id = $1 group by 1, 2 order by 1, 2', campaignId)
  ).map(({ state, reason, n }) => [state, reason, n]);
/** As a settlement leaves it: the message has its outcome, and the recipient came so far. */
const settle = (campaignId: string, email: string, outcome: string, enrolment: string) =>
  look(
    `with e as (update enrolments set state = $4, ended_at = case when $4 = 'finished' then now() end
       where campaign_id = $1 and email = $2 returning *)
     insert into outreach_deliveries (workspace_id, campaign_id, enrolment_id, step, id, mailbox_id, variant, text_version, state, claimed_at)
     select workspace_id, campaign_id, id, 1, gen_random_uuid(), null, 'a', 1, $3, now() from e`,
    ...[campaignId, email, outcome, enrolment],
  );
const finish = (campaignId: string) => {
  const workspace = readId('workspace', workspaceId);
  const { tools } = product.app;
  return tools.database.inWorkspace(workspace, (tx) => finishIfDone(tools, tx, { workspaceId: workspace, campaignId }));
};

test('pause and resume go there and back fifty times and lose nobody; neither follows a draft or an end', async () => {
  const one = await launched();
  for (let times = 0; times < 50; times++) {
    await api.outreach.setState({ ...one, state: 'paused' });
    await api.outreach.setState({ ...one, state: 'running' });
  }
  assert.deepEqual(await stateOf(one), ['running', null]);
  assert.deepEqual(await statesOf(one.campaignId), [['waiting', null, 3]]);
  await api.outreach.setState({ ...one, state: 'finished' });
  await assert.rejects(api.outreach.setState({ ...one, state: 'running' }), { status: 409 });
  const draft = await api.outreach.create({ workspaceId, name: 'Draft' });
  await assert.rejects(api.outreach.setState({ workspaceId, outreachId: draft.id, state: 'paused' }), { status: 409 });
});

test('it is finished when nobody waits, nothing is leaving and no outcome is unknown, and not a moment before', async () => {
  const one = await launched();
  const [a, b, c] = [`p0.${made}@example.org`, `p1.${made}@example.org`, `p2.${made}@example.org`];
  await settle(one.campaignId, a, 'accepted', 'finished');
  await settle(one.campaignId, b, 'sending', 'sending');
  await settle(one.campaignId, c, 'failed', 'stopped');
  assert.equal(await finish(one.campaignId), false, 'one is leaving');
  await look("update outreach_deliveries set state = 'uncertain' where campaign_id = $1 and state = 'sending'", one.campaignId);
  await look("update enrolments set state = 'stopped' where campaign_id = $1 and state = 'sending'", one.campaignId);
  await look('update outreach_counts set uncertain = 1 where campaign_id = $1', one.campaignId);
  assert.equal(await finish(one.campaignId), false, 'of one nobody knows');
  await look('update outreach_counts set uncertain = 0, accepted = 2 where campaign_id = $1', one.campaignId);
  await look("update enrolments set state = 'waiting' where campaign_id = $1 and email = $2", one.campaignId, a);
  await look('update enrolments set mailbox_id = $2 where campaign_id = $1 and email = $3', one.campaignId, readId('mailbox', mailbox), a);
  assert.equal(await finish(one.campaignId), false, 'one waits for a follow-up');
  await look("update enrolments set state = 'finished' where campaign_id = $1 and email = $2", one.campaignId, a);
  await steer();
  assert.equal((await api.outreach.show(one)).state, 'finished');
  assert.equal(await finish(one.campaignId), false, 'once is enough');
});

test('who finishes early stops everybody who waits, and what is leaving may still end well', async () => {
  const one = await launched();
  await settle(one.campaignId, `p0.${made}@example.org`, 'sending', 'sending');
  await api.outreach.setState({ ...one, state: 'finished' });
  assert.deepEqual(await statesOf(one.campaignId), [
    ['sending', null, 1],
    ['stopped', 'ended', 2],
  ]);
  assert.equal((await api.outreach.show(one)).state, 'running');
  await look("update outreach_deliveries set state = 'accepted' where campaign_id = $1", one.campaignId);
  await look("update enrolments set state = 'waiting', next_step = 2 where campaign_id = $1 and state = 'sending'", one.campaignId);
  await steer();
  assert.deepEqual(await statesOf(one.campaignId), [['stopped', 'ended', 3]]);
  assert.equal((await api.outreach.show(one)).state, 'finished');
});

test('a start that came in time begins; one that was missed by more than an hour waits for a word', async () => {
  const inADay = () => new Date(product.clock.now().getTime() + 86_400_000).toISOString();
  const inTime = await launched({ startsAt: inADay() });
  product.clock.move({ hours: 25 });
  await steer();
  assert.deepEqual(await stateOf(inTime), ['running', null]);
  const late = await launched({ startsAt: inADay() });
  product.clock.move({ hours: 25, seconds: 1 });
  await steer();
  await steer();
  assert.deepEqual(await stateOf(late), ['paused', 'late']);
  await api.outreach.setState({ ...late, state: 'running' });
  product.clock.move({ hours: 5 });
  await steer();
  assert.deepEqual(await stateOf(late), ['running', null]);
  const entries = await look("select details from audit_entries where action = 'outreach.paused' and subject_id = $1", late.campaignId);
  assert.deepEqual(entries, [{ details: { because: 'late' } }]);
});

test('at its end whoever still waits stops, and the campaign is finished; a resume after that is refused', async () => {
  const endsAt = new Date(product.clock.now().getTime() + 86_400_000).toISOString();
  const one = await launched({ endsAt });
  await api.outreach.setState({ ...one, state: 'paused' });
  product.clock.move({ hours: 23 });
  await steer();
  assert.deepEqual(await statesOf(one.campaignId), [['waiting', null, 3]]);
  product.clock.move({ hours: 1 });
  await assert.rejects(api.outreach.setState({ ...one, state: 'running' }), { status: 409, data: { code: 'outreach_over' } });
  await steer();
  assert.deepEqual(await statesOf(one.campaignId), [['stopped', 'ended', 3]]);
  assert.equal((await api.outreach.show(one)).state, 'finished');
});

test('steps that are changed while it runs make a new version; a variant that is in use stays, and who waits for a step that is gone is done', async () => {
  const one = await launched();
  const before = await api.outreach.show(one);
  const shown = before.steps.map(({ delayHours, sameThread, texts: of }) => ({
    ...{ delayHours, sameThread },
    texts: of.map(({ variant, weight, subject, html }) => ({ variant, weight, subject, html })),
  }));
  await assert.rejects(api.outreach.saveSteps({ ...one, steps: shown, expectedVersion: before.version - 1 }), { status: 409 });
  assert.equal((await api.outreach.saveSteps({ ...one, steps: shown })).version, before.version, 'the same words are no new version');
  const other = shown.map((step) => ({ ...step, texts: step.texts.map((text) => ({ ...text, variant: 'b' })) }));
  await assert.rejects(api.outreach.saveSteps({ ...one, steps: other }), { status: 409, data: { code: 'variant_in_use' } });
  await look('update enrolments set next_step = 2 where campaign_id = $1 and email = $2', one.campaignId, `p0.${made}@example.org`);
  const after = await api.outreach.saveSteps({ ...one, steps: shown.slice(0, 1) });
  assert.deepEqual([after.version, after.steps.length], [before.version + 1, 1]);
  assert.deepEqual(await statesOf(one.campaignId), [
    ['finished', 'step_removed', 1],
    ['waiting', null, 2],
  ]);
  const kept = await look('select distinct version from outreach_steps where campaign_id = $1 order by 1', one.campaignId);
  assert.equal(kept.length, after.version);
});

test('a campaign goes with everything in it once its name was typed, and not while it runs', async () => {
  const one = await launched();
  await settle(one.campaignId, `p0.${made}@example.org`, 'accepted', 'finished');
  const name = (await api.outreach.show(one)).name;
  await api.account.confirm({ password });
  await assert.rejects(api.outreach.remove({ ...one, name }), { status: 409, data: { code: 'outreach_running' } });
  await api.outreach.setState({ ...one, state: 'paused' });
  await assert.rejects(api.outreach.remove({ ...one, name: 'Another' }), { status: 422 });
  await api.outreach.remove({ ...one, name });
  for (const table of ['enrolments', 'outreach_deliveries', 'outreach_counts', 'outreach_steps', 'outreach_texts', 'outreach_mailboxes'])
    assert.deepEqual(await look(`select 1 from ${table} where campaign_id = $1`, one.campaignId), [], table);
});

test('once a campaign was launched its start can be moved no more, nor be taken away: it would never begin', async () => {
  const startsAt = new Date(product.clock.now().getTime() + 86_400_000).toISOString();
  const one = await launched({ startsAt });
  for (const change of [
    { startsAt: null },
    { startsAt: new Date(product.clock.now().getTime() + 3_600_000).toISOString() },
    { quietDays: 0 },
  ])
    await assert.rejects(api.outreach.change({ ...one, ...change }), { status: 409, data: { code: 'outreach_launched' } });
  assert.equal((await api.outreach.show(one)).startsAt, startsAt);
});
