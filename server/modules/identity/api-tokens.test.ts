import assert from 'node:assert/strict';
import { test } from 'node:test';
import { invite, password, setUp, Visitor } from '../../../test/harness/people.ts';
import { asOwner } from '../../../test/harness/database.ts';
import { startProduct } from '../../../test/harness/product.ts';
import { hashToken, isWellFormedToken } from '../../platform/hashing.ts';

const product = await startProduct();
const { owner, workspaceId } = await setUp(product);
const agent = await invite(product, owner, { workspaceId, email: 'agent@example.org', role: 'agent' });

/** What the API answers a program that carries this header. */
async function ask(authorization: string, path = `/api/workspaces/${workspaceId}`, method = 'GET'): Promise<number> {
  return (await new Visitor(product).request(path, { method, headers: { authorization } })).status;
}

test('an API token is shown once, and only its hash is kept', async () => {
  const made = await agent.api.workspaces.createToken({ workspaceId, name: 'newsletter' });
  assert.ok(isWellFormedToken('antiphon_', made.token));
  const { tokens } = await agent.api.workspaces.tokens({ workspaceId });
  assert.ok(!JSON.stringify(tokens).includes(made.token));
  const [row] = await asOwner(product.databaseUrl, 'select *, t::text as whole from api_tokens t where name = $1', ['newsletter']);
  assert.ok((row?.token_hash as Buffer).equals(hashToken(made.token)));
  assert.ok(!String(row?.whole).includes(made.token));
  assert.equal(await ask(`Bearer ${made.token}`), 200);
  const [used] = (await agent.api.workspaces.tokens({ workspaceId })).tokens;
  assert.equal(used?.lastUsedAt, product.clock.now().toISOString());
});

test('a revoked token is refused at once', async () => {
  const { id, token } = await agent.api.workspaces.createToken({ workspaceId, name: 'short' });
  assert.equal(await ask(`Bearer ${token}`), 200);
  await agent.api.workspaces.removeToken({ workspaceId, tokenId: id });
  assert.equal(await ask(`Bearer ${token}`), 401);
});

test('an expired token is refused from that very moment, whether or not a job ran', async () => {
  const { token } = await agent.api.workspaces.createToken({ workspaceId, name: 'two days', days: 2 });
  product.clock.move({ hours: 47, minutes: 59, seconds: 59 });
  assert.equal(await ask(`Bearer ${token}`), 200);
  product.clock.move({ seconds: 1 });
  assert.equal(await ask(`Bearer ${token}`), 401);
  for (const visitor of [agent, owner]) await visitor.api.account.confirm({ password });
});

test('what is no token is refused, and a browser’s cookie does not help it', async () => {
  for (const wrong of [
    'Bearer x',
    'Bearer ',
    `Bearer ${'a'.repeat(5_000)}`,
    'Bearer antiphon_',
    "Bearer antiphon_' or 1=1 --",
    'Basic YTpi',
  ])
    assert.equal(await ask(wrong), 401, wrong);
  const answer = await owner.request('/api/account', { headers: { authorization: 'Bearer antiphon_nonsense' } });
  assert.equal(answer.status, 401);
});

test('one’s tokens are one’s own: nobody else sees or revokes them, not even an owner', async () => {
  const { id, token } = await agent.api.workspaces.createToken({ workspaceId, name: 'own' });
  assert.ok((await owner.api.workspaces.tokens({ workspaceId })).tokens.every((one) => one.id !== id));
  await assert.rejects(owner.api.workspaces.removeToken({ workspaceId, tokenId: id }), { status: 404 });
  assert.equal(await ask(`Bearer ${token}`), 200);
});

test('a leaked token cannot take over the account nor make itself last longer', async () => {
  const { token } = await owner.api.workspaces.createToken({ workspaceId, name: 'leaked' });
  const carry = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const send = async (path: string, method: string, body: unknown) =>
    (await new Visitor(product).request(path, { method, headers: carry, body: JSON.stringify(body) })).status;
  assert.equal(await send('/api/account/password', 'POST', { current: password, next: 'another meadow violin crate' }), 403);
  assert.equal(await send('/api/account/second-factor', 'POST', { password }), 403);
  assert.equal(await send('/api/account/sessions', 'DELETE', {}), 403);
  assert.equal(await send(`/api/workspaces/${workspaceId}/tokens`, 'POST', { name: 'longer', days: 366 }), 403);
});

