import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Role } from '../../../shared/permissions.ts';
import { invite, linkToken, password, runJobs, setUp, stranger, Visitor } from '../../../test/harness/people.ts';
import { asOwner } from '../../../test/harness/database.ts';
import { startProduct } from '../../../test/harness/product.ts';

const product = await startProduct();
const { owner, workspaceId } = await setUp(product);
let people = 0;
const join = (role: Role) => invite(product, owner, { workspaceId, email: `person${++people}@example.org`, role });
const idOf = async (visitor: Visitor) => (await visitor.api.account.me()).id;
const roleOf = async (visitor: Visitor) => (await visitor.api.account.me()).workspaces.find(({ id }) => id === workspaceId)?.role;
const send = (visitor: Visitor, method: string, path: string, body: unknown) =>
  visitor.request(path, { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });

test('a demotion acts at once, on the open session and on every API token', async () => {
  const agent = await join('agent');
  const { token } = await agent.api.workspaces.createToken({ workspaceId, name: 'mine' });
  const program = new Visitor(product);
  const list = () => program.request(`/api/workspaces/${workspaceId}/suppressions`, { headers: { authorization: `Bearer ${token}` } });
  await agent.api.suppressions.list({ workspaceId });
  assert.equal((await list()).status, 200);
  await owner.api.workspaces.changeRole({ workspaceId, userId: await idOf(agent), role: 'viewer' });
  await assert.rejects(agent.api.suppressions.list({ workspaceId }), { status: 403 });
  assert.equal((await list()).status, 403);
});

test('a removal acts at once: the workspace is gone for the session, and the API tokens are dead', async () => {
  const admin = await join('admin');
  const { token } = await admin.api.workspaces.createToken({ workspaceId, name: 'mine' });
  await owner.api.workspaces.removeMember({ workspaceId, userId: await idOf(admin) });
  await assert.rejects(admin.api.workspaces.show({ workspaceId }), { status: 404 });
  const answer = await new Visitor(product).request('/api/account', { headers: { authorization: `Bearer ${token}` } });
  assert.equal(answer.status, 401);
});

test('an agent cannot raise their own role, neither by the route for it nor by slipping it into another body', async () => {
  const agent = await join('agent');
  const userId = await idOf(agent);
  await assert.rejects(agent.api.workspaces.changeRole({ workspaceId, userId, role: 'owner' }), { status: 403 });
  const more = { role: 'owner', operator: true, operatorSince: '2020-01-01T00:00:00Z', workspaces: [{ id: workspaceId, role: 'owner' }] };
  assert.equal((await send(agent, 'PATCH', '/api/account', { name: 'Gus', ...more })).status, 200);
  assert.equal((await send(agent, 'PATCH', `/api/workspaces/${workspaceId}/members/${userId}`, { role: 'owner' })).status, 403);
  const me = await agent.api.account.me();
  assert.deepEqual([me.operator, me.workspaces[0]?.role], [false, 'agent']);
});

test('an admin makes and unmakes admins, agents and viewers, but never an owner', async () => {
  const [admin, second, other] = [await join('admin'), await join('owner'), await join('agent')];
  await assert.rejects(admin.api.workspaces.changeRole({ workspaceId, userId: await idOf(admin), role: 'owner' }), { status: 403 });
  await assert.rejects(admin.api.workspaces.changeRole({ workspaceId, userId: await idOf(other), role: 'owner' }), { status: 403 });
  await assert.rejects(admin.api.workspaces.changeRole({ workspaceId, userId: await idOf(second), role: 'viewer' }), { status: 403 });
  await assert.rejects(admin.api.workspaces.removeMember({ workspaceId, userId: await idOf(second) }), { status: 403 });
  await assert.rejects(admin.api.workspaces.invite({ workspaceId, email: 'crown@example.org', role: 'owner' }), { status: 403 });
  await admin.api.workspaces.changeRole({ workspaceId, userId: await idOf(other), role: 'admin' });
  assert.equal(await roleOf(other), 'admin');
  assert.equal(await roleOf(second), 'owner');
  await owner.api.workspaces.removeMember({ workspaceId, userId: await idOf(second) });
});

test('the last owner can neither leave nor step down, and two who step down at once leave one', async () => {
  const userId = await idOf(owner);
  await assert.rejects(owner.api.workspaces.removeMember({ workspaceId, userId }), { status: 422, data: { code: 'last_owner' } });
  await assert.rejects(owner.api.workspaces.changeRole({ workspaceId, userId, role: 'admin' }), { status: 422 });
  const second = await join('owner');
  const secondId = await idOf(second);
  const ends = await Promise.allSettled([
    owner.api.workspaces.changeRole({ workspaceId, userId, role: 'agent' }),
    second.api.workspaces.changeRole({ workspaceId, userId: secondId, role: 'agent' }),
  ]);
  assert.equal(ends.filter(({ status }) => status === 'fulfilled').length, 1);
  const [left] = (await roleOf(owner)) === 'owner' ? [owner] : [second];
  await left.api.workspaces.changeRole({ workspaceId, userId, role: 'owner' });
});

test('who was demoted while they asked is judged by the role that they have when it is done', async () => {
  const [admin, other] = [await join('admin'), await join('admin')];
  const [adminId, otherId] = [await idOf(admin), await idOf(other)];
  // Each demotes the other: whoever comes second is no admin any more.
  const ends = await Promise.allSettled([
    admin.api.workspaces.changeRole({ workspaceId, userId: otherId, role: 'viewer' }),
    other.api.workspaces.changeRole({ workspaceId, userId: adminId, role: 'viewer' }),
  ]);
  assert.equal(ends.filter(({ status }) => status === 'fulfilled').length, 1);
  assert.deepEqual([await roleOf(admin), await roleOf(other)].sort(), ['admin', 'viewer']);
});

