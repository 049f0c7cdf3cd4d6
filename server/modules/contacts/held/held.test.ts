import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asOwner } from '../../../../test/harness/database.ts';
import { setUp, stranger } from '../../../../test/harness/people.ts';
import { startProduct } from '../../../../test/harness/product.ts';
import { contactsUnder, deleteContactsUnder } from '../index.ts';

const product = await startProduct();
const { owner, workspaceId } = await setUp(product);
const elsewhere = await stranger(product);
const { tools } = product.app;
const everywhere = <T>(work: Parameters<typeof tools.database.inInstallation<T>>[1]) => tools.database.inInstallation('recipient', work);

const list = await owner.api.lists.create({ workspaceId, name: 'Councillors' });
const create = (email: string, more: object = {}) => owner.api.contacts.create({ workspaceId, email, ...more });
const kept = await create('kept@example.org');
const removed = await create('Merged@example.org', { firstName: 'Ines', tags: ['water'], listIds: [list.id] });
await owner.api.duplicates.merge({ workspaceId, keepId: kept.id, removeId: removed.id, take: ['firstName'] });
await elsewhere.visitor.api.contacts.create({ workspaceId: elsewhere.workspaceId, email: 'merged@example.org', jobTitle: 'Councillor' });

test('what is held of an address is found in every workspace, and where it was made one with another', async () => {
  const held = await everywhere((tx) => contactsUnder(tx, ['merged@example.org']));
  assert.deepEqual(
    held.map(({ organisation, email, firstName, jobTitle, tags, lists, mergedAt }) => [
      organisation,
      email,
      firstName,
      jobTitle,
      tags,
      lists,
      mergedAt !== null,
    ]),
    [
      ['Elsewhere', 'merged@example.org', '', 'Councillor', [], [], false],
      ['River Watch', 'Merged@example.org', 'Ines', '', ['water'], ['Councillors'], true],
    ],
  );
  assert.equal(held.at(-1)?.createdAt.toISOString(), removed.createdAt);
});

test('an erasure leaves nothing of it anywhere, and nobody else is touched', async () => {
  const deleted = await everywhere((tx) => deleteContactsUnder(tx, ['merged@example.org']));
  assert.equal(deleted.length, 2);
  assert.deepEqual(await everywhere((tx) => contactsUnder(tx, ['merged@example.org'])), []);
  assert.deepEqual(await asOwner(product.databaseUrl, 'select 1 from contact_merges'), []);
  assert.deepEqual(
    (await owner.api.contacts.list({ workspaceId })).contacts.map(({ email }) => email),
    ['kept@example.org'],
  );
});
