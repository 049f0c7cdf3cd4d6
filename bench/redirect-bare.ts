import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The least that a redirect costs on this machine. */
const server = createServer((_request, response) => {
  response.writeHead(302, { location: 'https://example.org/ford?utm_source=bench', 'cache-control': 'no-store' }).end();
}).listen(0, '127.0.0.1', () => console.log(String((server.address() as AddressInfo).port)));
process.once('SIGTERM', () => process.exit(0));
