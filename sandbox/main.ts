import { parseArgs } from 'node:util';
import { serve } from '@hono/node-server';
import { systemClock } from '../server/platform/clock.ts';
import { createSandbox } from './index.ts';

/**
 * Runs the sandbox by itself, so that it outlives whatever is tried on the product:
 * `node sandbox/main.ts --port 4000 [--mail-port 4025] [--redirect-origin https://letters.example.org]`.
 * Prints one line of JSON when it is ready: where it is, and the settings that point the product at it.
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4000' },
    'mail-port': { type: 'string' },
    'client-id': { type: 'string' },
    'client-secret': { type: 'string' },
    'redirect-origin': { type: 'string', multiple: true, default: [] },
    'messages-per-minute': { type: 'string' },
  },
});

const port = Number(values.port);
const sandbox = await createSandbox({
  clock: systemClock,
  publicUrl: `http://localhost:${port}`,
  redirectOrigins: values['redirect-origin'],
  ...(values['mail-port'] === undefined ? {} : { mailPort: Number(values['mail-port']) }),
  ...(values['client-id'] === undefined ? {} : { clientId: values['client-id'] }),
  ...(values['client-secret'] === undefined ? {} : { clientSecret: values['client-secret'] }),
  ...(values['messages-per-minute'] === undefined ? {} : { messagesPerMinute: Number(values['messages-per-minute']) }),
});

const server = serve({ fetch: sandbox.app.fetch, port, hostname: '127.0.0.1' }, () => {
  console.log(JSON.stringify({ url: `http://localhost:${port}/`, mail: sandbox.mail.url, settings: sandbox.settings }));
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    server.close();
    void sandbox.stop().then(() => process.exit(0));
  });
}
