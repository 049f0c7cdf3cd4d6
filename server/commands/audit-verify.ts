import { verifyAllChains } from '../modules/audit/index.ts';
import type { Answer, Options } from './command.ts';
import { withTools } from './with-tools.ts';

/** Checks the audit chain of every workspace and of the installation, also against what was noted of them outside the database. */
export async function auditVerify({ config }: Options): Promise<Answer> {
  const { chains, restores } = await withTools(config, verifyAllChains);
  const lines = [
    ...chains.map(({ workspace, sentence }) => `${workspace}: ${sentence}`),
    ...restores.map(
      ({ at, backedUpAt }) => `The database was restored at ${at} to how it was at ${backedUpAt}. What was noted between is not compared.`,
    ),
  ];
  return {
    data: { valid: chains.every(({ valid }) => valid), chains, restores },
    text: lines.join('\n'),
    failed: chains.some(({ valid }) => !valid),
  };
}
