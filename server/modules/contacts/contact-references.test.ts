import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { asOwner } from '../../../test/harness/database.ts';
import { someoneIsHeldUp } from '../../../test/harness/held-up.ts';
import { setUp } from '../../../test/harness/people.ts';
import { startProduct } from '../../../test/harness/product.ts';
import { connectionOptions } from '../../platform/database.ts';
import { newId, readId } from '../../platform/ids.ts';

const product = await startProduct();
const { workspaceId } = await setUp(product);
const mine = readId('workspace', workspaceId);
const look = (text: string, values: unknown[] = []) => asOwner(product.databaseUrl, text, values);

/** Speaks to the database as the product does, in one transaction. */
async function asProduct<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: product.databaseUrl, options: connectionOptions });
  await client.connect();
  try {
    await client.query('begin');
    await client.query("select set_config('app.workspace', $1, true)", [mine]);
    const result = await work(client);
    await client.query('commit');
    return result;
  } finally {
    await client.end();
  }
}

const addCompany = async (name: string) => {
  const id = newId(product.clock);
  await look('insert into companies (workspace_id, id, name, created_at) values ($1, $2, $3, now())', [mine, id, name]);
  return id;
};
const add = `insert into contacts (workspace_id, id, email, email_key, company_id, created_at, changed_at)
  select $1, gen_random_uuid(), e, e, $2, now(), now() from unnest($3::text[]) e`;
const companyOf = async (email: string) => (await look('select company_id from contacts where email_key = $1', [email]))[0]?.company_id;

test('No contact comes under a company or a workspace that is not there, alone or among many', async () => {
  const [there, nowhere] = [await addCompany('River Board'), newId(product.clock)];
  await assert.rejects(
    asProduct((client) => client.query(add, [mine, nowhere, ['a@example.org']])),
    /foreign key constraint/,
  );
  await assert.rejects(look(add, [nowhere, null, ['a@example.org']]), /foreign key constraint/);
  await asProduct((client) => client.query(add, [mine, there, ['a@example.org', 'b@example.org']]));
  const move = 'update contacts set company_id = case email_key when $1 then $2::uuid else company_id end where workspace_id = $3';
  await assert.rejects(
    asProduct((client) => client.query(move, ['b@example.org', nowhere, mine])),
    /foreign key constraint/,
  );
  assert.equal(await companyOf('b@example.org'), there);
});

test('Of a company that goes its contacts stay; whoever comes to it meanwhile waits, and is refused', async () => {
  const company = await addCompany('Lake Board');
  await look(add, [mine, company, ['stays@example.org']]);
  const going = new pg.Client({ connectionString: product.databaseUrl });
  await going.connect();
  try {
    await going.query('begin');
    await going.query('delete from companies where workspace_id = $1 and id = $2', [mine, company]);
    const coming = assert.rejects(
      asProduct((client) => client.query(add, [mine, company, ['late@example.org']])),
      /foreign key constraint/,
    );
    await someoneIsHeldUp(product.databaseUrl, 'whoever comes waits for what becomes of the company');
    await going.query('commit');
    await coming;
  } finally {
    await going.end();
  }
  assert.deepEqual([await companyOf('stays@example.org'), await companyOf('late@example.org')], [null, undefined]);
});

test('A company waits with its going until whoever comes to it has come, and lets them stay as well', async () => {
  const company = await addCompany('Sea Board');
  const going = await asProduct(async (client) => {
    await client.query(add, [mine, company, ['early@example.org']]);
    const gone = look('delete from companies where workspace_id = $1 and id = $2', [mine, company]);
    await someoneIsHeldUp(product.databaseUrl, 'the company waits with its going');
    return [gone];
  });
  await Promise.all(going);
  assert.equal(await companyOf('early@example.org'), null);
});

test('With its workspace a contact goes', async () => {
  await look(`insert into workspaces (workspace_id, slug, name, created_at) select gen_random_uuid(), 'short', 'Short', now()`);
  const id = String((await look("select workspace_id from workspaces where slug = 'short'"))[0]?.workspace_id);
  await look(add, [id, null, ['gone@example.org']]);
  await look("update workspaces set ends_at = 'epoch' where workspace_id = $1", [id]);
  await look('delete from workspaces where workspace_id = $1', [id]);
  assert.equal(await companyOf('gone@example.org'), undefined);
});

test('Many are changed as fast after one was changed on the same connection, and their tags are found by them', async () => {
  const many = Array.from({ length: 8_000 }, (_, row) => `many${String(row)}@example.org`);
  await look(add, [mine, null, many]);
  await asProduct(async (client) => {
    await client.query("update contacts set tags = '{fair,old}' where workspace_id = $1 and email_key = 'many7@example.org'", [mine]);
    // Compared each with each they would take ten seconds.
    await client.query("set local statement_timeout = '5s'");
    await client.query("update contacts set tags = '{fair}' where workspace_id = $1 and email_key like 'many%'", [mine]);
  });
  const tags = await look('select tag, count(*) from contact_tags where workspace_id = $1 group by tag', [mine]);
  assert.deepEqual(
    tags.map(({ tag, count }) => [tag, Number(count)]),
    [['fair', 8_000]],
  );
});
