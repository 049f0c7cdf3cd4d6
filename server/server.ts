import { Hono, type Context } from 'hono';
import { noticeFor, noticePage } from '../public-pages/notice.ts';
import { publicAssets } from '../public-pages/page.ts';
import type { Config } from './config.ts';
import { isDatabaseAway, isUnkeepableText } from './platform/database.ts';
import { countReports } from './platform/csp-reports.ts';
import { Refusal } from './platform/errors.ts';
import { EvidenceUnwritable } from './platform/evidence.ts';
import {
  callerKey,
  logRequests,
  refuseForeignSites,
  refuseOtherBodies,
  rememberOrigin,
  reportsPath,
  secureHeaders,
} from './platform/http.ts';
import { equal } from './platform/hashing.ts';
import { asksQuarantine } from './platform/quarantine.ts';
import type { Metrics } from './platform/metrics.ts';
import { faultOf } from './platform/last-resort.ts';
import { pack, sendPacked } from './platform/packed.ts';
import { frameOf, type PageEnv, type Visit } from './platform/page.ts';
import { countUse, limits, type Limit } from './platform/rate-limit.ts';
import { readBody, unreadStatus, type Reading, type Unread } from './platform/read-body.ts';
import { leavePath, readTicket } from './modules/leaving/index.ts';
import { clickPath, keepToTracking, openPath, readTracked } from './modules/tracking/index.ts';
import { CannotOpen } from './platform/sealed.ts';
import { openApiDocument } from './platform/openapi/openapi-document.ts';
import type { OpenApi } from './platform/openapi/schema.ts';
import { asApiError, serveApi } from './platform/serve-api.ts';
import { securityText } from './platform/security-text.ts';
import { serveWebApp } from './platform/serve-web-app.ts';
import type { Tools } from './platform/tools.ts';
import { refusalOf } from './providers/failure.ts';
import { serveApiPage } from './api-page.ts';
import { callContext, sayRate } from './call-context.ts';
import {
  crowdedAt,
  crowdedCall,
  gateOf,
  hasLongBody,
  isForLibrary,
  isUpload,
  mebibyte,
  shortBody,
  throughGate,
  unreadCall,
  unreadForm,
} from './gates.ts';
import { apiRouter, publicPages, type RouteNeeds } from './routes.ts';

export interface ServerNeeds {
  config: Config;
  metrics: Metrics;
  consentOrigins: readonly string[];
  sandbox: Hono | undefined;
}

/** Asked by machines, under whatever name they have for this one. */
const machines = new Set(['/healthz', '/readyz', '/metrics']);

export interface Server {
  app: Hono<PageEnv>;
  isCrowded: ReturnType<typeof crowdedAt>;
}

