import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { asOwner } from '../../../test/harness/database.ts';
import { enrol, type Enrolled } from '../../../test/harness/enrolled.ts';
import { setUp, stranger } from '../../../test/harness/people.ts';
import { until } from '../../../test/harness/processes.ts';
import { startProduct } from '../../../test/harness/product.ts';
import { readId } from '../../platform/ids.ts';
import { unsubscribeUrlOf } from './index.ts';

const product = await startProduct();
const { owner, workspaceId: shown } = await setUp(product);
const workspaceId = readId('workspace', shown);
const look = (text: string, values: unknown[] = []) => asOwner(product.databaseUrl, text, values);
const press = (url: string, body: string) =>
  fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded' } });

/** Each with a webhook that is told who leaves. */
const elsewhere = await stranger(product);
for (const { visitor, workspace } of [
  { visitor: owner, workspace: shown },
  { visitor: elsewhere.visitor, workspace: elsewhere.workspaceId },
])
  await visitor.api.webhooks.add({ workspaceId: workspace, url: 'https://hooks.example.org/', events: ['recipient.left'] });
await look('update webhooks set proven_at = created_at');

for (const body of ['List-Unsubscribe=One-Click', 'leave=campaign', 'leave=everywhere'])
  test(`a claim that is under way when somebody leaves is waited for, and nothing follows it: ${body}`, async () => {
    const who = await enrol(product, { workspaceId, email: `${body.replace(/.*=/, '').toLowerCase()}@example.org` });
    const claim = new pg.Client({ connectionString: product.databaseUrl });
    await claim.connect();
    // A claim of the ledger: it holds the enrolment, and has read the list of suppressions already.
    await claim.query('begin');
    await claim.query('select id from enrolments where id = $1 for update skip locked', [who.enrolmentId]);
    let answered = false;
    const answer = press(unsubscribeUrlOf(product.app.tools, product.url, who), body).then((one) => ((answered = true), one));
    const waits = `select 1 from pg_stat_activity where datname = current_database() and application_name = 'antiphon' and wait_event_type = 'Lock'`;
    await until('leaving waits for the claim', async () => (await look(waits)).length > 0);
    assert.equal(answered, false);
    await claim.query("update enrolments set state = 'sending' where id = $1", [who.enrolmentId]);
    await claim.query('commit');
    await claim.end();
    assert.equal((await answer).status, 200);
    const [row] = await look('select state, reason from enrolments where id = $1', [who.enrolmentId]);
    assert.deepEqual(row, { state: 'stopped', reason: 'unsubscribed' });
  });

test('a campaign whose last recipient leaves is finished', async () => {
  const who = await enrol(product, { workspaceId, email: 'last@example.org' });
  await press(unsubscribeUrlOf(product.app.tools, product.url, who), 'leave=campaign');
  const [row] = await look('select state from outreach_campaigns where id = $1', [who.campaignId]);
  assert.equal(row?.state, 'finished');
});

for (const [what, told] of [
  ['campaign', 1],
  ['workspace', 3],
  ['everywhere', 4],
] as const)
  test(`that somebody leaves by a link is told for each campaign in which they end by it, once: ${what}`, async () => {
    const email = `told-${what}@example.org`;
    const first = await enrol(product, { workspaceId, email });
    const over = await enrol(product, { workspaceId, email });
    await look("update enrolments set state = 'finished' where id = $1", [over.enrolmentId]);
    const second = await enrol(product, { workspaceId, email });
    const third = await enrol(product, { workspaceId, email });
    const other = await enrol(product, { workspaceId: readId('workspace', elsewhere.workspaceId), email });
    const leaves = (by: Enrolled, how: string) => press(unsubscribeUrlOf(product.app.tools, product.url, by), `leave=${how}`);
    const heard = async () => {
      const events = await look('select enrolment_id as id, step from webhook_events where enrolment_id = any($1)', [
        [first, over, second, third, other].map(({ enrolmentId }) => enrolmentId),
      ]);
      assert.ok(events.every(({ step }) => step === 1));
      return events.map(({ id }) => String(id)).toSorted();
    };
    const ended = [second, first, third, other].slice(0, told).map(({ enrolmentId }) => enrolmentId);
    for (let times = 0; times < 2; times++) await leaves(second, what);
    assert.deepEqual(await heard(), ended.toSorted());
    // The links under their other messages still lead here.
    for (let times = 0; times < 2; times++) await leaves(over, 'campaign');
    if (what !== 'campaign') await leaves(third, what);
    assert.deepEqual(await heard(), [...ended, over.enrolmentId].toSorted());
  });
