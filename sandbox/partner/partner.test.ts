import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, test } from 'node:test';
import { serve } from '@hono/node-server';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { launchBrowser } from '../../test/harness/browser.ts';
import { startEmbedSites } from '../../test/harness/embed-sites.ts';
import { lookAt } from '../../test/harness/screens.ts';
import { examinePage } from '../../server/modules/partners/examine-page.ts';
import { partnerPages } from './index.ts';

const basePath = '/sandbox/partner';
const app = partnerPages({ basePath });
const names = ['component', 'iframe', 'link', 'sandboxed', 'strict', 'isolated', 'csp'];
const embed = 'http://localhost:3000/e/emb_1';
const pageOf = (name: string, address: string) => app.request(`${basePath}/${name}?${new URLSearchParams({ embed: address }).toString()}`);

test('The site shows addresses of this machine, and no other', async () => {
  const foreign = [
    'https://example.org/e/1',
    'http://localhost.example.org/',
    'javascript:alert(1)',
    'http://localhost@example.org/',
    '//localhost/',
    '',
  ];
  for (const address of foreign) {
    const answer = await pageOf('iframe', address);
    assert.equal(answer.status, 400, address);
    assert.doesNotMatch(await answer.text(), /<iframe|<script|example\.org/);
  }
  for (const address of [embed, 'http://127.0.0.1:1/e/1', 'http://[::1]:3000/e/1'])
    assert.equal((await pageOf('iframe', address)).status, 200);
  const odd = await (await pageOf('iframe', `${embed}?"><script>alert(1)</script>`)).text();
  assert.doesNotMatch(odd, /<script>alert/);
});

test('Every way is on the list, says that the club is a sample, and may be mounted anywhere', async () => {
  const list = await (await pageOf('', embed)).text();
  for (const name of names) {
    assert.ok(list.includes(`href="${basePath}/${name}?embed=`), name);
    const answer = await pageOf(name, embed);
    assert.equal(answer.status, 200);
    assert.match(await answer.text(), /this club does not exist/);
  }
  assert.equal((await partnerPages({ basePath: '' }).request('/')).status, 200);
  assert.equal((await app.request(basePath)).status, 200);
});

test('The check of a page finds nothing worse than the missing https in what is right, and the fault in each of the others', async () => {
  const url = 'http://127.0.0.1:3000';
  const expected: Record<string, RegExp[]> = {
    component: [],
    iframe: [],
    link: [],
    sandboxed: [/without allow-same-origin/],
    strict: [/without allow-popups:/, /without allow-popups-to-escape-sandbox/],
    isolated: [],
    csp: [/our frame out/, /our script out/],
  };
  assert.deepEqual(Object.keys(expected), names);
  for (const [name, patterns] of Object.entries(expected)) {
    const answer = await pageOf(name, embed);
    const page = { url: `${url}${basePath}/${name}`, status: answer.status, headers: answer.headers, body: await answer.text() };
    const { findings } = examinePage({ ...page, embedUrl: embed, origins: [url] });
    const said = findings
      .filter(({ level, sentence }) => level !== 'good' && !sentence.includes('this machine'))
      .map(({ sentence }) => sentence);
    assert.equal(said.length, patterns.length, `${name}: ${said.join(' ')}`);
    patterns.forEach((pattern, index) => assert.match(said[index] ?? '', pattern));
  }
});

test('In a browser our frame fits into the site, works where it can, and stays out where it is kept out', async () => {
  const sites = await startEmbedSites();
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }) as Server;
  await once(server, 'listening');
  const browser = await launchBrowser();
  after(async () => {
    await browser.close();
    sites.stop();
    server.close();
  });
  const site = `http://localhost:${(server.address() as AddressInfo).port}`;
  const page = await browser.newPage();
  const open = (name: string) => page.goto(`${site}${basePath}/${name}?${new URLSearchParams({ embed: sites.embed }).toString()}`);
  for (const name of ['component', 'iframe', 'sandboxed', 'strict']) {
    await open(name);
    await page.frameLocator('iframe').getByRole('button', { name: 'Continue' }).waitFor({ timeout: 15_000 });
  }
  await open('csp');
  assert.equal(
    page.frames().some((frame) => frame.url() === sites.embed),
    false,
  );
  await open('link');
  await page.getByRole('link', { name: /Write to your council/ }).click();
  await page.waitForURL(sites.embed);
  const looked = await browser.newContext({ bypassCSP: true });
  const screen = await looked.newPage();
  await screen.goto(`${site}${basePath}/?${new URLSearchParams({ embed: sites.embed }).toString()}`);
  await lookAt(screen, 'sample-partner');
});
