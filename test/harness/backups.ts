import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { asOwner, freshDatabase } from './database.ts';

/** A database in which nothing is yet, beside a migrated one. */
export async function emptyDatabase(owner?: string): Promise<string> {
  const url = new URL(await freshDatabase());
  const name = `${url.pathname.slice(1)}_empty`;
  await asOwner(url.toString(), `create database ${name}${owner === undefined ? '' : ` owner ${owner}`}`);
  url.pathname = `/${name}`;
  return url.toString();
}

/** Puts deliveries with their attempts and their count into a campaign, as sends do: each in one transaction, about so many a second, until stopped. */
export async function writeDeliveries(database: string, campaignId: string, perSecond: number): Promise<{ stop(): Promise<number> }> {
  const client = new pg.Client({ connectionString: database, options: '-c app.scope=installation' });
  await client.connect();
  const stopped = new AbortController();
  let written = 0;
  const writing = (async () => {
    for (const began = performance.now(); !stopped.signal.aborted; ) {
      const ahead = written - ((performance.now() - began) / 1000) * perSecond;
      if (ahead > 0) await new Promise((resolve) => setTimeout(resolve, (ahead / perSecond) * 1000));
      await client.query('begin');
      await insertDeliveries(client, campaignId, 1);
      await client.query('commit');
      written++;
    }
    await client.end();
  })();
  return {
    async stop() {
      stopped.abort();
      await writing;
      return written;
    },
  };
}

/** Puts many of them there at once. */
export async function fillDeliveries(database: string, campaignId: string, count: number): Promise<void> {
  const client = new pg.Client({ connectionString: database, options: '-c app.scope=installation' });
  await client.connect();
  await client.query('begin');
  await insertDeliveries(client, campaignId, count);
  await client.query('commit');
  await client.end();
}

async function insertDeliveries(client: pg.Client, campaignId: string, count: number): Promise<void> {
  const seed = randomUUID();
  await client.query(
    `with made as (
       insert into deliveries (workspace_id, id, campaign_id, recipient_address, state, attempts, planned_at, settled_at)
       select workspace_id, gen_random_uuid(), id, 'filler.' || n || '.' || $3 || '@council.example.org', 'accepted', 1, now(), now()
       from campaigns, generate_series(1, $2::int) as n where id = $1
       returning workspace_id, id, campaign_id)
     insert into attempts (workspace_id, delivery_id, number, message_id, outcome, started_at, ended_at)
     select workspace_id, id, 1, '<' || id || '.1@localhost>', 'accepted', now(), now() from made`,
    [campaignId, count, seed],
  );
  await client.query('update campaigns set goal = coalesce(goal, 0) + $2 where id = $1', [campaignId, count]);
}

/** A published campaign of the database. */
export async function publishedCampaignId(database: string): Promise<string> {
  const [row] = await asOwner(database, "select id from campaigns where state = 'published' limit 1");
  return String(row?.id);
}
