import type { Clock } from '../../server/platform/clock.ts';
import type { Outbox } from '../outbox.ts';
import type { Accounts } from './accounts.ts';
import type { Consents } from './consents.ts';
import type { Faults, ScriptedFault } from './faults.ts';
import type { createIdTokens } from './id-token.ts';

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
}
