import { Hono } from 'hono';
import { z } from 'zod';
import { fromElsewhere } from '../page.ts';
import { faultKinds, scriptedFault } from './faults.ts';
import type { GoogleHandles } from './state.ts';

const newAccount = z.strictObject({
  emailAddress: z.email(),
  displayName: z.string().min(1).max(200),
  hostedDomain: z.string().optional(),
  hasMailbox: z.boolean().optional(),
  emailVerified: z.boolean().optional(),
  messagesPerDay: z.number().int().min(0).optional(),
});

/** The JSON interface with which a test or a script sets the scene and looks at what came of it. It exists only in the sandbox. */
export function controlInterface(google: GoogleHandles): Hono {
  const app = new Hono();

  app.use('/_sandbox/*', async (c, next) => {
    if (fromElsewhere(c)) return c.json({ error: 'The sandbox is not scripted from another site.' }, 403);
    c.header('Cache-Control', 'no-store');
    return next();
  });

  app.get('/_sandbox/accounts', (c) =>
    c.json(google.accounts.all().map((account) => ({ ...account, faults: google.faults.waiting(account.subject) }))),
  );
  app.post('/_sandbox/accounts', async (c) => {
    const account = newAccount.safeParse(await c.req.json().catch(() => undefined));
    if (!account.success) return c.json({ error: z.prettifyError(account.error) }, 400);
    return c.json(google.accounts.add(account.data), 201);
  });

  app.get('/_sandbox/faults', (c) => c.json(faultKinds));
  app.post('/_sandbox/faults', async (c) => {
    const body: unknown = await c.req.json().catch(() => undefined);
    const { account, ...fault } = (body && typeof body === 'object' ? body : {}) as { account?: unknown };
    const parsed = scriptedFault.safeParse(fault);
    if (!parsed.success) return c.json({ error: z.prettifyError(parsed.error) }, 400);
    if (!google.script(String(account), parsed.data)) return c.json({ error: 'There is no such account here.' }, 404);
    return c.json(parsed.data, 201);
  });
  app.delete('/_sandbox/faults', (c) => {
    google.faults.clear();
    return c.body(null, 204);
  });

  app.get('/_sandbox/outbox', (c) => c.json({ total: google.outbox.total(), messages: google.outbox.messages() }));
  app.delete('/_sandbox/outbox', (c) => {
    google.outbox.clear();
    return c.body(null, 204);
  });
  return app;
}
