import { emailKey } from '../../../shared/email-address.ts';
import type { Tools } from '../../platform/tools.ts';
import { suppressionHashes } from '../suppressions/index.ts';
import { writeTicket } from './ticket.ts';

/** Below which addresses people leave. */
export const leavePath = '/leave';

/** The link under a message, and in its header (RFC 8058): opaque, hard to forge, and kept nowhere. */
export function unsubscribeUrlOf(
  tools: Pick<Tools, 'hashing'>,
  publicUrl: string,
  { email, ...of }: { workspaceId: string; campaignId: string; enrolmentId: string; email: string },
): string {
  const [addressCode = Buffer.alloc(0)] = suppressionHashes(tools, emailKey(email));
  return `${publicUrl}${leavePath}/${writeTicket(tools, { ...of, addressCode })}`;
}
