import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emailKey } from '../../../shared/email-address.ts';
import { asOwner } from '../../../test/harness/database.ts';
import { enrol } from '../../../test/harness/enrolled.ts';
import { setUp, stranger } from '../../../test/harness/people.ts';
import { startProduct } from '../../../test/harness/product.ts';
import { readId } from '../../platform/ids.ts';
import { eraseByHashes } from './erase-by-hashes.ts';

const product = await startProduct();
const workspaceId = readId('workspace', (await setUp(product)).workspaceId);
const elsewhere = readId('workspace', (await stranger(product)).workspaceId);
const { tools } = product.app;
const look = (text: string, values: unknown[] = []) => asOwner(product.databaseUrl, text, values);
const codeOf = (email: string) => tools.hashing.lookup('tombstone', emailKey(email));
const held = async (email: string) => {
  const key = emailKey(email);
  const [row] = await look(
    `select (select count(*) from contacts where email_key = $1)::int as contacts, (select count(*) from enrolments where email_key = $1)::int as enrolments`,
    [key],
  );
  return [row?.contacts, row?.enrolments];
};

test('a person whose erasure is done again goes from every address book and team campaign, in every spelling, and nobody else does', async () => {
  await enrol(product, { workspaceId, email: 'M.Quill@googlemail.com' });
  await enrol(product, { workspaceId: elsewhere, email: 'mquill+letters@gmail.com' });
  await enrol(product, { workspaceId, email: 'm.other@example.org' });
  const done = await tools.database.inInstallation('recovery', (tx) => eraseByHashes(tools, tx, [codeOf('mquill@gmail.com')]));
  assert.equal(done.rows, 4);
  assert.deepEqual(await held('mquill@gmail.com'), [0, 0]);
  assert.deepEqual(await held('m.other@example.org'), [1, 1]);
});

test('an erasure leaves the counts of a campaign, settles what nobody knew, and finishes a campaign in which nobody else waits', async () => {
  const who = await enrol(product, { workspaceId, email: 'unknown@example.org' });
  await look(`update outreach_deliveries set state = 'uncertain' where enrolment_id = $1`, [who.enrolmentId]);
  await look(
    `insert into outreach_counts (workspace_id, campaign_id, step, variant, mailbox_id, hour, enrolled, accepted, uncertain)
     values ($1, $2, 1, 'a', $1, $3, 5, 4, 1)`,
    [workspaceId, who.campaignId, product.clock.now()],
  );
  await tools.database.inInstallation('recovery', (tx) => eraseByHashes(tools, tx, [codeOf(who.email)]));
  const [counts] = await look('select enrolled, accepted, failed, uncertain from outreach_counts where campaign_id = $1', [who.campaignId]);
  assert.deepEqual(counts, { enrolled: 5, accepted: 4, failed: 1, uncertain: 0 });
  const [campaign] = await look('select state from outreach_campaigns where id = $1', [who.campaignId]);
  assert.equal(campaign?.state, 'finished');
});
