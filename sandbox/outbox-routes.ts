import { Hono } from 'hono';
import type { ZodType } from 'zod';
import type { FaultQueues } from './fault-queues.ts';
import type { Outbox } from './outbox.ts';
import { outboxPage, type Company, type Fault } from './outbox-page.ts';
import { fromElsewhere, page } from './page.ts';

/** A stand-in as the outbox page sees it: who has an account there, and what can go wrong. */
export interface Played extends Company {
  /** Scripts a fault for one of its accounts; false when the account or the fault is not one of its own. */
  script(emailAddress: string, fault: unknown): boolean;
}

/** Makes a stand-in known to the outbox page. */
export function played<Scripted extends Fault>(
  name: string,
  standIn: {
    accounts: { all(): readonly { subject: string; emailAddress: string; displayName: string }[] };
    faults: Pick<FaultQueues<Scripted, never>, 'waiting'>;
    script(emailAddress: string, fault: Scripted): boolean;
  },
  { faultKinds, scriptedFault }: { faultKinds: Record<string, { meaning: string }>; scriptedFault: ZodType<Scripted> },
): Played {
  return {
    name,
    faultKinds,
    accounts: () => standIn.accounts.all().map((account) => ({ ...account, faults: standIn.faults.waiting(account.subject) })),
    script(emailAddress, fault) {
      const parsed = scriptedFault.safeParse(fault);
      return parsed.success && standIn.script(emailAddress, parsed.data);
    },
  };
}

/** The first page of the sandbox and its two forms. */
export function outboxRoutes({ companies, outbox, basePath }: { companies: readonly Played[]; outbox: Outbox; basePath: string }): Hono {
  const app = new Hono();
  const home = basePath || '/';

  app.get('/', (c) => page(c, 'Outbox', outboxPage({ basePath, companies, messages: outbox.messages(), total: outbox.total() })));
  app.post('/clear', (c) => {
    if (fromElsewhere(c)) return c.text('The sandbox is not scripted from another site.', 403);
    outbox.clear();
    return c.redirect(home, 303);
  });
  app.post('/faults', async (c) => {
    if (fromElsewhere(c)) return c.text('The sandbox is not scripted from another site.', 403);
    const form = new URLSearchParams(await c.req.text());
    const seconds = form.get('seconds');
    const slow = form.get('fault') === 'slow';
    const fault = {
      fault: form.get('fault'),
      ...(seconds ? (slow ? { milliseconds: Number(seconds) * 1000 } : { seconds }) : {}),
    };
    const account = form.get('account') ?? '';
    if (!companies.some((company) => company.script(account, fault))) return c.text('This fault cannot be scripted for this account.', 400);
    return c.redirect(home, 303);
  });
  return app;
}
