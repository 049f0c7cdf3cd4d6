import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { asOwner } from '../../../../test/harness/database.ts';
import { setUp } from '../../../../test/harness/people.ts';
import { startProduct } from '../../../../test/harness/product.ts';
import { plantTracked } from '../../../../test/harness/tracked.ts';
import { newId, readId } from '../../../platform/ids.ts';
import { insertHits } from '../store.ts';
import { deleteTracking } from '../remove-tracking.ts';
import { judgeAgain, judgeHits } from './judge-hits.ts';
import { recount } from './recount.ts';

const product = await startProduct();
const workspaceId = readId('workspace', (await setUp(product)).workspaceId);
const { tools } = product.app;
const { clock } = product;
const look = (text: string, values: unknown[]) => asOwner(product.databaseUrl, text, values);
const browser = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

const verdicts = { person: 'people', machine: 'machines', unknown: 'unknown' };

/** What the counters say, and what counting rows gives. */
async function both(campaignId: string) {
  const [kept] = await look(
    `select json_object_agg(key, value) as sums from (
       select step || ' ' || c.key as key, sum(c.value::int) as value from outreach_counts o, jsonb_each_text(to_jsonb(o)) as c
       where campaign_id = $1 and c.key ~ '^(opened|clicked)_' group by 1 having sum(c.value::int) <> 0) s`,
    [campaignId],
  );
  const rows = await look(
    `select step, kind, verdict, count(distinct enrolment_id)::int as n from tracked_hits
     where campaign_id = $1 and verdict is not null and kind in ('open', 'click') group by 1, 2, 3`,
    [campaignId],
  );
  const counted = Object.fromEntries(
    rows.map(({ step, kind, verdict, n }) => [
      `${String(step)} ${kind === 'open' ? 'opened' : 'clicked'}_${verdicts[verdict as keyof typeof verdicts]}`,
      n,
    ]),
  );
  const links = await look(
    `select l.id, l.clicked_people = count(distinct h.enrolment_id) filter (where h.verdict = 'person')
       and l.clicked_machines = count(distinct h.enrolment_id) filter (where h.verdict = 'machine')
       and l.clicked_unknown = count(distinct h.enrolment_id) filter (where h.verdict = 'unknown') as agree
     from outreach_links l left join tracked_hits h on h.campaign_id = l.campaign_id and h.link_id = l.id
     where l.campaign_id = $1 group by l.workspace_id, l.campaign_id, l.id`,
    [campaignId],
  );
  return { kept: kept?.sums ?? {}, counted, linksAgree: links.every(({ agree }) => agree === true) };
}

const hit = fc.record({
  who: fc.nat(3),
  step: fc.integer({ min: 1, max: 2 }),
  kind: fc.constantFrom('open', 'click', 'click', 'click', 'hidden', 'leave'),
  link: fc.nat(3),
  seconds: fc.integer({ min: 0, max: 9000 }),
  caller: fc.nat(2),
  agent: fc.constantFrom(browser, browser, 'curl/8', 'Mozilla/5.0', 'x GoogleImageProxy', null),
  head: fc.boolean(),
});

test('The counters equal what counting rows gives: after each judging, after judging again with other verdicts before, and after deleting', async () => {
  let looked = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(hit, { minLength: 1, maxLength: 15 }), { minLength: 1, maxLength: 3 }),
      fc.nat(2),
      async (batches, turn) => {
        const urls = ['a', 'b', 'c', 'd'].map((name) => `https://example.org/${name}`);
        const { campaignId, messages } = await plantTracked(product, workspaceId, { count: 4, urls, steps: 2 });
        const links = await look('select id, step from outreach_links where campaign_id = $1 order by id', [campaignId]);
        for (const batch of batches) {
          const from = clock.now().getTime();
          const hits = batch.map(({ who, step, kind, link, seconds, caller, agent, head }) => ({
            ...({ workspaceId, campaignId, kind, head, userAgent: agent, ahead: false } as const),
            at: new Date(from + seconds * 1000),
            id: newId(clock),
            enrolmentId: messages[who]?.enrolmentId ?? '',
            step: kind === 'leave' ? null : step,
            linkId: kind === 'click' ? String(links.filter((one) => one.step === step)[link]?.id) : null,
            ipAddress: `198.51.100.${String(caller)}`,
          }));
          await tools.database.inInstallation('tracking', (tx) => insertHits(tx, hits));
          // The same batch a second time, as after a connection that was lost while it was being written.
          await tools.database.inInstallation('tracking', (tx) => insertHits(tx, hits));
          clock.set(new Date(from + 10_000 * 1000));
          await judgeHits(tools);
          const { kept, counted, linksAgree } = await both(campaignId);
          assert.deepEqual(kept, counted);
          assert.ok(linksAgree);
          looked += Object.keys(counted).length;
        }
        // The rules were others when it was judged: whatever stands there is put right, with its counts.
        const other = ['person', 'machine', 'unknown'][turn];
        const before = await both(campaignId);
        const whose = messages.map(({ enrolmentId }) => enrolmentId);
        await tools.database.inWorkspace(workspaceId, (tx) =>
          recount(tx, { workspaceId, campaignId }, whose, () =>
            sql`update tracked_hits set verdict = ${other}, because = 'as it was once' where campaign_id = ${campaignId}`
              .execute(tx)
              .then(() => undefined),
          ),
        );
        assert.deepEqual((await both(campaignId)).kept, (await both(campaignId)).counted);
        await judgeAgain(tools, { workspaceId, campaignId });
        assert.deepEqual(await both(campaignId), before);
        await deleteTracking(tools, { workspaceId, campaignId });
        assert.deepEqual(await both(campaignId), { kept: {}, counted: {}, linksAgree: true });
      },
    ),
    { numRuns: 12 },
  );
  assert.ok(looked > 20, 'nothing was counted');
});
