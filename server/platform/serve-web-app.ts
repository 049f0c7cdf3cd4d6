import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { contentPolicy } from './http.ts';
import type { PageEnv } from './page.ts';

const built = join(import.meta.dirname, '../../dist/web');

/** The first part of every address that belongs to a screen of the web app; everything else is a public page or not there. */
const screens = ['setup', 'sign-in', 'join', 'reset', 'address', 'w', 'account', 'operator'];

/** Serves the built web app: its files for ever, its one page anew each time, with this response's nonce. */
export function serveWebApp(): Hono<PageEnv> {
  const app = new Hono<PageEnv>();
  app.use(
    '/assets/app/*',
    serveStatic({
      root: built,
      onFound: (_path, visit) => {
        visit.header('Cache-Control', 'public, max-age=31536000, immutable');
      },
    }),
  );
  app.use('/favicon.svg', serveStatic({ root: built }));
  app.use('/manifest.webmanifest', serveStatic({ root: built }));
  let page: string | undefined;
  for (const screen of screens)
    for (const path of [`/${screen}`, `/${screen}/*`])
      app.get(path, (visit) => {
        if (!existsSync(join(built, 'index.html'))) return visit.text('The web app is not built. Start with: npm start', 503);
        page ??= readFileSync(join(built, 'index.html'), 'utf8');
        const nonce = visit.get('nonce');
        visit.header('Content-Security-Policy', contentPolicy({ nonce, formsTo: ["'self'"], trustedTypes: 'default' }));
        return visit.html(page.replaceAll('__NONCE__', nonce));
      });
  return app;
}
