import { documents } from '../../../../privacy/documents.ts';
import { terms } from '../../../../privacy/terms.ts';
import { earlier } from '../../../platform/period.ts';
import type { Job } from '../../../platform/queue.ts';
import type { Tools } from '../../../platform/tools.ts';
import type { SendServiceMail } from '../../../providers/capabilities.ts';
import { ProviderFailure } from '../../../providers/failure.ts';
import { toldDocuments } from './document.ts';
import { claimNotices, findReader, peopleToTell, settleNotices, type Notice, type Told } from './store.ts';

/** As many as a run takes; the next one comes in ten minutes. */
const mostAtOnce = 200;
/** When the mail server takes nothing at all, the rest waits for the next run. */
const mostFailures = 3;

/**
 * Mails every account holder once about each version that changed while they had their account: one mail for all documents that changed together.
 * The claim stands before the mail leaves, so neither two workers nor a crash mail twice; whoever a crash left out is told by the app alone.
 */
export async function mailDocumentNotices(tools: Tools, mail: SendServiceMail, publicUrl: string): Promise<number> {
  const now = tools.clock.now();
  const told: Told = {
    documents: toldDocuments,
    since: earlier(now, terms.changeShownFor),
    triedBefore: earlier(now, { hours: 1 }),
  };
  const people = await tools.database.inInstallation('documents', (tx) => peopleToTell(tx, told, mostAtOnce));
  let [mailed, failures] = [0, 0];
  for (const userId of people) {
    const { notices, reader } = await tools.database.inInstallation('documents', async (tx) => ({
      notices: await claimNotices(tx, userId, told, tools.clock.now()),
      reader: await findReader(tx, userId),
    }));
    if (notices.length === 0 || !reader) continue;
    const left = await leaves(mail, { to: reader.email, ...noticeInWords(notices, publicUrl) });
    await tools.database.inInstallation('documents', (tx) => settleNotices(tx, userId, notices, left ? 'mailed' : 'failed'));
    if (left) mailed += 1;
    else if (++failures >= mostFailures) break;
  }
  return mailed;
}

/** Whether the mail left. What may have left counts as gone; anything that is no answer of the mail server is our fault and stops the run. */
async function leaves(mail: SendServiceMail, message: Parameters<SendServiceMail['send']>[0]): Promise<boolean> {
  try {
    await mail.send(message);
    return true;
  } catch (error) {
    if (error instanceof ProviderFailure) return error.verdict === 'uncertain';
    throw error;
  }
}

function noticeInWords(notices: readonly Notice[], publicUrl: string): { subject: string; text: string } {
  const titles = notices.map(({ document }) => documents[document].title);
  return {
    subject: `Changed: ${titles.join(', ')}`,
    text: [
      notices.length === 1 ? 'A document of this service has changed:' : 'Documents of this service have changed:',
      notices
        .map(({ document, version }) => {
          const { title, path } = documents[document];
          return `${title}, version ${String(version)}\n${publicUrl}${path}\nAll versions: ${publicUrl}${path}/versions`;
        })
        .join('\n\n'),
      'You are told because you have an account here. There is nothing to do but to read it; if you do not agree, you can delete your account.',
    ].join('\n\n'),
  };
}

/** Every ten minutes, some people at a time. */
export function mailDocumentNoticesJob(tools: Tools, mail: SendServiceMail, publicUrl: string): Job {
  return {
    name: 'mail-document-notices',
    does: 'Mails account holders about documents that changed',
    retry: 'repeatable',
    schedule: '*/10 * * * *',
    async run() {
      await mailDocumentNotices(tools, mail, publicUrl);
    },
  };
}
