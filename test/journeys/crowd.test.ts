import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formFields, publishedCampaign } from '../harness/advocacy.ts';
import { Visitor } from '../harness/people.ts';
import { startProduct } from '../harness/product.ts';
import { goesOn, press } from './routed-scene.ts';

const scene = await publishedCampaign(await startProduct({ settings: { PAGE_MEMORY_SECONDS: '1' } }));
const { product } = scene;

/** One browser of many behind the one address of a school: it has no cookies yet. */
const fromTheSchool = (init: RequestInit = {}) =>
  fetch(new URL(scene.path, product.url), {
    ...init,
    redirect: 'manual',
    headers: { ...init.headers, 'x-forwarded-for': '203.0.113.7' },
  });

test('a thousand people behind one address read and begin their letters within one minute, and nobody is refused', async () => {
  const began = product.clock.now();
  const statuses = new Map<number, number>();
  const person = async () => {
    const page = await (await fromTheSchool()).text();
    const answer = await fromTheSchool({ method: 'POST', body: new URLSearchParams(formFields(page, scene.path)) });
    await answer.arrayBuffer();
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
    return answer.headers.getSetCookie().some((cookie) => cookie.startsWith('antiphon_letter='));
  };
  let cookies = 0;
  for (let batch = 0; batch < 20; batch++) {
    cookies += (await Promise.all(Array.from({ length: 50 }, person))).filter(Boolean).length;
    product.clock.move({ seconds: 2 });
  }
  assert.ok(product.clock.now().getTime() - began.getTime() <= 60_000);
  assert.deepEqual([...statuses], [[303, 1000]]);
  assert.equal(cookies, 1000, 'each has a letter of their own');
});

test('one letter for which the button is pressed two hundred times is asked to wait, and nobody else is', async () => {
  const visitor = new Visitor(product);
  const form = Object.entries(formFields(await (await visitor.request(scene.path)).text(), scene.path));
  const pressed: Response[] = [];
  for (let batch = 0; batch < 20; batch++)
    pressed.push(...(await Promise.all(Array.from({ length: 10 }, () => press(scene, visitor, form)))));
  const refused = pressed.filter(({ status }) => status === 429);
  assert.ok(refused.length >= 100, `${String(refused.length)} of ${String(pressed.length)} were refused`);
  assert.ok(Number(refused[0]?.headers.get('retry-after')) > 0);
  assert.ok(goesOn(await press(scene, new Visitor(product), form)));
});
