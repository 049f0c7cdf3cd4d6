import type { Member } from '../../platform/api.ts';
import { writeCsv } from '../../platform/csv.ts';
import { notAllowed } from '../../platform/errors.ts';
import { installationId, readId, showId } from '../../platform/ids.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import { listSuppressions } from './store.ts';
import { placeOf } from './suppress-address.ts';

const mostRows = 20_000;
const headers = ['email', 'reason', 'added', 'kept until'];

/**
 * The list of a workspace, or of the whole copy for its operator, as a file that another copy or another program can take in; a longer list goes on in
 * the next file. Who is known by a code alone stands in none.
 */
export function exportSuppressions(
  tools: Tools,
  actor: Actor,
  member: Member,
  { of, after }: { of: 'workspace' | 'copy'; after?: string | undefined },
) {
  const everywhere = of === 'copy';
  if (everywhere && !member.operator) throw notAllowed();
  const workspaceId = everywhere ? installationId : member.workspaceId;
  return tools.database.inWorkspace(workspaceId, async (tx) => {
    const page = { after: after === undefined ? undefined : readId('suppression', after), limit: mostRows };
    const rows = await listSuppressions(tx, [workspaceId], tools.clock.now(), page);
    const lines = rows.flatMap(({ id, addressSealed, reason, addedAt, keepUntil }) => {
      const address = tools.sealer.open(placeOf(workspaceId, id), addressSealed);
      return address === '' ? [] : [[address, reason, addedAt.toISOString(), keepUntil.toISOString()]];
    });
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'suppressions.exported', details: { rows: lines.length } });
    const last = rows.at(-1);
    return {
      fileName: everywhere ? 'suppressions-everywhere.csv' : 'suppressions.csv',
      csv: writeCsv(headers, lines),
      rows: lines.length,
      unnamed: rows.length - lines.length,
      ...(last && rows.length === mostRows ? { after: showId('suppression', last.id) } : {}),
    };
  });
}
