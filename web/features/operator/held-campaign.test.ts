import assert from 'node:assert/strict';
import { test } from 'node:test';
import { campaignIdIn } from './held-campaign.ts';

test('A campaign is known by its id, or by the address of its page', () => {
  const id = 'cmp_0192f1c27e0b7c4a9d3e5f60718293a4';
  for (const text of [id, ` ${id}\n`, `https://letters.example.org/w/river-watch/campaigns/${id}?tab=results`])
    assert.equal(campaignIdIn(text), id);
  for (const text of ['', 'cmp_123', `${id}0`, `x${id}`, 'keep-the-ford']) assert.equal(campaignIdIn(text), undefined, text);
});
