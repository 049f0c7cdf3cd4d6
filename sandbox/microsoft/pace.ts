import type { SandboxAccount } from './accounts.ts';
import type { Microsoft } from './state.ts';

const minute = 60_000;

/** Counts what each mailbox has sent in the last minute (learn.microsoft.com/office365/servicedescriptions, "Message rate limit"). */
export function createPace({ clock, messagesPerMinute }: Pick<Microsoft, 'clock' | 'messagesPerMinute'>) {
  const sentAt = new Map<string, number[]>();
  const recent = ({ subject }: SandboxAccount) => (sentAt.get(subject) ?? []).filter((time) => time > clock.now().getTime() - minute);
  return {
    /** The whole seconds until this mailbox may send again; 0 when it may now. */
    secondsToWait(account: SandboxAccount): number {
      const oldest = recent(account).at(-messagesPerMinute);
      return oldest === undefined ? 0 : Math.ceil((oldest + minute - clock.now().getTime()) / 1000);
    },
    count(account: SandboxAccount): void {
      sentAt.set(account.subject, [...recent(account), clock.now().getTime()]);
    },
  };
}
