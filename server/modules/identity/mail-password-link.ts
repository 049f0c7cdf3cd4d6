import type { SendServiceMail } from '../../providers/capabilities.ts';
import type { Job } from '../../platform/queue.ts';
import type { Tools } from '../../platform/tools.ts';
import { resetToken } from './change-password.ts';
import { findPasswordReset, findUser } from './store.ts';

/** Mails the link to set a new password. Without an account, or after the link ended, nothing is mailed. */
export function mailPasswordLinkJob(tools: Tools, mail: SendServiceMail, publicUrl: string): Job {
  return {
    name: 'mail-password-link',
    does: 'Mails a link to set a new password',
    retry: 'repeatable',
    async run({ userId = '' }) {
      const found = await tools.database.inInstallation('sign_in', async (tx) => ({
        user: await findUser(tx, userId),
        reset: await findPasswordReset(tx, userId),
      }));
      if (!found.user || !found.reset || found.reset.expiresAt <= tools.clock.now()) return;
      await mail.send({
        to: found.user.email,
        subject: 'Set a new password',
        text: [
          'Somebody, probably you, asked to set a new password.',
          'To do so, open this link within an hour. It works once:',
          `${publicUrl}/reset#${resetToken(tools, userId, found.reset.expiresAt)}`,
          'If it was not you, do nothing: your password stays as it is.',
        ].join('\n\n'),
      });
    },
  };
}
