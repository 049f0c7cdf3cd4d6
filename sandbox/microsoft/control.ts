import { z } from 'zod';
import { controlInterface } from '../control.ts';
import { folders } from './mailboxes.ts';
import { faultKinds, scriptedFault } from './faults.ts';
import type { MicrosoftHandles } from './state.ts';

const newAccount = z.strictObject({
  emailAddress: z.email(),
  displayName: z.string().min(1).max(200),
  organisation: z.string().min(1).max(200).optional(),
  hasMailbox: z.boolean().optional(),
  needsAdministrator: z.boolean().optional(),
  addressIn: z.enum(['both', 'username', 'nowhere']).optional(),
});

const delivered = z.strictObject({ account: z.email(), raw: z.string().min(1), folder: z.enum(folders).optional() });

/** The control interface of this stand-in. A script lets messages come. */
export const microsoftControl = (microsoft: MicrosoftHandles) =>
  controlInterface(microsoft, { newAccount, scriptedFault, faultKinds }).post('/_sandbox/deliver', async (c) => {
    const message = delivered.safeParse(await c.req.json().catch(() => undefined));
    if (!message.success) return c.json({ error: z.prettifyError(message.error) }, 400);
    const { account, raw, folder } = message.data;
    if (!microsoft.accounts.byEmailAddress(account)) return c.json({ error: 'There is no such account here.' }, 404);
    return c.json({ id: microsoft.deliver(account, raw, folder ? { folder } : {}) }, 201);
  });
