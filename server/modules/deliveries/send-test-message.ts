import { emailKey } from '../../../shared/email-address.ts';
import { Refusal } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import { findQuarantine } from '../../platform/quarantine.ts';
import type { Tools } from '../../platform/tools.ts';
import type { HandedOver, HandOver, OpenMailbox } from '../../providers/capabilities.ts';
import { ProviderFailure, quarantinedSentence } from '../../providers/failure.ts';
import { findSuppressed } from '../suppressions/index.ts';
import { messageIdFor, type Correspondent } from './compose-message.ts';
import { composeOutreach, type OutreachToCompose } from './compose-outreach.ts';

/** Whoever can hand test messages over. Other modules name it, only this one calls it. */
export interface TestSender {
  mailboxes: HandOver;
  messageIdDomain: string;
}

/** What a test says, and under which number where it is to be found again; without it, that the mailbox works. */
export type TestWords = Pick<OutreachToCompose, 'subject' | 'html' | 'text' | 'unsubscribe' | 'files' | 'images'> & { messageId?: string };

/** A number for one test message, which nobody can guess. */
export const testMessageId = (tools: Pick<Tools, 'clock'>, { messageIdDomain }: Pick<TestSender, 'messageIdDomain'>): string =>
  messageIdFor(`test-${newId(tools.clock)}`, 1, messageIdDomain);

const words = 'This is a test message. It shows that your mailbox is connected and can send, and it went to you alone.';

/**
 * Sends one test message from a mailbox to a member. It is no delivery and stands in no ledger; who may not be written to now is not written to by it
 * either, and a copy under quarantine sends none.
 * @throws ProviderFailure
 */
export async function sendTestMessage(
  tools: Tools,
  sender: TestSender,
  mailbox: OpenMailbox,
  message: { workspaceId: string; from: Correspondent; to: Correspondent; signature: string; says?: TestWords | undefined },
): Promise<HandedOver> {
  const { workspaceId, from, to, signature } = message;
  const key = emailKey(to.address);
  const suppressed = await tools.database.inWorkspace(workspaceId, (tx) => findSuppressed(tools, tx, workspaceId, [key]));
  if (suppressed.has(key))
    throw new Refusal(
      'refused',
      'suppressed',
      'This member’s address is suppressed here, so not even a test goes to it. Release it first.',
    );
  if (await tools.database.inInstallation('quarantine', findQuarantine))
    throw new ProviderFailure('never', 'quarantined', quarantinedSentence);
  const raw = composeOutreach({
    from,
    to,
    messageId: testMessageId(tools, sender),
    ...(message.says ?? { subject: 'A test from your mailbox', html: `<p>${words}</p>${signature}`, text: words }),
    date: tools.clock.now(),
  });
  return sender.mailboxes.handOver(mailbox, { from: from.address, to: to.address, raw });
}
