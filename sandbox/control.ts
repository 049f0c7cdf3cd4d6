import { Hono } from 'hono';
import { z } from 'zod';
import type { FaultQueues } from './fault-queues.ts';
import type { Outbox } from './outbox.ts';
import { fromElsewhere } from './page.ts';

/** What every stand-in with accounts lets a test or a script do. */
export interface Controlled<Account extends { subject: string }, NewAccount, Fault> {
  accounts: { all(): readonly Account[]; add(account: NewAccount): Account };
  faults: Pick<FaultQueues<Fault, never>, 'waiting' | 'clear'>;
  outbox: Outbox;
  script(emailAddress: string, fault: Fault): boolean;
}

/** How its accounts and faults are written down. */
export interface Scripts<NewAccount, Fault> {
  newAccount: z.ZodType<NewAccount>;
  scriptedFault: z.ZodType<Fault>;
  /** Every fault with its meaning, to be read by a person. */
  faultKinds: Record<string, { meaning: string }>;
}

/** The JSON interface with which a test or a script sets the scene and looks at what came of it. It exists only in the sandbox. */
export function controlInterface<Account extends { subject: string }, NewAccount, Fault>(
  standIn: Controlled<Account, NewAccount, Fault>,
  { newAccount, scriptedFault, faultKinds }: Scripts<NewAccount, Fault>,
): Hono {
  const app = new Hono();

  app.use('/_sandbox/*', async (c, next) => {
    if (fromElsewhere(c)) return c.json({ error: 'The sandbox is not scripted from another site.' }, 403);
    c.header('Cache-Control', 'no-store');
    return next();
  });

  app.get('/_sandbox/accounts', (c) =>
    c.json(standIn.accounts.all().map((account) => ({ ...account, faults: standIn.faults.waiting(account.subject) }))),
  );
  app.post('/_sandbox/accounts', async (c) => {
    const account = newAccount.safeParse(await c.req.json().catch(() => undefined));
    if (!account.success) return c.json({ error: z.prettifyError(account.error) }, 400);
    return c.json(standIn.accounts.add(account.data), 201);
  });

  app.get('/_sandbox/faults', (c) => c.json(faultKinds));
  app.post('/_sandbox/faults', async (c) => {
    const body: unknown = await c.req.json().catch(() => undefined);
    const { account, ...fault } = (body && typeof body === 'object' ? body : {}) as { account?: unknown };
    const parsed = scriptedFault.safeParse(fault);
    if (!parsed.success) return c.json({ error: z.prettifyError(parsed.error) }, 400);
    if (!standIn.script(String(account), parsed.data)) return c.json({ error: 'There is no such account here.' }, 404);
    return c.json(parsed.data, 201);
  });
  app.delete('/_sandbox/faults', (c) => {
    standIn.faults.clear();
    return c.body(null, 204);
  });

  app.get('/_sandbox/outbox', (c) => c.json({ total: standIn.outbox.total(), messages: standIn.outbox.messages() }));
  app.get('/_sandbox/outbox/senders', (c) => c.json(Object.fromEntries(standIn.outbox.senders())));
  app.delete('/_sandbox/outbox', (c) => {
    standIn.outbox.clear();
    return c.body(null, 204);
  });
  return app;
}
