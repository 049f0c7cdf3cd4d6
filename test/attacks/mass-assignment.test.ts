import assert from 'node:assert/strict';
import { test } from 'node:test';
import { publishedCampaign } from '../harness/advocacy.ts';
import { asOwner } from '../harness/database.ts';
import { invite, linkToken, password, runJobs, stranger, Visitor } from '../harness/people.ts';
import { startProduct } from '../harness/product.ts';
import { keepFaults } from './keep-faults.ts';
import { operationsOf } from './operations.ts';
import { sample } from './samples.ts';

const { log, faults } = keepFaults();
const product = await startProduct({ log });
const { owner, workspaceId, campaignId } = await publishedCampaign(product);
const outside = await stranger(product);
await outside.visitor.api.campaigns.create({ workspaceId: outside.workspaceId, name: 'Elsewhere', slug: 'elsewhere' });
const admin = await invite(product, owner, { workspaceId, email: 'admin.sample@example.org', role: 'admin' });
const adminId = (await admin.api.account.me()).id;
const look = (text: string) => asOwner(product.databaseUrl, text);

/** Fields that belong to the server alone. */
const stolen = {
  ...{ role: 'owner', operator: true, operatorSince: '2026-01-01T00:00:00Z', isAdmin: true, secondFactor: true },
  ...{ id: `usr_${'0'.repeat(32)}`, userId: adminId, ownerId: adminId, createdBy: adminId, email: 'taken.over@example.org' },
  ...{ workspaceId: outside.workspaceId, workspace_id: outside.workspaceId, campaignId: `cmp_${'0'.repeat(32)}` },
  ...{ state: 'published', held: null, heldAt: null, approval: 'given', textVersion: 999, code: 'AAAAAAAA' },
  ...{
    participations: 999_999,
    accepted: 999_999,
    counts: { accepted: 999_999 },
    createdAt: '2020-01-01T00:00:00Z',
    expiresAt: '2099-01-01T00:00:00Z',
  },
  ...{ passwordHash: 'x', tokenHash: 'x', secret: 'whsec_x', kind: 'outreach' },
};

/** What no call of an admin in one workspace may ever change. */
const untouchable = () =>
  Promise.all([
    look('select id, email_key, operator_since, password_hash, totp_enabled_at from users order by id'),
    look('select workspace_id, user_id, role from members order by 1, 2'),
    look(`select * from campaigns where workspace_id <> '${uuidOf(workspaceId)}' order by id`),
    look(`select id, held_at, code, created_at from campaigns where id = '${uuidOf(campaignId)}'`),
    look('select campaign_id, accepted from campaign_counts order by 1'),
    look(`select count(*)::int as rows from audit_entries where workspace_id = '${uuidOf(outside.workspaceId)}'`),
  ]);