test('tokens are from a source that does not repeat itself', async () => {
  const made = new Set<string>();
  for (let count = 0; count < 20; count++) made.add((await agent.api.workspaces.createToken({ workspaceId, name: `n${count}` })).token);
  assert.equal(new Set([...made].map((token) => token.slice(0, 15))).size, 20);
});

test('a token does what it was made for and nothing else, also what runs the copy', async () => {
  await owner.api.account.confirm({ password });
  const made = await owner.api.workspaces.createToken({ workspaceId, name: 'reads', permissions: ['campaigns.read', 'workspace.read'] });
  assert.deepEqual(made.permissions, ['campaigns.read', 'workspace.read']);
  const listed = (await owner.api.workspaces.tokens({ workspaceId })).tokens.find(({ id }) => id === made.id);
  assert.deepEqual(listed?.permissions, made.permissions);
  const carry = `Bearer ${made.token}`;
  assert.equal(await ask(carry), 200);
  assert.equal(await ask(carry, `/api/workspaces/${workspaceId}/campaigns`), 200);
  for (const path of ['members', 'suppressions', 'tokens', 'audit'])
    assert.equal(await ask(carry, `/api/workspaces/${workspaceId}/${path}`), 403, path);
  assert.equal(await ask(carry, '/api/operator/health'), 403);
  assert.equal(await ask(carry, '/api/account'), 200);
  const nameBefore = (await owner.api.account.me()).name;
  const change = { method: 'PATCH', headers: { authorization: carry, 'content-type': 'application/json' } };
  const changed = await new Visitor(product).request('/api/account', { ...change, body: JSON.stringify({ name: 'Somebody Else' }) });
  assert.equal(changed.status, 403);
  assert.equal(((await changed.json()) as { data: { code: string } }).data.code, 'token_not_made_for_it');
  assert.equal((await owner.api.account.me()).name, nameBefore);
  const answer = await new Visitor(product).request(`/api/workspaces/${workspaceId}/members`, { headers: { authorization: carry } });
  assert.equal(((await answer.json()) as { data: { code: string } }).data.code, 'token_not_made_for_it');
});

test('nobody makes a token for what they may not do themselves', async () => {
  await agent.api.account.confirm({ password });
  for (const permission of ['members.change', 'audit.read', 'operator'] as const)
    await assert.rejects(agent.api.workspaces.createToken({ workspaceId, name: 'more', permissions: [permission] }), {
      data: { code: 'permission_not_yours' },
    });
});

test('a token made for something its user may no longer do does not do it', async () => {
  const { token } = await agent.api.workspaces.createToken({ workspaceId, name: 'later less', permissions: ['campaigns.change'] });
  const carry = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const create = async () =>
    (
      await new Visitor(product).request(`/api/workspaces/${workspaceId}/campaigns`, {
        method: 'POST',
        headers: carry,
        body: JSON.stringify({ name: 'Begun' }),
      })
    ).status;
  assert.equal(await create(), 200);
  const { members } = await owner.api.workspaces.members({ workspaceId });
  const userId = members.find(({ email }) => email === 'agent@example.org')?.userId ?? '';
  await owner.api.workspaces.changeRole({ workspaceId, userId, role: 'viewer' });
  assert.equal(await create(), 403);
});

test('every answer says how many calls are left, and too many are told when to come back', async () => {
  product.clock.move({ minutes: 5 });
  await owner.api.account.confirm({ password });
  const { token } = await owner.api.workspaces.createToken({ workspaceId, name: 'busy' });
  const carry = { headers: { authorization: `Bearer ${token}` } };
  const asker = new Visitor(product);
  product.clock.move({ minutes: 5 });
  const first = await asker.request(`/api/workspaces/${workspaceId}`, carry);
  assert.equal(first.headers.get('ratelimit-policy'), '"user";q=600;w=60');
  assert.equal(first.headers.get('ratelimit'), '"user";r=599;t=60');
  await asOwner(product.databaseUrl, 'update rate_windows set used = 600 where used = 1');
  const late = await asker.request(`/api/workspaces/${workspaceId}`, carry);
  assert.equal(late.status, 429);
  assert.equal(late.headers.get('retry-after'), '60');
  assert.equal(late.headers.get('ratelimit'), '"user";r=0;t=60');
});
