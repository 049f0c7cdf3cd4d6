import { Agent as HttpAgent, request as httpRequest, type AgentOptions, type ClientRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction, type Socket } from 'node:net';
import { AddressRefused, createAddressGuard, isPublicAddress, type AddressGuard, type Resolve } from './address-guard.ts';
import { writtenDown } from './keyed-call.ts';

export { isPublicAddress } from './address-guard.ts';

export interface OutboundCall {
  url: URL | string;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  /** For the whole call, from the first look-up to the last byte of the answer. */
  timeoutMilliseconds?: number;
  maxResponseBytes?: number;
  /** How the bytes of the answer become its text. In `latin1` each byte is one character, so that what is no text comes back as it was. */
  answerAs?: 'utf8' | 'latin1';
}

export interface OutboundAnswer {
  status: number;
  headers: Headers;
  text: string;
}

/**
 * How far a failed call came. `refused`: the guard did not open it. `before_body`: nothing was handed over, so the same call may be made again.
 * `after_body`: the body was or may have been written and no complete answer came, so the other side may have acted.
 */
export type OutboundStage = 'refused' | 'before_body' | 'after_body';

export class OutboundFailure extends Error {
  readonly stage: OutboundStage;
  /** One word for the operator's log: `guard`, `deadline`, `too_large`, `incomplete` or the system's code. Never for a page. */
  readonly reason: string;

  constructor(stage: OutboundStage, reason: string) {
    super('The outside service could not be reached.');
    this.name = 'OutboundFailure';
    this.stage = stage;
    this.reason = reason;
  }
}

/** The one way in which the server speaks HTTP to the outside. */
export interface Outbound {
  /**
   * Any status is an answer, a redirect too: none is followed.
   * @throws OutboundFailure, and otherwise only what kept a call with a key from being written down first: then nothing left
   */
  request(call: OutboundCall): Promise<OutboundAnswer>;
}

const framing = /^(host|connection|content-length|transfer-encoding|expect|upgrade|keep-alive|te|trailer|proxy-.*)$/i;

/**
 * Opens the guarded client: every address is checked and then connected to, in one step; schemes, ports, time and size are limited.
 * @param options.allow hosts (`name` or `name:port`) that may be private, spoken to without TLS and on any port
 * @param options.isQuarantined asked before anything is opened or looked up: a copy under quarantine calls nobody
 */
export function createOutbound(options: { allow: readonly string[]; resolve?: Resolve; isQuarantined?: () => Promise<boolean> }): Outbound {
  const guard = createAddressGuard(options);
  const agents = { GET: agentsFor({ keepAlive: true, timeout: 4_000, maxFreeSockets: 16 }), POST: agentsFor({ keepAlive: false }) };

  function open(url: URL, call: OutboundCall, body: Uint8Array): ClientRequest {
    const headers = {
      'accept-encoding': 'identity',
      ...call.headers,
      ...(call.method === 'GET' ? {} : { 'content-length': body.byteLength }),
    };
    const common = { method: call.method, headers, lookup: guardedLookup(guard, portOf(url)) };
    const { secure, plain } = agents[call.method === 'GET' ? 'GET' : 'POST'];
    return url.protocol === 'https:' ? httpsRequest(url, { ...common, agent: secure }) : httpRequest(url, { ...common, agent: plain });
  }

  return {
    async request(call) {
      const url = readTarget(call, guard);
      await writtenDown();
      if (await isShut(options.isQuarantined)) throw new OutboundFailure('refused', 'quarantined');
      const body = typeof call.body === 'string' ? Buffer.from(call.body) : (call.body ?? new Uint8Array());
      let request;
      try {
        request = open(url, call, body);
      } catch {
        throw new OutboundFailure('refused', 'malformed');
      }
      const anyAddress = guard.allows(url.hostname, portOf(url));
      return exchange(request, {
        body,
        readyEvent: url.protocol === 'https:' ? 'secureConnect' : 'connect',
        mayUse: (socket) => anyAddress || isPublicAddress(socket.remoteAddress ?? ''),
        milliseconds: call.timeoutMilliseconds ?? 30_000,
        bytes: call.maxResponseBytes ?? 1_048_576,
        as: call.answerAs ?? 'utf8',
      });
    },
  };
}

/** Where nobody can say whether the copy is under quarantine, nothing was handed over, and the call may be made again. */
async function isShut(isQuarantined: (() => Promise<boolean>) | undefined): Promise<boolean> {
  try {
    return (await isQuarantined?.()) ?? false;
  } catch {
    throw new OutboundFailure('before_body', 'database');
  }
}

