import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { asOwner } from '../test/harness/database.ts';
import { setUp } from '../test/harness/people.ts';
import { startProduct } from '../test/harness/product.ts';
import { plantRecipients, plantRunning } from '../test/harness/sending.ts';
import { readId } from '../server/platform/ids.ts';

const product = await startProduct();
const { workspaceId: shown } = await setUp(product);
const workspaceId = readId('workspace', shown);
const look = (text: string, ...values: unknown[]) => asOwner(product.databaseUrl, text, values);
const nowhere = '00000000-0000-7000-8000-000000000001';

const claim = `insert into outreach_deliveries (workspace_id, campaign_id, enrolment_id, step, id, variant, text_version, state, claimed_at)
  select workspace_id, campaign_id, id, 1, gen_random_uuid(), 'a', 1, 'sending', now() from enrolments where campaign_id = $1`;

async function campaign(count: number): Promise<string> {
  const id = await plantRunning(product, workspaceId, []);
  await plantRecipients(product, workspaceId, id, { count });
  return id;
}

test('nobody is a recipient of a campaign that is not there, and nothing is sent to a recipient who is not there', async () => {
  await assert.rejects(plantRecipients(product, workspaceId, nowhere, { count: 2 }), { code: '23503' });
  const id = await campaign(2);
  const strayed = claim.replace(' id, 1,', ` '${nowhere}', 1,`).replace('where', 'where seq = 1 and');
  await assert.rejects(look(strayed, id), { code: '23503' });
  assert.equal((await look('select from outreach_deliveries where campaign_id = $1', id)).length, 0);
});

test('with a campaign its recipients go, and with them their messages; those of another stay', async () => {
  const [gone, kept] = [await campaign(3), await campaign(2)];
  await look(claim, gone);
  await look(claim, kept);
  await look('delete from outreach_campaigns where id = $1', gone);
  const left = async (table: string) =>
    (await look(`select campaign_id from ${table} where campaign_id in ($1, $2)`, gone, kept)).map((row) => row['campaign_id']);
  assert.deepEqual(await left('enrolments'), [kept, kept]);
  assert.deepEqual(await left('outreach_deliveries'), [kept, kept]);
});

test('a campaign to which recipients are being added cannot be removed from under them', async () => {
  const id = await campaign(1);
  const adding = new pg.Client({ connectionString: product.databaseUrl });
  await adding.connect();
  await adding.query('begin');
  await adding.query(
    `insert into enrolments (workspace_id, campaign_id, id, email, email_key, fields, time_zone, state, next_step, variant, due_at, seq, enrolled_at)
     select workspace_id, campaign_id, gen_random_uuid(), 'x' || email, 'x' || email_key, fields, time_zone, state, next_step, variant, due_at, 2, now()
     from enrolments where campaign_id = $1`,
    [id],
  );
  await assert.rejects(look("set lock_timeout = '200ms'; delete from outreach_campaigns where state = 'running'"), { code: '55P03' });
  await adding.query('commit');
  await adding.end();
  await look('delete from outreach_campaigns where id = $1', id);
  assert.equal((await look('select from enrolments where campaign_id = $1', id)).length, 0);
});
