import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asOwner } from '../../../../test/harness/database.ts';
import { setUp } from '../../../../test/harness/people.ts';
import { startProduct } from '../../../../test/harness/product.ts';
import { plantRecipients, plantRunning } from '../../../../test/harness/sending.ts';
import { newId, readId } from '../../../platform/ids.ts';
import { stopForCompany } from './stop-for-company.ts';

const product = await startProduct();
const { workspaceId: shown } = await setUp(product);
const workspaceId = readId('workspace', shown);
const look = (text: string, ...values: unknown[]) => asOwner(product.databaseUrl, text, values);

test('An answer stops everybody of the company in this campaign, and nobody else anywhere', async () => {
  const campaigns = [await plantRunning(product, workspaceId, []), await plantRunning(product, workspaceId, [])];
  const companyId = newId(product.clock);
  await look("insert into companies (workspace_id, id, name, created_at) values ($1, $2, 'Ford Works', now())", workspaceId, companyId);
  for (const campaignId of campaigns) await plantRecipients(product, workspaceId, campaignId, { count: 5 });
  await look(
    `insert into contacts (workspace_id, id, email, email_key, company_id, created_at, changed_at)
     select workspace_id, gen_random_uuid(), email, email_key, case when seq <= 3 then $2::uuid end, now(), now() from enrolments where campaign_id = $1`,
    campaigns[0],
    companyId,
  );
  await look('update enrolments e set contact_id = c.id from contacts c where c.email_key = e.email_key');
  const [answering] = await look("select contact_id from enrolments where campaign_id = $1 and email like 'r1@%'", campaigns[0]);
  const [alone] = await look("select contact_id from enrolments where campaign_id = $1 and email like 'r5@%'", campaigns[0]);
  const stop = (contactId: string | null) =>
    product.app.tools.database.inWorkspace(workspaceId, (tx) =>
      stopForCompany(product.app.tools, tx, { workspaceId, campaignId: campaigns[0] ?? '', contactId }),
    );
  assert.equal(await stop(null), 0);
  assert.equal(await stop(String(alone?.['contact_id'])), 0, 'who belongs to no company stops nobody');
  assert.equal(await stop(String(answering?.['contact_id'])), 3);
  const rows = await look('select campaign_id, state, reason, count(*)::int as n from enrolments group by 1, 2, 3 order by 1, 2');
  assert.deepEqual(rows.map(({ campaign_id, state, reason, n }) => [campaigns.indexOf(String(campaign_id)), state, reason, n]).toSorted(), [
    [0, 'stopped', 'company_replied', 3],
    [0, 'waiting', null, 2],
    [1, 'waiting', null, 5],
  ]);
});
