import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { asOwner } from '../../../../test/harness/database.ts';
import { invite, password, setUp, stranger, Visitor } from '../../../../test/harness/people.ts';
import { startProduct } from '../../../../test/harness/product.ts';
import { newPairingCode, readPairingCode, shownCode } from './pairing-code.ts';

const product = await startProduct();
const { owner, workspaceId } = await setUp(product);
const code = async (who = owner, where = workspaceId) => {
  await who.api.account.confirm({ password });
  return (await who.api.extension.beginPairing({ workspaceId: where })).code;
};
const pair = (typed: string) => new Visitor(product).api.extension.pair({ code: typed });
const codeOf = (error: unknown) => (error as { data?: { code?: string } }).data?.code;
const unusable = (error: unknown) => codeOf(error) === 'code_unusable';

/** Another code that is found at the same place and is not the one. */
const wrongly = (right: string) => `${right.slice(0, -1)}${right.endsWith('A') ? 'B' : 'A'}`;

async function askAs(token: string, path: string): Promise<number> {
  return (await new Visitor(product).request(path, { headers: { authorization: `Bearer ${token}` } })).status;
}

test('a code gives one token of its member, which stands in their list and can be revoked', async () => {
  const shown = await code();
  assert.match(shown, /^[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}$/);
  const paired = await pair(` ${shown.toLowerCase().replace('-', ' – ')} `);
  assert.equal(paired.workspace.name, 'River Watch');
  assert.equal(paired.workspace.id, workspaceId);
  assert.equal(await askAs(paired.token, `/api/workspaces/${workspaceId}/outreach`), 200);
  const { tokens } = await owner.api.workspaces.tokens({ workspaceId });
  const listed = tokens.find(({ name }) => name === 'Browser extension');
  assert.equal(listed?.expiresAt, paired.endsAt);
  assert.deepEqual(listed.permissions, ['outreach.read', 'outreach.change']);
  for (const path of ['conversations', 'contacts', 'members', 'tokens', 'mailboxes'])
    assert.equal(await askAs(paired.token, `/api/workspaces/${workspaceId}/${path}`), 403, path);
  await owner.api.workspaces.removeToken({ workspaceId, tokenId: listed.id });
  assert.equal(await askAs(paired.token, `/api/workspaces/${workspaceId}/outreach`), 401);
  await assert.rejects(pair(shown), unusable);
});

test('a code is good for five minutes to the second, and the next one ends it', async () => {
  const first = await code();
  const second = await code();
  await assert.rejects(pair(first), unusable);
  product.clock.move({ seconds: 299 });
  await pair(second);
  const third = await code();
  product.clock.move({ seconds: 300 });
  await assert.rejects(pair(third), unusable);
});

test('of five wrong tries the right code still works after four, and never after five', async () => {
  const lucky = await code();
  for (let tries = 0; tries < 4; tries++) await assert.rejects(pair(wrongly(lucky)), unusable);
  await pair(lucky);
  const guessed = await code();
  for (let tries = 0; tries < 5; tries++) await assert.rejects(pair(wrongly(guessed)), unusable);
  await assert.rejects(pair(guessed), unusable);
});

test('forty presses at once get one token', async () => {
  const shown = await code();
  const before = await asOwner(product.databaseUrl, 'select id from api_tokens');
  const answers = await Promise.allSettled(Array.from({ length: 40 }, () => pair(shown)));
  assert.equal(answers.filter(({ status }) => status === 'fulfilled').length, 1);
  assert.equal((await asOwner(product.databaseUrl, 'select id from api_tokens')).length, before.length + 1);
});

test('a member who was removed, or may only look, gets none', async () => {
  const guest = await invite(product, owner, { workspaceId, email: 'guest@example.org', role: 'agent' });
  const shown = await code(guest);
  const { id } = await guest.api.account.me();
  await owner.api.workspaces.changeRole({ workspaceId, userId: id, role: 'viewer' });
  await assert.rejects(pair(shown), unusable);
  await assert.rejects(code(guest), (error: unknown) => codeOf(error) === 'not_allowed');
});

test('whoever guesses from one address is stopped, and codes of another workspace are its own', async () => {
  const { visitor, workspaceId: elsewhere } = await stranger(product);
  const paired = await pair(await code(visitor, elsewhere));
  assert.equal(await askAs(paired.token, `/api/workspaces/${workspaceId}/outreach`), 404);
  const guesser = new Visitor(product);
  const answers: (string | undefined)[] = [];
  for (let tries = 0; tries < 31; tries++)
    await guesser.api.extension.pair({ code: shownCode(newPairingCode()) }).catch((error: unknown) => answers.push(codeOf(error)));
  assert.equal(answers.length, 31);
  assert.equal(answers.filter((one) => one === 'code_unusable').length, 30);
  assert.equal(answers.at(-1), 'too_many');
});

test('the database keeps nothing from which the code could be read', async () => {
  const shown = (await code()).replace('-', '');
  const rows = await asOwner(product.databaseUrl, 'select * from pairings');
  assert.equal(rows.length, 1);
  const values = rows.flatMap((row) => Object.values(row));
  assert.ok(values.some((value) => Buffer.isBuffer(value)));
  for (const value of values) assert.ok(!(Buffer.isBuffer(value) ? value : Buffer.from(JSON.stringify(value))).includes(shown.slice(3)));
});

test('a code that was typed in any usual way is the code that was shown', () => {
  fc.assert(
    fc.property(fc.constantFrom('', ' ', '-', '\t', ' — '), fc.boolean(), (between, small) => {
      const made = newPairingCode();
      const typed = [...shownCode(made)].filter((one) => one !== '-').join(between);
      assert.deepEqual(readPairingCode(small ? typed.toLowerCase() : typed), made);
    }),
  );
  for (const other of ['', 'K7MP', 'K7MP-4XQZZ', 'O0I1-LLUU', '💥'.repeat(8)]) assert.equal(readPairingCode(other), undefined);
});
