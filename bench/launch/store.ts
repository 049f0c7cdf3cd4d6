import pg from 'pg';

/** As many recipients as are asked for, in one list. */
export const recipientsThere = 1_000_000;

/** Contacts of whom a third have a company, most a zone of their own, and everybody a name. Nobody of them exists. */
const contacts = `
  insert into contacts (workspace_id, id, email, email_key, first_name, last_name, company_id, fields, time_zone, created_at, changed_at)
  select $1, ('0190c' || lpad(to_hex(n), 3, '0') || '-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid,
    'r' || n || '@launch' || n % 5000 || '.example.org', 'r' || n || '@launch' || n % 5000 || '.example.org', 'Ada ' || n % 900, 'Sample ' || n % 9000,
    ('0190d000-0000-7000-8000-' || lpad(to_hex(n % 5000), 12, '0'))::uuid, jsonb_build_object('ward', 'Ward ' || n % 900),
    ('{"",Europe/Vienna,America/New_York,Asia/Kathmandu}'::text[])[1 + n % 4], now(), now()
  from generate_series($2::int, $3::int) n`;

/** What the measurement of a launch writes and reads beside the product, as the owner of the database. */
export interface LaunchStore {
  plant(workspaceId: string, say: (line: string) => void): Promise<{ listId: string; mailboxId: string }>;
  enrolled(workspaceId: string, campaignId: string): Promise<number>;
  /** The same number of rows of the same width into a table with the same indexes, and nothing else. */
  insertPlainly(workspaceId: string, listId: string): Promise<void>;
  close(): Promise<void>;
}

/** Opens it over one connection. */
export async function openLaunchStore(url: string): Promise<LaunchStore> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  return {
    async plant(workspaceId, say) {
      const [listId, mailboxId] = ['0190b000-0000-7000-8000-0000000000a1', '0190b000-0000-7000-8000-0000000000a2'];
      await client.query(
        `insert into companies (workspace_id, id, name, created_at)
         select $1, ('0190d000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'Walkers ' || n, now() from generate_series(0, 4999) n`,
        [workspaceId],
      );
      await client.query("insert into lists (workspace_id, id, name, created_at) values ($1, $2, 'Everybody', now())", [
        workspaceId,
        listId,
      ]);
      for (let from = 0; from < recipientsThere; from += 100_000) {
        await client.query(contacts, [workspaceId, from, from + 99_999]);
        say(`${String(from + 100_000)} contacts…`);
      }
      await client.query(
        `insert into list_contacts (workspace_id, list_id, contact_id, added_at)
         select workspace_id, $2, id, now() from contacts where workspace_id = $1 and email_key like 'r%@launch%'`,
        [workspaceId, listId],
      );
      await client.query(
        `insert into mailboxes (workspace_id, id, provider, mode, address, address_key, name, daily_limit, gap_seconds, time_zone, connected_at)
         values ($1, $2, 'smtp', 'send', 'o@example.org', 'o@example.org', 'Olga Sample', 400, 30, 'UTC', now())`,
        [workspaceId, mailboxId],
      );
      await client.query('vacuum analyze contacts, list_contacts, companies');
      await client.query('checkpoint');
      return { listId, mailboxId };
    },
    async enrolled(workspaceId, campaignId) {
      const text = 'select count(distinct email_key)::int as n from enrolments where workspace_id = $1 and campaign_id = $2';
      const { rows } = await client.query<{ n: number }>(text, [workspaceId, campaignId]);
      return rows[0]?.n ?? 0;
    },
    async insertPlainly(workspaceId, listId) {
      await client.query('create table plain_enrolments (like enrolments including all)');
      await client.query(
        `insert into plain_enrolments
           (workspace_id, campaign_id, id, contact_id, email, email_key, fields, time_zone, state, next_step, variant, due_at, seq, enrolled_at)
         select c.workspace_id, $2, c.id, c.id, c.email, c.email_key, c.fields, 'UTC', 'waiting', 1, 'a', now(), 1, now()
         from contacts c where c.workspace_id = $1 and c.id in (select contact_id from list_contacts where workspace_id = $1 and list_id = $2)`,
        [workspaceId, listId],
      );
      await client.query('drop table plain_enrolments');
    },
    close: () => client.end(),
  };
}
