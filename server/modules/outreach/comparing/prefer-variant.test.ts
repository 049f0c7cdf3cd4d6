import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asOwner } from '../../../../test/harness/database.ts';
import { plantContacts, plantMailbox } from '../../../../test/harness/outreach.ts';
import { setUp } from '../../../../test/harness/people.ts';
import { startProduct } from '../../../../test/harness/product.ts';
import { readId } from '../../../platform/ids.ts';

const product = await startProduct();
const { owner, workspaceId } = await setUp(product);
const { api } = owner;
const mailbox = await plantMailbox(product, workspaceId);
const look = (text: string, ...values: unknown[]) => asOwner(product.databaseUrl, text, values);
const people = Array.from({ length: 40 }, (_, index) => ({ email: `p${index}@example.org` }));
const lists = await plantContacts(product, workspaceId, { people });
const { id } = await api.outreach.create({ workspaceId, name: 'Ford', timeZone: 'UTC' });
const one = { workspaceId, outreachId: id };
const campaignId = readId('outreach', id);
const text = (variant: string, weight: number) => ({ variant, weight, subject: `The ford ${variant}`, html: '<p>The ford is closed.</p>' });
const step = { delayHours: 0, sameThread: false, texts: [text('a', 1), text('b', 1)] };
await api.outreach.saveSteps({ ...one, steps: [step, { ...step, delayHours: 48 }] });
await api.outreach.change({ ...one, audience: { lists, segments: [], exceptLists: [], exceptSegments: [] }, mailboxes: [mailbox] });
await api.outreach.launch(one);
const byVariant = async (): Promise<Record<string, number>> =>
  Object.fromEntries(
    (await look('select variant, count(*)::int as n from enrolments where campaign_id = $1 group by 1', campaignId)).map(
      ({ variant, n }) => [String(variant), Number(n)] as const,
    ),
  );

test('Whoever waits for their first message gets the variant that is used from now on; who was begun with keeps theirs', async () => {
  const before = await byVariant();
  const begun = await look(
    `with few as (select * from enrolments where campaign_id = $1 and variant = 'a' order by seq limit 5)
     insert into outreach_deliveries (workspace_id, campaign_id, enrolment_id, step, id, variant, text_version, state, claimed_at)
     select workspace_id, campaign_id, id, 1, gen_random_uuid(), variant, 1, 'planned', now() from few returning 1`,
    campaignId,
  );
  assert.equal(begun.length, 5);
  const shown = await api.outreach.preferVariant({ ...one, variant: 'b' });
  assert.deepEqual(
    shown.steps.map(({ texts }) => texts.map(({ variant, weight }) => [variant, weight])),
    [
      [
        ['a', 0],
        ['b', 1],
      ],
      [
        ['a', 0],
        ['b', 1],
      ],
    ],
  );
  assert.deepEqual(await byVariant(), { a: 5, b: 35 });
  assert.deepEqual(
    shown.steps[0]?.texts.map(({ counts }) => counts.recipients),
    [5, 35],
  );
  assert.equal(shown.counts.recipients, 40);
  const [entry] = await look("select details from audit_entries where action = 'outreach.variant_preferred'");
  assert.deepEqual(entry?.['details'], { variant: 'b', moved: Number(before['a']) - 5, version: 3 });
  await assert.rejects(api.outreach.preferVariant({ ...one, variant: 'c' }), { status: 404 });
});

test('The page says how many replied to each variant, and names none before it can', async () => {
  await look(
    `insert into outreach_counts (workspace_id, campaign_id, step, variant, mailbox_id, hour, accepted, replied)
     select $1, $2, step, v, gen_random_uuid(), now(), 100, replied from (values (1, 'a', 2), (1, 'b', 20), (2, 'b', 5)) as c (step, v, replied)`,
    readId('workspace', workspaceId),
    campaignId,
  );
  const { variants, better, sentence } = await api.outreach.compareVariants(one);
  assert.deepEqual(variants, [
    { variant: 'a', weight: 0, accepted: 100, replied: 2 },
    { variant: 'b', weight: 1, accepted: 100, replied: 25 },
  ]);
  assert.equal(better, 'b');
  assert.match(sentence, /more replies/);
});
