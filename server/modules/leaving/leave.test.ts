import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { asOwner } from '../../../test/harness/database.ts';
import { enrol } from '../../../test/harness/enrolled.ts';
import { setUp } from '../../../test/harness/people.ts';
import { until } from '../../../test/harness/processes.ts';
import { startProduct } from '../../../test/harness/product.ts';
import { readId } from '../../platform/ids.ts';
import { unsubscribeUrlOf } from './index.ts';

const product = await startProduct();
const { workspaceId: shown } = await setUp(product);
const workspaceId = readId('workspace', shown);
const look = (text: string, values: unknown[] = []) => asOwner(product.databaseUrl, text, values);
const press = (url: string, body: string) =>
  fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded' } });

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
