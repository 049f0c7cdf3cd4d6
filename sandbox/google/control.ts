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

/** The control interface of this stand-in. A measurement adds people by the thousand who have consented already, and gets their access tokens. */
export const googleControl = (google: GoogleHandles) =>
  controlInterface(google, { newAccount, scriptedFault, faultKinds }).post('/_sandbox/tokens', async (c) => {
    const people = newConsents.safeParse(await c.req.json().catch(() => undefined));
    if (!people.success) return c.json({ error: z.prettifyError(people.error) }, 400);
    return c.json(
      people.data.accounts.map((account) => ({ emailAddress: account.emailAddress, accessToken: google.consent(account) })),
      201,
    );
  });
