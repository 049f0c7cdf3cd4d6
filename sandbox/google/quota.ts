import type { SandboxAccount } from './accounts.ts';
import { gmailErrors, type GmailError } from './error-bodies.ts';
import type { Google } from './state.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

/**
 * Counts what each account has sent: so many in any minute (quota of the Gmail API) and so many in any 24 hours (limit of the mailbox,
 * whose error names the time after which it may go on only in its text, as seen in googleapis/google-api-ruby-client #20544).
 */
export function createQuota(google: Pick<Google, 'clock' | 'messagesPerMinute'>) {
  const sentAt = new Map<string, number[]>();
  return {
    refusal(account: SandboxAccount): GmailError | undefined {
      const now = google.clock.now().getTime();
      const recent = (sentAt.get(account.subject) ?? []).filter((time) => time > now - day);
      sentAt.set(account.subject, recent);
      const oldest = recent.at(-account.messagesPerDay);
      if (recent.length >= account.messagesPerDay && oldest !== undefined) {
        const message = `User-rate limit exceeded.  Retry after ${new Date(oldest + day).toISOString()} (Mail sending)`;
        return { ...gmailErrors.tooManyRequests, message };
      }
      const withinMinute = recent.filter((time) => time > now - minute).length;
      return withinMinute >= google.messagesPerMinute ? gmailErrors.userRateLimitExceeded : undefined;
    },
    count(account: SandboxAccount): void {
      sentAt.set(account.subject, [...(sentAt.get(account.subject) ?? []), google.clock.now().getTime()]);
    },
  };
}
