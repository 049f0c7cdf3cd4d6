import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Permission } from '../../../shared/permissions.ts';
import { setUp, Visitor } from '../../../test/harness/people.ts';
import { startProduct } from '../../../test/harness/product.ts';

const product = await startProduct();
const { owner, workspaceId } = await setUp(product);
const url = 'https://hooks.example.org/heard';

/** What a program is answered that acts with a token made for these permissions alone. */
async function programWith(permissions: Exclude<Permission, 'public' | 'own_account'>[]) {
  const { token } = await owner.api.workspaces.createToken({ workspaceId, name: permissions.join(' '), permissions });
  return async (method: 'POST' | 'PATCH', path: string, said: object): Promise<string> => {
    const answer = await new Visitor(product).request(`/api/workspaces/${workspaceId}/webhooks${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(said),
    });
    const body = (await answer.json()) as { data?: { code?: string } };
    return answer.ok ? 'done' : (body.data?.code ?? String(answer.status));
  };
}
const narrow = await programWith(['workspace.change']);
const wide = await programWith(['workspace.change', 'contacts.read']);
const webhooks = async () => (await owner.api.webhooks.list({ workspaceId })).webhooks;

test('a token that may not read contacts makes no webhook with addresses, whatever the role of its user', async () => {
  const added = { url, events: ['recipient.left'], withAddresses: true };
  assert.equal(await narrow('POST', '', added), 'contacts_not_readable');
  assert.deepEqual(await webhooks(), []);
  assert.equal(await narrow('POST', '', { ...added, withAddresses: false }), 'done');
  assert.equal(await wide('POST', '', added), 'done');
  assert.deepEqual((await webhooks()).map(({ withAddresses }) => withAddresses).toSorted(), [false, true]);
});

test('nor does it let addresses be told of more than before', async () => {
  const made = await webhooks();
  const [without, withAddresses] = [made.find((one) => !one.withAddresses)!, made.find((one) => one.withAddresses)!];
  assert.equal(await narrow('PATCH', `/${without.id}`, { withAddresses: true }), 'contacts_not_readable');
  assert.equal(await narrow('PATCH', `/${without.id}`, { events: ['recipient.left', 'reply.received'] }), 'done');
  const more = ['recipient.left', 'reply.received'];
  assert.equal(await narrow('PATCH', `/${withAddresses.id}`, { events: more }), 'contacts_not_readable');
  assert.deepEqual((await webhooks()).find(({ id }) => id === withAddresses.id)?.events, ['recipient.left']);
  assert.equal(await wide('PATCH', `/${withAddresses.id}`, { events: more }), 'done');
  // What takes nothing out is not refused: fewer events, events without a recipient, no addresses any more.
  assert.equal(await narrow('PATCH', `/${withAddresses.id}`, { events: ['reply.received', 'campaign.paused'] }), 'done');
  assert.equal(await narrow('PATCH', `/${withAddresses.id}`, { withAddresses: false, events: more }), 'done');
});
