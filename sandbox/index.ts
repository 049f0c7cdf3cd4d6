import { Hono } from 'hono';
import type { Clock } from '../server/platform/clock.ts';
import * as googleFaults from './google/faults.ts';
import { createGoogleStandIn, type GoogleStandIn } from './google/index.ts';
import { startMailSink, type MailSink } from './mail.ts';
import * as mailServerFaults from './mail-server/faults.ts';
import { startMailServer, type MailServer } from './mail-server/index.ts';
import * as microsoftFaults from './microsoft/faults.ts';
import { createMicrosoftStandIn, type MicrosoftStandIn } from './microsoft/index.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { outboxRoutes, played } from './outbox-routes.ts';
import { partnerPages } from './partner/index.ts';

export interface SandboxOptions {
  clock: Clock;
  /** Where the sandbox is reached, for example `http://localhost:3000/sandbox`; its path is where `app` serves. */
  publicUrl: string;
  clientId?: string;
  clientSecret?: string;
  /** Port of the mail sink; any free one by default. */
  mailPort?: number;
  /** Port of the mail server of mailboxes; any free one by default. */
  mailServerPort?: number;
  /** Port of its side that mailboxes are read by; any free one by default. */
  imapPort?: number;
  redirectOrigins?: readonly string[];
  messagesPerMinute?: number;
  latencyMilliseconds?: number;
}

export interface Sandbox {
  app: Hono;
  google: GoogleStandIn;
  microsoft: MicrosoftStandIn;
  mail: MailSink;
  mailServer: MailServer;
  outbox: Outbox;
  /** The settings that point the product at this sandbox (`server/config.ts`). */
  settings: Record<string, string>;
  stop(): Promise<void>;
}

const microsoftClientId = '5a4db0c5-0000-4000-8000-000000000000';

/** All stand-ins together, with one outbox to look at. It keeps everything in memory and reaches nothing outside. */
export async function createSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { clock, clientId = 'sandbox.apps.googleusercontent.test', clientSecret = 'sandbox-secret' } = options;
  const publicUrl = new URL(options.publicUrl);
  const basePath = publicUrl.pathname.replace(/\/+$/, '');
  const outbox = createOutbox();
  const shared = {
    clock,
    clientSecret,
    outbox,
    redirectOrigins: [publicUrl.origin, ...(options.redirectOrigins ?? [])],
    ...(options.messagesPerMinute === undefined ? {} : { messagesPerMinute: options.messagesPerMinute }),
  };
  const google = createGoogleStandIn({
    ...shared,
    clientId,
    basePath: `${basePath}/google`,
    latencyMilliseconds: options.latencyMilliseconds ?? 0,
  });
  const microsoftUrl = `${publicUrl.origin}${basePath}/microsoft`;
  const microsoft = createMicrosoftStandIn({ ...shared, clientId: microsoftClientId, url: microsoftUrl });
  const mail = await startMailSink({ clock, outbox, ...(options.mailPort === undefined ? {} : { port: options.mailPort }) });
  const mailServer = await startMailServer({
    clock,
    outbox,
    basePath: `${basePath}/mail-server`,
    latencyMilliseconds: options.latencyMilliseconds ?? 0,
    ...(options.mailServerPort === undefined ? {} : { port: options.mailServerPort }),
    ...(options.imapPort === undefined ? {} : { imapPort: options.imapPort }),
  });
  const googleUrl = `${publicUrl.origin}${basePath}/google`;
  const googleUrls = ['GOOGLE_ACCOUNTS_URL', 'GOOGLE_OAUTH_URL', 'GOOGLE_API_URL', 'GOOGLE_OPENID_URL', 'GMAIL_API_URL'];
  const companies = [
    played('Google', google, googleFaults),
    played('Microsoft', microsoft, microsoftFaults),
    played('Mail server', mailServer, mailServerFaults),
  ];
  return {
    app: new Hono({ strict: false })
      .route('/', google.app)
      .route('/', microsoft.app)
      .route('/', mailServer.app)
      .route('/', partnerPages({ basePath: `${basePath}/partner` }))
      .route(basePath || '/', outboxRoutes({ companies, outbox, basePath })),
    google,
    microsoft,
    mail,
    mailServer,
    outbox,
    settings: {
      GOOGLE_CLIENT_ID: clientId,
      GOOGLE_CLIENT_SECRET: clientSecret,
      ...Object.fromEntries(googleUrls.map((name) => [name, googleUrl])),
      MICROSOFT_CLIENT_ID: microsoftClientId,
      MICROSOFT_CLIENT_SECRET: clientSecret,
      MICROSOFT_LOGIN_URL: microsoftUrl,
      GRAPH_API_URL: microsoftUrl,
      SMTP_URL: mail.url,
      OUTBOUND_ALLOW: [publicUrl.host, ...mailServer.addresses()].join(','),
    },
    async stop() {
      await Promise.all([mail.stop(), mailServer.stop()]);
    },
  };
}
