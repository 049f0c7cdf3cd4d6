import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formFields, type Scene } from '../harness/advocacy.ts';
import { asOwner } from '../harness/database.ts';
import { Visitor } from '../harness/people.ts';
import { startProduct } from '../harness/product.ts';
import { emptyWorkspace, goesOn, press, routedCampaign } from './routed-scene.ts';

const product = await startProduct({ settings: { PAGE_MEMORY_SECONDS: '5' } });
const base = await emptyWorkspace(product);
const six = {
  ...{ language: 'en', message: 'main', subjects: ['First', 'Second'] },
  body: 'Dear {{ recipient.name }},\n\nred\n[or]\ngreen\n[or]\nblue\n\n{{ supporter.name }}',
};
const open = (slug: string) =>
  routedCampaign(base, slug, { editing: 'whole', wordings: [six], recipients: [{ name: 'Ada Ems' }, { name: 'Bo Inn' }] });
const read = async (scene: Scene, visitor = new Visitor(product)) => (await visitor.request(scene.path)).text();

test('sixty supporters who come within one moment read six letters, ten each, though the page is remembered', async () => {
  const scene = await open('shared-page');
  const visitors = Array.from({ length: 60 }, () => new Visitor(product));
  const pages = await Promise.all(visitors.map((visitor) => read(scene, visitor)));
  const starts = visitors.map((visitor, at) => press(scene, visitor, Object.entries(formFields(pages[at] ?? '', scene.path))));
  assert.ok((await Promise.all(starts)).every(goesOn));
  const rows = await asOwner(product.databaseUrl, 'select combination, count(*)::int as taken from supporter_flows group by 1 order by 1');
  assert.deepEqual(
    rows.map(({ combination, taken }) => [combination, taken]),
    [0, 1, 2, 3, 4, 5].map((combination) => [combination, 10]),
  );
});

test('whoever has a letter of their own sees it, and nobody else is shown a word of it', async () => {
  const scene = await open('own-page');
  const visitor = new Visitor(product);
  const page = await read(scene, visitor);
  const form = { ...formFields(page, scene.path), body: 'Dear Ada,\n\nonly the heron knows this sentence.' };
  assert.ok(goesOn(await press(scene, visitor, Object.entries(form))));
  const strangers = await Promise.all(Array.from({ length: 12 }, () => read(scene)));
  assert.match(await read(scene, visitor), /only the heron/);
  assert.ok(strangers.every((text) => !text.includes('heron')));
  assert.ok((await Promise.all(Array.from({ length: 12 }, () => read(scene)))).every((text) => !text.includes('heron')));
});

test('a pause shows on a remembered page after five seconds, and holds at once for whoever presses', async () => {
  const scene = await open('paused-page');
  const visitor = new Visitor(product);
  const form = Object.entries(formFields(await read(scene, visitor), scene.path));
  await scene.owner.api.campaigns.setState({ workspaceId: scene.workspaceId, campaignId: scene.campaignId, state: 'paused' });
  assert.ok(!goesOn(await press(scene, visitor, form)));
  product.clock.move({ seconds: 5 });
  const page = await read(scene);
  assert.doesNotMatch(page, /Continue with Gmail/);
  assert.match(page, /paused/i);
});
