import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { dumpOf } from '../../../../test/harness/dump.ts';
import { invite, linkToken, password, runJobs, setUp, stranger, Visitor } from '../../../../test/harness/people.ts';
import { asOwner } from '../../../../test/harness/database.ts';
import { startProduct } from '../../../../test/harness/product.ts';
import { plant } from '../../../../test/promises/planted.ts';
import { readId } from '../../../platform/ids.ts';
import { createUserByCommand } from '../index.ts';

const product = await startProduct();
const { owner, workspaceId, email: ownerEmail } = await setUp(product);
const rows = (text: string, values: unknown[] = []) => asOwner(product.databaseUrl, text, values);
const mailsTo = (address: string) => product.app.sandbox?.mail.messages().filter((one) => one.recipients.includes(address)) ?? [];
const code = (reason: string) => ({ data: { code: reason } });
const idOf = async (visitor: Visitor) => readId('user', (await visitor.api.account.me()).id);

async function member(email: string, role: 'owner' | 'agent' = 'agent'): Promise<Visitor> {
  await owner.api.account.confirm({ password });
  return invite(product, owner, { workspaceId, email, role });
}

test('an account goes at once with all that is its own; a last mail lists it, and the address is forgotten with that', async () => {
  const visitor = await member('marked-leaver@example.org');
  const userId = await idOf(visitor);
  const campaign = await visitor.api.campaigns.create({ workspaceId, name: 'Stays' });
  await visitor.api.workspaces.createToken({ workspaceId, name: 'marked-token' });
  await visitor.api.account.askAddressChange({ email: 'marked-new@example.org' });
  await visitor.api.account.askPasswordReset({ email: 'marked-leaver@example.org' });
  await runJobs(product, 'mail-address-link');
  await visitor.api.account.erase({ email: ' Marked-Leaver@example.org ' });
  await assert.rejects(visitor.api.account.me(), { status: 401 });
  assert.equal(visitor.cookies.has('antiphon_session'), false);
  await assert.rejects(
    new Visitor(product).api.account.signIn({ email: 'marked-leaver@example.org', password }),
    code('wrong_credentials'),
  );
  await runJobs(product, 'mail-farewell');
  const [last] = mailsTo('marked-leaver@example.org');
  assert.equal(last?.email.subject, 'Your account is deleted');
  assert.match(last.email.text ?? '', /- 1 session\n- 1 API token\n- 1 code of a known browser\n- 1 membership/);
  const left = JSON.stringify(await dumpOf(product.databaseUrl));
  assert.doesNotMatch(left, /marked-/);
  assert.equal((await owner.api.campaigns.show({ workspaceId, campaignId: campaign.id })).name, 'Stays');
  const tables = await rows(`select table_name from information_schema.columns where column_name = 'user_id' and table_schema = 'public'`);
  assert.ok(tables.length >= 6);
  for (const { table_name: table } of tables)
    assert.deepEqual(await rows(`select 1 from ${String(table)} where user_id = $1`, [userId]), [], String(table));
  assert.equal((await owner.api.evidence.verifyAudit({ workspaceId })).valid, true);
  const [entry] = await rows(`select subject_id from audit_entries where action = 'account.deleted'`);
  assert.equal(entry?.subject_id, userId);
});

test('nothing that points at a user keeps the account from being deleted, nor from saying whose it was', async () => {
  const visitor = await member('pointed-at@example.org');
  const userId = await idOf(visitor);
  const keys = await rows(
    `select c.conrelid::regclass::text as table, a.attname as column, c.confdeltype as then from pg_constraint c
     join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
     where c.contype = 'f' and c.confrelid = 'users'::regclass`,
  );
  assert.ok(keys.length >= 12);
  for (const { table, column, then } of keys) assert.ok(then === 'c' || then === 'n', `${String(table)}.${String(column)} holds it back`);
  for (const { table, column } of keys)
    if (table !== 'members') await plant(product.databaseUrl, String(table), { [String(column)]: userId });
  // Whoever was planted along the way runs no copy.
  await rows('update users set operator_since = null where email <> $1', [ownerEmail]);
  await visitor.api.account.erase({ email: 'pointed-at@example.org' });
  for (const { table, column } of keys)
    assert.deepEqual(await rows(`select 1 from ${String(table)} where ${String(column)} = $1`, [userId]), [], String(table));
});

