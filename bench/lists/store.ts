import pg from 'pg';

/** How many contacts there are: as many as are asked for, in one workspace. */
export const contactsThere = 1_000_000;

const names = ['Ines', 'Bo', 'Piet', 'Ana', 'Olga', 'Gus', 'Maja', 'Tom', 'Leo', 'Ida', 'Ole', 'Ute', 'Jan', 'Eva', 'Max', 'Kim'];

/**
 * Contacts as a large address book has them: names and companies that come back, tags that many and that few have, a list of half of them, an own field.
 * Nobody of them exists.
 */
const plant = `
  insert into contacts (workspace_id, id, email, email_key, first_name, last_name, company_id, fields, tags, verdict, created_at, changed_at)
  select $1, (lpad(to_hex(extract(epoch from now())::bigint * 1000 - 40000000 + n), 12, '0') || '7' || substr(md5(n::text), 1, 3) || '8'
      || substr(md5(n::text || 'b'), 1, 15))::uuid,
    'p' || n || '.' || substr(md5(n::text), 1, 6) || '@d' || n % 5000 || '.example.org',
    'p' || n || '.' || substr(md5(n::text), 1, 6) || '@d' || n % 5000 || '.example.org',
    ($2::text[])[1 + n % 16], initcap(translate(substr(md5((n % 50000)::text), 1, 8), '0123456789', 'ghijklmnop')),
    ('0190a000-0000-7000-8000-' || lpad(to_hex(n % 5000), 12, '0'))::uuid,
    jsonb_build_object('seats', (n % 400)::text, 'ward', 'Ward ' || n % 900),
    case when n % 3 = 0 then array['water'] when n % 20000 = 1 then array['rare', 'roads'] else '{}' end,
    case when n % 10 = 0 then 'risky' else 'good' end, now(), now()
  from generate_series($3::int, $4::int) n`;

/** What the measurement of lists writes and asks beside the product, as the owner of the database: no walls between workspaces are in its way. */
export interface ListStore {
  /** Gives the id of a list in which every second contact stands. */
  plantContacts(workspaceId: string, say: (line: string) => void): Promise<string>;
  firstPage(workspaceId: string): Promise<void>;
  segmentPage(workspaceId: string, listId: string): Promise<void>;
  search(workspaceId: string, begin: string): Promise<void>;
  close(): Promise<void>;
}

/** Opens it over one connection. */
export async function openListStore(url: string): Promise<ListStore> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  const ask = async (name: string, text: string, values: unknown[]) => {
    await client.query({ name, text, values });
  };
  return {
    async plantContacts(workspaceId, say) {
      const listId = '0190b000-0000-7000-8000-000000000001';
      await client.query(
        `insert into companies (workspace_id, id, name, created_at)
         select $1, ('0190a000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'Council ' || n, now() from generate_series(0, 4999) n`,
        [workspaceId],
      );
      await client.query("insert into contact_fields values ($1, 'seats', 'Seats', 'number', 1), ($1, 'ward', 'Ward', 'text', 2)", [
        workspaceId,
      ]);
      await client.query("insert into lists values ($1, $2, 'Half', now())", [workspaceId, listId]);
      // References and triggers cost as much again as the rows; the tags are written down in one statement below.
      await client.query("set session_replication_role = 'replica'");
      for (let from = 0; from < contactsThere; from += 100_000) {
        await client.query(plant, [workspaceId, names, from, from + 99_999]);
        say(`${String(from + 100_000)} contacts…`);
      }
      await client.query(
        `insert into list_contacts select workspace_id, $2, id, now() from contacts
         where workspace_id = $1 and substr(email, length(email) - 12, 1) in ('0', '2', '4', '6', '8')`,
        [workspaceId, listId],
      );
      await client.query('insert into contact_tags select workspace_id, unnest(tags), id from contacts where workspace_id = $1', [
        workspaceId,
      ]);
      await client.query("set session_replication_role = 'origin'");
      await client.query('vacuum analyze contacts, contact_tags, list_contacts, companies');
      return listId;
    },
    firstPage: (workspaceId) => ask('page', 'select * from contacts where workspace_id = $1 order by id desc limit 51', [workspaceId]),
    segmentPage: (workspaceId, listId) =>
      ask(
        'segment',
        `select c.* from contacts c where c.workspace_id = $1 and c.tags @> '{water}' and (c.fields ->> 'seats')::int > 300 and c.verdict <> 'bad'
           and not exists (select from list_contacts l where l.workspace_id = c.workspace_id and l.list_id = $2 and l.contact_id = c.id)
         order by c.id desc limit 51`,
        [workspaceId, listId],
      ),
    search: (workspaceId, begin) =>
      ask(
        'search',
        `select * from contacts where workspace_id = $1 and name_key ~>=~ $2 and name_key ~<~ $3 order by name_key using ~<~ limit 51`,
        [workspaceId, begin, `${begin}\u{10FFFF}`],
      ),
    close: () => client.end(),
  };
}