/** Everything that answers HTTP, in the order in which a request meets it. */
export function createServer(tools: Tools, needs: RouteNeeds, { config, metrics, consentOrigins, sandbox }: ServerNeeds): Server {
  const { site } = needs;
  const app = new Hono<PageEnv>();
  const perAddress = (visit: Visit, limit: Limit = limits.perAddress) => countUse(tools, limit, callerKey(visit.get('ipAddress')));

  const isQuarantined = asksQuarantine(tools.database);

  app.use(rememberOrigin(config.TRUSTED_PROXIES));
  app.use(secureHeaders(site, consentOrigins));
  app.use(logRequests(tools.log, metrics));
  const tracked = (text: string) => readTracked(tools, text.replace(/\.gif$/, ''));
  const readers = { [`${clickPath}/`]: tracked, [`${openPath}/`]: tracked, [`${leavePath}/`]: (text: string) => readTicket(tools, text) };
  const assets = new Set(publicAssets.map(({ path }) => path));
  app.use(keepToTracking(needs.domains.hosts, readers, { assets, machines }));
  if (sandbox) {
    app.all('/sandbox', (visit) => sandbox.fetch(visit.req.raw, visit.env));
    app.all('/sandbox/*', (visit) => sandbox.fetch(visit.req.raw, visit.env));
  }
  // Before foreign sites are refused: a frame in a sandbox reports too, and a report changes nothing.
  const unreadReport = (visit: Visit, why: Unread) => visit.body(null, unreadStatus[why]);
  app.post(reportsPath, readBody({ mostBytes: mebibyte / 16, mostSeconds: 10, refused: unreadReport }), async (visit) => {
    // Whoever reports more than browsers do is told nothing else, and not listened to.
    const isHeard = await perAddress(visit, limits.reportsPerAddress).then(
      () => true,
      (error: unknown) => {
        if (!refusalOf(error)) throw error;
      },
    );
    if (isHeard) countReports(metrics, await visit.req.text());
    return visit.body(null, 204);
  });
  app.use(refuseForeignSites(site));
  const refuseOthers = refuseOtherBodies();
  app.use('/api/*', (visit: Context<PageEnv, string>, next) => (isUpload(visit) ? next() : refuseOthers(visit, next)));

  app.get('/healthz', (visit) => visit.json({ alive: true }));
  app.get('/readyz', async (visit) =>
    !tools.ending?.aborted && (await tools.database.answers(3_000))
      ? visit.json({ ready: true, ...((await isQuarantined().catch(() => false)) ? { quarantined: true } : {}) })
      : visit.json({ ready: false, missing: tools.ending?.aborted ? 'time' : 'database' }, 503, { 'Retry-After': '5' }),
  );
  // Nothing is begun in a process that is to end: what comes on a connection that was open already is better asked of the next one.
  app.use((visit: Visit, next) => {
    if (!tools.ending?.aborted) return next();
    return Promise.resolve(visit.req.path.startsWith('/api/') ? crowdedCall(visit) : crowded(visit));
  });
  app.get('/metrics', (visit) => {
    const token = config.METRICS_TOKEN;
    const allowed = token ? equal(visit.req.header('authorization') ?? '', `Bearer ${token}`) : comesFromHere(visit);
    return allowed ? visit.text(metrics.text()) : visit.text('Not for you.', 403);
  });
  app.get('/.well-known/security.txt', (visit) =>
    visit.text(securityText({ publicUrl: site.publicUrl, contact: site.operator.email }, tools.clock.now())),
  );
  app.get('/.well-known/change-password', (visit) => visit.redirect('/account', 302));
  app.get('/robots.txt', (visit) =>
    visit.text(
      'User-agent: *\nDisallow: /letter/\nDisallow: /oauth/\nDisallow: /recipient/\nDisallow: /leave/\nDisallow: /contact/\nDisallow: /api/\n',
    ),
  );
  for (const { path, type, text, unversioned } of publicAssets) {
    const packed = pack(text, { care: 11 });
    app.get(path, (visit) =>
      sendPacked(visit, packed, {
        'Content-Type': `${type}; charset=utf-8`,
        'Cache-Control': unversioned ? 'public, max-age=600' : 'public, max-age=31536000, immutable',
        // Frames on partners' sites load them too, and a sandboxed frame has no origin of its own.
        'Cross-Origin-Resource-Policy': 'cross-origin',
      }),
    );
  }
  const apiNeeds = { log: tools.log, refusalOf };
  const api = serveApi(apiRouter(tools, needs), apiNeeds);
  // What comes from where too much comes is refused first, and a body is taken in before the gate: a place behind it is for work alone.
  const perCaller = (visit: Visit) =>
    countUse(tools, limits.perAddress, callerKey(visit.get('ipAddress')), (left) => {
      sayRate(visit, left);
    });
  app.use('/api/*', (visit: Context<PageEnv, string>, next) => perCaller(visit).then(next, (error: unknown) => failedCall(visit, error)));
  // The file of an import is written as it comes and stands in no memory: it has a gate of its own and no length but that of its own setting. One for
  // the library is whole in memory until it is judged, so few are taken at once, and those who wait hold no place of an import.
  const [imports, library] = [throughGate(gateOf(8, 16), crowdedCall), throughGate(gateOf(2, 16), crowdedCall)];
  app.use('/api/*', (visit: Context<PageEnv, string>, next) =>
    isUpload(visit)
      ? (isForLibrary(visit) ? library : imports)(visit, () =>
          answerCall(visit, withoutBody(visit.req.raw), visit.req.raw.body).then((answer) => void (visit.res = answer)),
        )
      : next(),
  );
  const longBodies = throughGate(gateOf(4, 12), crowdedCall);
  app.use('/api/*', (visit: Context<PageEnv, string>, next) => (hasLongBody(visit) ? longBodies(visit, next) : next()));
  const readCall = (reading: Omit<Reading, 'refused'>) => readBody({ ...reading, refused: unreadCall });
  const [readShort, readLong] = [readCall(shortBody), readCall({ mostBytes: 6 * mebibyte, mostSeconds: 60 })];
  app.use('/api/*', (visit: Context<PageEnv, string>, next) => (hasLongBody(visit) ? readLong : readShort)(visit, next));
  app.use('/api/*', throughGate(gateOf(40, 200), crowdedCall));
  let made: Promise<OpenApi> | undefined;
  let asText: Promise<string> | undefined;
  const description = () => (made ??= openApiDocument(site.publicUrl));
  const descriptionText = () => (asText ??= description().then((document) => JSON.stringify(document)));
  app.get('/api/openapi.json', async (visit) => visit.body(await descriptionText(), 200, { 'Content-Type': 'application/json' }));
  app.get('/api', serveApiPage(site, description));
  app.all('/api/*', (visit) => answerCall(visit, visit.req.raw, null));

  async function answerCall(visit: Visit, request: Request, upload: ReadableStream<Uint8Array> | null): Promise<Response> {
    try {
      const answer = await api(request, { ...callContext(visit, site), ...(upload ? { upload } : {}) });
      if (answer) for (const [name, value] of visit.res.headers) if (carried.has(name)) answer.headers.append(name, value);
      return answer ?? visit.json({ code: 'NOT_FOUND', message: 'There is no such route. /api/openapi.json lists them all.' }, 404);
    } catch (error) {
      return failedCall(visit, error);
    }
  }

  app.use(readBody({ ...shortBody, refused: unreadForm }));
  // With more of them inside they would wait for a connection to the database, where nobody sees how long they wait already.
  const gate = gateOf(Math.max(16, 2 * config.DATABASE_POOL), 400);
  const pages = publicPages(tools, needs);
  const lookMilliseconds = config.PAGE_WAIT_SECONDS * 1000;
  for (const { method, path, remembered, ownGate, limit, handle, whenAway } of pages) {
    app.on(method, path, async (visit) => {
      const known = remembered?.(visit);
      if (known) return known;
      // Whoever only looks can look again; what somebody sends waits as long as it takes.
      const patience = visit.req.method === 'POST' ? undefined : lookMilliseconds;
      const leave = ownGate ? () => undefined : await gate.enter(patience);
      if (!leave) return crowded(visit);
      try {
        await perAddress(visit, limit);
        return await handle(visit);
      } catch (error) {
        if (!whenAway || !isAway(error)) throw error;
        tools.log.error('fault', faultOf(error));
        visit.header('Retry-After', '60');
        visit.status(503);
        return await whenAway(visit);
      } finally {
        leave();
      }
    });
  }
  app.route('/', serveWebApp());
  app.notFound((visit) => notice(visit, 'not_found'));
  app.onError((error, visit) => {
    if (error instanceof Refusal && error.kind === 'too_many') {
      visit.header('Retry-After', String(error.retryAfterSeconds ?? 60));
      return notice(visit as Visit, 'too_many', { seconds: error.retryAfterSeconds });
    }
    if ((error instanceof Refusal && error.kind === 'not_found') || isUnkeepableText(error)) return notice(visit as Visit, 'not_found');
    tools.log.error('fault', { ...faultOf(error), ...(error instanceof CannotOpen ? { problem: error.message } : {}) });
    if (error instanceof CannotOpen) return notice(visit as Visit, 'cannot_open');
    if (!isAway(error)) return notice(visit as Visit, 'server_error');
    visit.header('Retry-After', '5');
    return notice(visit as Visit, 'server_error', { status: 503 });
  });
  return { app, isCrowded: crowdedAt(gate, pages, lookMilliseconds) };

  function failedCall(visit: Visit, error: unknown): Response {
    type Failed = { status?: number; code?: string; message?: string; data?: { retryAfterSeconds?: number } };
    const { status = 500, code, message, data } = asApiError(error, apiNeeds) as Failed;
    const wait = data?.retryAfterSeconds;
    return visit.json({ code, message, data }, status as 429, wait === undefined ? {} : { 'Retry-After': String(wait) });
  }

  /** Turned away before the database is asked for anything: whoever is let in gets an answer in time. */
  function crowded(visit: Visit) {
    // Not all at the same moment again.
    const seconds = 5 + Math.floor(Math.random() * 10);
    visit.header('Retry-After', String(seconds));
    if (visit.req.method === 'GET') visit.header('Refresh', String(seconds));
    return notice(visit, 'crowded', { seconds });
  }

  function notice(visit: Visit, code: keyof typeof statuses, more: { seconds?: number | undefined; status?: 503 } = {}) {
    visit.status(more.status ?? statuses[code]);
    const words = noticeFor(code, { links: { home: '/' }, seconds: more.seconds });
    return visit.html(noticePage(words, frameOf(site, visit, site.operator.name)));
  }
}

/** The call without what it carries. */
function withoutBody({ url, method, headers, signal }: Request): Request {
  const rest = new Headers(headers);
  for (const name of ['content-type', 'content-length', 'transfer-encoding']) rest.delete(name);
  return new Request(url, { method, headers: rest, signal });
}

/** Whether nothing can be written down for now, and that is all that is wrong. */
const isAway = (error: unknown) => isDatabaseAway(error) || error instanceof EvidenceUnwritable;

const statuses = { not_found: 404, too_many: 429, server_error: 500, cannot_open: 500, crowded: 503 } as const;

/** What handlers say beside their answer. */
const carried = new Set(['set-cookie', 'clear-site-data', 'idempotent-replayed', 'ratelimit', 'ratelimit-policy']);

/** Whether a call was made on this machine. What a proxy passes on was not, even where nobody told us of that proxy. */
function comesFromHere(visit: Visit): boolean {
  const address = visit.get('ipAddress');
  const passedOn = ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'].some((name) => visit.req.header(name) !== undefined);
  return !passedOn && (address === '::1' || (address?.startsWith('127.') ?? false));
}
