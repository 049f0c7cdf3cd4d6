import assert from 'node:assert/strict';
import { test } from 'node:test';
import { falk, publishedCampaign } from '../../../../test/harness/advocacy.ts';
import { startProduct } from '../../../../test/harness/product.ts';

const { owner, workspaceId, campaignId } = await publishedCampaign(await startProduct());
const { recipients } = await owner.api.campaigns.recipients({ workspaceId, campaignId });
const recipientId = recipients[0]?.id ?? '';

test('what an organiser puts right is changed, and nothing else is', async () => {
  await owner.api.campaigns.changeRecipient({ workspaceId, campaignId, recipientId, region: 'North', postcodes: ['10*', '2000-2099'] });
  const after = await owner.api.campaigns.changeRecipient({ workspaceId, campaignId, recipientId, salutation: 'Dear Dr Falk' });
  assert.deepEqual(
    [after.name, after.email, after.salutation, after.district, after.region, after.postcodes],
    [falk.name, falk.email, 'Dear Dr Falk', falk.district, 'North', ['10*', '2000-2099']],
  );
});

test('a field that the campaign does not name cannot be filled: there is no place for notes', async () => {
  await assert.rejects(
    owner.api.campaigns.changeRecipient({ workspaceId, campaignId, recipientId, fields: { notes: 'met her at the fair' } }),
    /no field “notes”/,
  );
  await assert.rejects(
    owner.api.campaigns.changeRecipient({ workspaceId, campaignId, recipientId, validFrom: '2026-12-01', validTo: '2026-11-01' }),
    /before the first/,
  );
});
