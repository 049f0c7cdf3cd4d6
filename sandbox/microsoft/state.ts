import type { Clock } from '../../server/platform/clock.ts';
import type { Outbox } from '../outbox.ts';
import type { Accounts, NewAccount } from './accounts.ts';
import type { Consents } from './consents.ts';
import type { Faults, ScriptedFault } from './faults.ts';
import type { createIdTokens } from './id-token.ts';
import type { Folder, Mailboxes } from './mailboxes.ts';

/** Somebody who wants to be told when something comes to a mailbox. */
export interface Subscription {
  id: string;
  subject: string;
  resource: string;
  clientState: string;
  notificationUrl: string;
  expiresAt: Date;
}
/** What becomes of that (graph/change-notifications-lifecycle-events). */
export type LifecycleEvent = 'missed' | 'reauthorizationRequired' | 'subscriptionRemoved';

/** Everything that one stand-in knows, handed to each of its parts. Nothing of it outlives the process. */
export interface Microsoft {
  clock: Clock;
  clientId: string;
  clientSecret: string;
  redirectOrigins: readonly string[];
  /** The path under which the stand-in is mounted, without a slash at the end. */
  basePath: string;
  /** What one mailbox may send in one minute. */
  messagesPerMinute: number;
  accounts: Accounts;
  consents: Consents;
  faults: Faults;
  mailboxes: Mailboxes;
  subscriptions: Map<string, Subscription>;
  idTokens: ReturnType<typeof createIdTokens>;
  outbox: Outbox;
}

/** How a test, a script or the outbox page sets the scene and looks at what came of it. */
export interface MicrosoftHandles {
  accounts: Accounts;
  outbox: Outbox;
  faults: Faults;
  /** Queues a fault for an account; `revoke` acts at once. False when there is no such account. */
  script(emailAddress: string, fault: ScriptedFault): boolean;
  /** Adds an account whose person has agreed to sending, and if so said to reading; gives the access token. */
  consent(account: NewAccount, options?: { mayRead?: boolean }): string;
  /** Puts a message into a mailbox as if it had come from outside, into the inbox unless another folder is named; gives its id. */
  deliver(emailAddress: string, raw: Uint8Array | string, options?: { folder?: Folder }): string;
  /** What Graph posts when something came to a mailbox, or became of what was asked; nothing where nobody asked. */
  notify(emailAddress: string, lifecycleEvent?: LifecycleEvent): { url: string; body: string }[];
  /** Moves a message, marks it as read, or removes it for good, as its reader does. False when there is none. */
  change(emailAddress: string, id: string, to: Folder | 'read' | 'removed'): boolean;
}
