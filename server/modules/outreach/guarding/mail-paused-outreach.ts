import type { Job } from '../../../platform/queue.ts';
import type { Tools } from '../../../platform/tools.ts';
import type { SendServiceMail } from '../../../providers/capabilities.ts';
import { pausedOutreach, setPauseTold } from './store.ts';

const why: Readonly<Record<string, string>> = {
  bounces: 'too many of its latest messages came back or were refused. Look at where the addresses come from, and at what the refusals say',
  complaints: 'too many recipients called it unwanted. Look at whom you write to',
  errors: 'a message of it cannot be made as it is written. Look at its texts, its files and the signatures of its mailboxes',
};

/** Tells who launched a campaign that it paused by itself, and why, once for each pause. One that runs on by then is not mailed about. */
export function mailPausedOutreachJob(tools: Tools, mail: SendServiceMail, publicUrl: string): Job {
  return {
    name: 'mail-paused-outreach',
    does: 'Tells who launched a team campaign that it paused by itself, and why',
    retry: 'repeatable',
    async run({ workspaceId = '', campaignId = '' }) {
      const found = await tools.database.inWorkspace(workspaceId, (tx) => pausedOutreach(tx, workspaceId, campaignId));
      const words = found && why[found.pausedBecause ?? ''];
      if (!found || !words || found.wasTold) return;
      await mail.send({
        to: found.email,
        subject: 'A team campaign paused by itself',
        text: [
          `“${found.name}” sends nothing more for now: ${words} before you let it run on.`,
          'Whoever still waits in it keeps their place.',
          `${publicUrl}/w/${found.slug}/outreach`,
        ].join('\n\n'),
      });
      await tools.database.inWorkspace(workspaceId, (tx) => setPauseTold(tx, workspaceId, campaignId, tools.clock.now()));
    },
  };
}