/**
 * Only a GET travels on a kept connection. Whether a request was acted upon is unknown when a kept connection closes under it
 * (RFC 9112 section 9.3.1), and a POST would then have to be shown to a person as uncertain for the sake of one saved handshake.
 */
function agentsFor(settings: AgentOptions) {
  return { plain: new HttpAgent(settings), secure: new HttpsAgent({ ...settings, minVersion: 'TLSv1.2', rejectUnauthorized: true }) };
}

const portOf = (url: URL) => Number(url.port || (url.protocol === 'https:' ? 443 : 80));

function readTarget(call: OutboundCall, guard: AddressGuard): URL {
  const url = URL.parse(String(call.url));
  const refuse = () => new OutboundFailure('refused', 'guard');
  if (!url || url.username || url.password) throw refuse();
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw refuse();
  if (Object.keys(call.headers ?? {}).some((name) => framing.test(name))) throw refuse();
  if (call.method === 'GET' && call.body !== undefined) throw refuse();
  const port = portOf(url);
  if (guard.allows(url.hostname, port)) return url;
  if (url.protocol !== 'https:' || (port !== 443 && port !== 80)) throw refuse();
  // Node connects to a literal address without asking the look-up, so it is judged here.
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(literal) && !isPublicAddress(literal)) throw refuse();
  return url;
}

function guardedLookup(guard: AddressGuard, port: number): LookupFunction {
  return (host, wanted, done) => {
    guard.addresses(host, port).then(
      (found) => {
        const first = found[0];
        if (wanted.all) done(null, found);
        else if (first) done(null, first.address, first.family);
      },
      (error: unknown) => done(error instanceof Error ? error : new AddressRefused(), ''),
    );
  };
}

interface Exchange {
  body: Uint8Array;
  readyEvent: 'connect' | 'secureConnect';
  mayUse(socket: Socket): boolean;
  milliseconds: number;
  bytes: number;
  as: 'utf8' | 'latin1';
}

function exchange(request: ClientRequest, terms: Exchange): Promise<OutboundAnswer> {
  return new Promise((resolve, reject) => {
    let stage: OutboundStage = 'before_body';
    const fail = (reason: string, at = stage) => {
      clearTimeout(deadline);
      reject(new OutboundFailure(at, reason));
      request.destroy();
    };
    const deadline = setTimeout(() => fail('deadline'), terms.milliseconds);
    const write = (socket: Socket) => {
      if (request.destroyed || socket.destroyed) {
        fail('closed');
        return;
      }
      if (!terms.mayUse(socket)) {
        fail('guard', 'refused');
        return;
      }
      // Only a GET is reused, and repeating it is safe (RFC 9110 section 9.2.1) as long as no answer began.
      stage = request.reusedSocket ? 'before_body' : 'after_body';
      request.end(terms.body);
    };
    // Head and body are held back until the connection stands, so that an earlier failure is known to have handed nothing over.
    request.on('socket', (socket) => {
      if (request.reusedSocket) write(socket);
      else
        socket.once(terms.readyEvent, () => {
          write(socket);
        });
    });
    request.on('error', (error: NodeJS.ErrnoException) => {
      if (error instanceof AddressRefused) fail('guard', 'refused');
      else fail(error.code ?? 'failed');
    });
    request.on('response', (response) => {
      stage = 'after_body';
      readAnswer(response, terms).then(
        (answer) => {
          clearTimeout(deadline);
          resolve(answer);
        },
        (error: unknown) => fail(error instanceof Error ? error.message : 'failed'),
      );
    });
  });
}

async function readAnswer(response: IncomingMessage, { bytes: most, as }: Pick<Exchange, 'bytes' | 'as'>): Promise<OutboundAnswer> {
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of response as AsyncIterable<Buffer>) {
      size += part.length;
      if (size > most) throw new Error('too_large');
      parts.push(part);
    }
  } catch (error) {
    throw new Error(size > most ? 'too_large' : 'incomplete', { cause: error });
  }
  if (!response.complete) throw new Error('incomplete');
  const headers = new Headers();
  for (const [name, values] of Object.entries(response.headersDistinct)) for (const value of values ?? []) headers.append(name, value);
  return { status: response.statusCode ?? 0, headers, text: Buffer.concat(parts).toString(as) };
}
