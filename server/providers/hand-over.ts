import type { HandOver, OpenMailbox } from './capabilities.ts';
import { ProviderFailure } from './failure.ts';

/** One hand-over for mailboxes of every kind: each goes to whoever can reach it. */
export function byProvider(hands: Partial<Record<OpenMailbox['provider'], HandOver>>): HandOver {
  const handOf = ({ provider }: OpenMailbox): HandOver => {
    const hand = hands[provider];
    if (!hand) throw new ProviderFailure('reconnect', 'admin_blocked', 'This copy does not offer mailboxes of this kind any more.');
    return hand;
  };
  return {
    async handOver(mailbox, message) {
      return handOf(mailbox).handOver(mailbox, message);
    },
    async release(mailbox) {
      await hands[mailbox.provider]?.release(mailbox);
    },
  };
}
