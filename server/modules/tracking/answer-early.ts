import type { IncomingMessage, ServerResponse } from 'node:http';
import { stopwatch } from '../../platform/clock.ts';
import { strictTransport } from '../../platform/host-header.ts';
import { faultOf } from '../../platform/last-resort.ts';
import type { Metrics } from '../../platform/metrics.ts';
import type { Site } from '../../platform/page.ts';
import type { Tools } from '../../platform/tools.ts';
import { isAhead } from './asked.ts';
import type { Following } from './follow-link.ts';
import type { OwnHosts } from './domains/own-hosts.ts';
import { clickPath } from './paths.ts';
import { readTracked } from './ticket.ts';

interface Needs {
  following: Following;
  hosts: Pick<OwnHosts, 'peek'>;
  metrics: Metrics;
  /** Who is really calling, by the socket and what trusted proxies say. */
  addressOf(remote: string | undefined, forwardedFor: string | undefined): string | undefined;
  site: Pick<Site, 'publicUrl' | 'secure'>;
}

const path = new RegExp(`^${clickPath}/([A-Za-z0-9_-]{112})(?:\\?|$)`);

/**
 * Answers a click before anything else is made of the request, where it is known by heart where the link leads: a message to many is opened by many in
 * the same minute. Whatever is not as usual goes the way of all requests.
 * @returns whether it answers
 */
export function answersClicks(
  tools: Pick<Tools, 'hashing' | 'log' | 'ending'>,
  { following, hosts, metrics, addressOf, site }: Needs,
): (request: IncomingMessage, response: ServerResponse) => boolean {
  const strictUnder = strictTransport(site.publicUrl);
  return (request, response) => {
    const { method, headers } = request;
    const isUsual = (method === 'GET' || method === 'HEAD') && headers['content-length'] === undefined && !headers['transfer-encoding'];
    const text = isUsual && !tools.ending?.aborted ? path.exec(request.url ?? '')?.[1] : undefined;
    const ticket = text === undefined ? undefined : readTracked(tools, text);
    const url = ticket?.kind === 'click' ? following.peek(ticket) : undefined;
    const whose = ticket && url !== undefined ? hosts.peek(headers.host) : 'ask';
    if (!ticket || url === undefined || whose === 'ask' || (whose && !whose.has(ticket.workspaceId))) return false;
    const header = (name: string) => [headers[name]].flat().join(', ');
    const asked = {
      ipAddress: addressOf(request.socket.remoteAddress, header('x-forwarded-for')) ?? null,
      userAgent: headers['user-agent']?.slice(0, 300) ?? null,
      head: method === 'HEAD',
      ahead: isAhead(header),
    };
    const strict = site.secure ? { 'Strict-Transport-Security': strictUnder(headers.host) } : {};
    const seconds = stopwatch();
    const answer = () => {
      response.writeHead(302, { ...quiet, Location: url, ...strict }).end();
      const took = seconds();
      metrics.count('antiphon_http_requests_total', { status: '302' });
      metrics.observe('antiphon_http_request_seconds', took, { turned_away: 'no' });
      tools.log.info('request', { method, route: `${clickPath}/:ticket`, status: 302, milliseconds: Math.round(took * 1000) });
    };
    void following.note(ticket, asked).then(answer, (error: unknown) => {
      tools.log.error('hit_not_noted', faultOf(error));
      answer();
    });
    return true;
  };
}

const quiet = {
  'Content-Length': '0',
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Robots-Tag': 'noindex, nofollow',
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
};
