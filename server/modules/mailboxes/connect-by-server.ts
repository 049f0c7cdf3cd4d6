import { parseEmailAddress } from '../../../shared/email-address.ts';
import { cleanHeaderText } from '../../../shared/header-text.ts';
import { consentHost, mailPresetOf, type MailServerAddress } from '../../../shared/mail-presets.ts';
import type { Member } from '../../platform/api.ts';
import { Refusal } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import type { Tools } from '../../platform/tools.ts';
import type { SignInToMailbox, SignInToRead } from '../../providers/capabilities.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import { alreadyConnected, firstPacing, placeOf, refuseUnlessTheirs } from './mailbox.ts';
import { findMailbox, insertMailbox, renewMailbox, withoutParking } from './store.ts';

export interface ServerAccess {
  smtp: MailServerAddress;
  imap: MailServerAddress | null;
  username: string;
  password: string;
}

/**
 * Connects a mailbox by its mail server, as the member who asks. The server is signed in to first, and the one for reading where one is named, so what is
 * kept works; a company that asks people for consent is not given their password.
 * @returns the id of the mailbox
 */
export async function connectByServer(
  tools: Tools,
  servers: SignInToMailbox & SignInToRead,
  { actor, member }: { actor: Actor; member: Member },
  input: ServerAccess & { address: string; name: string; timeZone: string },
): Promise<string> {
  const { workspaceId } = member;
  const parsed = parseEmailAddress(input.address);
  if (!parsed.ok) throw new Refusal('invalid', 'address_unusable', parsed.reason);
  refuseConsentCompany(parsed.address, input);
  await signIn(servers, input);
  const id = newId(tools.clock);
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    const made = await insertMailbox(tx, {
      workspaceId,
      id,
      provider: 'smtp',
      connectedBy: member.userId,
      address: parsed.address,
      addressKey: parsed.key,
      name: cleanHeaderText(input.name),
      connectedAt: tools.clock.now(),
      ...accessRow(tools, { workspaceId, id }, input),
      ...firstPacing({ provider: 'smtp', address: parsed.address, smtpHost: input.smtp.host }, input.timeZone),
    });
    if (!made) throw alreadyConnected();
    const entry = { action: 'mailbox.connected', subject: { kind: 'mailbox', id }, details: { provider: 'smtp' } } as const;
    await recordEntry(tools, tx, { workspaceId, actor }, entry);
  });
  return id;
}

/** Gives a mailbox of a mail server a new password or other servers; it goes on if it was parked. */
export async function reconnectByServer(
  tools: Tools,
  servers: SignInToMailbox & SignInToRead,
  { actor, member }: { actor: Actor; member: Member },
  { id, ...access }: ServerAccess & { id: string },
): Promise<void> {
  const { workspaceId } = member;
  const find = async () =>
    refuseUnlessTheirs(await tools.database.inWorkspace(workspaceId, (tx) => findMailbox(tx, workspaceId, id)), member);
  if ((await find()).provider !== 'smtp')
    throw new Refusal('refused', 'by_consent', 'This mailbox has no password here: connect it again at its company.');
  refuseConsentCompany('', access);
  await signIn(servers, access);
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    await renewMailbox(tx, { workspaceId, id }, { ...accessRow(tools, { workspaceId, id }, access), ...withoutParking });
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'mailbox.reconnected', subject: { kind: 'mailbox', id } });
  });
}

function refuseConsentCompany(address: string, { smtp, imap }: ServerAccess): void {
  const by = consentHost(smtp.host) ?? consentHost(imap?.host ?? '') ?? mailPresetOf(address)?.by;
  if (by === 'gmail' || by === 'outlook') {
    const company = by === 'gmail' ? 'Google' : 'Microsoft';
    throw new Refusal(
      'refused',
      'by_consent',
      `Connect this mailbox with ${company} instead: it needs no password here, and can be taken back there.`,
    );
  }
}

/** Both servers have to let this member in: one that can be sent from and not be read would look as if nobody ever answered. */
async function signIn(servers: SignInToMailbox & SignInToRead, { smtp, imap, username, password }: ServerAccess): Promise<void> {
  await servers.signIn({ provider: 'smtp', ...smtp, username, password });
  if (imap) await servers.signInToRead({ provider: 'imap', ...imap, username, password });
}

function accessRow(tools: Pick<Tools, 'sealer'>, { workspaceId, id }: { workspaceId: string; id: string }, access: ServerAccess) {
  const { smtp, imap, username, password } = access;
  return {
    mode: imap ? ('send_and_read' as const) : ('send' as const),
    username,
    passwordSealed: tools.sealer.seal(placeOf(workspaceId, id, 'password_sealed'), password),
    smtpHost: smtp.host,
    smtpPort: smtp.port,
    smtpSecurity: smtp.security,
    imapHost: imap?.host ?? null,
    imapPort: imap?.port ?? null,
    imapSecurity: imap?.security ?? null,
  };
}
