import type { Clock } from '../../platform/clock.ts';
import type { Outbound } from '../../platform/outbound.ts';

/** The product's OAuth client at Google, and the base URLs below which Google's real paths follow. */
export interface GoogleSettings {
  clientId: string;
  clientSecret: string;
  accountsUrl: string;
  oauthUrl: string;
  apiUrl: string;
  openidUrl: string;
  gmailUrl: string;
  outbound: Outbound;
  clock: Clock;
}
