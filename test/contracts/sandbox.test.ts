import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { after, before, describe, test } from 'node:test';
import { createTransport } from 'nodemailer';
import type { Browser } from 'playwright-core';
import { serve } from '@hono/node-server';
import { createGoogle } from '../../server/providers/google/index.ts';
import { createMicrosoft } from '../../server/providers/microsoft/index.ts';
import { createOutbound } from '../../server/platform/outbound.ts';
import { systemClock } from '../../server/platform/clock.ts';
import { axeFindings } from '../harness/axe.ts';
import { launchBrowser } from '../harness/browser.ts';
import { ada, letter, passConsentScreen } from './google-scene.ts';
import * as outlook from './microsoft-scene.ts';
import { begin, callback, failure, finish } from './scene.ts';

interface Ready {
  url: string;
  mail: string;
  settings: Record<string, string>;
}

describe('the sandbox by itself, as a script starts it', () => {
  let stop: () => void;
  let ready: Ready;
  before(async () => {
    const child = spawn(process.execPath, ['sandbox/main.ts', '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
    stop = () => child.kill();
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    ready = JSON.parse(line) as Ready;
  });
  after(() => {
    stop();
  });

  const value = (name: string) => ready.settings[name] ?? '';
  const adapter = () =>
    createGoogle({
      clientId: value('GOOGLE_CLIENT_ID'),
      clientSecret: value('GOOGLE_CLIENT_SECRET'),
      accountsUrl: value('GOOGLE_ACCOUNTS_URL'),
      oauthUrl: value('GOOGLE_OAUTH_URL'),
      apiUrl: value('GOOGLE_API_URL'),
      openidUrl: value('GOOGLE_OPENID_URL'),
      gmailUrl: value('GMAIL_API_URL'),
      outbound: createOutbound({ allow: value('OUTBOUND_ALLOW').split(',') }),
      clock: systemClock,
    });
  const microsoftAdapter = () =>
    createMicrosoft({
      clientId: value('MICROSOFT_CLIENT_ID'),
      clientSecret: value('MICROSOFT_CLIENT_SECRET'),
      loginUrl: value('MICROSOFT_LOGIN_URL'),
      graphUrl: value('GRAPH_API_URL'),
      outbound: createOutbound({ allow: value('OUTBOUND_ALLOW').split(',') }),
      clock: systemClock,
    });
  const control = async (method: string, path: string, body?: unknown, company = 'google') => {
    const sent = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const answer = await fetch(`${ready.url}${company}/_sandbox/${path}`, { method, ...sent });
    return { status: answer.status, body: (await answer.json().catch(() => undefined)) as never };
  };

  test('the settings it prints are enough to consent and to send', async () => {
    const google = adapter();
    const round = begin(google);
    const consent = await finish(google, round, await passConsentScreen(round.url, { account: ada.emailAddress }));
    assert.equal((await control('POST', 'faults', { account: ada.emailAddress, fault: 'domainPolicy' })).status, 201);
    await assert.rejects(google.send({ accessToken: consent.accessToken, raw: letter() }));
    await google.send({ accessToken: consent.accessToken, raw: letter() });
    const { body } = await control('GET', 'outbox');
    assert.equal((body as { total: number }).total, 1);
  });

  test('Outlook is played beside Gmail, with its own accounts and faults and the same outbox', async () => {
    const microsoft = microsoftAdapter();
    const round = begin(microsoft);
    const made = { emailAddress: 'made.up@outlook.test', displayName: 'Made Up' };
    assert.equal((await control('POST', 'accounts', made, 'microsoft')).status, 201);
    const consent = await finish(microsoft, round, await outlook.passConsentScreen(round.url, { account: made.emailAddress }));
    const raw = letter(undefined, made.emailAddress);
    const fault = { account: made.emailAddress, fault: 'drop_after_accept' };
    assert.equal((await control('POST', 'faults', fault, 'microsoft')).status, 201);
    await assert.rejects(microsoft.send({ accessToken: consent.accessToken, raw }), failure('uncertain', 'answer_lost'));
    const { body } = await control('GET', 'outbox', undefined, 'microsoft');
    assert.equal((body as { messages: { via: string }[] }).messages.filter(({ via }) => via === 'outlook').length, 1);
    assert.ok((await (await fetch(ready.url)).text()).includes('by Outlook'));

    const script = (account: string, wanted: string) =>
      fetch(`${ready.url}faults`, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ account, fault: wanted }) });
    assert.equal((await script(made.emailAddress, 'ErrorAccountSuspend')).status, 303);
    assert.equal((await script(made.emailAddress, 'domainPolicy')).status, 400);
    assert.equal((await script(ada.emailAddress, 'ErrorAccountSuspend')).status, 400);
    assert.ok((await (await fetch(ready.url)).text()).includes('Waiting: ErrorAccountSuspend'));
    assert.equal((await control('DELETE', 'faults', undefined, 'microsoft')).status, 204);
  });

  test('service mail arrives in the same outbox, and is escaped on its page', async () => {
    const transport = createTransport(ready.mail);
    await transport.sendMail({ from: 'antiphon@localhost', to: 'new@example.org', subject: '<b>Hello</b>', text: 'Come & see' });
    transport.close();
    const html = await (await fetch(ready.url)).text();
    assert.ok(html.includes('&lt;b&gt;Hello&lt;/b&gt;') && html.includes('new@example.org') && html.includes('Come &amp; see'));
    assert.equal((await control('DELETE', 'outbox')).status, 204);
    assert.ok((await (await fetch(ready.url)).text()).includes('Nothing has been sent yet.'));
  });

  test('the control interface refuses what it does not know', async () => {
    assert.equal((await control('POST', 'faults', { account: ada.emailAddress, fault: 'thunder' })).status, 400);
    assert.equal((await control('POST', 'faults', { account: ada.emailAddress, fault: 'domainPolicy', at: 'revoke' })).status, 400);
    assert.equal((await control('POST', 'faults', { account: 'nobody@example.org', fault: 'hang' })).status, 404);
    assert.equal((await control('POST', 'accounts', { emailAddress: 'x' })).status, 400);
    const made = await control('POST', 'accounts', { emailAddress: 'made@example.org', displayName: 'Made Up' });
    assert.equal(made.status, 201);
    const elsewhere = { method: 'DELETE', headers: { 'sec-fetch-site': 'cross-site' } };
    assert.equal((await fetch(`${ready.url}google/_sandbox/outbox`, elsewhere)).status, 403);
  });

  describe('in a browser, at 360 pixels and without scripts', () => {
    let browser: Browser;
    let product: ReturnType<typeof serve>;
    before(async () => {
      browser = await launchBrowser();
      product = serve({ fetch: () => new Response('the product'), port: 0, hostname: '127.0.0.1' });
      if (!product.listening) await once(product, 'listening');
    });
    after(async () => {
      await browser.close();
      product.close();
    });

    for (const colorScheme of ['light', 'dark'] as const) {
      test(`a person consents and reads the outbox, ${colorScheme}`, async () => {
        const google = adapter();
        // A consent that stands would skip the screens that are to be seen.
        await control('POST', 'faults', { account: ada.emailAddress, fault: 'revoke' });
        const { port } = product.address() as { port: number };
        const { url } = begin(google);
        url.searchParams.set('redirect_uri', callback.replace('localhost:3000', `localhost:${port}`));
        const context = await browser.newContext({ viewport: { width: 360, height: 740 }, colorScheme });
        const page = await context.newPage();
        const look = async (screen: string) => {
          // Only the colours differ in the dark.
          const { violations } = await axeFindings(page, colorScheme === 'dark' ? { rules: ['color-contrast'] } : {});
          assert.deepEqual(violations, [], screen);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth);
          assert.ok(wide <= 360, `${screen} is ${wide} pixels wide`);
        };
        await page.goto(url.href);
        await look('accounts');
        await page.getByRole('link', { name: ada.displayName }).click();
        await look('sign in');
        await page.getByRole('link', { name: 'Continue' }).click();
        await look('permissions');
        assert.equal(await page.getByRole('checkbox', { name: 'Send email on your behalf' }).isChecked(), true);
        await page.getByRole('button', { name: 'Continue' }).click();
        await page.waitForURL(/\/connections\/callback\?.*code=/);

        await control('POST', 'faults', { account: outlook.carla.emailAddress, fault: 'revoke' }, 'microsoft');
        const toMicrosoft = begin(microsoftAdapter()).url;
        toMicrosoft.searchParams.set('redirect_uri', callback.replace('localhost:3000', `localhost:${port}`));
        await page.goto(toMicrosoft.href);
        await look('accounts at Microsoft');
        await page.getByRole('link', { name: 'Frank Sample' }).click();
        await look('approval');
        await page.goBack();
        await page.getByRole('link', { name: outlook.carla.displayName }).click();
        await look('permissions at Microsoft');
        await page.getByRole('button', { name: 'Accept' }).click();
        await page.waitForURL(/\/connections\/callback\?.*code=/);

        await page.goto(ready.url);
        await page.getByLabel('Fault').selectOption('tooManyRequests');
        await page.getByLabel('Seconds').fill('3');
        await page.getByRole('button', { name: 'Script it' }).click();
        assert.ok(await page.getByText('Waiting: tooManyRequests 3 s').isVisible());
        const transport = createTransport(ready.mail);
        await transport.sendMail({ from: 'antiphon@localhost', to: 'new@example.org', subject: 'x'.repeat(90), text: 'y'.repeat(200) });
        transport.close();
        await page.reload();
        await page.getByText('As sent').first().click();
        await look('outbox');
        await control('DELETE', 'faults');
        await context.close();
      });
    }
  });
});
