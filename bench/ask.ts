import { Agent, request } from 'node:http';

export interface Answer {
  status: number;
  location: string | undefined;
  retryAfter: string | undefined;
  text: string;
}

/** Asks for a page as a browser does, over connections that are kept; it costs a fraction of what `fetch` does. Redirects come back as they are. */
export interface Asker {
  ask(url: string, more?: { headers?: Record<string, string>; form?: Record<string, string> }): Promise<Answer>;
  close(): void;
}

/** @param atOnce most connections at a time */
export function createAsker(atOnce: number): Asker {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const ask: Asker['ask'] = (url, { headers = {}, form } = {}) =>
    new Promise((resolve, reject) => {
      const body = form && new URLSearchParams(form).toString();
      const asked = request(url, {
        agent,
        family: 4,
        timeout: 60_000,
        method: body === undefined ? 'GET' : 'POST',
        headers: body === undefined ? headers : { ...headers, ...formHeaders(body) },
      });
      asked.on('response', (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('error', reject);
        answer.on('end', () => {
          const { location, 'retry-after': retryAfter } = answer.headers;
          resolve({ status: answer.statusCode ?? 0, location, retryAfter, text: Buffer.concat(parts).toString('utf8') });
        });
      });
      asked.on('timeout', () => asked.destroy(new Error('No answer came within a minute.')));
      asked.on('error', (error: NodeJS.ErrnoException) => {
        // A kept connection may be closed at the moment in which it is used again: a browser asks once more (RFC 9112 section 9.3.1).
        if (body === undefined && asked.reusedSocket && error.code === 'ECONNRESET') ask(url, { headers }).then(resolve, reject);
        else reject(error);
      });
      asked.end(body);
    });
  return { ask, close: () => agent.destroy() };
}

const formHeaders = (body: string) => ({
  'content-type': 'application/x-www-form-urlencoded',
  'content-length': String(Buffer.byteLength(body)),
});

/** Another person's network address for each number, so that no rate limit of one address is met. */
export function fromAddress(index: number): { 'x-forwarded-for': string } {
  return { 'x-forwarded-for': `10.${Math.floor(index / 62_500) % 250}.${Math.floor(index / 250) % 250}.${1 + (index % 250)}` };
}
