import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import type { Frame } from 'playwright-core';
import { embedScript, frameScript, takeDraftScript } from '../../public-pages/embed-scripts.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** The three sites that meet in a partner's page, as small servers: ours, the partner's, and somebody else's. */
export interface EmbedSites {
  ours: string;
  partner: string;
  /** Where our frame page stands. */
  embed: string;
  /** What the stand-in of our host was asked: handles that a form brought along, looks at an outcome; and the state that it tells next. */
  told: { handles: string[]; looks: number; state: string };
  evil: string;
  stop(): void;
}

async function serve(host: string, answer: Answer) {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://${host}:${(server.address() as AddressInfo).port}`, server };
}

const html = (response: ServerResponse, text: string) => response.writeHead(200, { 'content-type': 'text/html' }).end(text);

/** Starts the three sites. `localhost` and `127.0.0.1` are two sites to a browser, which shares nothing between them. */
export async function startEmbedSites(): Promise<EmbedSites> {
  const told = { handles: [], looks: 0, state: 'unknown' };
  let pages: Record<string, string> = {};
  const partner = await serve('localhost', (request, response) => html(response, pages[request.url ?? ''] ?? ''));
  const ours = await serve('127.0.0.1', (request, response) => answerAsUs({ told, partner: partner.url }, request, response));
  const evil = await serve('127.0.0.1', (_, response) => html(response, '<p>evil'));
  pages = partnerPages({ ours: ours.url, partner: partner.url, evil: evil.url });
  return {
    ...{ ours: ours.url, partner: partner.url, evil: evil.url, embed: `${ours.url}/e/one`, told },
    stop() {
      for (const { server } of [ours, partner, evil]) server.close().closeAllConnections();
    },
  };
}

function partnerPages({ ours, partner, evil }: { ours: string; partner: string; evil: string }): Record<string, string> {
  const script = `<script src="${ours}/embed.js"></script>`;
  const embed = `${ours}/e/one`;
  const framed = (sandbox: string) =>
    `<!doctype html><iframe data-antiphon title="Write" sandbox="${sandbox}" src="${embed}"></iframe>${script}`;
  return {
    '/component': `<!doctype html><style>div { width: 700px }</style>${script}${script}
    <div><antiphon-letter src="${embed}" title="Write to your council"><a href="${ours}/letter">Write</a></antiphon-letter></div>
    <iframe title="evil" src="${evil}/"></iframe>`,
    '/plain': `<!doctype html><iframe data-antiphon title="Write" height="80" src="${embed}"></iframe>${script}`,
    '/broken': `<!doctype html><antiphon-letter src="javascript:alert(1)"><a href="${ours}/letter">Write</a></antiphon-letter>
    <iframe data-antiphon src="http://["></iframe>${script}`,
    '/unknown': `<!doctype html><iframe data-antiphon height="80" src="${ours}/e/elsewhere"></iframe>${script}`,
    '/silent': `<!doctype html><iframe src="${embed}"></iframe><iframe src="${partner}/"></iframe>`,
    '/opaque': framed('allow-scripts allow-forms allow-popups'),
    '/no-popups': framed('allow-scripts allow-forms allow-same-origin'),
    '/no-forms': framed('allow-scripts allow-popups allow-same-origin'),
  };
}

const letterFields = `<input name="subject" value="The bridge"><textarea name="body" maxlength="60">Please repair it.</textarea>
  <textarea name="own_line"></textarea>`;

function answerAsUs({ told, partner }: Pick<EmbedSites, 'told' | 'partner'>, request: IncomingMessage, response: ServerResponse): void {
  const { pathname } = new URL(request.url ?? '', 'http://x');
  const ours = `http://${request.headers.host}`;
  const send = (type: string, body: string, headers: Record<string, string> = {}) =>
    response.writeHead(200, { 'content-type': type, 'cross-origin-resource-policy': 'cross-origin', ...headers }).end(body);
  const scripts: Record<string, string> = { '/embed.js': embedScript, '/assets/frame.js': frameScript, '/take.js': takeDraftScript };
  if (scripts[pathname]) return void send('text/javascript', scripts[pathname]);
  if (pathname.startsWith('/e/outcome/')) {
    told.looks += 1;
    const known = told.handles.includes(pathname.slice('/e/outcome/'.length));
    send('application/json', JSON.stringify({ state: known ? told.state : 'unknown' }), { 'access-control-allow-origin': '*' });
    if (told.state === 'sent') told.handles = [];
  } else if (pathname === '/start') {
    request.on('data', (part: Buffer) => told.handles.push(new URLSearchParams(part.toString()).get('handle') ?? ''));
    request.on('end', () => send('text/html', '<title>Our own page</title>'));
  } else if (pathname.startsWith('/e/')) {
    const policy = `default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; connect-src 'self'; form-action 'self'`;
    const origins = pathname === '/e/one' ? `https://a.example.org ${partner}` : `${partner}.example.org http://localhost`;
    const form = `<form method="post" action="/start" target="_blank" data-direct="${ours}/letter"><input type="hidden" name="handle">
      <input type="hidden" name="csrf" value="secret">${letterFields}<button>Continue</button>
      <button formtarget="_self">Find</button><p role="status" data-outcome></p></form>`;
    send(
      'text/html',
      `<!doctype html><html data-frame><style>body { margin: 0 } #text { height: 500px }</style><body data-origins="${origins}">
        <div id="text"></div>${form}<script src="/assets/frame.js"></script>`,
      { 'content-security-policy': policy },
    );
  } else send('text/html', `<!doctype html><main><form>${letterFields}<p role="status"></p></form></main><script src="/take.js"></script>`);
}

/** How high the frame is on the page around it, in pixels and without a border. */
export const heightOf = async (frame: Frame): Promise<number> =>
  (await frame.frameElement()).evaluate((element) => (element as HTMLElement).clientHeight);

/** Looks again and again, with a pause, until the height is as wanted; after fifteen seconds that it never was is an error. */
export async function heightBecomes(frame: Frame, wanted: (height: number) => boolean): Promise<void> {
  const end = performance.now() + 15_000;
  let last = 0;
  while (performance.now() < end) {
    if (wanted((last = await heightOf(frame)))) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert.fail(`the height stays ${last}`);
}
