import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { asOwner } from '../../test/harness/database.ts';
import { invite, setUp, stranger } from '../../test/harness/people.ts';
import { startProduct } from '../../test/harness/product.ts';
import { ConfigError, readConfig } from '../config.ts';
import { breachContacts } from './breach-contacts.ts';
import type { Options } from './command.ts';

const keys = `test:${randomBytes(32).toString('base64')}`;
const product = await startProduct({ settings: { ENCRYPTION_KEYS: keys } });
const { owner, workspaceId, slug } = await setUp(product);
await invite(product, owner, { workspaceId, email: 'agent@example.org', role: 'agent' });
await invite(product, owner, { workspaceId, email: 'second@example.org', role: 'owner' });
await stranger(product);
const { inForce } = await owner.api.documents.agreement({ workspaceId });
await owner.api.documents.acceptAgreement({ workspaceId, version: inForce.version });

const config = readConfig({ DATABASE_URL: product.databaseUrl, DATA_DIR: product.dataDir, ENCRYPTION_KEYS: keys });
const ask = (more: Partial<Options> = {}) =>
  breachContacts({ config, json: true, 'dry-run': false, operator: false, replace: false, yes: false, ...more });

test('the owners of every workspace are named, with the moment by which they are told', async () => {
  const { data, text } = await ask({ from: '2026-01-30T10:00:00Z' });
  const { tellBy, workspaces } = data as {
    tellBy: string;
    workspaces: { slug: string; acceptedAgreement: number | null; owners: { email: string }[] }[];
  };
  assert.equal(tellBy, '2026-02-02T10:00:00.000Z');
  assert.deepEqual(
    workspaces.map((one) => [one.slug, one.acceptedAgreement, one.owners.map(({ email }) => email)]),
    [
      ['elsewhere', null, ['stranger@example.org']],
      [slug, 1, ['owner@example.org', 'second@example.org']],
    ],
  );
  assert.match(text, /by 2026-02-02T10:00:00.000Z/);
  assert.doesNotMatch(text, /agent@example/);
});

test('one workspace is asked for by its slug or id, and that it was asked is written down', async () => {
  for (const workspace of [slug, workspaceId]) {
    const { data } = await ask({ workspace });
    assert.deepEqual(
      (data as { workspaces: { slug: string }[] }).workspaces.map((one) => one.slug),
      [slug],
    );
  }
  const rows = await asOwner(product.databaseUrl, "select details from audit_entries where action = 'breach.contacts_read' order by seq");
  assert.deepEqual(
    rows.map(({ details }) => details),
    [{ workspaces: 2 }, { workspaces: 1 }, { workspaces: 1 }],
  );
});

test('a workspace that is not there, and a moment that is none or lies ahead, are refused with one sentence', async () => {
  for (const wrong of [{ workspace: 'nowhere' }, { from: 'yesterday' }, { from: '2999-01-01T00:00:00Z' }])
    await assert.rejects(ask(wrong), ConfigError);
});
