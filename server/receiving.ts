import type { Config } from './config.ts';
import { createReader, hearingPaths, type Tellers, type WatchingNeeds } from './modules/receiving/index.ts';
import type { MailDomains } from './platform/mail-domains.ts';
import type { Site } from './platform/page.ts';
import type { Tools } from './platform/tools.ts';
import type { ReadMail } from './providers/capabilities.ts';
import { createGmailReading, createGmailWatching } from './providers/google/index.ts';
import type { GoogleSettings } from './providers/google/settings.ts';
import { createOutlookReading, createOutlookWatching } from './providers/microsoft/index.ts';
import type { MicrosoftSettings } from './providers/microsoft/settings.ts';
import { readByProvider } from './providers/read-mail.ts';

interface Companies {
  google: GoogleSettings;
  microsoft: MicrosoftSettings | undefined;
  imap: ReadMail;
  domains: Pick<MailDomains, 'textsOf'>;
}

/** What reads the mailboxes of teams, and whoever tells that there is something to read. */
export function receivingOf(
  tools: Tools,
  { config, site }: { config: Config; site: Site },
  companies: Companies,
  open: WatchingNeeds['open'],
) {
  const { google, microsoft, imap, domains } = companies;
  const outlook = microsoft ? { outlook: createOutlookReading(microsoft) } : {};
  const tellers = tellersOf(config, site, companies);
  const reader = createReader(tools, { open, domains, mail: readByProvider({ gmail: createGmailReading(google), ...outlook, imap }) });
  return { reader, tellers, watching: { tellers, open } };
}

/** Gmail tells where a topic is set up, Outlook where it can reach this copy. The stand-ins reach it as it is. */
function tellersOf(config: Config, site: Site, { google, microsoft }: Companies): Tellers {
  const { GOOGLE_PUBSUB_TOPIC: name, GOOGLE_PUBSUB_ACCOUNT: account, MICROSOFT_PUSH: wanted } = config;
  const topic = name !== undefined && account !== undefined && { name, account, audience: `${site.publicUrl}${hearingPaths.gmail}` };
  return {
    ...(topic ? { gmail: createGmailWatching(google, topic) } : {}),
    ...(microsoft && wanted && (site.secure || site.sandbox)
      ? { outlook: createOutlookWatching(microsoft, `${site.publicUrl}${hearingPaths.outlook}`) }
      : {}),
  };
}