const uuidOf = (shown: string) => shown.slice(4).replace(/(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');

/** Routes that change what is looked at, by their very purpose: whose role and which account it is stands in their path or their link. They come after. */
const meant =
  /\/(end|erasure|deletion|password|second-factor|address-changes?|accept|hold|setup)(\/|$)|\/account\/(close|leave)|^DELETE|\/(members)\//;

test('no route takes a field that its contract does not name: no role, owner, workspace, state, count or secret comes with a body', async () => {
  const things: Record<string, string> = { workspaceId, campaignId };
  const routes = (await operationsOf(owner)).filter(
    ({ method, path, body }) => body !== undefined && !meant.test(method === 'DELETE' ? 'DELETE' : path),
  );
  assert.ok(routes.length >= 15, String(routes.length));
  const before = await untouchable();
  let taken = 0;
  for (const { method, path, body } of routes) {
    await look('delete from rate_windows');
    await admin.api.account.confirm({ password });
    const good = sample(body ?? {}, '') as Record<string, unknown>;
    if ('role' in good) good['role'] = 'viewer';
    const fields = Object.fromEntries(Object.entries(stolen).filter(([name]) => !(name in good)));
    const polluted = `"__proto__":${JSON.stringify(stolen)},"constructor":{"prototype":${JSON.stringify(stolen)}}`;
    for (const text of [JSON.stringify({ ...fields, ...good }), `{${polluted},${JSON.stringify(sample(body ?? {}, '')).slice(1)}`]) {
      const address = path.replace(/\{(\w+)\}/g, (_whole, name: string) => things[name] ?? `${name.slice(0, 3)}_${'0'.repeat(32)}`);
      const answer = await admin.request(address, { method, headers: { 'content-type': 'application/json' }, body: text });
      assert.ok(answer.status < 500, `${method} ${path}: ${await answer.text()} ${faults.at(-1) ?? ''}`);
      if (answer.ok) taken++;
    }
  }
  assert.ok(taken >= 10, `only ${String(taken)} calls were taken`);
  assert.deepEqual(await untouchable(), before);
  assert.equal(({} as { operator?: boolean }).operator, undefined);
});

test('a route that changes an account, a role, a campaign or a workspace by its purpose changes nothing but what it is for', async () => {
  const [moved, secret] = ['admin.moved@example.org', 'another meadow violin crate'];
  const guest = await invite(product, owner, { workspaceId, email: 'guest.sample@example.org', role: 'agent' });
  const guestId = (await guest.api.account.me()).id;
  const spare = await owner.api.campaigns.create({ workspaceId, name: 'Spare', slug: 'spare' });
  await owner.api.workspaces.invite({ workspaceId, email: 'new.sample@example.org', role: 'viewer' });
  await runJobs(product, 'mail-invitation');
  const mailed = async (job: string, email: string) => {
    await runJobs(product, job);
    return linkToken(product, email);
  };
  // In this order, with what each of them takes; the others are called all the same, and refuse.
  const taken: Record<string, { who?: Visitor; campaign?: string; body: () => object | Promise<object> }> = {
    'POST /api/account/password': { body: () => ({ current: password, next: secret }) },
    'POST /api/account/second-factor': { body: () => ({ password: secret }) },
    'POST /api/account/address-change': { body: () => ({ email: moved }) },
    'PUT /api/address-changes': { body: async () => ({ token: await mailed('mail-address-link', moved) }) },
    'POST /api/invitations/accept': {
      who: new Visitor(product),
      body: () => ({ token: linkToken(product, 'new.sample@example.org'), name: 'Nan Sample', password }),
    },
    'PATCH /api/workspaces/{workspaceId}/members/{userId}': { body: () => ({ role: 'viewer' }) },
    'PUT /api/operator/campaigns/{campaignId}/hold': { who: owner, body: () => ({ held: true }) },
    'DELETE /api/workspaces/{workspaceId}/campaigns/{campaignId}': { campaign: spare.id, body: () => ({ name: 'Spare' }) },
    'POST /api/workspaces/{workspaceId}/end': {
      who: owner,
      body: async () => ({ name: (await owner.api.account.me()).workspaces[0]?.name }),
    },
  };
  const standing = () =>
    Promise.all([
      look(
        `select id, password_hash, email_key, totp_enabled_at, operator_since from users where email_key not in ('new.sample@example.org') and id <> '${uuidOf(adminId)}' order by id`,
      ),
      look(`select id, totp_enabled_at, operator_since from users where id = '${uuidOf(adminId)}'`),
      look(
        `select m.* from members m join users u on u.id = m.user_id where u.email_key <> 'new.sample@example.org' and u.id <> '${uuidOf(guestId)}' order by 1, 2`,
      ),
      look(`select * from campaigns where id not in ('${uuidOf(campaignId)}', '${uuidOf(spare.id)}') order by id`),
      look(`select id, workspace_id, code, created_at from campaigns where id = '${uuidOf(campaignId)}'`),
      look(`select * from workspaces where workspace_id <> '${uuidOf(workspaceId)}' order by 1`),
      look('select campaign_id, accepted from campaign_counts order by 1'),
    ]);
  const before = await standing();
  const orderOf = (key: string) => Object.keys(taken).indexOf(key) + 1 || Infinity;
  const left = (await operationsOf(owner))
    .filter(({ method, path, body }) => body !== undefined && meant.test(method === 'DELETE' ? 'DELETE' : path))
    .map((operation) => ({ ...operation, key: `${operation.method} ${operation.path}` }))
    .toSorted((one, other) => (orderOf(one.key) < orderOf(other.key) ? -1 : 1));
  for (const { key, method, path, body } of left) {
    const { who = admin, campaign = campaignId, body: good = () => sample(body ?? {}, '') as object } = taken[key] ?? {};
    await look('delete from rate_windows');
    const things: Record<string, string> = { workspaceId, campaignId: campaign, userId: guestId };
    const answer = await who.request(
      path.replace(/\{(\w+)\}/g, (_whole, name: string) => things[name] ?? `${name.slice(0, 3)}_${'0'.repeat(32)}`),
      { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ ...stolen, ...(await good()) }) },
    );
    const said = `${key}: ${String(answer.status)} ${await answer.text()}`;
    if (key in taken) assert.equal(answer.status, 200, said);
    else assert.ok(!answer.ok && answer.status < 500, said);
    assert.deepEqual(await standing(), before, said);
  }
  assert.ok(Object.keys(taken).every((key) => left.some((one) => one.key === key)));
  const roles = await look("select u.email_key, m.role from members m join users u on u.id = m.user_id where m.role = 'viewer' order by 1");
  assert.deepEqual(
    roles.map(({ email_key }) => email_key),
    ['guest.sample@example.org', 'new.sample@example.org'],
  );
});

test('what a body says twice counts as its last word alone, and an address cannot be told two workspaces', async () => {
  const headers = { 'content-type': 'application/json' };
  const twice = await admin.request('/api/account', { method: 'PATCH', headers, body: '{"name":"First","name":"Second"}' });
  assert.equal(twice.status, 200);
  assert.equal((await admin.api.account.me()).name, 'Second');
  const two = await admin.request(`/api/workspaces/${workspaceId}/campaigns?workspaceId=${outside.workspaceId}`);
  assert.doesNotMatch(await two.text(), /Elsewhere/);
  const list = await admin.request('/api/account', { method: 'PATCH', headers, body: '{"name":["Second"]}' });
  assert.equal(list.status, 400);
});
