import type { Member } from '../../platform/api.ts';
import { Refusal } from '../../platform/errors.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import { refuseUnlessTheirs } from './mailbox.ts';
import { lockMailbox, renewMailbox, withoutParking } from './store.ts';

/** A member holds the work of one mailbox, or lets it go on. Where the permission or the password is over, only connecting again helps. */
export async function setParkedByMember(
  tools: Tools,
  { actor, member }: { actor: Actor; member: Member },
  { id, parked }: { id: string; parked: boolean },
): Promise<void> {
  const { workspaceId } = member;
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    const mailbox = refuseUnlessTheirs(await lockMailbox(tx, workspaceId, id), member);
    if (!parked && mailbox.parkedBecause === 'reconnect')
      throw new Refusal(
        'refused',
        'reconnect_first',
        'The permission or password of this mailbox is over. Connect it again, then it goes on.',
      );
    if (parked ? mailbox.parkedBecause === 'member' : mailbox.parkedAt === null) return;
    const change = { parkedAt: mailbox.parkedAt ?? tools.clock.now(), parkedBecause: 'member', parkedUntil: null } as const;
    await renewMailbox(tx, { workspaceId, id }, parked ? change : withoutParking);
    const action = parked ? 'mailbox.parked' : 'mailbox.unparked';
    await recordEntry(tools, tx, { workspaceId, actor }, { action, subject: { kind: 'mailbox', id } });
  });
}
