import { exportEvidence } from '../modules/privacy/index.ts';
import { receivingServices } from '../outside.ts';
import { archiveOf } from '../platform/archive.ts';
import type { Answer, Options } from './command.ts';
import { namedWorkspace } from './named-workspace.ts';
import { commandActor, withTools } from './with-tools.ts';
import { refuseIfThere, writeNewFile } from './write-new-file.ts';

/** Writes what an auditor asks for to a file: the chains, and what it takes to verify them elsewhere. */
export async function auditExport({ config, workspace, to = '' }: Options): Promise<Answer> {
  refuseIfThere(to);
  const bytes = await withTools(config, async (tools) => {
    const scope =
      workspace === undefined
        ? ('copy' as const)
        : { workspaceId: await tools.database.inInstallation('operator', (tx) => namedWorkspace(tx, workspace)) };
    return archiveOf(exportEvidence(tools, commandActor, scope, { receiving: receivingServices(config), fromSeq: 1 }));
  });
  const file = await writeNewFile(to, bytes);
  return { data: { file, bytes: bytes.byteLength }, text: `Wrote ${file}.` };
}