test('a body cannot move a call into another workspace, and fields that the contract does not name do nothing', async () => {
  const elsewhere = await stranger(product);
  const path = `/api/workspaces/${elsewhere.workspaceId}/campaigns`;
  assert.equal((await send(owner, 'POST', path, { name: 'Planted', workspaceId })).status, 404);
  const answer = await send(owner, 'POST', `/api/workspaces/${workspaceId}/campaigns?workspaceId=${elsewhere.workspaceId}`, {
    name: 'Mine',
    workspaceId: elsewhere.workspaceId,
    id: `cmp_${'0'.repeat(32)}`,
    state: 'published',
    textVersion: 99,
    createdBy: await idOf(elsewhere.visitor),
    __proto__: { state: 'published' },
  });
  const made = (await answer.json()) as { id: string; state: string; textVersion: number };
  assert.notEqual(made.id, `cmp_${'0'.repeat(32)}`);
  assert.deepEqual([made.state, made.textVersion], ['draft', 1]);
  assert.equal((await elsewhere.visitor.api.campaigns.list({ workspaceId: elsewhere.workspaceId })).campaigns.length, 0);
});

test('polluted and doubled parameters are refused or ignored, and change nothing for others', async () => {
  const elsewhere = await stranger(product, 'second@example.org');
  const list = `/api/workspaces/${workspaceId}/campaigns`;
  for (const query of [`?workspaceId=${elsewhere.workspaceId}`, '?__proto__[state]=draft', '?constructor[prototype][role]=owner'])
    assert.equal((await owner.request(list + query)).status, 200, query);
  for (const query of ['?state=draft&state=published', '?state[]=draft', '?state[a]=b'])
    assert.equal((await owner.request(list + query)).status, 400, query);
  const raw = await owner.request('/api/account', {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: '{"name":["Olga"],"__proto__":{"operator":true},"constructor":{"prototype":{"operator":true}}}',
  });
  assert.equal(raw.status, 400);
  assert.equal((await elsewhere.visitor.api.account.me()).operator, false);
  assert.equal(({} as { operator?: boolean }).operator, undefined);
});

test('an invitation works once, even when its link is opened by many at the same time', async () => {
  await owner.api.workspaces.invite({ workspaceId, email: 'once@example.org', role: 'agent' });
  await runJobs(product, 'mail-invitation');
  const token = linkToken(product, 'once@example.org');
  const guests = Array.from({ length: 8 }, () => new Visitor(product));
  const ends = await Promise.allSettled(guests.map((guest) => guest.api.account.acceptInvitation({ token, name: 'Gus', password })));
  assert.equal(ends.filter(({ status }) => status === 'fulfilled').length, 1);
  for (const end of ends) if (end.status === 'rejected') assert.equal((end.reason as { status: number }).status, 422);
  await assert.rejects(new Visitor(product).api.account.invitation({ token }), { status: 422 });
  assert.deepEqual(await asOwner(product.databaseUrl, "select 1 from invitations where email = 'once@example.org'"), []);
});

test('one address invited to two workspaces and accepting both at once has one account, and no fault is shown', async () => {
  const elsewhere = await stranger(product, 'third@example.org');
  const tokens: string[] = [];
  for (const [by, at] of [
    [owner, workspaceId],
    [elsewhere.visitor, elsewhere.workspaceId],
  ] as const) {
    await by.api.workspaces.invite({ workspaceId: at, email: 'both@example.org', role: 'agent' });
    await runJobs(product, 'mail-invitation');
    tokens.push(linkToken(product, 'both@example.org'));
  }
  assert.notEqual(tokens[0], tokens[1]);
  const accept = (token: string) => new Visitor(product).api.account.acceptInvitation({ token, name: 'Bo', password });
  const ends = await Promise.allSettled(tokens.map(accept));
  for (const end of ends) if (end.status === 'rejected') assert.notEqual((end.reason as { status: number }).status, 500);
  for (const [place, end] of ends.entries()) if (end.status === 'rejected') await accept(tokens[place]!);
  const [row] = await asOwner(product.databaseUrl, "select count(*)::int as users from users where email_key = 'both@example.org'");
  assert.equal(row?.users, 1);
});

test('an invitation ends after seven days, not a second earlier, and a withdrawn one at once', async () => {
  await owner.api.workspaces.invite({ workspaceId, email: 'late@example.org', role: 'viewer' });
  const withdrawn = await owner.api.workspaces.invite({ workspaceId, email: 'gone@example.org', role: 'viewer' });
  await runJobs(product, 'mail-invitation');
  await owner.api.workspaces.withdrawInvitation({ workspaceId, invitationId: withdrawn.id });
  await assert.rejects(new Visitor(product).api.account.invitation({ token: linkToken(product, 'gone@example.org') }), { status: 422 });
  const token = linkToken(product, 'late@example.org');
  product.clock.move({ days: 7 });
  product.clock.move({ seconds: -1 });
  assert.equal((await new Visitor(product).api.account.invitation({ token })).email, 'late@example.org');
  product.clock.move({ seconds: 1 });
  await assert.rejects(new Visitor(product).api.account.invitation({ token }), { status: 422 });
  await assert.rejects(new Visitor(product).api.account.acceptInvitation({ token, name: 'Late', password }), { status: 422 });
});
