import { z } from 'zod';
import { controlInterface } from '../control.ts';
import type { Outbox } from '../outbox.ts';
import type { Accounts } from './accounts.ts';
import { faultKinds, scriptedFault, type Faults, type ScriptedFault } from './faults.ts';

/** What scripts and tests have in their hands. */
export interface MailServerHandles {
  accounts: Accounts;
  faults: Faults;
  outbox: Outbox;
  /** Puts a message that somebody wrote into a folder of a mailbox here, as it came, and gives its number there. */
  deliver(emailAddress: string, raw: Uint8Array | string, options?: { folder?: string; flags?: readonly string[]; at?: Date }): number;
  script(emailAddress: string, fault: ScriptedFault): boolean;
}

const newAccount = z.strictObject({ emailAddress: z.email(), displayName: z.string().min(1).max(200), password: z.string().optional() });

const delivered = z.strictObject({ account: z.email(), raw: z.string().min(1), folder: z.enum(['INBOX', 'Junk', 'Sent']).optional() });

/** The control interface of this stand-in. A script lets messages come. */
export const mailServerControl = (server: MailServerHandles) =>
  controlInterface(server, { newAccount, scriptedFault, faultKinds }).post('/_sandbox/deliver', async (c) => {
    const message = delivered.safeParse(await c.req.json().catch(() => undefined));
    if (!message.success) return c.json({ error: z.prettifyError(message.error) }, 400);
    const { account, raw, folder } = message.data;
    if (!server.accounts.byEmailAddress(account)) return c.json({ error: 'There is no such account here.' }, 404);
    return c.json({ id: String(server.deliver(account, raw, folder ? { folder } : {})) }, 201);
  });
