import type { Tools } from '../../platform/tools.ts';
import { readAnchors } from './read-anchors.ts';
import { lacksAnyEnd } from './store.ts';

/**
 * Whether the newest end of a chain that was noted outside the database is not in it. The database was brought back to an earlier moment then, and
 * not by a restore, or the chain was rewritten. Ends are noted after their commit, so no crash that loses the last of them looks like that.
 * @param since what was noted until then is of a time on which the operator has had their say
 */
export async function hasLostEnds(tools: Pick<Tools, 'database' | 'evidence'>, since: string): Promise<boolean> {
  const { anchors } = await readAnchors(tools);
  const newest = [...anchors.values()]
    .flatMap((own) => own.at(-1) ?? [])
    .filter(({ at, hash }) => at > since && /^[0-9a-f]{64}$/.test(hash));
  return tools.database.inInstallation('audit_verification', (tx) => lacksAnyEnd(tx, newest));
}
