import type { Clock } from '../../server/platform/clock.ts';
import type { Accounts, NewAccount } from './accounts.ts';
import type { Consents } from './consents.ts';
import type { Faults, ScriptedFault } from './faults.ts';
import type { createIdTokens } from './id-token.ts';
import type { Mailboxes } from './mailboxes.ts';
import type { Outbox } from '../outbox.ts';

/** Everything that one stand-in knows, handed to each of its parts. Nothing of it outlives the process. */
export interface Google {
  clock: Clock;
  clientId: string;
  clientSecret: string;
  redirectOrigins: readonly string[];
  /** The path under which the stand-in is mounted, without a slash at the end. */
  basePath: string;
  /** Gmail's allowance of one user in one minute: 6,000 units at 100 a message (quota page of the Gmail API, from May 2026). */
  messagesPerMinute: number;
  /** How long each call of the token, revocation and send endpoints takes, besides scripted slowness. */
  latencyMilliseconds: number;
  accounts: Accounts;
  consents: Consents;
  faults: Faults;
  mailboxes: Mailboxes;
  /** Until when each mailbox is watched. */
  watches: Map<string, Date>;
  idTokens: ReturnType<typeof createIdTokens>;
  outbox: Outbox;
}

/** How a test, a script or the outbox page sets the scene and looks at what came of it. */
export interface GoogleHandles {
  accounts: Accounts;
  outbox: Outbox;
  faults: Faults;
  /** Adds an account whose person has agreed to sending, and if so said to reading; gives the access token. */
  consent(account: NewAccount, options?: { mayRead?: boolean }): string;
  /** Queues a fault for an account; `revoke` acts at once. False when there is no such account. */
  script(emailAddress: string, fault: ScriptedFault): boolean;
  /** Puts a message into a mailbox as if it had come from outside, into the inbox unless labels say otherwise; gives its id. */
  deliver(emailAddress: string, raw: Uint8Array | string, options?: { labels?: readonly string[]; threadId?: string }): string;
  /** What Cloud Pub/Sub brings when something came to a mailbox; nothing where it is not watched. */
  push(emailAddress: string, to: { account: string; audience: string }): Promise<{ authorization: string; body: string } | undefined>;
  /** Removes a message for good, or puts other labels on it, as its reader does. False when there is none. */
  remove(emailAddress: string, id: string): boolean;
  label(emailAddress: string, id: string, labels: readonly string[]): boolean;
}
