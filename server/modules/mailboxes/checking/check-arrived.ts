import { Refusal } from '../../../platform/errors.ts';
import type { MailDomains } from '../../../platform/mail-domains.ts';
import type { Tools } from '../../../platform/tools.ts';
import { checkDomain } from './check-domain.ts';
import { endCheck } from './store.ts';

const actor = { kind: 'job' } as const;

/**
 * Checks a message that a mailbox sent to be looked at, where it arrived, and awaits it no longer. One that carries its number and is from somebody else is
 * not that message, and the right one is awaited on.
 */
export async function checkArrived(
  tools: Tools,
  domains: Pick<MailDomains, 'textsOf'>,
  { workspaceId, mailboxId, messageId }: { workspaceId: string; mailboxId: string; messageId: string },
  raw: Uint8Array,
): Promise<void> {
  try {
    await checkDomain(tools, domains, { actor, workspaceId, id: mailboxId }, raw);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    tools.log.warn('check_not_taken', { code: error.code });
    return;
  }
  await tools.database.inWorkspace(workspaceId, (tx) => endCheck(tx, { workspaceId, mailboxId, messageId }));
}
