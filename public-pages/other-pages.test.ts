import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { axeFindings } from '../test/harness/axe.ts';
import { launchBrowser } from '../test/harness/browser.ts';
import { bouncePage, bounceThanksPage } from './bounce-page.ts';
import { bounceScript } from './bounce-script.ts';
import { otherWaysPage } from './other-ways-page.ts';
import { publicScript, publicStyles } from './page.ts';
import type { Frame } from './page.ts';
import { otherSamples } from './samples-other.ts';

const site = 'http://letters.example.org';
const frame: Frame = { lang: 'en', organiser: 'River Watch', sandbox: false, nonce: 'n0nce', base: '' };
const pages = await Promise.all(Object.entries(otherSamples(frame)).map(async ([name, page]) => ({ name, text: String(await page) })));
const textOf = (name: string) => pages.find((page) => page.name === name)?.text ?? '';
const styles = `${publicStyles} ${readFileSync(new URL('./styles/other.css', import.meta.url), 'utf8')}`;
const policy = "default-src 'none'; style-src 'self'; script-src 'nonce-n0nce'; connect-src 'self'; form-action 'self'; base-uri 'none'";

let browser: Browser;
before(async () => {
  browser = await launchBrowser();
});
after(() => browser.close());

/** A page that is answered by the samples; what the browser asks for is written down. */
async function visit(options: Parameters<Browser['newContext']>[0] = {}): Promise<{ page: Page; asked: string[] }> {
  const page = await (await browser.newContext({ viewport: { width: 360, height: 760 }, ...options })).newPage();
  const asked: string[] = [];
  await page.route('**/*', async (route) => {
    const { pathname, origin } = new URL(route.request().url());
    asked.push(`${route.request().method()} ${origin === site ? '' : origin}${pathname} ${route.request().postData() ?? ''}`.trim());
    if (pathname === '/assets/public.css') return route.fulfill({ contentType: 'text/css', body: styles });
    if (pathname === '/assets/public.js') return route.fulfill({ contentType: 'text/javascript', body: publicScript });
    if (pathname === '/assets/read-bounce.js') return route.fulfill({ contentType: 'text/javascript', body: bounceScript });
    const body = textOf(pathname.slice(1)) || 'noted';
    return route.fulfill({ contentType: 'text/html; charset=utf-8', headers: { 'content-security-policy': policy }, body });
  });
  return { page, asked };
}

test('what is folded has nothing that axe finds either, and is not wider than a phone', async () => {
  const { page } = await visit({ bypassCSP: true });
  await page.goto(`${site}/other-ways-three`);
  await page.evaluate(() => document.querySelectorAll('details').forEach((folded) => (folded.open = true)));
  const { violations, passes } = await axeFindings(page);
  assert.ok(passes > 10);
  assert.deepEqual(violations, []);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
});

test('a pasted bounce chooses whom and why, and posts these two choices and nothing of what was pasted', async () => {
  const { page, asked } = await visit();
  await page.goto(`${site}/bounce`);
  await page.fill('#pasted', 'Final-Recipient: rfc822; piet.adler@council.example.org\nAction: failed\nStatus: 5.1.1');
  assert.equal(await page.inputValue('#recipient'), 'rcp_2');
  assert.equal(await page.inputValue('#class'), 'hard');
  assert.match((await page.textContent('#read')) ?? '', /We found whom it is about and why/);
  await page.fill('#pasted', 'nothing of the kind');
  assert.match((await page.textContent('#read')) ?? '', /could not make out/);
  await page.fill('#pasted', 'Undelivered: the mailbox of stranger@elsewhere.example.org is full');
  assert.match((await page.textContent('#read')) ?? '', /not whom/);
  await page.selectOption('#recipient', 'rcp_3');
  await page.click('form button');
  await page.waitForURL('**/bounced');
  assert.equal(asked.at(-1), 'POST /c/alder-mill/bounced csrf=sample-proof&recipient=rcp_3&class=full');
  assert.deepEqual(asked.map((one) => one.split(' ')[1]).sort(), [
    '/assets/public.css',
    '/assets/public.js',
    '/assets/read-bounce.js',
    '/bounce',
    '/c/alder-mill/bounced',
  ]);
});

