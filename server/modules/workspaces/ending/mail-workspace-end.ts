import type { Job } from '../../../platform/queue.ts';
import type { Tools } from '../../../platform/tools.ts';
import { dayInWords } from '../../../platform/period.ts';
import type { SendServiceMail } from '../../../providers/capabilities.ts';
import { findWorkspace, listMembers } from '../store.ts';

/** Mails a member that their workspace will be deleted, or that it is kept after all: what is so when the mail is written. */
export function mailWorkspaceEndJob(tools: Tools, mail: SendServiceMail, publicUrl: string): Job {
  return {
    name: 'mail-workspace-end',
    does: 'Tells a member that a workspace will be deleted, or is kept',
    retry: 'repeatable',
    async run({ workspaceId = '', userId = '' }) {
      const { workspace, member } = await tools.database.inWorkspace(workspaceId, async (tx) => ({
        workspace: await findWorkspace(tx, workspaceId),
        member: (await listMembers(tx, workspaceId)).find(({ id }) => id === userId),
      }));
      if (!workspace || !member) return;
      const { name, slug, endsAt } = workspace;
      const here = `${publicUrl}/w/${slug}`;
      const words = endsAt
        ? {
            subject: `${name} will be deleted on ${dayInWords(endsAt)}`,
            text: [
              `An owner of the workspace “${name}” is deleting it. On ${dayInWords(endsAt)} everything in it goes, for good: campaigns, recipients, results, suppressions and audit entries.`,
              'Its campaigns are paused from now on. Until that day an owner can keep the workspace, and you can save what you need:',
              here,
            ],
          }
        : {
            subject: `${name} is kept`,
            text: [`An owner of the workspace “${name}” keeps it after all. Nothing is deleted; campaigns that were paused stay so.`, here],
          };
      await mail.send({ to: member.email, subject: words.subject, text: words.text.join('\n\n') });
    },
  };
}
