import { chains, verifyChain } from '../modules/audit/index.ts';
import type { Answer, Options } from './command.ts';
import { withTools } from './with-tools.ts';

/** Checks the audit chain of every workspace and of the installation. */
export async function auditVerify({ config }: Options): Promise<Answer> {
  return withTools(config, async (tools) => {
    const results = await tools.database.inInstallation('audit_verification', async (tx) => {
      const found = [];
      for (const { workspaceId, slug } of await chains(tx)) found.push({ workspace: slug, ...(await verifyChain(tx, workspaceId)) });
      return found;
    });
    return {
      data: { valid: results.every(({ valid }) => valid), chains: results },
      text: results.map(({ workspace, sentence }) => `${workspace}: ${sentence}`).join('\n'),
      failed: results.some(({ valid }) => !valid),
    };
  });
}
