import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plantMailbox } from '../../../test/harness/outreach.ts';
import { setUp } from '../../../test/harness/people.ts';
import { startProduct } from '../../../test/harness/product.ts';

const product = await startProduct();
const { owner, workspaceId } = await setUp(product);
const one = { workspaceId, mailboxId: await plantMailbox(product, workspaceId) };

test('A signature that could not stand below everybody’s message is refused with what is wrong, and the one before it stays', async () => {
  await owner.api.mailboxes.change({ ...one, signature: '<p>Olga Sample</p>' });
  for (const [signature, sentence] of [
    ['<p>Olga {{ first_name }}</p>', /^In the signature: Not everybody has a value for \{\{ first_name \}\}\. Give it a fallback/],
    ['<p>{% if company %}{{ first_name }}{% endif %}</p>', /\{\{ first_name \}\}/],
    ['<p>{% if company %}Olga</p>', /^In the signature: This condition begins in one paragraph/],
    ['<p>{{ first name }}</p>', /^In the signature: /],
  ] as const)
    await assert.rejects(owner.api.mailboxes.change({ ...one, signature }), (error: { message: string; data?: { code: string } }) => {
      assert.equal(error.data?.code, 'signature_unusable', signature);
      assert.match(error.message, sentence);
      return true;
    });
  assert.equal((await owner.api.mailboxes.show(one)).signature, '<p>Olga Sample</p>');
});

test('A signature may be empty, may fall back, and may hold the link for leaving', async () => {
  for (const signature of [
    '',
    '<p><br></p>',
    '<p>For {{ first_name | default: "you" }}, Olga</p>',
    '<p>{% if company %}To {{ company }}{% endif %}</p>',
    '<p><a href="{{ unsubscribe_url }}">Leave</a></p>',
  ])
    assert.equal((await owner.api.mailboxes.change({ ...one, signature })).signature, signature);
});
