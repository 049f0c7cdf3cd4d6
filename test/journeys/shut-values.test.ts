import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { falk, formFields, newPerson, outbox, publishedCampaign, sendLetter, toConfirm, flowOf } from '../harness/advocacy.ts';
import { asOwner } from '../harness/database.ts';
import { runJobs, Visitor } from '../harness/people.ts';
import { startProduct } from '../harness/product.ts';

const product = await startProduct();
const scene = await publishedCampaign(product);
let people = 0;

/** Somebody who is about to confirm, and what is then done to their row by somebody with the database in their hands. */
async function meddled(
  change: string,
  values: unknown[] = [],
): Promise<{ visitor: Visitor; confirm(): Promise<Response>; look(): Promise<Response> }> {
  const visitor = new Visitor(product);
  const { fields } = await toConfirm(scene, visitor, newPerson(scene, `person${++people}@gmail.test`));
  const flow = await flowOf(scene, visitor);
  await asOwner(product.databaseUrl, `update supporter_flows set ${change} where id = $1`, [flow?.id, ...values]);
  return { visitor, confirm: () => visitor.post('/letter/confirm', fields), look: () => visitor.request('/letter/confirm') };
}

const flipped = (column: string) =>
  `${column} = set_bit(${column}, 8 * (octet_length(${column}) - 20), 1 - get_bit(${column}, 8 * (octet_length(${column}) - 20)))`;
/** Puts another key's name, of the same length, into the blob: as when the key was taken away. */
const ofAnotherKey = (column: string) => `${column} = overlay(${column} placing 'gone'::bytea from 3)`;
const cut = (column: string, bytes: number) => `${column} = substring(${column} from 1 for octet_length(${column}) - ${16 - bytes})`;

async function isHonest(answer: Response): Promise<void> {
  const page = await answer.text();
  assert.equal(answer.status, 500);
  assert.match(page, /We cannot open what is kept for this page/);
  assert.match(page, /Nothing was sent by this page/);
  assert.doesNotMatch(page, /\.ts|CannotOpen|at async|ENCRYPTION_KEYS/);
}

describe('a letter whose sealed values do not open', () => {
  const shut: Record<string, string> = {
    'one bit flipped': flipped('draft_sealed'),
    'the tag cut to 4 bytes': cut('name_sealed', 4),
    'the tag cut to 8 bytes': cut('name_sealed', 8),
    'the tag cut to 12 bytes': cut('name_sealed', 12),
    'its key taken away': ofAnotherKey('name_sealed'),
    'name and address swapped': 'name_sealed = address_sealed, address_sealed = name_sealed',
  };
  for (const [name, change] of Object.entries(shut))
    it(`${name}: an honest page, nothing sent, nothing changed`, async () => {
      const { visitor, confirm, look } = await meddled(change);
      const before = [await flowOf(scene, visitor), outbox(scene).length];
      await isHonest(await look());
      await isHonest(await confirm());
      assert.deepEqual([await flowOf(scene, visitor), outbox(scene).length], before);
    });

  it('another person’s in its place: nobody sees what is theirs', async () => {
    const other = new Visitor(product);
    await toConfirm(scene, other, newPerson(scene, 'private@gmail.test', { displayName: 'Paula Private' }));
    const theirs = await flowOf(scene, other);
    const { look } = await meddled('name_sealed = $2, address_sealed = $3', [theirs?.name_sealed, theirs?.address_sealed]);
    await isHonest(await look());
  });

  for (const [name, change] of Object.entries({
    altered: ['access_token_sealed', 'refresh_token_sealed'].map(flipped).join(', '),
    'without their key': ['access_token_sealed', 'refresh_token_sealed'].map(ofAnotherKey).join(', '),
  }))
    it(`tokens ${name}: nothing is sent, the tokens go, and the supporter connects again`, async () => {
      const before = outbox(scene).length;
      const { visitor, confirm } = await meddled(change);
      const answer = await confirm();
      assert.equal(answer.headers.get('location'), '/letter/status');
      assert.equal(outbox(scene).length, before);
      const flow = await flowOf(scene, visitor);
      assert.deepEqual([flow?.step, flow?.access_token_sealed, flow?.refresh_token_sealed], ['started', null, null]);
      assert.notEqual(flow?.draft_sealed, null, 'what they wrote is still there');
      const status = await (await visitor.request('/letter/status')).text();
      assert.match(status, /\/letter\/(connect|retry)/);
    });

  it('whoever stops with such a token is deleted, and not told that the consent was given back', async () => {
    const { visitor, look } = await meddled(['access_token_sealed', 'refresh_token_sealed'].map(flipped).join(', '));
    const answer = await visitor.post('/letter/stop', formFields(await (await look()).text(), '/letter/stop'));
    assert.equal(await flowOf(scene, visitor), undefined);
    assert.match(await answer.text(), /did not confirm/i);
  });

  it('the job that ends interrupted letters ends the others all the same', async () => {
    const poisoned = await meddled(`${flipped('identity_sealed')}, step = 'sending'`);
    const sound = await meddled("step = 'sending'");
    product.clock.move({ minutes: 5 });
    await product.app.jobs.find(({ name }) => name === 'recover-flows')?.run({});
    assert.equal((await flowOf(scene, sound.visitor))?.step, 'settled');
    assert.equal((await flowOf(scene, poisoned.visitor))?.step, 'sending');
  });
});

it('the API says that something sealed cannot be opened, without a stack', async () => {
  const { owner, workspaceId } = scene;
  await owner.api.suppressions.suppress({ workspaceId, email: 'silent@example.org', reason: 'asked' });
  await asOwner(product.databaseUrl, `update suppressions set ${ofAnotherKey('address_sealed')}`);
  const answer = await owner.request(`/api/workspaces/${workspaceId}/suppressions`);
  const text = await answer.text();
  assert.equal(answer.status, 500);
  assert.match(text, /is sealed and cannot be opened/);
  assert.doesNotMatch(text, /\.ts/);
  await sendLetter(scene, new Visitor(product), newPerson(scene, 'after@gmail.test'));
});

it('one letter and one request that do not open keep nobody else from what is theirs', async () => {
  await meddled(flipped('address_sealed'));
  await asOwner(
    product.databaseUrl,
    `insert into privacy_requests (id, kind, state, address_sealed, received_at, ends_at)
     select gen_random_uuid(), 'question', 'open', ${flipped('address_sealed').replace('address_sealed = ', '')}, $1::timestamptz, $1::timestamptz + interval '1 year'
     from supporter_flows where address_sealed is not null limit 1`,
    [product.clock.now()],
  );
  const recipient = new Visitor(product);
  const form = formFields(await (await recipient.request('/recipient')).text(), '/recipient');
  await recipient.post('/recipient', { ...form, email: falk.email });
  await runJobs(product, 'mail-recipient-link');
  const mail = product.app.sandbox?.mail.messages().find(({ recipients }) => recipients.includes(falk.email));
  const path = /\/recipient\/[A-Za-z0-9_-]{43}/.exec(mail?.email.text ?? '')?.[0] ?? '';
  const page = await (await recipient.request(path)).text();
  assert.match(page, /What is kept about you/);
  const receipt = await recipient.post(`${path}/erase`, { ...formFields(page, `${path}/erase`), sure: 'yes' });
  assert.match(await receipt.text(), /Your data is deleted/);
});