test('without a script the person chooses both by hand, and is shown no field to paste into', async () => {
  const { page, asked } = await visit({ javaScriptEnabled: false });
  await page.goto(`${site}/bounce`);
  assert.ok(!(await page.isVisible('#pasted')));
  await page.selectOption('#recipient', 'rcp_1');
  await page.selectOption('#class', 'later');
  await page.click('form button');
  await page.waitForURL('**/bounced');
  assert.equal(asked.at(-1), 'POST /c/alder-mill/bounced csrf=sample-proof&recipient=rcp_1&class=later');
});

test('the page of bounces shows the names of recipients and none of their addresses', () => {
  assert.match(textOf('bounce'), /Councillor Rosa Lind, Ward 3/);
  for (const name of ['bounce', 'bounce-problem']) assert.doesNotMatch(textOf(name), /@|council\.example|rosa\.lind/i, name);
  assert.match(textOf('bounce-problem'), /value="rcp_2"[^>]*selected/);
  assert.doesNotMatch(textOf('bounce-nobody'), /<form|<script type/);
});

test('every way that works is a link, a way that does not says why, and each letter can be copied whole without a script', async () => {
  const three = textOf('other-ways-three');
  assert.deepEqual(Array.from(three.matchAll(/href="(\/letter\/other\/[^"]+)"/g), ([, href]) => href).length, 15);
  assert.equal(three.match(/<details class="more">/g)?.length, 2);
  assert.equal(three.match(/target="_blank" rel="noopener noreferrer"/g)?.length, 9);
  const long = textOf('other-ways-long');
  assert.equal(long.match(/href="\/letter\/other\//g)?.length, 2);
  assert.equal(long.match(/Your letter is too long for this way\. Open it in Gmail, copy it, or download it as a file\./g)?.length, 1);
  assert.match(long, /Not in Outlook\.com, Yahoo Mail, my mail program\./);
  assert.match(long, /We count that you opened it, not that it was sent\./);

  const { page } = await visit({ javaScriptEnabled: false });
  await page.goto(`${site}/other-ways-three`);
  assert.equal(await page.inputValue('#to_2'), 'piet.adler@council.example.org');
  assert.match(await page.inputValue('#text_2'), /^Dear Councillor Piet Adler,\n\nI walk [\s\S]*\nAda Sample$/);
  assert.equal(await page.isVisible('[data-copy]'), false);
});

test('before the name is given there is no letter to take along, and the form for it carries the proof of our page', () => {
  const text = textOf('other-ways-name');
  assert.doesNotMatch(text, /<article|\/letter\/other\/mailto/);
  for (const { name, text: page } of pages)
    for (const form of page.match(/<form[\s\S]*?<\/form>/g) ?? [])
      assert.match(form, /^<form[^>]*method="post"[\s\S]*name="csrf" value="sample-proof"/, name);
});

test('hostile values stay words on the pages of the other ways', async () => {
  const evil = `"'><script>alert(1)</script><img src=x onerror=alert(1)>&\u202e</textarea></title>`;
  const evilFrame: Frame = { lang: evil, organiser: evil, sandbox: true, nonce: evil, base: evil };
  const csrf = { name: evil, value: evil };
  const recipient = { id: evil, name: evil, address: evil, district: evil };
  const one = { recipient, subject: evil, text: evil };
  const offered = [{ way: 'mailto', href: evil } as const, { way: 'eml', sentence: evil } as const];
  const name = { url: evil, csrf, value: evil };
  const letters = [one, one, one].map((letter) => ({ ...letter, ways: offered }));
  const all = [
    otherWaysPage({ letters, leftOut: [{ name: evil, reason: evil }], name, backUrl: evil, problem: evil }, evilFrame),
    bouncePage(
      { recipients: [recipient, recipient], form: { url: evil, csrf }, backUrl: evil, chosen: { class: evil }, problem: evil },
      evilFrame,
    ),
    bounceThanksPage({ recipients: 2, againUrl: evil, backUrl: evil }, evilFrame),
  ];
  for (const page of all) {
    const text = String(await page);
    assert.doesNotMatch(text, /<script>|<img|"'>|&\u202e<|alert\(1\)<\/script>/);
    assert.equal(text.match(/<\/title>/g)?.length, 1);
    assert.equal(text.match(/<\/textarea>/g)?.length ?? 0, text.match(/<textarea /g)?.length ?? 0);
  }
});
