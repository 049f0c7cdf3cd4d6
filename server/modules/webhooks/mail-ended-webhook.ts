import type { Job } from '../../platform/queue.ts';
import type { Tools } from '../../platform/tools.ts';
import type { SendServiceMail } from '../../providers/capabilities.ts';
import { endedWebhook } from './store.ts';

const why: Readonly<Record<string, string>> = {
  gone: 'Its server answered that it wants to hear nothing more (status 410).',
  failing: 'Its server took nothing for five days.',
};

/** Tells who added a webhook that nothing more is told to it, and why. One that goes on by then is not mailed about. */
export function mailEndedWebhookJob(tools: Tools, mail: SendServiceMail, publicUrl: string): Job {
  return {
    name: 'mail-ended-webhook',
    does: 'Tells who added a webhook that nothing more is told to it, and why',
    retry: 'repeatable',
    async run({ workspaceId = '', webhookId = '' }) {
      const found = await tools.database.inWorkspace(workspaceId, (tx) => endedWebhook(tx, { workspaceId, id: webhookId }));
      const words = found && why[found.endedBecause ?? ''];
      if (!found || !words) return;
      await mail.send({
        to: found.email,
        subject: 'A webhook is told nothing more',
        text: [
          `${found.url} is told nothing more. ${words}`,
          'What happens from now on is not kept for it. What it did not take is kept for a month: mend the server, prove the address again in the settings, and have it told once more.',
          `${publicUrl}/w/${found.slug}/settings`,
        ].join('\n\n'),
      });
    },
  };
}
