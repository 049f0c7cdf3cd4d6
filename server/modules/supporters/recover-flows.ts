import type { Job } from '../../platform/queue.ts';
import type { Tools } from '../../platform/tools.ts';
import type { AskConsent } from '../../providers/capabilities.ts';
import { finishFlow } from './finish-flow.ts';
import { findFlow, interruptedFlows } from './store.ts';

const quietSeconds = 150;

/** Every minute: ends confirmations whose process vanished. What was not handed over fails and waits for the supporter; nothing is sent. */
export function recoverFlowsJob(tools: Tools, google: AskConsent): Job {
  return {
    name: 'recover-flows',
    does: 'Ends confirmations whose process vanished',
    retry: 'repeatable',
    schedule: '* * * * *',
    async run() {
      const before = new Date(tools.clock.now().getTime() - quietSeconds * 1000);
      for (const { workspaceId, id } of await tools.database.inInstallation('recovery', (tx) => interruptedFlows(tx, before))) {
        const flow = await tools.database.inWorkspace(workspaceId, (tx) => findFlow(tx, workspaceId, id));
        if (flow) await finishFlow(tools, google, flow, { reason: 'interrupted' });
      }
    },
  };
}
