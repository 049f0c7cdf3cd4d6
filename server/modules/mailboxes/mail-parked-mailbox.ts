import type { Job } from '../../platform/queue.ts';
import type { Tools } from '../../platform/tools.ts';
import type { SendServiceMail } from '../../providers/capabilities.ts';
import type { ParkedBecause } from './mailbox.ts';
import { ownerOfParked, setOwnerTold } from './store.ts';

const why: Record<Exclude<ParkedBecause, 'limit' | 'member'>, { subject: string; happened: string; act: string }> = {
  reconnect: {
    subject: 'A mailbox has to be connected again',
    happened: 'its permission or password is over, for example through a new password',
    act: 'Connect it again, and its messages go on where they stopped:',
  },
  refused: {
    subject: 'A mailbox is not let send',
    happened: 'its mail server refuses to send from it',
    act: 'Look at what the server says, and let it go on when that is settled:',
  },
  unreachable: {
    subject: 'A mailbox cannot be reached',
    happened: 'its mail server could not be reached for some time',
    act: 'Look whether the server is right, and let it go on when it is:',
  },
};

/** Tells whoever connected a mailbox that nothing leaves from it, once until it goes on. One that goes on by then, or is gone, is not mailed about. */
export function mailParkedMailboxJob(tools: Tools, mail: SendServiceMail, publicUrl: string): Job {
  return {
    name: 'mail-parked-mailbox',
    does: 'Tells a member that their mailbox is parked and why',
    retry: 'repeatable',
    async run({ workspaceId = '', mailboxId = '' }) {
      const found = await tools.database.inWorkspace(workspaceId, (tx) => ownerOfParked(tx, workspaceId, mailboxId));
      const words = found && Object.hasOwn(why, found.parkedBecause ?? '') ? why[found.parkedBecause as keyof typeof why] : undefined;
      if (!found || !words || found.ownerToldAt) return;
      await mail.send({
        to: found.email,
        subject: words.subject,
        text: [
          `Nothing leaves from your mailbox ${found.address} at the moment: ${words.happened}.`,
          'Other mailboxes of your team are not held up by it.',
          words.act,
          `${publicUrl}/w/${found.slug}/mailboxes`,
        ].join('\n\n'),
      });
      await tools.database.inWorkspace(workspaceId, (tx) => setOwnerTold(tx, { workspaceId, mailboxId }, tools.clock.now()));
    },
  };
}
