import { documents } from '../../../../privacy/documents.ts';
import { terms } from '../../../../privacy/terms.ts';
import { earlier } from '../../../platform/period.ts';
import type { Job } from '../../../platform/queue.ts';
import type { Tools } from '../../../platform/tools.ts';
import type { SendServiceMail } from '../../../providers/capabilities.ts';
import { ProviderFailure } from '../../../providers/failure.ts';
import { toldDocuments } from './document.ts';
import { claimNotices, findReader, peopleToTell, settleNotices, type Mailing, type Notice, type Told } from './store.ts';

/** As many as a run takes; the next one comes in ten minutes. */
const mostAtOnce = 200;
/** A mail server that refuses so many in one run refuses us, not them: the rest waits for the next run. */
const mostRefusals = 3;

/**
 * Mails every account holder once about each version that changed while they had their account: one mail for all documents that changed together.
 * The claim stands before the mail leaves, so neither two workers nor a crash mail twice; whoever a crash left out is told by the app alone.
 * A refusal of their address or of the message uses up a try; a mail server that is not there, or a quarantine, uses up none and stops the run.
 */
export async function mailDocumentNotices(tools: Tools, mail: SendServiceMail, publicUrl: string): Promise<number> {
  const now = tools.clock.now();
  const told: Told = {
    documents: toldDocuments,
    since: earlier(now, terms.changeShownFor),
    triedBefore: earlier(now, { hours: 1 }),
  };
  const people = await tools.database.inInstallation('documents', (tx) => peopleToTell(tx, told, mostAtOnce));
  let [mailed, refusals] = [0, 0];
  for (const userId of people) {
    const { notices, reader } = await tools.database.inInstallation('documents', async (tx) => ({
      notices: await claimNotices(tx, userId, told, tools.clock.now()),
      reader: await findReader(tx, userId),
    }));
    if (notices.length === 0 || !reader) continue;
    const end = await mailTo(mail, { to: reader.email, ...noticeInWords(notices, publicUrl) });
    await tools.database.inInstallation('documents', (tx) => settleNotices(tx, userId, notices, end));
    if (end === 'mailed') mailed += 1;
    if (end === 'not_tried' || (end === 'refused' && ++refusals >= mostRefusals)) break;
  }
  return mailed;
}

/** How a mail ended. What may have left counts as gone; anything that is no failure of the mail server is our fault and stops the run. */
async function mailTo(mail: SendServiceMail, message: Parameters<SendServiceMail['send']>[0]): Promise<Mailing> {
  try {
    await mail.send(message);
    return 'mailed';
  } catch (error) {
    if (!(error instanceof ProviderFailure)) throw error;
    if (error.verdict === 'uncertain') return 'mailed';
    return error.code === 'address_refused' || error.code === 'message_refused' ? 'refused' : 'not_tried';
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
