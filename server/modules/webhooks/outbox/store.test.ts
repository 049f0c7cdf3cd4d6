import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asOwner } from '../../../../test/harness/database.ts';
import { setUp } from '../../../../test/harness/people.ts';
import { startProduct } from '../../../../test/harness/product.ts';
import { readId } from '../../../platform/ids.ts';

const product = await startProduct();
const { owner, workspaceId } = await setUp(product);
const look = (text: string, ...values: unknown[]) => asOwner(product.databaseUrl, text, values);

test('what was given up is counted and listed without reading all that was told', async () => {
  const { id } = await owner.api.webhooks.add({ workspaceId, url: 'https://hooks.example.org/', events: ['campaign.paused'] });
  const which = { workspaceId, webhookId: id };
  await look(
    `insert into webhook_events (workspace_id, id, webhook_id, type, happened_at, state, waits_since)
     select $1, gen_random_uuid(), $2, 'webhook.test', $3, case when n % 5000 = 0 then 'given_up' else 'told' end, $3 from generate_series(1, 20000) as n`,
    readId('workspace', workspaceId),
    readId('webhook', id),
    product.clock.now(),
  );
  await look('analyze webhook_events');
  const { webhooks } = await owner.api.webhooks.list({ workspaceId });
  assert.equal(webhooks[0]?.givenUp, 4);
  assert.equal((await owner.api.webhooks.events({ ...which, state: 'given_up' })).events.length, 4);
  const plans = await Promise.all(
    ['select count(*)', 'select number'].map((what) =>
      look(
        `explain ${what} from webhook_events where workspace_id = $1 and webhook_id = $2 and state = 'given_up' ${what.includes('count') ? '' : 'order by number desc limit 50'}`,
        readId('workspace', workspaceId),
        readId('webhook', id),
      ),
    ),
  );
  for (const plan of plans) assert.match(JSON.stringify(plan), /webhook_events_given_up/);
});
