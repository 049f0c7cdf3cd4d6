import { actorOf, api, memberOf } from '../../platform/api.ts';
import { installationId } from '../../platform/ids.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry } from '../audit/index.ts';
import { keepPromises } from './keep-promises.ts';
import { whatWeKeep } from './what-we-keep.ts';

/** The promises as members see them, and the operator's wish to keep them now. */
export function privacyRoutes(tools: Tools) {
  return {
    promises: api.evidence.promises.handler(({ context }) => {
      const now = tools.clock.now();
      return tools.database.inWorkspace(memberOf(context).workspaceId, async (tx) => {
        const standings = await whatWeKeep(tx, now);
        const shown = standings.map((standing) => ({
          ...standing,
          oldestAt: standing.oldestAt?.toISOString() ?? null,
          lastRunAt: standing.lastRunAt?.toISOString() ?? null,
        }));
        return { at: now.toISOString(), promises: shown };
      });
    }),
    runRetention: api.operator.runRetention.handler(async ({ input, context }) => {
      const runs = await keepPromises(tools, input);
      await tools.database.inInstallation('retention', (tx) =>
        recordEntry(
          tools,
          tx,
          { workspaceId: installationId, actor: actorOf(context) },
          { action: 'retention.run', details: { dryRun: input.dryRun } },
        ),
      );
      return { runs };
    }),
  };
}