test('only one’s own address, typed in a session confirmed a moment ago, deletes; no API token does', async () => {
  const visitor = await member('careful@example.org');
  const { token } = await visitor.api.workspaces.createToken({ workspaceId, name: 'script' });
  await assert.rejects(visitor.api.account.erase({ email: ownerEmail }), code('address_differs'));
  product.clock.move({ minutes: 11 });
  await assert.rejects(visitor.api.account.erase({ email: 'careful@example.org' }), code('confirm_first'));
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ email: 'careful@example.org' });
  assert.equal((await new Visitor(product).request('/api/account', { method: 'DELETE', headers, body })).status, 403);
  await visitor.api.account.me();
});

test('the only owner of a workspace with others is told which, and the only operator that they are it', async () => {
  await owner.api.account.confirm({ password });
  assert.deepEqual(await owner.api.account.beforeErasure(), { onlyOwnerOf: ['River Watch'], onlyOperator: true, endsWith: [] });
  await assert.rejects(owner.api.account.erase({ email: ownerEmail }), code('only_operator'));
  const { visitor, workspaceId: elsewhere } = await stranger(product, 'owns@example.org');
  await invite(product, visitor, { workspaceId: elsewhere, email: 'joins@example.org', role: 'admin' });
  await assert.rejects(visitor.api.account.erase({ email: 'owns@example.org' }), (error: Error) => {
    assert.match(error.message, /only owner of “Elsewhere”/);
    return true;
  });
  await visitor.api.account.me();
});

test('a workspace without another member goes with its owner, said beforehand', async () => {
  const { visitor, workspaceId: own } = await stranger(product, 'alone@example.org');
  await visitor.api.campaigns.create({ workspaceId: own, name: 'Alone' });
  assert.deepEqual(await visitor.api.account.beforeErasure(), { onlyOwnerOf: [], onlyOperator: false, endsWith: ['Elsewhere'] });
  await visitor.api.account.erase({ email: 'alone@example.org' });
  await runJobs(product, 'end-workspaces');
  assert.deepEqual(await rows('select 1 from workspaces where workspace_id = $1', [readId('workspace', own)]), []);
  assert.deepEqual(await rows(`select 1 from campaigns where name = 'Alone'`), []);
});

