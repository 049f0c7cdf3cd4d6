import assert from 'node:assert/strict';
import { test } from 'node:test';
import { limitInWords, publishedSentence } from '../../privacy/promise.ts';
import { promises } from '../../privacy/promises.ts';
import { subprocessors } from '../../privacy/subprocessors.ts';
import { newPerson, publishedCampaign, sendLetter, toConfirm } from '../harness/advocacy.ts';
import { asOwner } from '../harness/database.ts';
import { password, Visitor } from '../harness/people.ts';
import { startProduct } from '../harness/product.ts';

const product = await startProduct();
const scene = await publishedCampaign(product);

/** A page as it is read: without tags, its entities and quotation marks resolved. */
const read = async (path: string) =>
  (await (await new Visitor(product).request(path)).text())
    .replace(/<script[\s\S]*?<\/script>|<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ');

test('every published sentence contains its limit, and no hole is left open', () => {
  for (const promise of promises) {
    const sentence = publishedSentence(promise);
    assert.ok(sentence.includes(limitInWords(promise)), promise.key);
    assert.doesNotMatch(sentence, /[{}]/);
  }
});

test('the privacy policy says every promise and names every sub-processor, word for word as the register does', async () => {
  const policy = await read('/privacy');
  for (const promise of promises)
    for (const part of [promise.title, publishedSentence(promise), promise.legalBasis]) assert.ok(policy.includes(part), part);
  for (const { name, where } of Object.values(subprocessors)) for (const part of [name, where]) assert.ok(policy.includes(part), part);
  assert.match(policy, /Last updated/i);
  assert.doesNotMatch(policy, /\{\w+\}|undefined/);
});

test('the page “What we keep” says every promise, and its figures are those of the database', async () => {
  await toConfirm(scene, new Visitor(product), newPerson(scene, 'kept@gmail.test'));
  const page = await read('/kept');
  for (const promise of promises) assert.ok(page.includes(publishedSentence(promise)), promise.key);
  const answer = await (await new Visitor(product).request('/kept.json')).text();
  const figures = (JSON.parse(answer) as { promises: { key: string; held: number; past: boolean }[] }).promises;
  for (const { key, holdings } of promises) {
    const [holding] = holdings;
    assert.ok(holding);
    const [row] = await asOwner(product.databaseUrl, `select count(*)::int as held from ${holding.table}`);
    const figure = figures.find((one) => one.key === key);
    if (holding.then === 'delete' && key !== 'rate_windows' && key !== 'audit') assert.equal(figure?.held, row?.held, key);
    assert.equal(figure?.past, false, key);
  }
  assert.doesNotMatch(answer, /kept@gmail/);
});

test('what is past its limit is admitted in public until the job has run', async () => {
  product.clock.move({ hours: 49 });
  const past = async () => {
    const answer: unknown = await (await new Visitor(product).request('/kept.json')).json();
    return (answer as { promises: { key: string; past: boolean }[] }).promises.find(({ key }) => key === 'supporter_flows')?.past;
  };
  assert.equal(await past(), true);
  await product.app.jobs.find(({ name }) => name === 'keep-promises')?.run({});
  assert.equal(await past(), false);
});

test('every value in a sealed column opens at its own place and at no other, whichever way it came there', async () => {
  const supporter = new Visitor(product);
  await toConfirm(scene, supporter, { ...newPerson(scene, 'sealed@gmail.test'), changes: { body: 'Dear Councillor Falk, sealed words.' } });
  await scene.owner.api.account.signIn({ email: 'owner@example.org', password });
  await scene.owner.api.suppressions.suppress({ workspaceId: scene.workspaceId, email: 'sealed@council.example.org' });
  await sendLetter(scene, new Visitor(product), newPerson(scene, 'sealed.too@gmail.test'));
  const { sealer } = product.app.tools;
  const zeros = '00000000-0000-0000-0000-000000000000';
  let opened = 0;
  for (const { table, sealed = [] } of promises.flatMap(({ holdings }) => holdings))
    for (const row of await asOwner(product.databaseUrl, `select * from ${table}`))
      for (const column of sealed.filter((name) => Buffer.isBuffer(row[name]))) {
        const month = row.month instanceof Date ? row.month.toLocaleDateString('sv') : undefined;
        const place = {
          workspaceId: (row.workspace_id as string | undefined) ?? zeros,
          table,
          rowId: (row.id as string | undefined) ?? month ?? '',
          column,
        };
        assert.ok(sealer.open(place, row[column] as Buffer), `${table}.${column}`);
        assert.throws(() => sealer.open({ ...place, rowId: zeros }, row[column] as Buffer));
        opened += 1;
      }
  assert.ok(opened >= 6, String(opened));
});
