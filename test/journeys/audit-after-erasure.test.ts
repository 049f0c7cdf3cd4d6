import assert from 'node:assert/strict';
import { test } from 'node:test';
import { anchorChains, verifyAllChains } from '../../server/modules/audit/index.ts';
import { falk, formFields, newPerson, publishedCampaign, sendLetter } from '../harness/advocacy.ts';
import { asOwner } from '../harness/database.ts';
import { invite, runJobs, Visitor } from '../harness/people.ts';
import { startProduct } from '../harness/product.ts';

const product = await startProduct();
const scene = await publishedCampaign(product, { recipients: [falk] });
const { owner, workspaceId, campaignId } = scene;

/** Every row of the log, as text. */
const log = async () => (await asOwner(product.databaseUrl, 'select e::text as line from audit_entries e')).map(({ line }) => String(line));

test('a user and a recipient who were erased leave the chain as it was, valid and agreeing with what was noted before', async () => {
  const member = await invite(product, owner, { workspaceId, email: 'leaving@example.org', role: 'agent' });
  const { name } = await member.api.account.me();
  await member.api.campaigns.recipients({ workspaceId, campaignId });
  await sendLetter(scene, new Visitor(product), newPerson(scene, 'sender@gmail.test'));
  await anchorChains(product.app.tools);
  const before = await log();

  await member.api.account.erase({ email: 'leaving@example.org' });
  assert.equal((await eraseThemselves(falk.email)).status, 200);
  const gone = await asOwner(product.databaseUrl, 'select 1 from users where name = $1 union all select 1 from campaign_recipients', [
    name,
  ]);
  assert.deepEqual(gone, []);

  const after = await log();
  for (const entry of before) assert.ok(after.includes(entry), 'an entry was changed or is gone');
  assert.ok(after.length > before.length, 'the erasures are not written down');
  assert.ok(!after.some((entry) => entry.includes(name) || entry.includes(falk.email) || entry.includes('leaving@')));
  const { chains } = await verifyAllChains(product.app.tools);
  assert.deepEqual(
    chains.map(({ valid }) => valid),
    [true, true],
  );
  const seen = await owner.api.evidence.verifyAudit({ workspaceId });
  assert.ok(seen.valid && seen.anchoredSeq > 0, seen.sentence);
});

/** What a recipient does on the page behind their mailed link. */
async function eraseThemselves(email: string): Promise<Response> {
  const visitor = new Visitor(product);
  const ask = await (await visitor.request('/recipient')).text();
  await visitor.post('/recipient', { ...formFields(ask, '/recipient'), email });
  await runJobs(product, 'mail-recipient-link');
  const mail = product.app.sandbox?.mail.messages().find(({ recipients }) => recipients.includes(email));
  const path = /\/recipient\/[A-Za-z0-9_-]{43}/.exec(mail?.email.text ?? '')?.[0] ?? '';
  const page = await (await visitor.request(path)).text();
  return visitor.post(`${path}/erase`, { ...formFields(page, `${path}/erase`), sure: 'yes' });
}
