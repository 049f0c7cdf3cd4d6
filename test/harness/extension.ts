import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { buildExtension } from '../../extension/build.ts';

/** Chrome itself loads no extension that it is given on its command line; Chromium does, where it is whole and not the shell that npm brings. */
const places = [process.env['FULL_CHROMIUM_PATH'] ?? '', '/usr/bin/chromium', '/usr/bin/chromium-browser'];
export const fullChromium = places.find((place) => place !== '' && existsSync(place));
export const noChromium = 'There is no Chromium here that loads extensions. Install chromium, or set FULL_CHROMIUM_PATH.';

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface Extended {
  context: BrowserContext;
  id: string;
  /** Ends the service worker, as Chrome does after half a minute without work. */
  endWorker(): Promise<void>;
  open(page: 'panel' | 'options' | 'self-test'): Promise<Page>;
  close(): Promise<void>;
}

/**
 * A whole Chromium with the extension. That it may speak to this machine is granted beforehand, since no test can press a button of Chrome’s own; all
 * else is what is shipped.
 */
export async function launchExtended(pages: Record<string, string | Buffer>): Promise<Extended> {
  const folder = mkdtempSync(join(tmpdir(), 'antiphon-extension-'));
  const built = join(folder, 'built');
  await buildExtension(built);
  const manifest = JSON.parse(readFileSync(join(built, 'manifest.json'), 'utf8')) as { host_permissions: string[] };
  manifest.host_permissions.push('http://127.0.0.1/*', 'http://localhost/*');
  writeFileSync(join(built, 'manifest.json'), JSON.stringify(manifest));
  const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
    executablePath: fullChromium ?? '',
    headless: true,
    ignoreDefaultArgs: ['--disable-extensions'],
    args: ['--headless=new', ...quiet, `--disable-extensions-except=${built}`, `--load-extension=${built}`],
    env: { HOME: tmpdir(), ...process.env },
  });
  await context.route('https://mail.google.com/**', (route) => {
    const { pathname } = new URL(route.request().url());
    const page = pages[pathname];
    if (page === undefined) return route.fulfill({ status: 404, body: 'There is no such page.' });
    return route.fulfill({ contentType: typeof page === 'string' ? 'text/html; charset=utf-8' : 'image/png', body: page });
  });
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
  const id = new URL(worker.url()).host;
  return {
    context,
    id,
    async endWorker() {
      const page = await context.newPage();
      await page.goto(`chrome-extension://${id}/options.html`);
      const session = await context.newCDPSession(page);
      await session.send('ServiceWorker.enable');
      await session.send('ServiceWorker.stopAllWorkers');
      const browser = await context.browser()?.newBrowserCDPSession();
      for (let looks = 0; looks < 100; looks++) {
        const targets = (await browser?.send('Target.getTargets'))?.targetInfos ?? [];
        if (targets.every(({ type }) => type !== 'service_worker')) return page.close();
        await page.waitForTimeout(50);
      }
      throw new Error('The service worker did not end.');
    },
    async open(name) {
      const page = await context.newPage();
      await page.goto(`chrome-extension://${id}/${name}.html`);
      return page;
    },
    close: () => context.close(),
  };
}
