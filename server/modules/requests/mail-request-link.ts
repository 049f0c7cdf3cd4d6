import type { SendServiceMail } from '../../providers/capabilities.ts';
import type { Job } from '../../platform/queue.ts';
import type { Tools } from '../../platform/tools.ts';
import { confirmToken, openedRequest } from './file-request.ts';
import { findRequest } from './store.ts';

/** Mails the link that confirms a request to the address that it names. A request that is confirmed or gone is not mailed about. */
export function mailRequestLinkJob(tools: Tools, mail: SendServiceMail, publicUrl: string): Job {
  return {
    name: 'mail-request-link',
    does: 'Mails a link to confirm a request or question',
    retry: 'repeatable',
    async run({ requestId = '' }) {
      const row = await tools.database.inInstallation('recipient', (tx) => findRequest(tx, requestId, tools.clock.now()));
      if (row?.state !== 'unverified') return;
      await mail.send({
        to: openedRequest(tools, row).email,
        subject: 'Please confirm your message',
        text: [
          'Somebody, probably you, wrote to us through our contact form and gave this address.',
          'To confirm it, open this link within 48 hours and press the button there:',
          `${publicUrl}/contact/${confirmToken(tools, row.id)}`,
          'Without that nobody reads the message, and it is deleted. If it was not you, there is nothing to do.',
        ].join('\n\n'),
      });
    },
  };
}
