import { Hono } from 'hono';
import type { Clock } from '../server/platform/clock.ts';
import { scriptedFault } from './google/faults.ts';
import { createGoogleStandIn, type GoogleStandIn } from './google/index.ts';
import { startMailSink, type MailSink } from './mail.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { outboxPage } from './outbox-page.ts';
import { fromElsewhere, page } from './page.ts';

export interface SandboxOptions {
  clock: Clock;
  /** Where the sandbox is reached, for example `http://localhost:3000/sandbox`; its path is where `app` serves. */
  publicUrl: string;
  clientId?: string;
  clientSecret?: string;
  /** Port of the mail sink; any free one by default. */
  mailPort?: number;
  redirectOrigins?: readonly string[];
  messagesPerMinute?: number;
}

export interface Sandbox {
  app: Hono;
  google: GoogleStandIn;
  mail: MailSink;
  outbox: Outbox;
  /** The settings that point the product at this sandbox (`server/config.ts`). */
  settings: Record<string, string>;
  stop(): Promise<void>;
}

/** All stand-ins together, with one outbox to look at. It keeps everything in memory and reaches nothing outside. */
export async function createSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { clock, clientId = 'sandbox.apps.googleusercontent.test', clientSecret = 'sandbox-secret' } = options;
  const publicUrl = new URL(options.publicUrl);
  const basePath = publicUrl.pathname.replace(/\/+$/, '');
  const outbox = createOutbox();
  const google = createGoogleStandIn({
    clock,
    clientId,
    clientSecret,
    outbox,
    basePath: `${basePath}/google`,
    redirectOrigins: [publicUrl.origin, ...(options.redirectOrigins ?? [])],
    messagesPerMinute: options.messagesPerMinute ?? 60,
  });
  const mail = await startMailSink({ clock, outbox, ...(options.mailPort === undefined ? {} : { port: options.mailPort }) });
  const googleUrl = `${publicUrl.origin}${basePath}/google`;
  const googleUrls = ['GOOGLE_ACCOUNTS_URL', 'GOOGLE_OAUTH_URL', 'GOOGLE_API_URL', 'GOOGLE_OPENID_URL', 'GMAIL_API_URL'];
  return {
    app: new Hono({ strict: false }).route('/', google.app).route(basePath || '/', outboxRoutes({ google, outbox, basePath })),
    google,
    mail,
    outbox,
    settings: {
      GOOGLE_CLIENT_ID: clientId,
      GOOGLE_CLIENT_SECRET: clientSecret,
      ...Object.fromEntries(googleUrls.map((name) => [name, googleUrl])),
      SMTP_URL: mail.url,
      OUTBOUND_ALLOW: publicUrl.host,
    },
    stop: () => mail.stop(),
  };
}

function outboxRoutes({ google, outbox, basePath }: { google: GoogleStandIn; outbox: Outbox; basePath: string }): Hono {
  const app = new Hono();
  const home = basePath || '/';

  app.get('/', (c) => {
    const accounts = google.accounts.all().map((account) => ({ ...account, faults: google.faults.waiting(account.subject) }));
    return page(c, 'Outbox', outboxPage({ basePath, accounts, messages: outbox.messages(), total: outbox.total() }));
  });
  app.post('/clear', (c) => {
    if (fromElsewhere(c)) return c.text('The sandbox is not scripted from another site.', 403);
    outbox.clear();
    return c.redirect(home, 303);
  });
  app.post('/faults', async (c) => {
    if (fromElsewhere(c)) return c.text('The sandbox is not scripted from another site.', 403);
    const form = new URLSearchParams(await c.req.text());
    const seconds = form.get('seconds');
    const slow = form.get('fault') === 'slow';
    const parsed = scriptedFault.safeParse({
      fault: form.get('fault'),
      ...(seconds ? (slow ? { milliseconds: Number(seconds) * 1000 } : { seconds }) : {}),
    });
    if (!parsed.success || !google.script(form.get('account') ?? '', parsed.data)) return c.text('This fault cannot be scripted.', 400);
    return c.redirect(home, 303);
  });
  return app;
}
