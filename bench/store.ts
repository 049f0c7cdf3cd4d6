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

/** A flow whose supporter has connected their mailbox, as it stands in the database. */
export interface ConnectedFlow {
  id: string;
  browserHash: Buffer;
  draft: Buffer;
  name: Buffer;
  address: Buffer;
  identity: Buffer;
  accessToken: Buffer;
}

/** How the one letter of a flow stands in the ledger. */
export interface Standing {
  flowId: string;
  state: string;
  settledAt: Date | null;
}

export interface Store {
  /** Adds flows that hold all recipients of their campaign. */
  insertConnected(place: { workspaceId: string; campaignId: string }, flows: readonly ConnectedFlow[]): Promise<void>;
  /** How many of these flows hold a letter that has no outcome yet. */
  open(flowIds: readonly string[]): Promise<number>;
  standings(flowIds: readonly string[]): Promise<Standing[]>;
}

const insertConnected = `
  with given as (
    select * from unnest($3::uuid[], $4::bytea[], $5::bytea[], $6::bytea[], $7::bytea[], $8::bytea[], $9::bytea[])
      as given (id, browser_hash, draft, name, address, identity, token)
  ), flows as (
    insert into supporter_flows (workspace_id, id, campaign_id, step, mailbox, browser_hash, draft_sealed, name_sealed, address_sealed,
      identity_sealed, access_token_sealed, access_token_expires_at, text_version, created_at, last_active_at)
    select $1, given.id, $2, 'connected', 'gmail', browser_hash, draft, given.name, address,
      identity, token, now() + interval '59 minutes', text_version, now(), now()
    from given, campaigns where campaigns.workspace_id = $1 and campaigns.id = $2
    returning id
  )
  insert into offers (workspace_id, flow_id, recipient_id, state, hour, held_until)
  select $1, flows.id, campaign_recipients.id, 'held', date_trunc('hour', now()), now() + interval '30 minutes'
  from flows, campaign_recipients where campaign_recipients.workspace_id = $1 and campaign_recipients.campaign_id = $2`;

/** What a measurement writes and reads beside the product, as the owner of the database, over a connection for it alone. */
export async function withStore<Result>(url: string, work: (store: Store) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  // When the copy is ended under it, the statement that runs fails; the connection's own event would end the process first.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(storeOn(client));
  } finally {
    await client.end();
  }
}

function storeOn(client: pg.Client): Store {
  return {
    async insertConnected({ workspaceId, campaignId }, flows) {
      for (let at = 0; at < flows.length; at += 1000) {
        const some = flows.slice(at, at + 1000);
        await client.query(insertConnected, [
          workspaceId,
          campaignId,
          some.map(({ id }) => id),
          some.map(({ browserHash }) => browserHash),
          some.map(({ draft }) => draft),
          some.map(({ name }) => name),
          some.map(({ address }) => address),
          some.map(({ identity }) => identity),
          some.map(({ accessToken }) => accessToken),
        ]);
      }
      await client.query('analyze supporter_flows, offers');
    },
    async open(flowIds) {
      const { rows } = await client.query<{ open: string }>(
        `select count(*) as open from supporter_flows
         where id = any($1::uuid[]) and (step not in ('started', 'connected', 'settled')
           or exists (select from deliveries where deliveries.flow_id = supporter_flows.id and state in ('planned', 'sending')))`,
        [flowIds],
      );
      return Number(rows[0]?.open ?? 0);
    },
    async standings(flowIds) {
      const { rows } = await client.query<{ flow_id: string; state: string; settled_at: Date | null }>(
        'select flow_id, state, settled_at from deliveries where flow_id = any($1::uuid[])',
        [flowIds],
      );
      return rows.map(({ flow_id: flowId, state, settled_at: settledAt }) => ({ flowId, state, settledAt }));
    },
  };
}

/** What a measurement of sealed values writes, as the owner of a database of its own. */
export interface LinkStore {
  insertLinks(links: readonly { hash: Buffer; address: Buffer }[]): Promise<void>;
  /** Writes every row anew as it is, in one statement. */
  touchLinks(): Promise<void>;
}

/** A database of its own beside that of the copy, gone afterwards: what is measured there would leave the copy without its keys. */
export async function withFreshDatabase<Result>(
  copyUrl: string,
  work: (url: string, store: LinkStore) => Promise<Result>,
): Promise<Result> {
  const admin = new pg.Client({ connectionString: copyUrl });
  // As above: whoever ends the copy under it is told by the statement that fails.
  const name = `bench_${String(process.pid)}`;
  const url = new URL(copyUrl);
  url.pathname = `/${name}`;
  const pool = new pg.Pool({ connectionString: url.toString(), max: 1 });
  admin.on('error', () => undefined);
  pool.on('error', () => undefined);
  await admin.connect();
  try {
    await admin.query(`create database ${name}`);
    return await work(url.toString(), {
      async insertLinks(links) {
        for (let at = 0; at < links.length; at += 5000) {
          const some = links.slice(at, at + 5000);
          await pool.query(
            `insert into recipient_links (token_hash, address_sealed, created_at, expires_at)
             select hash, address, now(), now() + interval '1 hour' from unnest($1::bytea[], $2::bytea[]) as given (hash, address)`,
            [some.map(({ hash }) => hash), some.map(({ address }) => address)],
          );
        }
        await pool.query('vacuum analyze recipient_links');
      },
      async touchLinks() {
        await pool.query("update recipient_links set expires_at = expires_at + interval '1 second'");
      },
    });
  } finally {
    await pool.end();
    await admin.query(`drop database if exists ${name} with (force)`);
    await admin.end();
  }
}
