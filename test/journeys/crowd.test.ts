import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formFields, publishedCampaign } from '../harness/advocacy.ts';
import { asOwner } from '../harness/database.ts';
import { Visitor } from '../harness/people.ts';
import { startProduct } from '../harness/product.ts';
import { goesOn, press } from './routed-scene.ts';

const scene = await publishedCampaign(await startProduct({ settings: { PAGE_MEMORY_SECONDS: '1' } }));
const { product } = scene;

/** One browser of many behind the one address of a school: it has no cookies yet. */
const fromTheSchool = (init: RequestInit = {}) =>
  fetch(new URL(scene.path, product.url), { ...init, redirect: 'manual', headers: { 'x-forwarded-for': '203.0.113.7' } });

/** So many people read the page and press the button, all at once; says how they were answered, and how many have a letter of their own. */
async function people(number: number): Promise<{ statuses: Set<number>; letters: number }> {
  const person = async () => {
    const page = await (await fromTheSchool()).text();
    const answer = await fromTheSchool({ method: 'POST', body: new URLSearchParams(formFields(page, scene.path)) });
    await answer.arrayBuffer();
    return { status: answer.status, letter: answer.headers.getSetCookie().find((cookie) => cookie.startsWith('antiphon_letter=')) };
  };
  const answers = await Promise.all(Array.from({ length: number }, person));
  const letters = answers.flatMap(({ letter }) => (letter === undefined ? [] : [letter]));
  return { statuses: new Set(answers.map(({ status }) => status)), letters: new Set(letters).size };
}

test('a thousand people behind one address read and begin their letters within one minute, and nobody is refused', async () => {
  assert.deepEqual(await people(40), { statuses: new Set([303]), letters: 40 });
  // As if 960 had come in this minute: whatever forty of them have used up of a limit is used up twenty-four times.
  const used = await asOwner(product.databaseUrl, 'update rate_windows set used = used * 24 returning used');
  assert.ok(used.length >= 2 && used.some((row) => Number(row.used) >= 960), 'no limit counts who comes from one address');
  assert.deepEqual(await people(40), { statuses: new Set([303]), letters: 40 });
});

test('one letter for which the button is pressed two hundred times is asked to wait, and nobody else is', async () => {
  const visitor = new Visitor(product);
  const form = Object.entries(formFields(await (await visitor.request(scene.path)).text(), scene.path));
  const pressed = [await press(scene, visitor, form)];
  for (let batch = 0; batch < 8; batch++)
    pressed.push(...(await Promise.all(Array.from({ length: 25 }, () => press(scene, visitor, form)))));
  const refused = pressed.filter(({ status }) => status === 429);
  assert.ok(refused.length >= 100, `${String(refused.length)} of ${String(pressed.length)} were refused`);
  assert.ok(Number(refused[0]?.headers.get('retry-after')) > 0);
  assert.ok(goesOn(await press(scene, new Visitor(product), form)));
});
