import type { Job } from '../../../platform/queue.ts';
import type { Tools } from '../../../platform/tools.ts';
import type { SendServiceMail } from '../../../providers/capabilities.ts';
import { failingDomain } from './store.ts';

/**
 * Tells one of those who may change a workspace that its tracking domain began to fail. Each of them is a job of their own: what goes wrong with one mail
 * is tried again with that one alone. A domain that works by then is not mailed about.
 */
export function mailFailingDomainJob(tools: Tools, mail: SendServiceMail, publicUrl: string): Job {
  return {
    name: 'mail-failing-domain',
    does: 'Tells an owner or admin of a workspace that its tracking domain no longer leads here',
    retry: 'repeatable',
    async run({ workspaceId = '', userId = '' }) {
      const found = await tools.database.inWorkspace(workspaceId, (tx) => failingDomain(tx, workspaceId, userId));
      if (!found) return;
      const { email, host, problem, slug } = found;
      await mail.send({
        to: email,
        subject: 'Your tracking domain does not work',
        text: [
          `Links in new messages of your team no longer use ${host}: ${problem ?? 'it does not lead here.'}`,
          `They use ${new URL(publicUrl).hostname} until it works again, which is looked at each hour. Links in messages that were sent work only while ${host} leads here.`,
          `${publicUrl}/w/${slug}/settings`,
        ].join('\n\n'),
      });
    },
  };
}
