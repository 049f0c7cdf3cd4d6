import type { Clock } from '../../platform/clock.ts';
import type { Outbound } from '../../platform/outbound.ts';

/** The product's app registration at Microsoft, and the base URLs below which Microsoft's real paths follow. */
export interface MicrosoftSettings {
  clientId: string;
  clientSecret: string;
  /** Where people sign in. It is also the beginning of the issuer in every ID token. */
  loginUrl: string;
  /** Where the server itself reaches the same sign-in, when that is not the address of the browsers: in the sandbox, the loopback. */
  serverLoginUrl?: string | undefined;
  graphUrl: string;
  outbound: Outbound;
  clock: Clock;
}
