import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import type { Frame, Page } from 'playwright-core';
import { launchBrowser } from '../test/harness/browser.ts';
import { heightBecomes, heightOf, startEmbedSites } from '../test/harness/embed-sites.ts';

const sites = await startEmbedSites();
const { ours, partner, evil, embed, told } = sites;
const browser = await launchBrowser();
after(async () => {
  await browser.close();
  sites.stop();
});

const context = await browser.newContext();
context.setDefaultTimeout(15_000);
await context.clock.install({ time: 0 });
await context.clock.pauseAt(1_000);
const errors: string[] = [];
context.on('weberror', (error) => errors.push(error.error().message));
beforeEach(() => {
  told.handles = [];
  told.looks = 0;
  told.state = 'unknown';
  errors.length = 0;
});

/** A partner's page in the browser, our frame in it, and the live region in that frame. */
async function visit(path: string) {
  const page = await context.newPage();
  await page.goto(partner + path);
  const isOurs = (one: Frame) => one.url().startsWith(`${ours}/e/`);
  const frame = page.frames().find(isOurs) ?? (await page.waitForEvent('framenavigated', isOurs));
  return { page, frame, said: frame.locator('[data-outcome]') };
}
const letTimePass = (page: Page, milliseconds: number) => page.clock.runFor(milliseconds);

test('The frame is as high as its page, and follows it up and down', async () => {
  for (const path of ['/component', '/plain']) {
    const { page, frame } = await visit(path);
    await heightBecomes(frame, (height) => height > 500 && height < 800);
    const grow = (height: string) => frame.evaluate((to) => (document.getElementById('text')!.style.height = to), height);
    await grow('1500px');
    await heightBecomes(frame, (height) => height > 1500 && height < 1800);
    await grow('10px');
    await heightBecomes(frame, (height) => height >= 100 && height < 300);
    await grow('20000px');
    await heightBecomes(frame, (height) => height === 6000);
    await page.close();
  }
  assert.deepEqual(errors, []);
});

test('Messages that are forged, malformed or sent by another window change nothing on either side', async () => {
  const { page, frame } = await visit('/component');
  await heightBecomes(frame, (height) => height > 500 && height < 800);
  const before = await heightOf(frame);
  await page.evaluate(() => {
    document.addEventListener('antiphon-sent', () => (document.title = 'sent'));
    addEventListener('message', ({ data }: MessageEvent) => document.body.append(`heard ${JSON.stringify(data)}`));
  });
  const stranger = page.frames().find((one) => one.url().startsWith(evil))!;
  await stranger.evaluate(() => {
    for (const height of [3000, 1e9]) parent.postMessage({ source: 'antiphon', type: 'height', height }, '*');
    parent.postMessage({ source: 'antiphon', type: 'sent' }, '*');
  });
  await frame.evaluate((target) => {
    const odd = [NaN, Infinity, '3000', null, {}, [3000]];
    for (const height of odd) parent.postMessage({ source: 'antiphon', type: 'height', height }, target);
    for (const message of [null, 'antiphon', { type: 'height', height: 3000 }, { source: 'antiphon', type: 7, height: 3000 }])
      parent.postMessage(message, target);
  }, partner);
  await page.getByText('"type":7').waitFor();
  assert.equal(await heightOf(frame), before);
  assert.equal(await page.title(), '');
  await frame.evaluate((target) => parent.postMessage({ source: 'antiphon', type: 'height', height: -5 }, target), partner);
  await heightBecomes(frame, (height) => height === 100);
  assert.deepEqual(errors, []);
  await page.close();
});

