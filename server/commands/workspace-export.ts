import { randomBytes } from 'node:crypto';
import { recordEntry } from '../modules/audit/index.ts';
import { makeExport } from '../modules/privacy/index.ts';
import { siteOf } from '../outside.ts';
import { passphraseFrom } from '../platform/archive.ts';
import type { Answer, Options } from './command.ts';
import { namedWorkspace } from './named-workspace.ts';
import { commandActor, withTools } from './with-tools.ts';
import { refuseIfThere, writeNewFile } from './write-new-file.ts';

/** Writes a workspace to a locked file, as its owner would get it. Its chain says so before anything is read. */
export async function workspaceExport({ config, workspace = '', to = '' }: Options): Promise<Answer> {
  refuseIfThere(to);
  const passphrase = passphraseFrom(randomBytes(32));
  const bytes = await withTools(config, async (tools) => {
    const workspaceId = await tools.database.inInstallation('recipient', async (tx) => {
      const id = await namedWorkspace(tx, workspace);
      await recordEntry(tools, tx, { workspaceId: id, actor: commandActor }, { action: 'workspace.export_asked' });
      return id;
    });
    return makeExport(tools, siteOf(config, { sandbox: config.SANDBOX }), { subject: { kind: 'workspace', workspaceId }, passphrase });
  });
  const file = await writeNewFile(to, bytes);
  return {
    data: { file, bytes: bytes.byteLength, passphrase },
    text: `Wrote ${file}. It opens with ${passphrase}, which is kept nowhere.`,
  };
}
