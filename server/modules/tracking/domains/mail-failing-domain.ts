import type { Job } from '../../../platform/queue.ts';
import type { Tools } from '../../../platform/tools.ts';
import type { SendServiceMail } from '../../../providers/capabilities.ts';
import { failingDomain, setTold } from './store.ts';

/** Tells owners and admins that their tracking domain fails, once until it works again. One that works by then is not mailed about. */
export function mailFailingDomainJob(tools: Tools, mail: SendServiceMail, publicUrl: string): Job {
  return {
    name: 'mail-failing-domain',
    does: 'Tells owners and admins of a workspace that its tracking domain no longer leads here',
    retry: 'repeatable',
    async run({ workspaceId = '' }) {
      const found = await tools.database.inWorkspace(workspaceId, (tx) => failingDomain(tx, workspaceId));
      for (const { email, host, problem, slug } of found)
        await mail.send({
          to: email,
          subject: 'Your tracking domain does not work',
          text: [
            `Links in new messages of your team no longer use ${host}: ${problem ?? 'it does not lead here.'}`,
            `They use ${new URL(publicUrl).hostname} until it works again, which is looked at each hour. Links in messages that were sent work only while ${host} leads here.`,
            `${publicUrl}/w/${slug}/settings`,
          ].join('\n\n'),
        });
      if (found.length > 0) await tools.database.inWorkspace(workspaceId, (tx) => setTold(tx, workspaceId, tools.clock.now()));
    },
  };
}