test('The height is told to the parent alone, when its origin is one of those listed and it asked as agreed', async () => {
  for (const path of ['/unknown', '/silent']) {
    const { page, frame } = await visit(path);
    await frame.evaluate(
      (to) => addEventListener('message', ({ data }) => data === 'the last one' && parent.postMessage(data, to)),
      partner,
    );
    await page.evaluate(() => addEventListener('message', ({ data }) => document.body.append(`heard ${JSON.stringify(data)}`)));
    if (path === '/unknown') await page.evaluate((to) => frames[0]!.postMessage({ source: 'antiphon', type: 'hello' }, to), ours);
    else {
      const sister = page.frames().find((one) => one.url() === `${partner}/`)!;
      await sister.evaluate((to) => parent.frames[0]!.postMessage({ source: 'antiphon', type: 'hello' }, to), ours);
      await page.evaluate((to) => {
        for (const odd of [null, 'hello', { type: 'hello' }, { source: 'antiphon', type: ['hello'] }, { source: 'antiphon' }])
          frames[0]!.postMessage(odd, to);
      }, ours);
    }
    await page.evaluate((to) => frames[0]!.postMessage('the last one', to), ours);
    await page.getByText('the last one').waitFor();
    assert.equal(await page.getByText('"height"').count(), 0);
    assert.deepEqual(errors, []);
    await page.close();
  }
});

test('The frame tells the person and the site how it went, though nothing but our server connects it to the new window', async () => {
  const { page, frame, said } = await visit('/component');
  await page.evaluate(() => document.addEventListener('antiphon-sent', () => (document.title += 'sent,')));
  const [opened] = await Promise.all([context.waitForEvent('page'), frame.getByRole('button', { name: 'Continue' }).dblclick()]);
  await opened.waitForURL('**/start');
  assert.match(told.handles[0] ?? '', /^[\w-]{43}$/);
  assert.equal(told.handles.length, 1, 'a double click is one wish');
  told.state = 'open';
  await letTimePass(page, 2_000);
  await said.getByText('Please go on in the window that opened.').waitFor();
  told.state = 'sent';
  await letTimePass(page, 4_000);
  await said.getByText('Your mail service accepted what you sent. Thank you.').waitFor();
  const { looks } = told;
  await letTimePass(page, 60_000);
  await page.waitForFunction(() => document.title !== '');
  assert.equal(await page.title(), 'sent,', 'the site is told once');
  assert.equal(told.looks, looks, 'nobody asks on once it is known');
  assert.deepEqual(errors, []);
  await opened.close();
  await page.close();
});

test('A letter that was stopped may be started again, under another handle', async () => {
  const { page, frame, said } = await visit('/opaque');
  for (const round of [1, 2]) {
    const [opened] = await Promise.all([context.waitForEvent('page'), frame.getByRole('button', { name: 'Continue' }).click()]);
    await opened.waitForURL('**/start');
    await opened.close();
    told.state = 'open';
    await letTimePass(page, 2_000);
    await said.getByText('Please go on').waitFor();
    told.state = 'stopped';
    await letTimePass(page, 4_000);
    await said.getByText('No letter was sent. You can start again.').waitFor();
    assert.equal(new Set(told.handles).size, round);
  }
  assert.equal(await frame.evaluate(() => self.origin), 'null', 'all of this in a frame that has no origin');
  await page.close();
});

test('Where no window opens, the frame asks after six seconds, and offers a link that carries the draft', async () => {
  const { page, frame, said } = await visit('/no-popups');
  await frame.locator('[name=body]').fill('Grüße & mehr #1');
  await frame.getByRole('button', { name: 'Continue' }).click();
  await letTimePass(page, 2_100);
  assert.equal(await said.textContent(), '');
  await letTimePass(page, 4_000);
  await said.getByText('No new window opened? Your browser may have blocked it.').waitFor();
  await frame.locator('[name=own_line]').fill('I cross it daily.');
  const link = said.getByRole('link', { name: 'Open it in a new window' });
  const href = (await link.getAttribute('href')) ?? '';
  const [direct, fragment] = href.split('#');
  assert.equal(direct, `${ours}/letter`);
  const draft = { subject: 'The bridge', body: 'Grüße & mehr #1', own: 'I cross it daily.' };
  assert.deepEqual(Object.fromEntries(new URLSearchParams(fragment)), draft);
  await link.click();
  await said.getByText(`No window opens from here. Please copy this address into your browser: ${ours}/letter`).waitFor();
  assert.equal(context.pages().length, 1);
  await page.goto(href);
  assert.equal(await page.locator('[name=body]').inputValue(), draft.body);
  assert.equal(await page.locator('[name=own_line]').inputValue(), draft.own);
  assert.equal(page.url(), `${ours}/letter`);
  await page.getByText('What you had written is filled in. Please read it again.').waitFor();
  await page.goto(`${embed}#body=none`);
  await page.goto(`${ours}/letter#body=${'x'.repeat(100)}`);
  assert.equal((await page.locator('[name=body]').inputValue()).length, 60, 'no more than the field takes');
  assert.deepEqual(errors, []);
  await page.close();
});

