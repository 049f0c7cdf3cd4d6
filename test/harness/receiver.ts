import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after } from 'node:test';

/** What came to a server of an organisation. */
export interface Heard {
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
  /** What it says, parsed. */
  said: { type: string; version: number; timestamp: string; data: Record<string, unknown> };
}

/** How it answers: with a number, not at all, or in a way of its own. */
export type Answer = number | 'never' | ((response: ServerResponse) => void);

/** A server of an organisation: it gives challenges back, keeps what else it hears, and answers as its script says, then with 204. */
export async function receiver() {
  const heard: Heard[] = [];
  const answers = new Map<string, Answer[]>();
  const always = new Map<string, Answer>();
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const path = request.url ?? '';
      const body = Buffer.concat(parts).toString();
      const said = JSON.parse(body) as Heard['said'];
      heard.push({ path, headers: request.headers, body, said });
      const scripted = answers.get(path)?.shift() ?? always.get(path);
      if (said.type === 'webhook.challenge' && scripted === undefined) {
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ challenge: said.data['challenge'] }));
        return;
      }
      const answer = scripted ?? 204;
      if (answer === 'never') request.socket.destroy();
      else if (typeof answer === 'number') response.writeHead(answer, answer === 302 ? { location: '/elsewhere' } : {}).end();
      else answer(response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const isEvent = ({ said }: Heard) => said.type !== 'webhook.challenge';
  return {
    port,
    answers,
    /** Answers of a path that has no script. */
    always,
    url: (path: string) => `http://127.0.0.1:${String(port)}${path}`,
    /** What was told there, without challenges. */
    at: (path: string) => heard.filter((one) => one.path === path && isEvent(one)),
    challengesAt: (path: string) => heard.filter((one) => one.path === path && !isEvent(one)),
  };
}

/** Checks a signature with no code of the product: as the Standard Webhooks specification says it. */
export function isSignedWith(secret: string, { headers, body }: Pick<Heard, 'headers' | 'body'>): boolean {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const text = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
  const expected = `v1,${createHmac('sha256', key).update(text).digest('base64')}`;
  return String(headers['webhook-signature']).split(' ').includes(expected);
}
