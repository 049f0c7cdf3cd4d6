import { parseEmailAddress } from '../../../../shared/email-address.ts';
import type { ArchiveFile } from '../../../platform/archive.ts';
import type { Site } from '../../../platform/page.ts';
import type { Tools } from '../../../platform/tools.ts';
import { exportHeld, filesOfHeld } from '../../recipient-portal/index.ts';
import { accountFiles } from './account-files.ts';
import type { ExportSubject } from './offer-export.ts';
import { workspaceFiles } from './workspace-files.ts';

/** Puts the files of an export together, from what stands in the database now. */
export async function* exportFiles(tools: Tools, site: Site, subject: ExportSubject): AsyncGenerator<ArchiveFile> {
  yield { name: 'README.txt', content: readMe(site, subject, tools.clock.now()) };
  if (subject.kind === 'workspace') {
    const files = await tools.database.inWorkspace(subject.workspaceId, (tx) =>
      Array.fromAsync(workspaceFiles(tools, tx, subject.workspaceId)),
    );
    yield* files;
    return;
  }
  const account =
    subject.kind === 'account' ? await tools.database.inInstallation('recipient', (tx) => accountFiles(tx, subject.userId)) : undefined;
  const parsed = parseEmailAddress(subject.kind === 'address' ? subject.address : (account?.address ?? ''));
  if (account) yield* account.files;
  if (parsed.ok)
    yield* filesOfHeld(await exportHeld(tools, parsed, { publicUrl: site.publicUrl, operator: site.operator.name }), site.operator);
}

function readMe({ publicUrl, operator }: Site, { kind }: ExportSubject, at: Date): string {
  const about = {
    address: 'Everything that is kept here about your address.',
    account: 'Everything that is kept here about your account and your address.',
    workspace: 'Everything that is kept here in your workspace, but hashes, keys and sealed secrets.',
  }[kind];
  return [
    about,
    `From ${publicUrl}, run by ${operator.name}, at ${at.toISOString()}.`,
    'JSON files are for programs, CSV files open in a spreadsheet, EML files in a mail program.',
    'manifest.json lists every other file with its size and SHA-256, so that you can see that nothing was lost.',
    `How long each of this is kept: ${publicUrl}/kept`,
    '',
  ].join('\n\n');
}
