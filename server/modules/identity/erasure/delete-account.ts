import { emailKey } from '../../../../shared/email-address.ts';
import type { Caller } from '../../../platform/api.ts';
import { notFound, Refusal } from '../../../platform/errors.ts';
import { installationId, newId } from '../../../platform/ids.ts';
import type { Tools } from '../../../platform/tools.ts';
import type { Actor } from '../../audit/index.ts';
import { findUser } from '../store.ts';
import { eraseUser } from './erase-user.ts';
import { insertFarewell } from './store.ts';

/** Where the address of the last mail is sealed. */
export const farewellPlace = (id: string) => ({ workspaceId: installationId, table: 'farewells', rowId: id, column: 'address_sealed' });

/** Deletes one's own account once its address was typed. A last mail says what was deleted; until it is sent the address waits for it, sealed. */
export async function deleteAccount(tools: Tools, actor: Actor, caller: Caller, typedEmail: string): Promise<void> {
  await tools.database.inInstallation('sign_in', async (tx) => {
    const user = await findUser(tx, caller.userId);
    if (!user) throw notFound('user');
    if (emailKey(typedEmail) !== user.emailKey)
      throw new Refusal('refused', 'address_differs', 'The address that was typed is not that of your account. Nothing was deleted.');
    const { wiped, lines } = await eraseUser(tools, tx, actor, user.id);
    const id = newId(tools.clock);
    const addressSealed = tools.sealer.seal(farewellPlace(id), user.email);
    await insertFarewell(tx, { id, addressSealed, wiped, erasedAt: tools.clock.now() });
    await tools.enqueue(tx, 'mail-farewell', { farewellId: id });
    await tools.evidence.append(...lines);
  });
}
