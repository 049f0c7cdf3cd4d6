import { periodOf } from '../../../../privacy/promises.ts';
import { allows } from '../../../../shared/permissions.ts';
import { passphraseFrom } from '../../../platform/archive.ts';
import type { Tx } from '../../../platform/database.ts';
import { hashToken, newToken } from '../../../platform/hashing.ts';
import { installationId } from '../../../platform/ids.ts';
import { later } from '../../../platform/period.ts';
import type { Tools } from '../../../platform/tools.ts';
import { recordEntry } from '../../audit/index.ts';
import { membershipsOf } from '../../workspaces/index.ts';
import { findExportLink, insertExportLink, takeExportLink, type ExportLink } from './store.ts';

/** Whose data leave: all that is kept about an address, that and the account that goes with it, or a whole workspace. */
export type ExportSubject =
  | { readonly kind: 'address'; readonly address: string }
  | { readonly kind: 'account'; readonly userId: string }
  | { readonly kind: 'workspace'; readonly workspaceId: string; readonly askedBy: string };

/** Where the file is fetched, once, and what opens it. Neither is of use without the other. */
export interface ExportOffer {
  path: string;
  passphrase: string;
  expiresAt: Date;
}

const placeOf = (tokenHash: Buffer) => ({
  workspaceId: installationId,
  table: 'export_links',
  rowId: tokenHash.toString('hex'),
  column: 'address_sealed',
});

/** The passphrase of a link. Derived, so that nothing from which the file could be opened is kept. */
const passphraseOf = (tools: Pick<Tools, 'hashing'>, token: string) => passphraseFrom(tools.hashing.lookup('export_passphrase', token));

/** Offers an export for an hour. Nothing is put together before somebody fetches it. */
export async function offerExport(tools: Tools, tx: Tx, subject: ExportSubject): Promise<ExportOffer> {
  const token = newToken();
  const tokenHash = hashToken(token);
  const askedAt = tools.clock.now();
  const expiresAt = later(askedAt, periodOf('export_links'));
  const addressSealed = subject.kind === 'address' ? tools.sealer.seal(placeOf(tokenHash), subject.address) : null;
  const subjectId = subject.kind === 'account' ? subject.userId : subject.kind === 'workspace' ? subject.workspaceId : null;
  const askedBy = subject.kind === 'workspace' ? subject.askedBy : null;
  await insertExportLink(tx, { tokenHash, kind: subject.kind, addressSealed, subjectId, askedBy, askedAt, expiresAt });
  return { path: `/export/${token}`, passphrase: passphraseOf(tools, token), expiresAt };
}

/** Until when a link can be used. Looking does not use it up. */
export function lookAtExport(tools: Tools, token: string): Promise<Date | undefined> {
  return tools.database.inInstallation(
    'recipient',
    async (tx) => (await findExportLink(tx, hashToken(token), tools.clock.now()))?.expiresAt,
  );
}

/** Uses a link up: of fifty at once one gets the subject, all others nothing. */
export function takeExport(tools: Tools, token: string): Promise<{ subject: ExportSubject; passphrase: string } | undefined> {
  return tools.database.inInstallation('recipient', async (tx) => {
    const link = await takeExportLink(tx, hashToken(token), tools.clock.now());
    if (!link || !(await mayStill(tx, link, tools.clock.now()))) return undefined;
    const actor = { kind: 'visitor' } as const;
    await recordEntry(tools, tx, { workspaceId: installationId, actor }, { action: 'export.fetched', details: { kind: link.kind } });
    return { subject: subjectOf(tools, link), passphrase: passphraseOf(tools, token) };
  });
}

/** Whoever asked for the export of a workspace has to hold the right to it still: a change of role acts at once. */
async function mayStill(tx: Tx, { kind, subjectId, askedBy }: ExportLink, now: Date): Promise<boolean> {
  if (kind !== 'workspace') return true;
  const membership = (await membershipsOf(tx, askedBy ?? installationId, now)).find(({ workspaceId }) => workspaceId === subjectId);
  return membership !== undefined && allows(membership.role, 'workspace.export');
}

function subjectOf(tools: Tools, { kind, tokenHash, addressSealed, subjectId, askedBy }: ExportLink): ExportSubject {
  if (kind === 'account') return { kind, userId: subjectId ?? '' };
  if (kind === 'workspace') return { kind, workspaceId: subjectId ?? '', askedBy: askedBy ?? '' };
  return { kind: 'address', address: addressSealed ? tools.sealer.open(placeOf(tokenHash), addressSealed) : '' };
}