test('of two owners who leave at the same moment one stays, and so it is with operators', async () => {
  const first = await member('first-owner@example.org', 'owner');
  const { visitor: founder, workspaceId: shared } = await stranger(product, 'founder@example.org');
  const second = await invite(product, founder, { workspaceId: shared, email: 'second@example.org', role: 'owner' });
  await invite(product, founder, { workspaceId: shared, email: 'third@example.org', role: 'viewer' });
  const owners = await Promise.allSettled([
    founder.api.account.erase({ email: 'founder@example.org' }),
    second.api.account.erase({ email: 'second@example.org' }),
  ]);
  assert.deepEqual(owners.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  // Whoever set this copy up is asked again in the tests that follow, so two others race to be the last.
  await rows('update users set operator_since = null');
  const two = ['operator@example.org', 'operator-too@example.org'];
  const pair = await Promise.all(
    two.map(async (email) => {
      const more = { email, password, name: 'Otto Sample', workspaceName: email, operator: true };
      await createUserByCommand(product.app.tools, { kind: 'command' }, more);
      const operator = new Visitor(product);
      await operator.api.account.signIn({ email, password });
      return operator;
    }),
  );
  const operators = await Promise.allSettled(pair.map((operator, at) => operator.api.account.erase({ email: two[at] ?? '' })));
  assert.deepEqual(operators.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  assert.equal((await rows('select 1 from users where operator_since is not null')).length, 1);
  await rows('update users set operator_since = created_at where email = $1', [ownerEmail]);
  await first.api.account.me();
});

test('an account that is deleted while many sign in to it leaves no session, and no one a server’s failure', async () => {
  const { visitor } = await stranger(product, 'racing@example.org');
  const signIns = Array.from({ length: 8 }, () => new Visitor(product).api.account.signIn({ email: 'racing@example.org', password }));
  const [erased, ...ends] = await Promise.allSettled([visitor.api.account.erase({ email: 'racing@example.org' }), ...signIns]);
  assert.equal(erased.status, 'fulfilled');
  for (const end of ends) if (end.status === 'rejected') assert.equal((end.reason as { status: number }).status, 422);
  assert.deepEqual(await rows(`select 1 from users where email = 'racing@example.org'`), []);
});

test('an account that is deleted while an invitation to it is taken up leaves neither, and waits for nobody in a ring', async () => {
  for (let round = 0; round < 4; round++) {
    const email = `rings${round}@example.org`;
    const { visitor } = await stranger(product, email);
    const { id } = await owner.api.workspaces.invite({ workspaceId, email, role: 'viewer' });
    await runJobs(product, 'mail-invitation');
    const token = linkToken(product, email);
    const ends = await Promise.allSettled([
      new Visitor(product).api.account.acceptInvitation({ token, password }),
      ...(round % 2 ? [new Promise((resolve) => setImmediate(resolve))] : []),
      visitor.api.account.erase({ email }),
    ]);
    for (const end of ends) if (end.status === 'rejected') assert.equal((end.reason as { status: number }).status, 422, email);
    assert.deepEqual(await rows('select 1 from invitations where id = $1', [readId('invitation', id)]), []);
    assert.deepEqual(await rows('select 1 from users where email = $1', [email]), []);
  }
});

test('an invitation to another spelling of the address goes with the account, and nobody is invited twice by spelling', async () => {
  const { visitor } = await stranger(product, 'gus.sample@gmail.com');
  await owner.api.workspaces.invite({ workspaceId, email: 'gussample+letters@googlemail.com', role: 'viewer' });
  await assert.rejects(owner.api.workspaces.invite({ workspaceId, email: 'GusSample@gmail.com', role: 'viewer' }), code('already_invited'));
  await visitor.api.account.erase({ email: 'gus.sample@gmail.com' });
  assert.deepEqual(await rows(`select 1 from invitations where email like 'gus%'`), []);
});

test('a page that only shows what would go waits for nobody who holds the account', async () => {
  const { visitor } = await stranger(product, 'looks@example.org');
  const client = new pg.Client({ connectionString: product.databaseUrl });
  await client.connect();
  await client.query(`begin; select 1 from users where email = 'looks@example.org' for no key update`);
  try {
    // Whoever waits for a lock is given up after a while.
    assert.ok('endsWith' in (await visitor.api.account.beforeErasure()));
  } finally {
    await client.query('rollback');
    await client.end();
  }
});

test('whoever left may be invited again and is somebody new', async () => {
  const { visitor, workspaceId: own } = await stranger(product, 'inviter@example.org');
  const before = await invite(product, visitor, { workspaceId: own, email: 'comes-back@example.org', role: 'agent' });
  const oldId = await idOf(before);
  await before.api.account.erase({ email: 'comes-back@example.org' });
  const again = await invite(product, visitor, { workspaceId: own, email: 'comes-back@example.org', role: 'viewer' });
  assert.notEqual(await idOf(again), oldId);
  const lines = await product.app.tools.evidence.read();
  assert.ok(lines.some((line) => line.kind === 'account_deleted' && line.userId === oldId));
  assert.ok(!JSON.stringify(lines).includes('@'));
});

test('an address whose last mail cannot be sent is forgotten after a day all the same', async () => {
  const { visitor } = await stranger(product, 'unreachable@example.org');
  await visitor.api.account.erase({ email: 'unreachable@example.org' });
  assert.equal((await rows('select 1 from farewells')).length > 0, true);
  assert.ok(!JSON.stringify(await rows('select * from farewells')).includes('unreachable'));
  product.clock.move({ days: 1 });
  await product.app.jobs.find(({ name }) => name === 'keep-promises')?.run({});
  assert.deepEqual(await rows('select 1 from farewells'), []);
  await runJobs(product, 'mail-farewell');
  assert.deepEqual(mailsTo('unreachable@example.org'), []);
});
