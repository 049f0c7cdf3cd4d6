import { sandboxMailDomains } from '../sandbox/mail-domains.ts';
import { promises } from '../privacy/promises.ts';
import { ConfigError, type Config } from './config.ts';
import { allJobs } from './jobs.ts';
import { keyRing, masterKeys } from './keys.ts';
import { outsideCompanies, receivingServices, siteOf } from './outside.ts';
import type { Publisher } from './modules/privacy/index.ts';
import { anchorChains } from './modules/audit/index.ts';
import { authoriseCall, findUser, operatorAddresses, type SessionRules } from './modules/identity/index.ts';
import { createVisitCounter, linkCounts, linksOf } from './modules/links/index.ts';
import { parseEmailAddress } from '../shared/email-address.ts';
import { letterFooter } from '../shared/letter-footer.ts';
import type { FooterOf } from './modules/campaigns/index.ts';
import { findWorkspace, findWorkspaceBySlug, unlessEnded } from './modules/workspaces/index.ts';
import { shiftedClock, systemClock, type Clock } from './platform/clock.ts';
import { openDatabase } from './platform/database.ts';
import { createHashing } from './platform/hashing.ts';
import { openEvidence } from './platform/evidence.ts';
import { openLog, type Log } from './platform/log.ts';
import { createMetrics } from './platform/metrics.ts';
import { createHostNames } from './platform/host-names.ts';
import { createMailDomains } from './platform/mail-domains.ts';
import { createOutbound } from './platform/outbound.ts';
import { readCookie, type Site, type Visit } from './platform/page.ts';
import { openQueue } from './platform/queue.ts';
import { asksQuarantine } from './platform/quarantine.ts';
import { noteLookupKey } from './platform/note-lookup-key.ts';
import { openKeys } from './platform/open-keys.ts';
import { countUse, limits } from './platform/rate-limit.ts';
import { callerAddress, callerKey } from './platform/http.ts';
import { createSealer } from './platform/sealed.ts';
import type { Guard } from './platform/serve-api.ts';
import { createServiceMail } from './providers/smtp/service-mail.ts';
import type { Tools } from './platform/tools.ts';
import { byProvider } from './providers/hand-over.ts';
import { askedScopes, createGoogle, createGoogleMailboxes } from './providers/google/index.ts';
import { createImap } from './providers/imap/read-mail.ts';
import { createMicrosoft, createMicrosoftMailboxes } from './providers/microsoft/index.ts';
import { createSmtp } from './providers/smtp/hand-over.ts';
import { createProbe } from './providers/smtp/probe-addresses.ts';
import { unsubscribeUrlOf } from './modules/leaving/index.ts';
import { openMailbox, openReading, type MailboxWays } from './modules/mailboxes/index.ts';
import { createShelf } from './modules/files/index.ts';
import { createRunner } from './modules/outreach/index.ts';
import { answersClicks, createFollowing, createHitBook, createOwnHosts, createTracker } from './modules/tracking/index.ts';
import { partnersOf } from './modules/partners/index.ts';
import { createTeller } from './modules/webhooks/index.ts';
import { createTurnstile, giveBackConsents, type Ways } from './modules/supporters/index.ts';
import { notFound, signedOut } from './platform/errors.ts';
import { showId } from './platform/ids.ts';
import type { RouteNeeds } from './routes.ts';
import { receivingOf } from './receiving.ts';
import { createServer } from './server.ts';
import { needsSandbox, sampleMailServer, sandboxFor } from './stand-ins.ts';
import { faultOf } from './platform/last-resort.ts';

export const version = '0.1.0';

/** Names of the columns that the register calls personal: no log line may carry them. */
const personalColumns = promises.flatMap(({ holdings }) => holdings.flatMap(({ columns }) => columns));

export function openAppLog(config: Config): Log {
  return openLog({ level: config.LOG_LEVEL, personal: personalColumns });
}

export interface AppOptions {
  config: Config;
  /** Of the database, as its owner; the product itself works as `antiphon_app`. */
  databaseUrl: string;
  embedded: boolean;
  /** Whether this process serves pages: only then can the built-in sandbox answer. */
  serves: boolean;
  log: Log;
  clock?: Clock;
}

