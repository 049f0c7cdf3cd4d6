import { z } from 'zod';
import { controlInterface } from '../control.ts';
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

const newConsents = z.strictObject({ accounts: z.array(newAccount).min(1).max(5000) });

const delivered = z.strictObject({ account: z.email(), raw: z.string().min(1), labels: z.array(z.string()).optional() });

/** The control interface of this stand-in. A script lets messages come; a measurement adds people by the thousand who have consented already, and gets their access tokens. */
export const googleControl = (google: GoogleHandles) =>
  controlInterface(google, { newAccount, scriptedFault, faultKinds })
    .post('/_sandbox/deliver', async (c) => {
      const message = delivered.safeParse(await c.req.json().catch(() => undefined));
      if (!message.success) return c.json({ error: z.prettifyError(message.error) }, 400);
      const { account, raw, labels } = message.data;
      if (!google.accounts.byEmailAddress(account)) return c.json({ error: 'There is no such account here.' }, 404);
      return c.json({ id: google.deliver(account, raw, labels ? { labels } : {}) }, 201);
    })
    .post('/_sandbox/tokens', async (c) => {
      const people = newConsents.safeParse(await c.req.json().catch(() => undefined));
      if (!people.success) return c.json({ error: z.prettifyError(people.error) }, 400);
      return c.json(
        people.data.accounts.map((account) => ({ emailAddress: account.emailAddress, accessToken: google.consent(account) })),
        201,
      );
    });
