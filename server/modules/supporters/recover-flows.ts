import type { Job } from '../../platform/queue.ts';
import { CannotOpen } from '../../platform/sealed.ts';
import type { Tools } from '../../platform/tools.ts';
import { finishFlow } from './finish-flow.ts';
import { wayOf, type Ways } from './mailbox-ways.ts';
import { findFlow, interruptedFlows } from './store.ts';

const quietSeconds = 150;

/** Every minute: ends confirmations whose process vanished. What was not handed over fails and waits for the supporter; nothing is sent. */
export function recoverFlowsJob(tools: Tools, ways: Ways): Job {
  return {
    name: 'recover-flows',
    does: 'Ends confirmations whose process vanished',
    retry: 'repeatable',
    schedule: '* * * * *',
    async run() {
      const before = new Date(tools.clock.now().getTime() - quietSeconds * 1000);
      for (const { workspaceId, id } of await tools.database.inInstallation('recovery', (tx) => interruptedFlows(tx, before))) {
        const flow = await tools.database.inWorkspace(workspaceId, (tx) => findFlow(tx, workspaceId, id));
        if (!flow) continue;
        await finishFlow(tools, wayOf(ways, flow).consent, flow, { reason: 'interrupted' }).catch((error: unknown) => {
          // The others are ended all the same; this one goes with its period, or when its key is back.
          if (!(error instanceof CannotOpen)) throw error;
          tools.log.error('flow_shut', { problem: error.message });
        });
      }
    },
  };
}
