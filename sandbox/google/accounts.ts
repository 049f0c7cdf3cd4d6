import { addressKey } from '../address.ts';

/** A Google account that exists only in the sandbox. */
export interface SandboxAccount {
  /** Google's stable id of the account: digits, never reused. */
  subject: string;
  emailAddress: string;
  displayName: string;
  /** The hosted domain of a Workspace account; a consumer account has none. */
  hostedDomain: string | undefined;
  /** A Google account can exist without Gmail: its mail then lives elsewhere, and Gmail refuses to send. */
  hasMailbox: boolean;
  emailVerified: boolean;
  /** Messages in any 24 hours: 500 for a consumer, 2,000 in Workspace (support.google.com/a/answer/166852). */
  messagesPerDay: number;
}

export interface Accounts {
  all(): readonly SandboxAccount[];
  bySubject(subject: string): SandboxAccount | undefined;
  byEmailAddress(emailAddress: string): SandboxAccount | undefined;
  /** Adds a made-up account, or replaces the one with the same address. */
  add(account: NewAccount): SandboxAccount;
}

export type NewAccount = Pick<SandboxAccount, 'emailAddress' | 'displayName'> & {
  [Rest in 'hostedDomain' | 'hasMailbox' | 'emailVerified' | 'messagesPerDay']?: SandboxAccount[Rest] | undefined;
};

/** The made-up people that every sandbox starts with. */
export const sampleAccounts: readonly NewAccount[] = [
  { emailAddress: 'ada.sample@gmail.test', displayName: 'Ada Sample' },
  { emailAddress: 'bruno.sample@gmail.test', displayName: 'Bruno Sample' },
  { emailAddress: 'cleo.sample@office.example.org', displayName: 'Cleo Sample (Workspace)', hostedDomain: 'office.example.org' },
  { emailAddress: 'dora.sample@example.org', displayName: 'Dora Sample (no mailbox)', hasMailbox: false },
];

/** Keeps the accounts of one sandbox in memory, found at once however many a measurement adds. */
export function createAccounts(initial: readonly NewAccount[] = sampleAccounts): Accounts {
  const byAddress = new Map<string, SandboxAccount>();
  const bySubject = new Map<string, SandboxAccount>();
  let next = 100_000_000_000_000_000_001n;

  const add = (account: NewAccount): SandboxAccount => {
    const full: SandboxAccount = {
      subject: byAddress.get(addressKey(account.emailAddress))?.subject ?? String(next++),
      emailAddress: account.emailAddress,
      displayName: account.displayName,
      hostedDomain: account.hostedDomain,
      hasMailbox: account.hasMailbox ?? true,
      emailVerified: account.emailVerified ?? true,
      messagesPerDay: account.messagesPerDay ?? (account.hostedDomain ? 2000 : 500),
    };
    byAddress.set(addressKey(full.emailAddress), full);
    bySubject.set(full.subject, full);
    return full;
  };
  for (const account of initial) add(account);

  return {
    all: () => [...byAddress.values()],
    bySubject: (subject) => bySubject.get(subject),
    byEmailAddress: (emailAddress) => byAddress.get(addressKey(emailAddress)),
    add,
  };
}