/** The composition root: makes every part of the product by hand, in order, and knows how to take it apart again. */
export async function createApp({ config, databaseUrl, embedded, serves, log, clock: given }: AppOptions) {
  refuseUnusable(config, serves);
  const clock = given ?? (config.CLOCK_OFFSET_SECONDS === 0 ? systemClock : shiftedClock(config.CLOCK_OFFSET_SECONDS));
  const sealer = createSealer(keyRing(config));
  const database = openDatabase({ url: databaseUrl, pool: config.DATABASE_POOL, log });
  const evidence = openEvidence(config.EVIDENCE_DIR);
  const openAll = async () => {
    const keys = await openKeys(database, sealer, masterKeys(config));
    await noteLookupKey({ clock, database, evidence }, keys);
    return keys;
  };
  const lookupKeys = await openAll().catch(async (error: unknown) => {
    await database.close();
    throw error;
  });
  const sandbox = await sandboxFor(config, clock);
  const queue = await openQueue({ url: databaseUrl, log });
  const ending = new AbortController();
  const tools: Tools = {
    clock,
    database,
    sealer,
    hashing: createHashing(lookupKeys),
    enqueue: queue.enqueue,
    evidence,
    log,
    ending: ending.signal,
  };
  const set = { ...config, ...sandbox?.settings };
  const isQuarantined = asksQuarantine(database);
  const allowed = [...config.OUTBOUND_ALLOW, ...(sandbox?.allow ?? [])];
  const outbound = createOutbound({ allow: allowed, isQuarantined, ...(sandbox ? { resolve: sandbox.names.resolve } : {}) });
  // A stand-in's domains are not asked of the world: nothing leaves the sandbox.
  const mailDomains = sandbox ? sandboxMailDomains : createMailDomains({ isQuarantined });
  const googleSettings = {
    clientId: set.GOOGLE_CLIENT_ID ?? '',
    clientSecret: set.GOOGLE_CLIENT_SECRET ?? '',
    accountsUrl: set.GOOGLE_ACCOUNTS_URL,
    oauthUrl: set.GOOGLE_OAUTH_URL,
    apiUrl: set.GOOGLE_API_URL,
    openidUrl: set.GOOGLE_OPENID_URL,
    gmailUrl: set.GMAIL_API_URL,
    outbound,
    clock,
  };
  const google = createGoogle(googleSettings);
  const microsoftSettings = set.MICROSOFT_CLIENT_ID
    ? {
        clientId: set.MICROSOFT_CLIENT_ID,
        clientSecret: set.MICROSOFT_CLIENT_SECRET ?? '',
        loginUrl: set.MICROSOFT_LOGIN_URL,
        graphUrl: set.GRAPH_API_URL,
        // The stand-in is reached by browsers under our own address, and by us over the loopback.
        ...(config.MICROSOFT_CLIENT_ID ? {} : { serverLoginUrl: `http://127.0.0.1:${String(config.PORT)}/sandbox/microsoft` }),
        outbound,
        clock,
      }
    : undefined;
  const microsoft = microsoftSettings && createMicrosoft(microsoftSettings);
  const mail = createServiceMail({ url: set.SMTP_URL ?? '', from: config.SMTP_FROM, isQuarantined });
  const site = siteOf(config, { sandbox: sandbox !== undefined });
  const rules: SessionRules = { idleHours: config.SESSION_HOURS, secondFactorRequired: config.SECOND_FACTOR_REQUIRED };
  const back = (company: string) => `${site.publicUrl}/oauth/${company}/callback`;
  const ways: Ways = {
    gmail: { consent: google, mail: google, redirectUri: back('google'), perMinute: config.GMAIL_SENDS_PER_MINUTE },
    outlook: microsoft && { consent: microsoft, mail: microsoft, redirectUri: back('microsoft') },
    messageIdDomain: new URL(site.publicUrl).hostname,
  };
  const hosts = createOwnHosts(tools, site.publicUrl);
  const domains = { names: sandbox?.names ?? createHostNames({ isQuarantined }), outbound, publicUrl: site.publicUrl, hosts };
  const gmailMailboxes = createGoogleMailboxes(googleSettings);
  const outlookMailboxes = microsoftSettings && createMicrosoftMailboxes(microsoftSettings);
  const mailServers = createSmtp({ allow: allowed, ourName: ways.messageIdDomain, isQuarantined });
  const imapServers = createImap({ allow: allowed, isQuarantined });
  const probe = config.ADDRESS_PROBE ? createProbe({ allow: allowed, ourName: ways.messageIdDomain, isQuarantined }) : undefined;
  const probing = { probe, perMinute: config.ADDRESS_PROBES_PER_MINUTE };
  const mailboxBack = (company: string) => `${site.publicUrl}/oauth/${company}/mailbox`;
  const mailboxWays: MailboxWays = {
    gmail: { consent: gmailMailboxes, redirectUri: mailboxBack('google') },
    outlook: outlookMailboxes && { consent: outlookMailboxes, redirectUri: mailboxBack('microsoft') },
    renewing: new Map(),
  };
  const handOver = byProvider({ gmail: gmailMailboxes, ...(outlookMailboxes ? { outlook: outlookMailboxes } : {}), smtp: mailServers });
  const runner = createRunner(tools, {
    sender: handOver,
    open: (workspaceId, mailboxId) => openMailbox(tools, mailboxWays, workspaceId, mailboxId),
    unsubscribeUrl: async (of) => unsubscribeUrlOf(tools, await hosts.baseOf(of.workspaceId), of),
    shelf: createShelf(tools),
    track: createTracker(tools, hosts.baseOf),
  });
  const companies = { google: googleSettings, microsoft: microsoftSettings, imap: imapServers, domains: mailDomains };
  const { reader, tellers, watching } = receivingOf(tools, { config, site }, companies, (workspaceId, mailboxId) =>
    openReading(tools, mailboxWays, workspaceId, mailboxId),
  );
  const teller = createTeller(tools, outbound);
  const publisher: Publisher = {
    copy: {
      operator: site.operator,
      outside: outsideCompanies(config, sandbox !== undefined),
      announced: config.SUBPROCESSORS_ANNOUNCED,
      backupDays: config.BACKUP_DAYS,
    },
    startedAt: clock.now(),
  };
  const footerOf: FooterOf = async (tx, { workspaceId, code }, language) =>
    letterFooter(language, { organiser: (await findWorkspace(tx, workspaceId))?.name ?? '', url: `${site.publicUrl}/check/${code}` });
  const imports = { folder: config.IMPORT_DIR, mostBytes: config.IMPORT_MEGABYTES * 1_000_000 };
  const jobs = allJobs(tools, {
    ways,
    mailboxWays,
    mail,
    publicUrl: site.publicUrl,
    operatorAddresses: operatorsOf(database, config.OPERATOR_EMAIL),
    mailDomains,
    domains,
    probing,
    publisher,
    imports,
    watching,
  });
  const addressOfUser = async (userId: string) => {
    const user = await database.inInstallation('sign_in', (tx) => findUser(tx, userId));
    if (!user) throw notFound('user');
    return user;
  };
  const visits = createVisitCounter(tools);
  const metrics = createMetrics();
  const hits = createHitBook(tools, metrics);
  const following = createFollowing(tools, hits, metrics);
  const needs: RouteNeeds = {
    rules,
    libraryBytes: config.LIBRARY_MEGABYTES * 1_000_000,
    site,
    guard: guardOf(tools, rules),
    campaigns: {
      mail,
      footerOf,
      beforeRemoval: (tx, campaign) => giveBackConsents(tools, tx, ways, campaign),
      publicUrlOf: async (workspaceId, slug) => {
        const workspace = await database.inWorkspace(workspaceId, (tx) => findWorkspace(tx, workspaceId));
        return `${site.publicUrl}/c/${workspace?.slug ?? ''}/${slug}`;
      },
      addressOfUser,
    },
    counts: {
      partnerNames: async (tx, workspaceId, campaignId) =>
        new Map((await partnersOf(tx, workspaceId, campaignId)).map(({ id, name }) => [id, name])),
      linkCounts,
    },
    partners: { publicUrl: site.publicUrl, outbound },
    visits,
    tellers,
    tracked: { book: hits, following },
    domains,
    probing,
    mailboxes: {
      ways: mailboxWays,
      servers: { signIn: mailServers.signIn, signInToRead: imapServers.signInToRead },
      sender: { mailboxes: handOver, messageIdDomain: ways.messageIdDomain },
      addressOfUser,
      sandbox: () => sampleMailServer(sandbox?.sandbox),
      memberAt: (visit, workspaceId) => memberAt(tools, { rules, site }, visit, workspaceId),
      slugOf: async (workspaceId) => (await database.inWorkspace(workspaceId, (tx) => findWorkspace(tx, workspaceId)))?.slug ?? '',
    },
    supporters: {
      site,
      ways,
      pageSeconds: config.PAGE_MEMORY_SECONDS,
      turnstile: createTurnstile({
        atOnce: config.CONFIRMATIONS_AT_ONCE,
        waiting: config.CONFIRMATIONS_WAITING,
        longestWaitMilliseconds: 8_000,
      }),
      letters: {
        footerOf,
        linksOf: (tx, campaign) => linksOf({ clock, publicUrl: site.publicUrl }, tx, campaign),
      },
      workspaceBySlug: async (tx, slug) => unlessEnded(await findWorkspaceBySlug(tx, slug), clock.now()),
      workspaceById: async (tx, workspaceId) => unlessEnded(await findWorkspace(tx, workspaceId), clock.now()),
    },
    answers: { sender: handOver, open: (workspaceId, mailboxId) => openMailbox(tools, mailboxWays, workspaceId, mailboxId) },
    publisher,
    imports,
    mailDomains,
    google: { clientId: set.GOOGLE_CLIENT_ID ?? '', scopes: askedScopes, redirectUri: back('google') },
    receiving: receivingServices(config),
    operator: {
      config,
      version,
      startedAt: clock.now(),
      embedded,
      outboxUrl: sandbox && '/sandbox',
      jobs: () => jobs,
      queueStates: () => queue.states(),
    },
  };
  const { app: server, isCrowded } = createServer(tools, needs, {
    config,
    metrics,
    consentOrigins: [set.GOOGLE_ACCOUNTS_URL, ...(microsoft ? [set.MICROSOFT_LOGIN_URL] : [])].map((url) => new URL(url).origin),
    sandbox: sandbox?.sandbox.app,
  });
  return {
    tools,
    server,
    isCrowded,
    jobs,
    queue,
    runner,
    reader,
    teller,
    visits,
    hits,
    /** Answers what is asked most, before anything else is made of a request; says whether it did. */
    answersEarly: answersClicks(tools, {
      following,
      hosts,
      metrics,
      addressOf: callerAddress(config.TRUSTED_PROXIES),
      site,
    }),
    metrics,
    sandbox: sandbox?.sandbox,
    /** What the stand-in of the DNS says of host names. */
    names: sandbox?.names,
    /** From now on no letter is begun; what is on its way ends. */
    end() {
      ending.abort();
    },
    async stop() {
      ending.abort();
      await Promise.all([runner.stop(), reader.stop(), teller.stop(), queue.stop(), visits.stop(), hits.stop()]);
      await anchorChains(tools).catch((error: unknown) => {
        log.warn('not_anchored', faultOf(error));
      });
      mailServers.stop();
      imapServers.stop();
      await sandbox?.sandbox.stop();
      await database.close();
    },
  };
}
export type App = Awaited<ReturnType<typeof createApp>>;

