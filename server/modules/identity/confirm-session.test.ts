import assert from 'node:assert/strict';
import { test } from 'node:test';
import { invite, password, setUp, Visitor } from '../../../test/harness/people.ts';
import { startProduct } from '../../../test/harness/product.ts';

const product = await startProduct();
const { owner, workspaceId, email } = await setUp(product);
const member = await invite(product, owner, { workspaceId, email: 'member@example.org', role: 'viewer' });
const { id: userId } = await member.api.account.me();
const promote = () => owner.api.workspaces.changeRole({ workspaceId, userId, role: 'agent' });

test('ten minutes after signing in, what gives power asks for the password again; with it, it goes on', async () => {
  product.clock.move({ minutes: 10 });
  await promote();
  product.clock.move({ seconds: 1 });
  await assert.rejects(promote(), { status: 403, data: { code: 'confirm_first' } });
  await assert.rejects(owner.api.account.confirm({ password: 'wrong' }), { status: 422, data: { code: 'wrong_password' } });
  await assert.rejects(promote(), { status: 403, data: { code: 'confirm_first' } });
  await owner.api.account.confirm({ password });
  await promote();
});

test('whoever invites, removes a member or removes a campaign is asked for the password too; a script may remove a campaign and no more', async () => {
  const { token } = await owner.api.workspaces.createToken({ workspaceId, name: 'script' });
  const { id: campaignId } = await owner.api.campaigns.create({ workspaceId, name: 'Old' });
  product.clock.move({ minutes: 11 });
  const acts = [
    { method: 'POST', path: 'invitations', body: { email: 'new@example.org', role: 'viewer' }, script: 403 },
    { method: 'DELETE', path: `members/${userId}`, body: {}, script: 403 },
    { method: 'DELETE', path: `campaigns/${campaignId}`, body: { name: 'Old' }, script: 200 },
  ];
  for (const { method, path, body, script } of acts) {
    const ask = async (visitor: Visitor, headers: Record<string, string> = {}) => {
      const init = { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } };
      const answer = await visitor.request(`/api/workspaces/${workspaceId}/${path}`, init);
      return [answer.status, ((await answer.json()) as { data?: { code?: string } }).data?.code];
    };
    assert.deepEqual(await ask(owner), [403, 'confirm_first'], path);
    const [status] = await ask(new Visitor(product), { authorization: `Bearer ${token}` });
    assert.equal(status, script, path);
  }
});

test('who confirmed in one session is not believed in another', async () => {
  const elsewhere = new Visitor(product);
  await elsewhere.api.account.signIn({ email, password });
  product.clock.move({ minutes: 11 });
  await owner.api.account.confirm({ password });
  await promote();
  await assert.rejects(elsewhere.api.workspaces.changeRole({ workspaceId, userId, role: 'viewer' }), { data: { code: 'confirm_first' } });
});
