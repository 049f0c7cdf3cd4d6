import { emailKey } from '../../../../shared/email-address.ts';
import type { Caller } from '../../../platform/api.ts';
import { notFound, Refusal } from '../../../platform/errors.ts';
import { installationId, newId } from '../../../platform/ids.ts';
import { forgetGivenAnswers } from '../../../platform/kept-answers.ts';
import type { Tx } from '../../../platform/database.ts';
import type { Tools } from '../../../platform/tools.ts';
import type { Actor } from '../../audit/index.ts';
import { findUser } from '../store.ts';
import { eraseUser } from './erase-user.ts';
import { insertFarewell } from './store.ts';

/** Where the address of the last mail is sealed. */
export const farewellPlace = (id: string) => ({ workspaceId: installationId, table: 'farewells', rowId: id, column: 'address_sealed' });

/** Disconnects the mailboxes of a user in the transaction that deletes them; what it returns gives their consents back once that is done. */
export type DisconnectMailboxes = (tx: Tx, actor: Actor, userId: string) => Promise<() => Promise<void>>;

/** Deletes one's own account once its address was typed, with the mailboxes that it connected. A last mail says what was deleted; until it is sent the address waits for it, sealed. */
export async function deleteAccount(
  tools: Tools,
  disconnect: DisconnectMailboxes,
  { actor, caller }: { actor: Actor; caller: Caller },
  typedEmail: string,
): Promise<void> {
  const giveBack = await tools.database.inInstallation('sign_in', async (tx) => {
    const user = await findUser(tx, caller.userId);
    if (!user) throw notFound('user');
    if (emailKey(typedEmail) !== user.emailKey)
      throw new Refusal('refused', 'address_differs', 'The address that was typed is not that of your account. Nothing was deleted.');
    const consents = await disconnect(tx, actor, user.id);
    const { wiped, lines } = await eraseUser(tools, tx, actor, user.id);
    const id = newId(tools.clock);
    const addressSealed = tools.sealer.seal(farewellPlace(id), user.email);
    await insertFarewell(tx, { id, addressSealed, wiped, erasedAt: tools.clock.now() });
    await tools.enqueue(tx, 'mail-farewell', { farewellId: id });
    await tools.evidence.append(...lines);
    return consents;
  });
  await giveBack();
  await forgetGivenAnswers(tools);
}
