import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { countPage } from './count-page.ts';
import { countScript, countScriptVersion } from './count-script.ts';
import { publicScript, publicStyles } from './page.ts';
import type { Frame } from './page.ts';
import { countSamples } from './samples-count.ts';

const frame: Frame = { lang: 'en', organiser: 'River Watch', sandbox: false, nonce: 'n0nce', base: '' };
const pages = new Map(
  await Promise.all(Object.entries(countSamples(frame)).map(async ([name, page]) => [name, String(await page)] as const)),
);

const said = (name: string) =>
  Array.from(pages.get(name)?.matchAll(/<p role="status" class="state (\w+)">([^<]*)</g) ?? [], (found) => found.slice(1));

test('Whoever asks without a script is told what the server found, beside the form that asked', () => {
  assert.deepEqual(said('count-page'), []);
  assert.deepEqual(said('count-in-log'), [['accepted', 'Yes. This receipt is entry number 1,204 in the log.']]);
  assert.deepEqual(said('count-grew'), [['accepted', 'It fits. The log of now begins with the same 4,100 entries, unchanged.']]);
  const refusals = {
    'not-in-log': /^No\. /,
    malformed: /^This is not the code/,
    different: /^It does not fit/,
    unreadable: /^Please enter/,
  };
  for (const [name, sentence] of Object.entries(refusals)) {
    const [[look, words] = [], ...others] = said(`count-${name}`);
    assert.equal(look, 'failed', name);
    assert.match(words ?? '', sentence, name);
    assert.deepEqual(others, [], name);
  }
});

test('An earlier head stands in its fields again, and a receipt’s code never does', () => {
  assert.match(pages.get('count-different') ?? '', /name="size"[^>]*value="4,100"/);
  for (const [name, text] of pages) assert.doesNotMatch(/<input[^>]*name="receipt"[^>]*>/.exec(text)?.[0] ?? 'value', /value/, name);
});

test('A receipt’s code stands in no address; to compare heads changes nothing; and every field has its name', () => {
  const forms = [...pages.values()].flatMap((text) => text.match(/<form[\s\S]*?<\/form>/g) ?? []);
  assert.equal(forms.length, 2 * pages.size);
  for (const form of forms) {
    if (form.includes('name="receipt"')) assert.match(form, /^<form[^>]*method="post"[\s\S]*name="csrf"/);
    else assert.match(form, /^<form[^>]*method="get"/);
    for (const [, id] of form.matchAll(/<input[^>]* id="([^"]+)"/g)) assert.ok(form.includes(`<label for="${id ?? ''}">`), id ?? 'no id');
  }
});

test('The link to keep carries the head of now', () => {
  const link = /id="keep"[^>]*value="([^"]+)"/.exec(pages.get('count-page') ?? '')?.[1] ?? '';
  const url = new URL(link.replaceAll('&amp;', '&'));
  assert.equal(url.origin + url.pathname, 'https://letters.example.org/c/river-watch/alder-mill/count');
  assert.equal(url.searchParams.get('size'), '4318');
  assert.equal(url.searchParams.get('root')?.length, 43);
});

test('When the figure and the log differ, the page says so', () => {
  const note = /The campaign counts 4,321 and the log has 4,318\s+entries/;
  assert.match(pages.get('count-apart') ?? '', note);
  assert.doesNotMatch(pages.get('count-page') ?? '', /role="note"/);
});

test('The page with everything it loads is at most 30 kB compressed, and says which script it means', () => {
  const all = [publicStyles, publicScript, countScript].reduce((sum, text) => sum + gzipSync(text).length, 0);
  for (const [name, text] of pages) {
    assert.ok(gzipSync(text).length + all <= 30_000, name);
    assert.ok(text.includes(`<script nonce="n0nce" defer src="/assets/check-count.js?v=${countScriptVersion}"></script>`), name);
    assert.equal(text.match(/<h1>[^<]/g)?.length, 1, name);
  }
  assert.ok(Buffer.byteLength(countScript) <= 6144 && gzipSync(countScript).length <= 2560);
});

test('Hostile values stay words on the page', async () => {
  const evil = `"'><script>alert(1)</script><img src=x onerror=alert(1)>&\u202e</textarea></title>`;
  const page = countPage(
    {
      campaign: { title: evil, url: evil, id: evil },
      participations: 1,
      csrf: { name: 'csrf', value: 'sample-proof' },
      head: { size: 2, root: evil },
      urls: { page: evil, figures: evil, proof: evil, growth: evil },
      compared: { size: evil, root: evil, state: 'malformed' },
    },
    { lang: evil, organiser: evil, sandbox: true, nonce: evil, base: evil },
  );
  const text = String(await page);
  assert.doesNotMatch(text, /<script>|<img|"'>|alert\(1\)<\/script>/);
  assert.equal(text.match(/<\/title>/g)?.length, 1);
});
