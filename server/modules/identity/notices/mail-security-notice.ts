import type { Tx } from '../../../platform/database.ts';
import type { Job } from '../../../platform/queue.ts';
import type { Tools } from '../../../platform/tools.ts';
import type { SendServiceMail } from '../../../providers/capabilities.ts';
import { findOrigin } from '../../audit/index.ts';
import { undoSecret } from '../address-change/address-change.ts';
import { findAddressChange } from '../address-change/store.ts';
import { findUser } from '../store.ts';
import { browserFamily } from './known-browser.ts';
import { wordsOf, type Notice } from './security-notice.ts';

/**
 * Tells a user what happened to their account, once the transaction that did it is committed. Changes of address are told to the old one.
 * @param about ids and closed words only; where something came from stands with the audit entry and is read from there
 */
export async function tellUser(
  tools: Pick<Tools, 'clock' | 'enqueue'>,
  tx: Tx,
  about: { userId: string; what: Notice; changeId?: string; origin?: { workspaceId: string; id: string | undefined } },
): Promise<void> {
  const { origin, ...ids } = about;
  const from = origin?.id === undefined ? {} : { originId: origin.id, originIn: origin.workspaceId };
  await tools.enqueue(tx, 'mail-security-notice', { ...ids, ...from, at: tools.clock.now().toISOString() });
}

/** Tells a user of a sign-in from somewhere new. From where stands with its audit entry. */
export async function tellOfNewSignIn(
  tools: Pick<Tools, 'clock' | 'enqueue'>,
  tx: Tx,
  userId: string,
  origin: { workspaceId: string; id: string | undefined },
): Promise<void> {
  await tellUser(tools, tx, { userId, what: 'new_sign_in', origin });
}

/** Mails a notice about an account. An account or a change that is gone by then is not mailed about. */
export function mailSecurityNoticeJob(tools: Tools, mail: SendServiceMail, publicUrl: string): Job {
  return {
    name: 'mail-security-notice',
    does: 'Tells a user what happened to their account',
    retry: 'repeatable',
    async run({ userId = '', what = '', at = '', changeId, originId, originIn = '' }) {
      const { user, change, origin } = await tools.database.inInstallation('sign_in', async (tx) => ({
        user: await findUser(tx, userId),
        change: changeId === undefined ? undefined : await findAddressChange(tx, changeId, tools.clock.now()),
        origin: originId === undefined ? undefined : await findOrigin(tx, originIn, originId),
      }));
      const words = wordsOf(what);
      if (!user || !words || (changeId !== undefined && !change)) return;
      const from = origin && `${browserFamily(origin.userAgent)}${origin.ipAddress ? `, from the address ${origin.ipAddress}` : ''}`;
      const when = `${new Date(at).toISOString().slice(0, 16).replace('T', ' at ')} UTC${from ? `, with ${from}` : ''}.`;
      const undo = change && `${publicUrl}/address/undo#${undoSecret(tools, change.id)}`;
      await mail.send({
        to: change?.oldEmail ?? user.email,
        subject: words.subject,
        text: [words.happened, `When: ${when}`, words.act, undo ?? `${publicUrl}${words.at ?? '/account'}`].join('\n\n'),
      });
    },
  };
}
