import { showId } from '../../../platform/ids.ts';
import type { ArchiveFile } from '../../../platform/archive.ts';
import type { Tx } from '../../../platform/database.ts';
import {
  accountOf,
  addressChangesOf,
  entriesAbout,
  mailboxesOfUser,
  membershipsWithNames,
  noticesTo,
  sessionsOfUser,
  tokensOfUser,
  workOf,
} from './store.ts';

const mostEntries = 100_000;

/** Everything that is kept about a user’s account, and whose address it is; nothing when the account is gone. */
export async function accountFiles(tx: Tx, userId: string): Promise<{ address: string; files: ArchiveFile[] } | undefined> {
  const user = await accountOf(tx, userId);
  if (!user) return undefined;
  const { id, emailKey: _key, totpEnabledAt, ...rest } = user;
  const account = {
    id: showId('user', id),
    ...rest,
    secondFactorSince: totpEnabledAt,
    memberships: await membershipsWithNames(tx, userId),
    sessions: await sessionsOfUser(tx, userId),
    apiTokens: await tokensOfUser(tx, userId),
    addressChanges: await addressChangesOf(tx, userId),
    notices: await noticesTo(tx, userId),
    mailboxes: await mailboxesOfUser(tx, userId),
    work: await workOf(tx, userId),
    auditEntries: await entriesAbout(tx, userId, mostEntries),
    notIncluded:
      'Your password and codes are kept as hashes, and the secret of your second factor and what opens your mailboxes sealed: they help nobody but a thief.',
  };
  return { address: user.email, files: [{ name: 'account.json', content: `${JSON.stringify(account, null, 2)}\n` }] };
}
