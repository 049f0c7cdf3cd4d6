import { completeSetup, needsSetup, type SessionRules } from './modules/identity/index.ts';
import { api } from './platform/api.ts';
import { showId } from './platform/ids.ts';
import type { Site } from './platform/page.ts';
import type { Tools } from './platform/tools.ts';

/** The first run of a copy: whether it waits for its owner, and creating them against the one-time code. */
export function setupRoutes(
  tools: Tools,
  { site, rules, operator }: { site: Site; rules: SessionRules; operator: { outboxUrl: string | undefined } },
) {
  return {
    state: api.setup.state.handler(async () => ({
      needed: await needsSetup(tools),
      sandbox: site.sandbox,
      publicUrl: site.publicUrl,
      ...(operator.outboxUrl ? { outboxUrl: operator.outboxUrl } : {}),
    })),
    complete: api.setup.complete.handler(async ({ input, context }) => {
      const workspaceId = await completeSetup(tools, context, rules, input);
      return { done: true as const, workspaceId: showId('workspace', workspaceId) };
    }),
  };
}
