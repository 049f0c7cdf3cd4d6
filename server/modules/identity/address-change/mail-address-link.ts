import { emailKey } from '../../../../shared/email-address.ts';
import type { Job } from '../../../platform/queue.ts';
import type { Tools } from '../../../platform/tools.ts';
import type { SendServiceMail } from '../../../providers/capabilities.ts';
import { findUserByEmail } from '../store.ts';
import { linkSecret } from './address-change.ts';
import { findAddressChange } from './store.ts';

/** Mails the link to a new address. An address that has an account already is told so instead, and gets no link. */
export function mailAddressLinkJob(tools: Tools, mail: SendServiceMail, publicUrl: string): Job {
  return {
    name: 'mail-address-link',
    does: 'Mails a link to confirm a new address',
    retry: 'repeatable',
    async run({ changeId = '' }) {
      const now = tools.clock.now();
      const { change, owner } = await tools.database.inInstallation('sign_in', async (tx) => {
        const found = await findAddressChange(tx, changeId, now);
        return { change: found, owner: found && (await findUserByEmail(tx, emailKey(found.newEmail))) };
      });
      if (!change || change.doneAt || change.linkEndsAt <= now) return;
      const taken = owner !== undefined && owner.id !== change.userId;
      await mail.send({
        to: change.newEmail,
        ...(taken ? takenWords : { subject: 'Confirm your new address', text: linkWords(publicUrl, linkSecret(tools, change.id)) }),
      });
    },
  };
}

const linkWords = (publicUrl: string, secret: string) =>
  [
    'Somebody, probably you, wants to sign in with this address from now on.',
    'To put it in place, open this link within 24 hours and press the button there. It works once:',
    `${publicUrl}/address#${secret}`,
    'If it was not you, do nothing: nothing changes, and your address is forgotten.',
  ].join('\n\n');

const takenWords = {
  subject: 'Your address was named for another account',
  text: [
    'Somebody, perhaps you, wanted to use this address for another account. It has an account here already, so nothing was changed.',
    'If it was you: sign in with this address, or delete the account that it has and ask again. If it was not you, there is nothing to do.',
  ].join('\n\n'),
};
