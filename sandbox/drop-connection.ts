import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';

/** Breaks the connection without an answer. */
export function dropConnection(c: Context): Response {
  const bindings = c.env as { incoming?: { socket: { destroy(): unknown } } } | undefined;
  if (!bindings?.incoming) throw new Error('Only a stand-in behind a real socket can break the connection.');
  bindings.incoming.socket.destroy();
  return RESPONSE_ALREADY_SENT;
}
