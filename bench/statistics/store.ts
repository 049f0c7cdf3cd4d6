import pg from 'pg';

const mailboxes = 50;
const domains = 20_000;
const hitsEach = 10;

const mailboxId = (n: string) => `('0190e000-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;
const enrolmentId = (n: string) => `('0190e100-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;

const enrolments = `
  insert into enrolments (workspace_id, campaign_id, id, email, email_key, fields, time_zone, state, next_step, variant, due_at, seq, enrolled_at, ended_at)
  select $1, $2, ${enrolmentId('n')}, 's' || n || '@d' || n % ${String(domains)} || '.example.org', 's' || n || '@d' || n % ${String(domains)} || '.example.org',
    '{}', 'UTC', 'finished', 3, ('{a,b}'::text[])[1 + n % 2], now(), n, now() - interval '9 days', now()
  from generate_series($3::int, $4::int) n`;

/** Each recipient opens and follows links some times in the days after; most of them are people. In the order of the recipients, as they were written to. */
const hits = `
  insert into tracked_hits (workspace_id, campaign_id, at, id, enrolment_id, step, kind, link_id, ip_address, user_agent, head, ahead, verdict, because)
  select $1, $2, now() - interval '8 days' + n * interval '0.5 seconds' + h * interval '1 hour', gen_random_uuid(), ${enrolmentId('n')}, 1 + h % 3,
    case when h % 5 = 0 then 'click' else 'open' end,
    case when h % 5 = 0 then ('0190e200-0000-7000-8000-' || lpad(to_hex(h % 10), 12, '0'))::uuid end,
    ('10.' || n % 250 || '.' || n / 250 % 250 || '.' || h)::inet, 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', false, false,
    ('{person,person,machine,unknown}'::text[])[1 + (n + h) % 4], 'sample'
  from generate_series($3::int, $4::int) n, generate_series(1, ${String(hitsEach)}) h`;

/** Three messages in two variants, each handed over in 27 hours from every mailbox. */
const counts = `
  insert into outreach_counts (workspace_id, campaign_id, step, variant, mailbox_id, hour, enrolled, accepted, failed, replied, bounced_hard, opened_people,
    opened_machines, clicked_people)
  select $1, $2, s, v, ${mailboxId('m')}, date_trunc('hour', now()) - (10 - 3 * s + h / 9) * interval '1 day' - h % 9 * interval '1 hour',
    case when s = 1 then $3::int / 2700 else 0 end, $3::int / 2700, 3, 5, 2, 120, 60, 20
  from generate_series(1, 3) s, unnest('{a,b}'::text[]) v, generate_series(1, ${String(mailboxes)}) m, generate_series(0, 26) h`;

/** What the measurement of a results page writes beside the product, as the owner of the database. */
export interface StatisticsStore {
  /** A campaign that was sent to so many recipients, with ten times as many hits. Gives its id. */
  plant(workspaceId: string, recipients: number, say: (line: string) => void): Promise<{ campaignId: string; hits: number }>;
  close(): Promise<void>;
}

/** Opens it over one connection. */
export async function openStatisticsStore(url: string): Promise<StatisticsStore> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  const campaignId = '0190e000-0000-7000-8000-00000000f000';
  return {
    async plant(workspaceId, recipients, say) {
      const of = [workspaceId, campaignId];
      await client.query(
        `insert into mailboxes (workspace_id, id, provider, mode, address, address_key, name, daily_limit, gap_seconds, time_zone, connected_at)
         select $1, ${mailboxId('m')}, 'smtp', 'send', 's' || m || '@mail.example.org', 's' || m || '@mail.example.org', 'Sam Sample', 400, 30, 'UTC', now()
         from generate_series(1, ${String(mailboxes)}) m`,
        [workspaceId],
      );
      await client.query(
        `insert into outreach_campaigns (workspace_id, id, name, state, time_zone, version, tracking, created_at, launched_at, began_at, finished_at)
         values ($1, $2, 'Ten million', 'finished', 'UTC', 1, 'recipient', now(), now(), now(), now())`,
        of,
      );
      await client.query('insert into outreach_steps select $1, $2, 1, s, 72 * (s - 1), s > 1 from generate_series(1, 3) s', of);
      await client.query(
        `insert into outreach_texts select $1, $2, 1, s, v, 1, 'The ford', '<p>Dear {{ first_name }}</p>' from generate_series(1, 3) s, unnest('{a,b}'::text[]) v`,
        of,
      );
      await client.query(
        `insert into outreach_mailboxes select $1, $2, ${mailboxId('m')} from generate_series(1, ${String(mailboxes)}) m`,
        of,
      );
      await client.query(counts, [...of, recipients]);
      await client.query(
        `insert into outreach_domain_counts (workspace_id, campaign_id, domain, accepted, failed, replied)
         select $1, $2, 'd' || n || '.example.org', 3 * $3::int / ${String(domains)} + n % 40, n % 3, n % 5 from generate_series(0, ${String(domains - 1)}) n`,
        [...of, recipients],
      );
      await client.query(
        `insert into outreach_links (workspace_id, campaign_id, id, step, url, noted_at, clicked_people, clicked_machines)
         select $1, $2, ('0190e200-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 1 + n % 3, 'https://example.org/ford/' || n, now(), 1000, 300
         from generate_series(0, 9) n`,
        of,
      );
      // References and triggers cost as much again as the rows.
      await client.query("set session_replication_role = 'replica'");
      for (let from = 0; from < recipients; from += 50_000) {
        const some = [...of, from, Math.min(recipients, from + 50_000) - 1];
        await client.query(enrolments, some);
        await client.query(hits, some);
        if ((from / 50_000) % 4 === 3) say(`${((from + 50_000) * hitsEach).toLocaleString('en-GB')} hits…`);
      }
      await client.query("set session_replication_role = 'origin'");
      await client.query('vacuum analyze enrolments, tracked_hits, outreach_counts, outreach_domain_counts, outreach_links');
      const { rows } = await client.query<{ n: number }>('select count(*)::int as n from tracked_hits where campaign_id = $1', [
        campaignId,
      ]);
      return { campaignId, hits: rows[0]?.n ?? 0 };
    },
    close: () => client.end(),
  };
}
