import type { Clock } from '../../server/platform/clock.ts';
import type { Accounts, NewAccount } from './accounts.ts';
import type { Consents } from './consents.ts';
import type { Faults, ScriptedFault } from './faults.ts';
import type { createIdTokens } from './id-token.ts';
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
  idTokens: ReturnType<typeof createIdTokens>;
  outbox: Outbox;
}

/** How a test, a script or the outbox page sets the scene and looks at what came of it. */
export interface GoogleHandles {
  accounts: Accounts;
  outbox: Outbox;
  faults: Faults;
  /** Adds an account whose person has agreed to everything the product asks for; gives the access token. */
  consent(account: NewAccount): string;
  /** Queues a fault for an account; `revoke` acts at once. False when there is no such account. */
  script(emailAddress: string, fault: ScriptedFault): boolean;
}
