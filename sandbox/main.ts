import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { serve } from '@hono/node-server';
import { systemClock } from '../server/platform/clock.ts';
import { createSandbox } from './index.ts';

/**
 * Runs the sandbox by itself, so that it outlives whatever is tried on the product:
 * `node sandbox/main.ts --port 4000 [--mail-port 4025] [--redirect-origin https://letters.example.org]`.
 * `--latency-milliseconds 300` makes every call to Google take so long, as the real one does.
 * Prints one line of JSON when it is ready: where it is, and the settings that point the product at it.
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4000' },
    'mail-port': { type: 'string' },
    'mail-server-port': { type: 'string' },
    'imap-port': { type: 'string' },
    'client-id': { type: 'string' },
    'client-secret': { type: 'string' },
    'redirect-origin': { type: 'string', multiple: true, default: [] },
    'messages-per-minute': { type: 'string' },
    'latency-milliseconds': { type: 'string' },
  },
});

// It listens first: with `--port 0` only the open socket knows under which URL the stand-ins are reached.
const server = serve({
  fetch: async (request, env) => (await sandbox).app.fetch(request, env),
  port: Number(values.port),
  hostname: '127.0.0.1',
});
await once(server, 'listening');
const url = `http://localhost:${(server.address() as AddressInfo).port}`;

const sandbox = createSandbox({
  clock: systemClock,
  publicUrl: url,
  redirectOrigins: values['redirect-origin'],
  ...(values['mail-port'] === undefined ? {} : { mailPort: Number(values['mail-port']) }),
  ...(values['mail-server-port'] === undefined ? {} : { mailServerPort: Number(values['mail-server-port']) }),
  ...(values['imap-port'] === undefined ? {} : { imapPort: Number(values['imap-port']) }),
  ...(values['client-id'] === undefined ? {} : { clientId: values['client-id'] }),
  ...(values['client-secret'] === undefined ? {} : { clientSecret: values['client-secret'] }),
  ...(values['messages-per-minute'] === undefined ? {} : { messagesPerMinute: Number(values['messages-per-minute']) }),
  ...(values['latency-milliseconds'] === undefined ? {} : { latencyMilliseconds: Number(values['latency-milliseconds']) }),
});
const { mail, mailServer, settings, stop } = await sandbox;
const mailServerAt = { host: mailServer.host, port: mailServer.port, imapPort: mailServer.imap.port };
console.log(JSON.stringify({ url: `${url}/`, mail: mail.url, mailServer: mailServerAt, settings }));

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    server.close();
    void stop().then(() => process.exit(0));
  });
}