test('A press that stays in the frame, or that the page itself holds back, is not waited for', async () => {
  const { page, frame } = await visit('/component');
  await frame.evaluate(() => document.querySelector('form')!.addEventListener('submit', (event) => event.preventDefault(), { once: true }));
  await frame.getByRole('button', { name: 'Continue' }).click();
  await letTimePass(page, 10_000);
  assert.equal(told.looks, 0);
  await frame.getByRole('button', { name: 'Find' }).click();
  await frame.waitForURL('**/start');
  assert.deepEqual(told.handles, ['']);
  await page.close();
});

test('A frame that may not send forms says so before anybody has tried, and its link still opens', async () => {
  const { page, said } = await visit('/no-forms');
  await said.getByText('The site around this page keeps it from sending.').waitFor();
  const [opened] = await Promise.all([context.waitForEvent('page'), said.getByRole('link').click()]);
  await opened.waitForURL(`${ours}/letter`);
  await opened.close();
  await page.close();
});

test('A tab in the background does not ask, and asks at once when it is looked at again', async () => {
  const { page, frame, said } = await visit('/component');
  const [opened] = await Promise.all([context.waitForEvent('page'), frame.getByRole('button', { name: 'Continue' }).click()]);
  await opened.waitForURL('**/start');
  const show = (hidden: boolean) =>
    frame.evaluate((to) => {
      Object.defineProperty(document, 'hidden', { configurable: true, value: to });
      document.dispatchEvent(new Event('visibilitychange'));
    }, hidden);
  await show(true);
  await letTimePass(page, 60_000);
  assert.deepEqual(told, { ...told, looks: 0 });
  told.state = 'open';
  await show(false);
  await said.getByText('Please go on').waitFor();
  const looksAfter = async (hours: number) => {
    const before = told.looks;
    await page.clock.fastForward(hours * 3_600_000);
    await frame.evaluate(() => fetch('/e/outcome/last', { credentials: 'omit' }));
    return told.looks - before - 1;
  };
  assert.equal(await looksAfter(47), 1, 'whoever comes back after 47 hours still hears of it');
  assert.equal(await looksAfter(1), 1);
  assert.equal(await looksAfter(1), 0, 'after 48 hours nobody asks');
  await opened.close();
  await page.close();
});

test('The partner keeps its page: no name is taken, a broken address shows the link, and so does a browser without scripts', async () => {
  const names = () => Object.getOwnPropertyNames(window).filter((name) => !/^\d+$/.test(name));
  const { page } = await visit('/component');
  const [withScript, frames] = [await page.evaluate(names), await page.locator('antiphon-letter iframe').count()];
  assert.equal(frames, 1);
  await page.goto(`${partner}/`);
  const without = await page.evaluate(names);
  assert.deepEqual(
    withScript.filter((name) => !without.includes(name)),
    [],
  );
  await page.goto(`${partner}/broken`);
  await page.getByRole('link', { name: 'Write' }).click();
  await page.waitForURL(`${ours}/letter`);
  await page.goto(embed);
  await page.getByRole('button', { name: 'Continue' }).waitFor();
  assert.deepEqual(errors, []);
  const bare = await browser.newContext({ javaScriptEnabled: false });
  const quiet = await bare.newPage();
  await quiet.goto(`${partner}/component`);
  await quiet.getByRole('link', { name: 'Write' }).waitFor();
  await bare.close();
  await page.close();
});
