import { faultOf } from '../../platform/last-resort.ts';
import type { Tools } from '../../platform/tools.ts';
import type { ReadingNeeds } from './read-mailbox.ts';
import type { Reading } from './store.ts';
import { wakeReading } from './wake-reading.ts';

/** Keeps an ear at the mailboxes whose servers tell when something came, and lets those be read at once. */
export interface Listeners {
  /** Listens to these from now on, and to no others. */
  follow(held: readonly Reading[]): void;
  stop(): Promise<void>;
}

type Stop = () => Promise<void>;

/** How long after a connection ended it is opened again; meanwhile the mailbox is asked now and then like any other. */
const againMilliseconds = 60_000;

/** @param news called when a mailbox is to be read at once */
export function createListeners(tools: Tools, { open, mail }: Pick<ReadingNeeds, 'open' | 'mail'>, news: () => void): Listeners {
  const ears = new Map<string, Promise<Stop | undefined>>();
  const notBefore = new Map<string, number>();
  const ended = (mailboxId: string) => {
    ears.delete(mailboxId);
    notBefore.set(mailboxId, tools.clock.now().getTime() + againMilliseconds);
  };

  async function listen({ workspaceId, mailboxId }: Reading): Promise<Stop | undefined> {
    try {
      const opened = await open(workspaceId, mailboxId);
      return await mail.listen?.(opened, {
        news() {
          void wakeReading(tools, workspaceId, mailboxId).then(news, (error: unknown) => {
            tools.log.warn('mailbox_not_woken', faultOf(error));
          });
        },
        ended() {
          ended(mailboxId);
        },
      });
    } catch (error) {
      // Whether the mailbox is well is told where it is read.
      tools.log.warn('mailbox_not_listened_to', faultOf(error));
      ended(mailboxId);
      return undefined;
    }
  }

  const leave = async (mailboxId: string, ear: Promise<Stop | undefined>) => {
    ears.delete(mailboxId);
    const stop = await ear;
    await stop?.();
  };

  return {
    follow(held) {
      const now = tools.clock.now().getTime();
      const mayTell = ({ provider, failed, cursor, mailboxId }: Reading) =>
        provider === 'smtp' && failed === 0 && cursor !== null && (notBefore.get(mailboxId) ?? 0) <= now;
      const tells = new Map(held.filter((one) => ears.has(one.mailboxId) || mayTell(one)).map((one) => [one.mailboxId, one]));
      for (const [mailboxId, ear] of ears) if (!tells.has(mailboxId)) void leave(mailboxId, ear);
      for (const [mailboxId, one] of tells) if (!ears.has(mailboxId)) ears.set(mailboxId, listen(one));
    },
    async stop() {
      await Promise.all([...ears].map(([mailboxId, ear]) => leave(mailboxId, ear)));
    },
  };
}
