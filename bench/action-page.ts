import { Agent, request } from 'node:http';
import { measure, type Comparison } from './load.ts';
import type { Copy } from './product.ts';

/** The action page as supporters open it, beside a bare server that answers a line of HTML. */
export async function measureActionPage(copy: Copy, hello: { url: string }, seconds: number): Promise<Comparison> {
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const load = { atOnce: 16, seconds };
  const limit = await measure((index) => open(`${hello.url}/`, agent, index), load);
  const product = await measure((index) => open(copy.url + copy.path, agent, index), load);
  agent.destroy();
  return { what: 'public action page', product, limit, limitIs: 'a bare Hono server' };
}

/** Opens a page as one of many people, so that no rate limit of one address is met. */
function open(url: string, agent: Agent, index: number): Promise<void> {
  const headers = { 'x-forwarded-for': `198.18.${Math.floor(index / 250) % 250}.${1 + (index % 250)}` };
  return new Promise((resolve, reject) => {
    const asked = request(url, { agent, headers, family: 4 }, (answer) => {
      answer.resume();
      answer.on('end', () => {
        if (answer.statusCode === 200) resolve();
        else reject(new Error(`${url} answered ${answer.statusCode}.`));
      });
    });
    asked.on('error', reject);
    asked.end();
  });
}
