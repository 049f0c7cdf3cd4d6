import { Hono } from 'hono';
import type { Clock } from '../../server/platform/clock.ts';
import { createAccounts, type NewAccount } from './accounts.ts';
import { createConsents } from './consents.ts';
import { readScope, sendScope } from './consent-request.ts';
import { consentScreen } from './consent-screen.ts';
import { googleControl } from './control.ts';
import { createFaults, type ScriptedFault } from './faults.ts';
import { gmailEndpoints } from './gmail.ts';
import { createIdTokens } from './id-token.ts';
import { createMailboxes } from './mailboxes.ts';
import { createOutbox, type Outbox } from '../outbox.ts';
import { readingEndpoints } from './reading.ts';
import type { Google, GoogleHandles } from './state.ts';
import { tokenEndpoints } from './tokens.ts';
import { pushOf, watchEndpoints } from './watches.ts';

export interface GoogleOptions {
  clock: Clock;
  clientId: string;
  clientSecret: string;
  accounts?: readonly NewAccount[];
  /** Where it is mounted, for example `/sandbox/google`; empty at the root of a server. */
  basePath?: string;
  /** Origins, besides loopback, to which a consent may go back. */
  redirectOrigins?: readonly string[];
  messagesPerMinute?: number;
  /** How long a call of the token, revocation and send endpoints takes at least; nothing by default. */
  latencyMilliseconds?: number;
  outbox?: Outbox;
}

export interface GoogleStandIn extends GoogleHandles {
  app: Hono;
}

/**
 * A stand-in for what this product uses of Google: consent screen, token, revocation, certificates, profile, and sending and reading at Gmail.
 * It is at least as strict as Google is; where it is stricter, the place says so.
 */
export function createGoogleStandIn(options: GoogleOptions): GoogleStandIn {
  const { clock, clientId, clientSecret, basePath = '' } = options;
  const google: Google = {
    clock,
    clientId,
    clientSecret,
    basePath,
    redirectOrigins: options.redirectOrigins ?? [],
    messagesPerMinute: options.messagesPerMinute ?? 60,
    latencyMilliseconds: options.latencyMilliseconds ?? 0,
    accounts: createAccounts(options.accounts),
    consents: createConsents(clock),
    faults: createFaults(),
    mailboxes: createMailboxes(clock),
    watches: new Map(),
    idTokens: createIdTokens(clock),
    outbox: options.outbox ?? createOutbox(),
  };
  const accountOf = (emailAddress: string) => {
    const account = google.accounts.byEmailAddress(emailAddress);
    if (!account) throw new Error('There is no such account here.');
    return account;
  };
  const handles: GoogleHandles = {
    accounts: google.accounts,
    outbox: google.outbox,
    faults: google.faults,
    consent(account: NewAccount, { mayRead = false } = {}): string {
      const { subject } = google.accounts.add(account);
      return google.consents.give(subject, ['openid', 'email', 'profile', sendScope, ...(mayRead ? [readScope] : [])]);
    },
    script(emailAddress: string, fault: ScriptedFault): boolean {
      const account = google.accounts.byEmailAddress(emailAddress);
      if (!account) return false;
      if (fault.fault === 'revoke') google.consents.end(account.subject);
      else google.faults.script(account.subject, fault);
      return true;
    },
    deliver: (emailAddress, raw, { labels = ['INBOX', 'UNREAD'], threadId } = {}) =>
      google.mailboxes.add(accountOf(emailAddress), Buffer.from(raw), { labels, threadId }).id,
    push: (emailAddress, to) => pushOf(google, emailAddress, to),
    remove: (emailAddress, id) => google.mailboxes.remove(accountOf(emailAddress), id),
    label: (emailAddress, id, labels) => google.mailboxes.label(accountOf(emailAddress), id, labels),
  };
  const app = new Hono();
  for (const part of [
    consentScreen(google),
    tokenEndpoints(google),
    gmailEndpoints(google),
    readingEndpoints(google),
    watchEndpoints(google),
    googleControl(handles),
  ]) {
    app.route(basePath || '/', part);
  }
  return { app, ...handles };
}
