import { parseEmailAddress } from '../../../../shared/email-address.ts';
import { archiveOf, type ArchiveFile } from '../../../platform/archive.ts';
import type { Tx } from '../../../platform/database.ts';
import type { Site } from '../../../platform/page.ts';
import type { Tools } from '../../../platform/tools.ts';
import { exportHeld, filesOfHeld } from '../../recipient-portal/index.ts';
import { accountFiles } from './account-files.ts';
import type { ExportSubject } from './offer-export.ts';
import { workspaceFiles } from './workspace-files.ts';

/** What an export is about. Who asked for it was decided before. */
type About = Exclude<ExportSubject, { kind: 'workspace' }> | Omit<Extract<ExportSubject, { kind: 'workspace' }>, 'askedBy'>;

/** Puts an export together from what stands in the database now, one file after another, and locks it. */
export async function makeExport(
  tools: Tools,
  site: Site,
  { subject, passphrase }: { subject: About; passphrase: string },
): Promise<Uint8Array> {
  if (subject.kind !== 'workspace') return archiveOf(filesAbout(tools, site, subject), passphrase);
  const { workspaceId } = subject;
  return tools.database.inWorkspace(workspaceId, (tx) =>
    archiveOf(filesOfWorkspace(tools, tx, { site, subject, workspaceId }), passphrase),
  );
}

async function* filesOfWorkspace(
  tools: Tools,
  tx: Tx,
  { site, subject, workspaceId }: { site: Site; subject: About; workspaceId: string },
): AsyncGenerator<ArchiveFile> {
  yield readMe(site, subject, tools.clock.now());
  yield* workspaceFiles(tools, tx, workspaceId);
}

async function* filesAbout(tools: Tools, site: Site, subject: Exclude<ExportSubject, { kind: 'workspace' }>): AsyncGenerator<ArchiveFile> {
  yield readMe(site, subject, tools.clock.now());
  const account =
    subject.kind === 'account' ? await tools.database.inInstallation('recipient', (tx) => accountFiles(tx, subject.userId)) : undefined;
  const parsed = parseEmailAddress(subject.kind === 'address' ? subject.address : (account?.address ?? ''));
  if (account) yield* account.files;
  if (parsed.ok)
    yield* filesOfHeld(await exportHeld(tools, parsed, { publicUrl: site.publicUrl, operator: site.operator.name }), site.operator);
}

function readMe({ publicUrl, operator }: Site, { kind }: About, at: Date): ArchiveFile {
  const about = {
    address: 'Everything that is kept here about your address.',
    account: 'Everything that is kept here about your account and your address.',
    workspace: 'Everything that is kept here in your workspace, but hashes, keys and sealed secrets.',
  }[kind];
  const content = [
    about,
    `From ${publicUrl}, run by ${operator.name}, at ${at.toISOString()}.`,
    'JSON files are for programs, CSV files open in a spreadsheet, EML files in a mail program.',
    'manifest.json lists every other file with its size and SHA-256, so that you can see that nothing was lost.',
    `How long each of this is kept: ${publicUrl}/kept`,
    '',
  ].join('\n\n');
  return { name: 'README.txt', content };
}
