import { z } from 'zod';
import { controlInterface } from '../control.ts';
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

/** The control interface of this stand-in. */
export const microsoftControl = (microsoft: MicrosoftHandles) => controlInterface(microsoft, { newAccount, scriptedFault, faultKinds });
