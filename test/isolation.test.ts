import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { sql } from 'kysely';
import { connectionOptions } from '../server/platform/database.ts';
import { newId, readId } from '../server/platform/ids.ts';
import { setUp, stranger } from './harness/people.ts';
import { asOwner } from './harness/database.ts';
import { startProduct } from './harness/product.ts';

const product = await startProduct();
const { owner, workspaceId } = await setUp(product);
const elsewhere = await stranger(product);
const mine = readId('workspace', workspaceId);
const theirs = readId('workspace', elsewhere.workspaceId);
const look = (text: string, values: unknown[] = []) => asOwner(product.databaseUrl, text, values);

// All rows are made before the first test is named: what runs between tests would let the copy end too early.
const campaign = await owner.api.campaigns.create({ workspaceId, name: 'Keep the ford open' });
const campaignId = readId('campaign', campaign.id);
await owner.api.campaigns.addRecipient({ workspaceId, campaignId: campaign.id, name: 'Ines Falk', email: 'ines@council.example.org' });
await owner.api.suppressions.suppress({ workspaceId, email: 'never@example.org', everywhere: true });
await owner.api.suppressions.suppress({ workspaceId, email: 'not-here@example.org' });
await owner.api.workspaces.invite({ workspaceId, email: 'later@example.org', role: 'viewer' });
await owner.api.workspaces.createToken({ workspaceId, name: 'mine' });

const tables = (
  await look(
    "select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'workspace_id' order by 1",
  )
).map(({ name }) => String(name));