/**
 * Refuses settings with which nothing could run, before anything is started or changed.
 * @throws ConfigError with a plain sentence
 */
export function refuseUnusable(config: Config, serves: boolean): void {
  if (config.ENCRYPTION_KEYS) masterKeys(config);
  else if (!serves)
    throw new ConfigError('Separate web and worker processes open what the others sealed: set ENCRYPTION_KEYS, the same for all.');
  if (!needsSandbox(config)) return;
  const missing = config.GOOGLE_CLIENT_ID ? 'SMTP_URL' : 'GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET';
  if (!config.SANDBOX)
    throw new ConfigError(`${missing} must be set, because SANDBOX is off. Set them, or SANDBOX=on to try the product with stand-ins.`);
  if (!serves)
    throw new ConfigError(
      `${missing} must be set for separate processes: the built-in sandbox lives in the one process that both serves and works.`,
    );
}

/** Whom the operator’s own mail goes to: the address for privacy questions, or until it is set every operator’s own. */
function operatorsOf(database: Tools['database'], email: string): () => Promise<readonly string[]> {
  const set = parseEmailAddress(email);
  return async () => (set.ok ? [set.address] : database.inInstallation('operator', operatorAddresses));
}

/** Who is at a browser that comes back from a company, as a member who may connect mailboxes in the workspace. */
async function memberAt(tools: Tools, { rules, site }: { rules: SessionRules; site: Site }, visit: Visit, workspaceId: string) {
  const origin = { ipAddress: visit.get('ipAddress'), userAgent: visit.get('userAgent') };
  const context = { ...origin, sessionToken: readCookie(site, visit, 'antiphon_session'), bearer: undefined, setSession: () => undefined };
  const call = {
    permission: 'mailboxes.change',
    method: visit.req.method,
    path: visit.req.path,
    workspaceId: showId('workspace', workspaceId),
  } as const;
  const { member } = await authoriseCall(tools, rules, context, call);
  if (!member) throw signedOut();
  return { member, actor: { kind: 'user' as const, id: member.userId, origin } };
}

/** The guard of the API: limits first, then who it is and whether they may. */
function guardOf(tools: Tools, rules: SessionRules): Guard {
  return async (context, { meta, method, path, workspaceId }) => {
    if (meta.rate === 'guarded') await countUse(tools, limits.guardedPerAddress, `${callerKey(context.ipAddress)}|${path}`);
    const { permission, confirmed = false } = meta;
    return authoriseCall(tools, rules, context, { permission, method, path, workspaceId, confirmed });
  };
}
