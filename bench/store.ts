import pg from 'pg';

const columns = [
  'workspace_id',
  'seq',
  'at',
  'actor_kind',
  'actor_id',
  'action',
  'subject_kind',
  'subject_id',
  'details',
  'origin_id',
  'previous_hash',
  'hash',
];

/** A table of the same columns, key and checks as the audit log, to write into without a chain. As the owner of the database. */
export async function openPlainLog(
  url: string,
  connections: number,
): Promise<{ insert(row: readonly unknown[]): Promise<void>; close(): Promise<void> }> {
  const pool = new pg.Pool({ connectionString: url, max: connections });
  await pool.query('create table plain_entries (like audit_entries including all)');
  const places = columns.map((_, index) => `$${index + 1}`).join(', ');
  const text = `insert into plain_entries (${columns.join(', ')}) values (${places})`;
  return {
    async insert(row) {
      await pool.query({ name: 'insert', text, values: [...row] });
    },
    async close() {
      await pool.query('drop table plain_entries');
      await pool.end();
    },
  };
}
