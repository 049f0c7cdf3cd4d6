import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createOpenApiCheck } from '../test/harness/openapi-check.ts';
import { asOwner } from '../test/harness/database.ts';
import { setUp } from '../test/harness/people.ts';
import { startProduct } from '../test/harness/product.ts';
import type { OpenApi } from '../server/platform/openapi/schema.ts';
import { importContacts } from './examples/import-contacts.ts';
import { publishCampaign } from './examples/publish-campaign.ts';
import { suppressAddress } from './examples/suppress-address.ts';
import { writeTeamCampaign } from './examples/write-team-campaign.ts';
import { AntiphonRefusal, createAntiphon } from './typescript/antiphon.ts';

const product = await startProduct();
const { owner, workspaceId } = await setUp(product);
const { token } = await owner.api.workspaces.createToken({ workspaceId, name: 'client' });
const description = (await (await fetch(`${product.url}/api/openapi.json`)).json()) as OpenApi;
const check = createOpenApiCheck(description);

/** Answers are checked against the description that the product itself serves. */
const checked: typeof fetch = async (target, init) => {
  const answer = await fetch(target, init);
  assert.deepEqual(
    await check.faultsOf(init?.method ?? 'GET', new URL(target instanceof Request ? target.url : target).pathname, answer),
    [],
  );
  return answer;
};
const antiphon = createAntiphon({ url: product.url, token, fetch: checked });

test('the examples do what they say, with a token and nothing else', async () => {
  const listId = await importContacts(antiphon, workspaceId, [
    { email: 'ines@example.org', firstName: 'Ines' },
    { email: 'piet@example.org', firstName: 'Piet' },
  ]);
  assert.equal((await antiphon.contacts.list({ workspaceId, listId })).contacts.length, 2);
  const campaignId = await publishCampaign(antiphon, workspaceId);
  assert.equal((await antiphon.campaigns.show({ workspaceId, campaignId })).state, 'published');
  const states = await writeTeamCampaign(antiphon, workspaceId, 'email,first_name\nrosa@example.org,Rosa\nmilo@example.org,Milo\n');
  assert.deepEqual(Object.keys(states).sort(), ['milo@example.org', 'rosa@example.org']);
  assert.match(await suppressAddress(antiphon, workspaceId, 'never@example.org'), /^Suppressed until \d{4}-/);
  assert.match(await suppressAddress(antiphon, workspaceId, 'no address'), /^(?!Suppressed)\S/);
});

test('a call whose answer is lost on the way is made again by the client, and done once', async () => {
  let lost = 0;
  const losing = createAntiphon({
    url: product.url,
    token,
    fetch: async (target, init) => {
      const answer = await fetch(target, init);
      if (lost++ < 2) throw new TypeError('fetch failed');
      return answer;
    },
  });
  const { id } = await losing.campaigns.create({ workspaceId, name: 'Lost on the way' });
  const rows = await asOwner(product.databaseUrl, "select replace(id::text, '-', '') as id from campaigns where name = 'Lost on the way'");
  assert.deepEqual(
    rows.map((row) => `cmp_${String(row['id'])}`),
    [id],
  );
  assert.equal(lost, 3);
});

test('the bytes of a file are sent as they are, in one piece or in several', async () => {
  const bytes = new TextEncoder().encode('email\nlena@example.org\n');
  const { id: fileId } = await antiphon.files.add({ workspaceId, name: 'note.txt' }, bytes);
  assert.deepEqual(await antiphon.files.content({ workspaceId, fileId }), bytes);
  const { id: importId } = await antiphon.imports.begin({ workspaceId, fileName: 'people.csv' });
  for (const [from, to] of [
    [0, 8],
    [8, bytes.length],
  ] as const)
    assert.deepEqual(await antiphon.imports.receive({ workspaceId, importId, from }, bytes.slice(from, to)), { fileBytes: to });
});

test('a refusal is a sentence for people and a word for programs', async () => {
  const nobody = createAntiphon({ url: product.url, token: 'antiphon_x' });
  await assert.rejects(
    nobody.campaigns.list({ workspaceId }),
    (error) => error instanceof AntiphonRefusal && error.reason === 'signed_out',
  );
});

test('the check notices an answer that is not as it is described', async () => {
  const answer = (body: unknown, status = 200) => Response.json(body, { status });
  const at = `/api/workspaces/${workspaceId}/contact-tags`;
  assert.deepEqual(await check.faultsOf('GET', at, answer({ tags: ['one'] })), []);
  for (const wrong of [answer({ tags: [1] }), answer({}), answer({ tags: [], more: true }), answer({ tags: [] }, 201)])
    assert.equal((await check.faultsOf('GET', at, wrong)).length, 1);
  assert.equal((await check.faultsOf('PUT', at, answer({}))).length, 1);
});
