import { Hono } from 'hono';
import type { Clock } from '../../server/platform/clock.ts';
import { createOutbox, type Outbox } from '../outbox.ts';
import { createAccounts, type NewAccount } from './accounts.ts';
import { readScope, sendScope } from './consent-request.ts';
import { createConsents } from './consents.ts';
import { consentScreen } from './consent-screen.ts';
import { microsoftControl } from './control.ts';
import { createFaults, type ScriptedFault } from './faults.ts';
import { graphEndpoints } from './graph.ts';
import { createIdTokens } from './id-token.ts';
import { createMailboxes } from './mailboxes.ts';
import { readingEndpoints } from './reading.ts';
import type { Microsoft, MicrosoftHandles } from './state.ts';
import { notificationsOf, subscriptionEndpoints } from './subscriptions.ts';
import { tokenEndpoints } from './tokens.ts';

export interface MicrosoftOptions {
  clock: Clock;
  clientId: string;
  clientSecret: string;
  /** Where people's browsers reach it, for example `http://localhost:3000/sandbox/microsoft`: the beginning of every issuer. */
  url: string;
  accounts?: readonly NewAccount[];
  /** Origins, besides loopback, to which a consent may go back. */
  redirectOrigins?: readonly string[];
  messagesPerMinute?: number;
  outbox?: Outbox;
}

export interface MicrosoftStandIn extends MicrosoftHandles {
  app: Hono;
}

/**
 * A stand-in for what this product uses of Microsoft: sign-in and consent, tokens, keys, and sending and reading at Graph.
 * It is at least as strict as Microsoft is; where it is stricter, the place says so.
 */
export function createMicrosoftStandIn(options: MicrosoftOptions): MicrosoftStandIn {
  const { clock, clientId, clientSecret } = options;
  const url = options.url.replace(/\/+$/, '');
  const microsoft: Microsoft = {
    clock,
    clientId,
    clientSecret,
    basePath: new URL(url).pathname.replace(/\/+$/, ''),
    redirectOrigins: options.redirectOrigins ?? [],
    messagesPerMinute: options.messagesPerMinute ?? 30,
    accounts: createAccounts(options.accounts),
    consents: createConsents(clock),
    faults: createFaults(),
    mailboxes: createMailboxes(clock),
    subscriptions: new Map(),
    idTokens: createIdTokens(clock, url),
    outbox: options.outbox ?? createOutbox(),
  };
  const accountOf = (emailAddress: string) => {
    const account = microsoft.accounts.byEmailAddress(emailAddress);
    if (!account) throw new Error('There is no such account here.');
    return account;
  };
  const handles: MicrosoftHandles = {
    accounts: microsoft.accounts,
    outbox: microsoft.outbox,
    faults: microsoft.faults,
    script(emailAddress: string, fault: ScriptedFault): boolean {
      const account = microsoft.accounts.byEmailAddress(emailAddress);
      if (!account) return false;
      if (fault.fault === 'revoke') microsoft.consents.end(account.subject);
      else microsoft.faults.script(account.subject, fault);
      return true;
    },
    consent(account, { mayRead = false } = {}) {
      const { subject } = microsoft.accounts.add(account);
      return microsoft.consents.issueAccessToken({ subject, scopes: [sendScope, ...(mayRead ? [readScope] : [])] });
    },
    deliver: (emailAddress, raw, { folder = 'inbox' } = {}) =>
      microsoft.mailboxes.add(accountOf(emailAddress), Buffer.from(raw), folder).id,
    notify: (emailAddress, lifecycleEvent) => notificationsOf(microsoft, emailAddress, lifecycleEvent),
    change: (emailAddress, id, to) => microsoft.mailboxes.change(accountOf(emailAddress), id, to),
  };
  const app = new Hono();
  for (const part of [
    consentScreen(microsoft),
    tokenEndpoints(microsoft),
    graphEndpoints(microsoft),
    readingEndpoints(microsoft),
    subscriptionEndpoints(microsoft),
    microsoftControl(handles),
  ]) {
    app.route(microsoft.basePath || '/', part);
  }
  return { app, ...handles };
}
