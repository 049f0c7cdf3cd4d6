import type { SendServiceMail } from '../../providers/capabilities.ts';
import type { Job } from '../../platform/queue.ts';
import type { Tools } from '../../platform/tools.ts';
import { invitationToken } from './invite-member.ts';
import { findInvitation, findWorkspace } from './store.ts';

/** Mails an invitation's link. A withdrawn invitation is not mailed. */
export function mailInvitationJob(tools: Tools, mail: SendServiceMail, publicUrl: string): Job {
  return {
    name: 'mail-invitation',
    does: 'Mails the link of an invitation',
    retry: 'repeatable',
    async run({ workspaceId = '', invitationId = '' }) {
      const found = await tools.database.inWorkspace(workspaceId, async (tx) => ({
        invitation: await findInvitation(tx, workspaceId, invitationId),
        workspace: await findWorkspace(tx, workspaceId),
      }));
      if (!found.invitation || !found.workspace || found.invitation.expiresAt <= tools.clock.now()) return;
      await mail.send({
        to: found.invitation.email,
        subject: `Invitation to ${found.workspace.name}`,
        text: [
          `You are invited to the workspace “${found.workspace.name}” as ${found.invitation.role}.`,
          `To join, open this link within seven days:`,
          `${publicUrl}/join#${invitationToken(tools, invitationId)}`,
          `If you did not expect this, do nothing: the invitation ends by itself, and your address with it.`,
        ].join('\n\n'),
      });
    },
  };
}
