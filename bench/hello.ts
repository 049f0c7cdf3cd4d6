import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

/** The same framework on the same machine with nothing behind it: what a page costs here at least. */
const app = new Hono().get('/', (visit) => visit.html('<!doctype html><title>hello</title><p>hello'));
const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
if (!server.listening) await once(server, 'listening');
console.log(`http://localhost:${(server.address() as AddressInfo).port}`);
process.once('SIGTERM', () => process.exit(0));
