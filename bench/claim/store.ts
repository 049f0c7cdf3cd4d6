import pg from 'pg';

/** Reads the rows of new recipients in the order in which they are claimed, and does nothing with them; as the owner of the database. */
export async function scanRate(
  url: string,
  { workspaceId, campaignId }: { workspaceId: string; campaignId: string },
  { batch, seconds }: { batch: number; seconds: number },
): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('set enable_seqscan = off; set enable_sort = off; set enable_bitmapscan = off');
    const began = performance.now();
    let [read, after] = [0, { due_at: new Date(0), seq: '0' }];
    while (performance.now() - began < seconds * 1000) {
      const { rows } = await client.query<{ due_at: Date; seq: string }>({
        name: 'scan',
        text: `select * from enrolments where workspace_id = $1 and campaign_id = $2 and time_zone = 'UTC' and state = 'waiting' and mailbox_id is null
            and (due_at, seq) > ($3, $4) order by due_at, seq limit $5`,
        values: [workspaceId, campaignId, after.due_at, after.seq, batch],
      });
      const last = rows.at(-1);
      if (!last) break;
      after = last;
      read += rows.length;
    }
    return read / ((performance.now() - began) / 1000);
  } finally {
    await client.end();
  }
}
