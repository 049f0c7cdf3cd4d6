import { actorOf, api, memberOf } from '../../platform/api.ts';
import { installationId } from '../../platform/ids.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry } from '../audit/index.ts';
import { keepPromises } from './keep-promises.ts';
import { showRuns } from './show-runs.ts';
import { shownStandings, whatWeKeep } from './what-we-keep.ts';

/** The promises as members see them, and the operator's wish to keep them now. */
export function privacyRoutes(tools: Tools) {
  return {
    promises: api.evidence.promises.handler(({ context }) => {
      const now = tools.clock.now();
      return tools.database.inWorkspace(memberOf(context).workspaceId, async (tx) => {
        return { at: now.toISOString(), promises: shownStandings(await whatWeKeep(tx, now)) };
      });
    }),
    retentionRuns: api.evidence.retentionRuns.handler(({ input }) => showRuns(tools, input)),
    retentionRunsOfCopy: api.operator.retentionRuns.handler(({ input }) => showRuns(tools, input)),
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
