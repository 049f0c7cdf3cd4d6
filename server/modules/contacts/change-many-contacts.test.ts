import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { asOwner } from '../../../test/harness/database.ts';
import { setUp } from '../../../test/harness/people.ts';
import { until } from '../../../test/harness/processes.ts';
import { startProduct } from '../../../test/harness/product.ts';
import { plantRunning } from '../../../test/harness/sending.ts';
import { readId } from '../../platform/ids.ts';

const product = await startProduct();
const { owner, workspaceId } = await setUp(product);
const { api } = owner;
const inside = readId('workspace', workspaceId);
const look = (text: string, ...values: unknown[]) => asOwner(product.databaseUrl, text, values);
const contact = async (email: string) => (await api.contacts.create({ workspaceId, email })).id;

const enrolling = `
  insert into enrolments
    (workspace_id, campaign_id, id, contact_id, email, email_key, fields, time_zone, state, reason, next_step, variant, due_at, seq, enrolled_at)
  values ($1, $2, gen_random_uuid(), $3, $4, $4, '{}', 'UTC', $5, $6, 1, 'a', $7, 1, $7)`;
const enrolled = (campaignId: string, id: string, state: string, reason: string | null = null) =>
  [inside, campaignId, readId('contact', id), `${id}@example.org`, state, reason, product.clock.now()] as const;
const standing = async (campaignId: string) =>
  (await look('select state, reason, contact_id, ended_at from enrolments where campaign_id = $1 order by email', campaignId)).map(
    ({ state, reason, contact_id, ended_at }) => [state, reason, contact_id, ended_at],
  );

test('whoever is removed from the address book gets nothing more of a campaign that runs, and stands in no draft', async () => {
  const [running, draft] = [
    await plantRunning(product, inside, []),
    await plantRunning(product, inside, [], { launchedAt: null, state: 'draft' }),
  ];
  const ids = [await contact('waits@example.org'), await contact('leaves@example.org'), await contact('doubted@example.org')].toSorted();
  const [waits = '', leaves = '', doubted = ''] = ids;
  const done = await contact('done@example.org');
  await look(enrolling, ...enrolled(running, waits, 'waiting'));
  await look(enrolling, ...enrolled(running, leaves, 'sending'));
  await look(enrolling, ...enrolled(running, doubted, 'stopped', 'uncertain'));
  await look(enrolling, ...enrolled(draft, waits, 'waiting'));
  await look(enrolling, ...enrolled(draft, done, 'waiting'));
  await api.contacts.remove({ workspaceId, contactId: waits });
  await api.contacts.changeMany({ workspaceId, contactIds: [leaves, doubted], change: { what: 'remove' } });
  const stopped = ['stopped', 'removed', null, product.clock.now()];
  assert.deepEqual(await standing(running), [stopped, stopped, stopped]);
  assert.deepEqual(await standing(draft), [['waiting', null, readId('contact', done), null]]);
});

test('whoever got all messages before they are removed stays as they were', async () => {
  const running = await plantRunning(product, inside, []);
  const id = await contact('all@example.org');
  await look(enrolling, ...enrolled(running, id, 'finished'));
  await api.contacts.remove({ workspaceId, contactId: id });
  assert.deepEqual(await standing(running), [['finished', null, null, null]]);
});

test('a removal waits for a launch that has read the address book, and stops whom it enrolled', async () => {
  const campaignId = await plantRunning(product, inside, [], { launchedAt: null, state: 'draft' });
  const id = await contact('meanwhile@example.org');
  const launch = new pg.Client({ connectionString: product.databaseUrl });
  await launch.connect();
  await launch.query('begin');
  await launch.query('select id from outreach_campaigns where id = $1 for update', [campaignId]);
  await launch.query(enrolling, [...enrolled(campaignId, id, 'waiting')]);
  const removal = api.contacts.remove({ workspaceId, contactId: id });
  const waits = `select 1 from pg_stat_activity where datname = current_database() and application_name = 'antiphon' and wait_event_type = 'Lock'`;
  await until('the removal waits for the launch', async () => (await look(waits)).length > 0);
  await launch.query("update outreach_campaigns set state = 'running', launched_at = $2 where id = $1", [campaignId, product.clock.now()]);
  await launch.query('commit');
  await launch.end();
  await removal;
  assert.deepEqual(await standing(campaignId), [['stopped', 'removed', null, product.clock.now()]]);
});
