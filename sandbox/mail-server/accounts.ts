import { addressKey } from '../address.ts';

/** A mailbox that exists only in the sandbox. */
export interface SandboxAccount {
  /** The address, as faults and messages are counted by it. */
  subject: string;
  emailAddress: string;
  displayName: string;
  password: string;
}

export type NewAccount = Pick<SandboxAccount, 'emailAddress' | 'displayName'> & { password?: string | undefined };

/** What every made-up mailbox is opened with, unless it says something else. */
export const samplePassword = 'sandbox';

const sampleAccounts: readonly NewAccount[] = [
  { emailAddress: 'gil.sample@mail.test', displayName: 'Gil Sample' },
  { emailAddress: 'hana.sample@mail.test', displayName: 'Hana Sample' },
];

export type Accounts = ReturnType<typeof createAccounts>;

/** Keeps the mailboxes of one stand-in in memory. */
export function createAccounts(initial: readonly NewAccount[] = sampleAccounts) {
  const accounts = new Map<string, SandboxAccount>();
  const add = ({ emailAddress, displayName, password = samplePassword }: NewAccount): SandboxAccount => {
    const account = { subject: addressKey(emailAddress), emailAddress, displayName, password };
    accounts.set(account.subject, account);
    return account;
  };
  for (const account of initial) add(account);
  return {
    all: (): readonly SandboxAccount[] => [...accounts.values()],
    byEmailAddress: (emailAddress: string) => accounts.get(addressKey(emailAddress)),
    add,
  };
}
