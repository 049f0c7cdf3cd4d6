import { parseEmailAddress } from '../../../shared/email-address.ts';
import { actorOf, api, memberOf } from '../../platform/api.ts';
import { notAllowed } from '../../platform/errors.ts';
import { installationId, readId, showId } from '../../platform/ids.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry } from '../audit/index.ts';
import { exportSuppressions } from './export-suppressions.ts';
import { importSuppressions } from './import-suppressions.ts';
import { listSuppressions, suppressionsOf } from './store.ts';
import { extendSuppressionOf, hashesOf, placeOf, releaseAddress, suppressAddress } from './suppress-address.ts';
import type { Reason } from './suppression.ts';

type Row = Awaited<ReturnType<typeof listSuppressions>>[number];

/** The list of addresses that nothing is sent to. */
export function suppressionRoutes(tools: Tools) {
  const { suppressions } = api;
  const shown = (row: Row) => ({
    id: showId('suppression', row.id),
    email: tools.sealer.open(placeOf(row.workspaceId, row.id), row.addressSealed),
    reason: row.reason as Reason,
    addedAt: row.addedAt.toISOString(),
    keepUntil: row.keepUntil.toISOString(),
    everywhere: row.workspaceId === installationId,
  });
  return {
    list: suppressions.list.handler(({ input, context }) => {
      const { workspaceId, operator } = memberOf(context);
      const now = tools.clock.now();
      const after = input.after === undefined ? undefined : readId('suppression', input.after);
      return tools.database.inWorkspace(workspaceId, async (tx) => {
        const sought = input.search ? parseEmailAddress(input.search) : undefined;
        const rows = sought
          ? await suppressionsOf(tx, workspaceId, sought.ok ? hashesOf(tools, sought.key) : [], now)
          : // Those of the whole copy are people who asked us and not this workspace: who knows an address may ask about it, nobody reads the list.
            await listSuppressions(tx, operator ? [workspaceId, installationId] : [workspaceId], now, { after, limit: input.limit });
        await recordEntry(
          tools,
          tx,
          { workspaceId, actor: actorOf(context) },
          { action: 'suppressions.read', details: { rows: rows.length } },
        );
        const last = rows.at(-1);
        return {
          suppressions: rows.map(shown),
          ...(last && !sought && rows.length === input.limit ? { after: showId('suppression', last.id) } : {}),
        };
      });
    }),
    suppress: suppressions.suppress.handler(async ({ input, context }) => {
      const member = memberOf(context);
      if (input.everywhere && !member.operator) throw notAllowed();
      const workspaceId = input.everywhere ? installationId : member.workspaceId;
      const row = await suppressAddress(tools, actorOf(context), {
        workspaceId,
        email: input.email,
        reason: input.reason,
        userId: member.userId,
      });
      return shown(row);
    }),
    importCsv: suppressions.importCsv.handler(({ input, context }) =>
      importSuppressions(tools, actorOf(context), memberOf(context), input),
    ),
    exportCsv: suppressions.exportCsv.handler(({ input, context }) =>
      exportSuppressions(tools, actorOf(context), memberOf(context), input),
    ),
    extend: suppressions.extend.handler(async ({ input, context }) =>
      shown(await extendSuppressionOf(tools, actorOf(context), memberOf(context).workspaceId, readId('suppression', input.suppressionId))),
    ),
    release: suppressions.release.handler(async ({ input, context }) => {
      await releaseAddress(tools, actorOf(context), memberOf(context).workspaceId, readId('suppression', input.suppressionId));
      return { done: true as const };
    }),
  };
}
