import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setUp } from '../../../../test/harness/people.ts';
import { startProduct } from '../../../../test/harness/product.ts';
import { sql } from 'kysely';
import { readId } from '../../../platform/ids.ts';
import { audienceSql, countAudience, mergeTagsOf, mergeValuesSql, type Audience } from '../index.ts';

const product = await startProduct();
const { owner, workspaceId } = await setUp(product);
const { api } = owner;
const { tools } = product.app;
const inside = readId('workspace', workspaceId);

await api.contactFields.create({ workspaceId, key: 'committee', label: 'Committee' });
const company = await api.companies.create({ workspaceId, name: 'Ford Council', domain: '' });
const [first, second] = [await api.lists.create({ workspaceId, name: 'First' }), await api.lists.create({ workspaceId, name: 'Second' })];
const people = [
  { email: 'a@example.org', firstName: 'Ana', tags: ['water'], listIds: [first.id], fields: { committee: 'Water', email: 'x' } },
  { email: 'b@example.org', firstName: 'Bo', tags: ['water', 'roads'], listIds: [first.id, second.id], companyId: company.id },
  { email: 'c@example.org', firstName: 'Cy', tags: ['roads'], listIds: [second.id] },
  { email: 'd@example.org', firstName: '' },
];
for (const { fields, ...person } of people)
  await api.contacts.create({ workspaceId, ...person, ...(fields ? { fields: { committee: fields.committee } } : {}) });

const tagged = (tag: string) => ({ kind: 'tag', tag }) as const;
const water = await api.segments.create({ workspaceId, name: 'Water', rule: tagged('water') });
const dry = await api.segments.create({
  workspaceId,
  name: 'Dry',
  rule: { kind: 'not', rule: { kind: 'segment', segmentId: water.id } },
});

const meant = (audience: Partial<Record<keyof Audience, string[]>>) => {
  const ids = (noun: 'list' | 'segment', shown: string[] = []) => shown.map((id) => readId(noun, id));
  const whole = {
    lists: ids('list', audience.lists),
    segments: ids('segment', audience.segments),
    exceptLists: ids('list', audience.exceptLists),
    exceptSegments: ids('segment', audience.exceptSegments),
  };
  return tools.database.inWorkspace(inside, async (tx) => {
    const chosen = await audienceSql(tools, tx, inside, whole);
    const { rows } = await sql<{ email: string }>`select email from contacts where id in (${chosen}) order by email`.execute(tx);
    const emails = rows.map(({ email }) => email.charAt(0)).join('');
    assert.equal(await countAudience(tools, tx, inside, whole), emails.length);
    return emails;
  });
};

test('an audience is whoever stands in one of the lists or segments and in none of those left out, each once', async () => {
  assert.equal(await meant({}), '');
  assert.equal(await meant({ lists: [first.id] }), 'ab');
  assert.equal(await meant({ lists: [first.id, second.id] }), 'abc');
  assert.equal(await meant({ segments: [water.id] }), 'ab');
  assert.equal(await meant({ segments: [dry.id] }), 'cd');
  assert.equal(await meant({ segments: [water.id, dry.id] }), 'abcd');
  assert.equal(await meant({ lists: [second.id], segments: [water.id] }), 'abc');
  assert.equal(await meant({ lists: [first.id, second.id], exceptLists: [second.id] }), 'a');
  assert.equal(await meant({ lists: [second.id], exceptSegments: [water.id] }), 'c');
  assert.equal(await meant({ segments: [water.id], exceptLists: [second.id], exceptSegments: [dry.id] }), 'a');
  assert.equal(await meant({ exceptLists: [second.id] }), '');
});

test('a list or segment that is gone means nobody and leaves out nobody', async () => {
  const gone = await api.segments.create({ workspaceId, name: 'Gone', rule: tagged('water') });
  await api.segments.remove({ workspaceId, segmentId: gone.id });
  assert.equal(await meant({ segments: [gone.id] }), '');
  assert.equal(await meant({ lists: [first.id], exceptSegments: [gone.id] }), 'ab');
});

test('merge tags have the values of a contact and its company, and no own field hides one of ours', async () => {
  const values = await tools.database.inWorkspace(inside, async (tx) => {
    await sql`update contacts set fields = fields || '{"email": "hidden"}' where email = 'a@example.org'`.execute(tx);
    assert.deepEqual((await mergeTagsOf(tx, inside)).slice(-2), ['language', 'committee']);
    const { rows } = await sql<{ tags: Record<string, string> }>`select ${mergeValuesSql()} as tags from contacts c
      left join companies k on k.workspace_id = c.workspace_id and k.id = c.company_id
      where c.workspace_id = ${inside} and c.email < 'c' order by c.email`.execute(tx);
    return rows.map(({ tags }) => tags);
  });
  const empty = { last_name: '', job_title: '', phone: '', language: '' };
  assert.deepEqual(values, [
    { ...empty, first_name: 'Ana', email: 'a@example.org', company: '', committee: 'Water' },
    { ...empty, first_name: 'Bo', email: 'b@example.org', company: 'Ford Council' },
  ]);
});

test('a segment shows whom it means, and its rule is counted while it is written', async () => {
  const { contacts } = await api.contacts.list({ workspaceId, segmentId: dry.id });
  assert.deepEqual(contacts.map(({ email }) => email).sort(), ['c@example.org', 'd@example.org']);
  assert.deepEqual(await api.segments.count({ workspaceId, rule: tagged('water') }), { contacts: 2, more: false });
  assert.deepEqual(await api.segments.count({ workspaceId, rule: { kind: 'all', rules: [] } }), { contacts: 4, more: false });
});

test('a ring of segments is refused, over several as over one', async () => {
  await assert.rejects(
    api.segments.change({ workspaceId, segmentId: water.id, rule: { kind: 'segment', segmentId: water.id } }),
    /leads back/,
  );
  await assert.rejects(
    api.segments.change({ workspaceId, segmentId: water.id, rule: { kind: 'any', rules: [{ kind: 'segment', segmentId: dry.id }] } }),
    /leads back/,
  );
  const missing = 'seg_0192f1c27e0b7c4a9d3e5f60718293a4';
  await assert.rejects(api.segments.create({ workspaceId, name: 'x', rule: { kind: 'segment', segmentId: missing } }), /no segment/);
});

test('what another segment asks for is not removed', async () => {
  await assert.rejects(api.segments.remove({ workspaceId, segmentId: water.id }), /“Dry” names this one/);
  const asking = await api.segments.create({ workspaceId, name: 'Listed', rule: { kind: 'list', listId: second.id } });
  await assert.rejects(api.lists.remove({ workspaceId, listId: second.id }), /“Listed” asks for this list/);
  await api.segments.remove({ workspaceId, segmentId: asking.id });
  await api.lists.remove({ workspaceId, listId: second.id });
  assert.equal((await api.contacts.list({ workspaceId })).contacts.length, 4);
});

test('a rule changes with the day: relative dates are read when it is asked', async () => {
  const rule = { kind: 'span', of: 'created', test: 'within_last', days: 7 } as const;
  assert.equal((await api.segments.count({ workspaceId, rule })).contacts, 4);
  product.clock.move({ days: 8 });
  await owner.api.account.signIn({ email: 'owner@example.org', password: 'sample harbour lantern quilt' });
  assert.equal((await api.segments.count({ workspaceId, rule })).contacts, 0);
});
