import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { html } from 'hono/html';
import type { Browser, Page } from 'playwright-core';
import { ownWords } from '../shared/own-words.ts';
import { axeFindings } from '../test/harness/axe.ts';
import { launchBrowser } from '../test/harness/browser.ts';
import { ownWordsMeter, ownWordsScript } from './own-words.ts';
import { publicScript, publicStyles } from './page.ts';
import { textarea } from './pieces.ts';

const prepared = 'Please keep the path open. Many children use it.';
const site = 'http://letters.example.org/';
const policy = "default-src 'none'; style-src 'self'; script-src 'self'";

let browser: Browser;
before(async () => {
  browser = await launchBrowser();
});
after(() => browser.close());

async function open(path: 'plain' | 'around', scripts = true): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled: scripts, bypassCSP: path === 'around' });
  const page = await context.newPage();
  await page.clock.install({ time: 0 });
  const around = path === 'around';
  const meter = ownWordsMeter({ fieldId: 'body', ...(around && { prepared: 'What it\nis to "you".', around: 'Dear you,\nYours' }) });
  const field = textarea(html`id="body" aria-label="Your letter"`, around ? 'A draft from before' : prepared);
  const body = html`<!doctype html>
    <html lang="en">
      <title>Letter</title>
      <link rel="stylesheet" href="/public.css" />
      <script defer src="/public.js"></script>
      <main>
        <h1>Letter</h1>
        ${field} ${meter}
      </main>
    </html>`;
  await page.route(`${site}**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/public.css') return route.fulfill({ contentType: 'text/css', body: publicStyles });
    if (pathname === '/public.js') return route.fulfill({ contentType: 'text/javascript', body: publicScript });
    return route.fulfill({ contentType: 'text/html', headers: { 'content-security-policy': policy }, body: String(await body) });
  });
  await page.goto(site + path);
  return page;
}

test('a supporter who writes sees, after a pause, how much of the letter is in their own words', async () => {
  const page = await open('plain');
  const said = () => page.textContent('[aria-live=polite]');
  assert.equal(await said(), 'None of this letter is in your own words.');
  await page.evaluate(() => {
    const told: string[] = [];
    Object.assign(window, { told });
    const live = document.querySelector('[aria-live]')!;
    new MutationObserver(() => told.push(live.textContent)).observe(live, { childList: true, subtree: true });
  });
  await page.focus('#body');
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' My own two go there daily.');
  assert.equal(await said(), 'None of this letter is in your own words.', 'not at every key');
  await page.clock.runFor(1_000);
  assert.equal(await said(), 'About a third of this letter is in your own words.');
  await page.keyboard.type('!');
  await page.clock.runFor(1_000);
  assert.deepEqual(await page.evaluate('told'), ['About a third of this letter is in your own words.'], 'told once');
  assert.ok(await page.isVisible('meter'));
  await page.fill('#body', '…');
  await page.clock.runFor(1_000);
  assert.ok(!(await page.isVisible('meter')), 'a letter without words has no share');
});

test('in the browser the meter shows exactly what the server counts, on any two texts', async () => {
  const known = fc.constantFrom('a', 'b', 'the', 'The', 'don’t', "don't", '山川', 'กำ', '\n', '.', '{{x}}', 'É', 'e\u0301', 'ß', '👩‍👧');
  const word = fc.oneof({ arbitrary: known, weight: 6 }, { arbitrary: fc.string({ unit: 'binary' }), weight: 1 });
  const text = fc.array(word, { minLength: 1, maxLength: 60, size: 'max' }).map((words) => words.join(' ').replace(/[\r\0]/g, ''));
  const pairs = fc.sample(fc.tuple(text, text), 200);
  const page = await open('plain');
  const shown = await page.evaluate((texts) => {
    const field = document.querySelector('textarea')!;
    const box = document.querySelector<HTMLElement>('.own-words')!;
    return texts.map(([one, other]) => {
      field.defaultValue = one;
      field.value = other;
      dispatchEvent(new Event('pageshow'));
      return { share: box.querySelector('meter')!.value, hidden: box.hidden };
    });
  }, pairs);
  assert.ok(new Set(shown.map(({ share }) => share)).size > 30, 'many different shares were compared');
  for (const [at, [one, other]] of pairs.entries()) {
    const { words, share } = ownWords(one, other);
    assert.deepEqual(shown[at], { share, hidden: words === 0 }, JSON.stringify([one, other]));
  }
});

test('locked words around the field and a draft from before are measured against what was prepared', async () => {
  const page = await open('around');
  const whole = ownWords('Dear you, Yours What it is to you.', 'Dear you, Yours A draft from before');
  assert.ok(whole.share > 0.5);
  assert.equal(await page.evaluate("document.querySelector('meter').value"), whole.share);
  const { violations, passes } = await axeFindings(page);
  assert.ok(passes > 10);
  assert.deepEqual(violations, []);
});

test('without a script there is no meter, and the script is small and has no name in common with others', async () => {
  const page = await open('plain', false);
  assert.ok(!(await page.isVisible('.own-words')));
  assert.ok(publicScript.includes(ownWordsScript));
  assert.ok(gzipSync(ownWordsScript).length <= 1_150);
  assert.match(ownWordsScript, /^\{[^]*\}\n$/);
});