/** Runs as the product does: same role, same options, inside one transaction that is rolled back. */
async function asProduct<T>(work: (client: pg.Client) => Promise<T>, workspace?: string): Promise<T> {
  const client = new pg.Client({ connectionString: product.databaseUrl, options: connectionOptions });
  await client.connect();
  try {
    await client.query('begin');
    if (workspace) await client.query("select set_config('app.workspace', $1, true)", [workspace]);
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Keys that do not begin with the workspace, each with its reason. */
const allowed: Record<string, string> = {
  'workspaces unique (slug)': 'the public address of a workspace is looked up before the workspace is known',
};
/** References to tables that belong to no workspace: people are users of the whole copy. */
const shared = new Set(['users']);

test('the tables of a workspace are the ones that we think', () => {
  assert.ok(tables.length >= 16, tables.join(', '));
  for (const name of ['campaigns', 'campaign_recipients', 'deliveries', 'attempts', 'supporter_flows', 'suppressions', 'audit_entries'])
    assert.ok(tables.includes(name), name);
});

test('row-level security is on and forced on every table of a workspace', async () => {
  const rows = await look('select relname, relrowsecurity, relforcerowsecurity from pg_class where relname = any($1)', [tables]);
  assert.equal(rows.length, tables.length);
  for (const row of rows) assert.deepEqual([row.relrowsecurity, row.relforcerowsecurity], [true, true], String(row.relname));
});

test('tables without a workspace are the ones that belong to the whole copy', async () => {
  const rows = await look("select tablename as name from pg_tables where schemaname = 'public' and tablename <> all($1) order by 1", [
    tables,
  ]);
  assert.deepEqual(
    rows.map(({ name }) => name),
    [
      'address_changes',
      'backup_codes',
      'document_notices',
      'erasures',
      'export_links',
      'farewells',
      'idempotency_keys',
      'installation',
      'known_browsers',
      'mail_domains',
      'migrations',
      'participation_keys',
      'password_resets',
      'privacy_requests',
      'provider_circuits',
      'provider_minutes',
      'published_documents',
      'rate_windows',
      'recipient_caps',
      'recipient_hours',
      'recipient_links',
      'retention_runs',
      'retired_keys',
      'sessions',
      'tracking_batches',
      'users',
    ],
  );
});

test('the workspace leads every primary key, unique constraint and foreign key, so a workspace can live on any node', async () => {
  const keys = await look(
    `select c.conrelid::regclass::text as table, c.contype as kind, c.confrelid::regclass::text as target,
       array(select a.attname::text from unnest(c.conkey) with ordinality k(number, place)
         join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.number order by k.place) as columns,
       array(select a.attname::text from unnest(c.confkey) with ordinality k(number, place)
         join pg_attribute a on a.attrelid = c.confrelid and a.attnum = k.number order by k.place) as targets
     from pg_constraint c where c.contype in ('p', 'u', 'f') and c.conrelid::regclass::text = any($1)`,
    [tables],
  );
  assert.ok(keys.length > 2 * tables.length);
  const found = new Set<string>();
  for (const key of keys as { table: string; kind: string; target: string; columns: string[]; targets: string[] }[]) {
    const name = `${key.table} ${{ p: 'primary', u: 'unique', f: 'foreign' }[key.kind] ?? ''} (${key.columns.join(', ')})`;
    if (key.kind === 'f' && shared.has(key.target)) continue;
    if (key.columns[0] === 'workspace_id' && (key.kind !== 'f' || key.targets[0] === 'workspace_id')) continue;
    found.add(name);
  }
  assert.deepEqual([...found], Object.keys(allowed));
  const indexes = await look(
    `select i.indexrelid::regclass::text as name from pg_index i
     left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
     where a.attname is distinct from 'workspace_id' and i.indisunique and i.indrelid::regclass::text = any($1) and not exists (select 1 from pg_constraint c where c.conindid = i.indexrelid)`,
    [tables],
  );
  assert.deepEqual(indexes, [], 'a unique index is a key too');
});

test('the role of the product is weak: no superuser, no way past row-level security, owner of nothing', async () => {
  const [role] = await look("select * from pg_roles where rolname = 'antiphon_app'");
  for (const power of ['rolsuper', 'rolbypassrls', 'rolcreaterole', 'rolcreatedb', 'rolreplication', 'rolcanlogin'])
    assert.equal(role?.[power], false, power);
  const owned = await look("select relname from pg_class where relowner = (select oid from pg_roles where rolname = 'antiphon_app')");
  assert.deepEqual(owned, []);
  const memberships = await look(
    "select roleid::regrole::text from pg_auth_members where member = (select oid from pg_roles where rolname = 'antiphon_app')",
  );
  assert.deepEqual(memberships, []);
  const dangerous = await look(
    "select table_name from information_schema.role_table_grants where grantee in ('antiphon_app', 'PUBLIC') and privilege_type in ('TRUNCATE', 'TRIGGER', 'REFERENCES') and table_schema = 'public'",
  );
  assert.deepEqual(dangerous, []);
});

test('the connections of the running product carry that role, and no setting stays behind on them', async () => {
  const { database } = product.app.tools;
  const who = () =>
    database.inWorkspace(mine, async (tx) => (await sql<{ name: string }>`select current_user as name`.execute(tx)).rows[0]);
  const all = await Promise.all(Array.from({ length: 12 }, who));
  for (const row of all) assert.equal(row?.name, 'antiphon_app');
  await database.inInstallation('operator', (tx) => sql`select 1`.execute(tx));
  await Promise.all(
    Array.from({ length: 12 }, () =>
      database.inWorkspace(theirs, async (tx) => {
        const { rows } = await sql<{ workspace: string; scope: string | null }>`
          select current_setting('app.workspace') as workspace, current_setting('app.scope', true) as scope`.execute(tx);
        assert.deepEqual([rows[0]?.workspace, rows[0]?.scope || null], [theirs, null]);
      }),
    ),
  );
});

/** What is seen without any setting, with the reason: suppressions of the whole installation bind everybody, and are sealed. */
const seenByAll: Record<string, string> = { suppressions: "workspace_id <> '00000000-0000-0000-0000-000000000000'" };

test('without a workspace the product sees no row at all; with one, only that one’s', async () => {
  for (const table of tables) {
    const where = seenByAll[table] ?? 'true';
    await asProduct(async (client) => {
      const { rows } = await client.query<{ count: string }>(`select count(*) from ${table} where ${where}`);
      assert.equal(rows[0]?.count, '0', table);
    });
    await asProduct(async (client) => {
      const { rows } = await client.query<{ count: string }>(`select count(*) from ${table} where workspace_id <> $1 and ${where}`, [mine]);
      assert.equal(rows[0]?.count, '0', table);
    }, mine);
  }
  await asProduct(async (client) => {
    const { rows } = await client.query<{ count: string }>('select count(*) from campaign_recipients');
    assert.equal(rows[0]?.count, '1');
  }, mine);
});

test('no row of another workspace can be written, changed or deleted', async () => {
  for (const table of tables) {
    await asProduct(async (client) => {
      const copy = `insert into ${table} (workspace_id) values ($1)`;
      await assert.rejects(client.query(copy, [theirs]), /row-level security|permission denied/, table);
    }, mine);
    await asProduct(async (client) => {
      const { rowCount } = await client.query(`delete from ${table} where workspace_id <> $1`, [mine]).catch((error: unknown) => {
        assert.match(String(error), /permission denied/);
        return { rowCount: 0 };
      });
      assert.equal(rowCount, 0, table);
    }, mine);
  }
  const insert = `insert into campaign_counts (workspace_id, campaign_id, day) values ($1, $2, '2026-11-22')`;
  await asProduct((client) => assert.rejects(client.query(insert, [theirs, campaignId]), /row-level security/), mine);
  const move = 'update campaigns set workspace_id = $1 where id = $2';
  await asProduct((client) => assert.rejects(client.query(move, [theirs, campaignId]), /row-level security/), mine);
});

test('a foreign key cannot reach across workspaces, not even for who sees both', async () => {
  const planted: [string, unknown[]][] = [
    [`insert into campaign_counts (workspace_id, campaign_id, day) values ($1, $2, '2026-11-22')`, [theirs, campaignId]],
    [
      `insert into participations (workspace_id, campaign_id, address_hash, took_part_at) values ($1, $2, 'x', now())`,
      [theirs, campaignId],
    ],
    [
      `insert into deliveries (workspace_id, id, campaign_id, state, planned_at) values ($1, $3, $2, 'planned', now())`,
      [theirs, campaignId, newId(product.clock)],
    ],
  ];
  for (const [text, values] of planted) {
    await assert.rejects(look(text, values), /foreign key constraint/);
    await asProduct(async (client) => {
      await client.query("select set_config('app.scope', 'installation', true)");
      await assert.rejects(client.query(text, values), /foreign key constraint/);
    });
  }
});
