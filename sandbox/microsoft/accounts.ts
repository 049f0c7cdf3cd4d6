import { createHash } from 'node:crypto';
import { sameAddress } from '../address.ts';

/** A Microsoft account that exists only in the sandbox. */
export interface SandboxAccount {
  /** `tid.oid`: the tenant and the object in it, which together are one account for all time. */
  subject: string;
  tenantId: string;
  objectId: string;
  emailAddress: string;
  displayName: string;
  hasMailbox: boolean;
  /** Whether an administrator of the organisation has to consent before anybody in it can. */
  needsAdministrator: boolean;
  /** Which claims carry the address: both, only the name under which people sign in, or none (an account named by a telephone number). */
  addressIn: 'both' | 'username' | 'nowhere';
}

export interface Accounts {
  all(): readonly SandboxAccount[];
  bySubject(subject: string): SandboxAccount | undefined;
  byEmailAddress(emailAddress: string): SandboxAccount | undefined;
  /** Adds a made-up account, or replaces the one with the same address. */
  add(account: NewAccount): SandboxAccount;
}

export type NewAccount = Pick<SandboxAccount, 'emailAddress' | 'displayName'> & {
  /** The domain of the organisation of a work account; a personal account has none. */
  organisation?: string | undefined;
} & { [Rest in 'hasMailbox' | 'needsAdministrator' | 'addressIn']?: SandboxAccount[Rest] | undefined };

/** The tenant of every personal account (learn.microsoft.com/entra/identity-platform/id-token-claims-reference, `iss`). */
const personalTenant = '9188040d-6c67-4c5b-b112-36a304b66dad';

/** The made-up people that every sandbox starts with. */
export const sampleAccounts: readonly NewAccount[] = [
  { emailAddress: 'carla.sample@outlook.test', displayName: 'Carla Sample' },
  { emailAddress: 'dario.sample@outlook.test', displayName: 'Dario Sample' },
  { emailAddress: 'edith.sample@open.example.org', displayName: 'Edith Sample (at work)', organisation: 'open.example.org' },
  {
    emailAddress: 'frank.sample@strict.example.org',
    displayName: 'Frank Sample (administrators must approve)',
    organisation: 'strict.example.org',
    needsAdministrator: true,
  },
  { emailAddress: 'greta.sample@example.org', displayName: 'Greta Sample (no mailbox)', hasMailbox: false },
];

/** Keeps the accounts of one sandbox in memory. */
export function createAccounts(initial: readonly NewAccount[] = sampleAccounts): Accounts {
  const accounts: SandboxAccount[] = [];

  const add = (account: NewAccount): SandboxAccount => {
    const tenantId = account.organisation === undefined ? personalTenant : identifierOf(account.organisation);
    const objectId = identifierOf(account.emailAddress.toLowerCase());
    const full: SandboxAccount = {
      subject: `${tenantId}.${objectId}`,
      tenantId,
      objectId,
      emailAddress: account.emailAddress,
      displayName: account.displayName,
      hasMailbox: account.hasMailbox ?? true,
      needsAdministrator: account.needsAdministrator ?? false,
      addressIn: account.addressIn ?? 'both',
    };
    const known = accounts.findIndex((other) => sameAddress(other.emailAddress, account.emailAddress));
    if (known === -1) accounts.push(full);
    else accounts[known] = full;
    return full;
  };
  for (const account of initial) add(account);

  return {
    all: () => accounts,
    bySubject: (subject) => accounts.find((account) => account.subject === subject),
    byEmailAddress: (emailAddress) => accounts.find((account) => sameAddress(account.emailAddress, emailAddress)),
    add,
  };
}

/** The same made-up identifier for the same name, in the shape of Microsoft's. */
function identifierOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
