import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

/** What a file costs PostgreSQL at least: to take it in as it is, and to make rows of a table like that of contacts from it, without any check. As the owner. */
export async function measureCopies(url: string, path: string): Promise<{ copySeconds: number; insertSeconds: number }> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  const timed = async (work: () => Promise<unknown>) => {
    const from = performance.now();
    await work();
    return (performance.now() - from) / 1000;
  };
  try {
    await client.query(
      'create unlogged table plain_rows (email text, first_name text, last_name text, company text, phone text, city text)',
    );
    await client.query('create table plain_contacts (like contacts including all)');
    const copySeconds = await timed(() =>
      pipeline(createReadStream(path), client.query(copyFrom('copy plain_rows from stdin (format csv, header)'))),
    );
    const insertSeconds = await timed(() =>
      client.query(`insert into plain_contacts (workspace_id, id, email, email_key, first_name, last_name, phone, fields, created_at, changed_at)
        select '00000000-0000-7000-8000-000000000000', uuidv7(), email, lower(email), first_name, last_name, phone, jsonb_build_object('city', city), now(), now()
        from plain_rows on conflict do nothing`),
    );
    return { copySeconds, insertSeconds };
  } finally {
    await client.query('drop table if exists plain_rows; drop table if exists plain_contacts');
    await client.end();
  }
}

/** How many contacts a workspace has, and how many of them the last import made. */
export async function countContacts(url: string, workspaceId: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<{ number: string }>('select count(*) as number from contacts where workspace_id = $1', [
      workspaceId,
    ]);
    return Number(rows[0]?.number);
  } finally {
    await client.end();
  }
}
