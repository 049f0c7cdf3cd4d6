import { periodOf } from '../../../privacy/promises.ts';
import { parseEmailAddress } from '../../../shared/email-address.ts';
import { Refusal } from '../../platform/errors.ts';
import { hashToken } from '../../platform/hashing.ts';
import { installationId, newId } from '../../platform/ids.ts';
import { later } from '../../platform/period.ts';
import type { Job } from '../../platform/queue.ts';
import { countUse, limits } from '../../platform/rate-limit.ts';
import type { Tx } from '../../platform/database.ts';
import type { Tools } from '../../platform/tools.ts';
import type { SendServiceMail } from '../../providers/capabilities.ts';
import { recordEntry } from '../audit/index.ts';
import { heldAbout, holdsNothing, type Address } from './held.ts';
import { deleteLink, findLink, insertLink } from './store.ts';

/** A link has no number of its own: it is found by the hash of its secret, and sealed under that. */
const placeOf = (tokenHash: Buffer) => ({
  workspaceId: installationId,
  table: 'recipient_links',
  rowId: tokenHash.toString('hex'),
  column: 'address_sealed',
});

/** The secret of a link. Derived from a number of the job, which therefore carries neither the secret nor an address. */
const tokenOf = (tools: Pick<Tools, 'hashing'>, linkId: string) => tools.hashing.lookup('recipient_link', linkId).toString('base64url');

/**
 * Asks for a link to what is kept about an address. It is mailed to that address, and only when something is kept: who asks learns nothing
 * of that, neither by words nor by time, for looking is the job's work.
 */
export async function askForLink(tools: Tools, email: string): Promise<void> {
  const parsed = parseEmailAddress(email);
  if (!parsed.ok) throw new Refusal('invalid', 'email_malformed', parsed.reason);
  await countUse(tools, limits.mailPerAccount, `recipient|${parsed.key}`);
  const linkId = newId(tools.clock);
  const createdAt = tools.clock.now();
  const tokenHash = hashToken(tokenOf(tools, linkId));
  await tools.database.inInstallation('recipient', async (tx) => {
    await insertLink(tx, {
      tokenHash,
      addressSealed: tools.sealer.seal(placeOf(tokenHash), parsed.address),
      createdAt,
      expiresAt: later(createdAt, periodOf('recipient_links')),
    });
    await tools.enqueue(tx, 'mail-recipient-link', { linkId });
    const actor = { kind: 'visitor' } as const;
    await recordEntry(tools, tx, { workspaceId: installationId, actor }, { action: 'recipient.link_asked' });
  });
}

export interface OpenLink extends Address {
  token: string;
  tokenHash: Buffer;
  expiresAt: Date;
}

/** The address behind a link, within its hour; nothing for any other text. */
export async function openLink(tools: Tools, tx: Tx, token: string): Promise<OpenLink | undefined> {
  if (!/^[A-Za-z0-9_-]{43}$/.test(token)) return undefined;
  const link = await findLink(tx, hashToken(token), tools.clock.now());
  if (!link) return undefined;
  const parsed = parseEmailAddress(tools.sealer.open(placeOf(link.tokenHash), link.addressSealed));
  return parsed.ok ? { token, tokenHash: link.tokenHash, expiresAt: link.expiresAt, address: parsed.address, key: parsed.key } : undefined;
}

/** Mails the link when something is kept about the address. When nothing is, the link and the address go at once. */
export function mailRecipientLinkJob(tools: Tools, mail: SendServiceMail, publicUrl: string): Job {
  return {
    name: 'mail-recipient-link',
    does: 'Mails a recipient the link to what is kept about them',
    retry: 'repeatable',
    async run({ linkId = '' }) {
      const token = tokenOf(tools, linkId);
      const to = await tools.database.inInstallation('recipient', async (tx) => {
        const link = await openLink(tools, tx, token);
        if (!link) return undefined;
        if (!holdsNothing(await heldAbout(tools, tx, link))) return link.address;
        await deleteLink(tx, link.tokenHash);
        return undefined;
      });
      if (to === undefined) return;
      await mail.send({
        to,
        subject: 'What is kept about your address',
        text: [
          'Somebody, probably you, asked what is kept here about your address.',
          'This link shows it, and lets you change, stop or delete it. It opens for an hour:',
          `${publicUrl}/recipient/${token}`,
          'If it was not you, there is nothing to do. The link came to you alone.',
        ].join('\n\n'),
      });
    },
  };
}
