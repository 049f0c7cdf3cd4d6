import type { Tx } from '../../../platform/database.ts';
import { installationId } from '../../../platform/ids.ts';
import type { Job } from '../../../platform/queue.ts';
import type { Tools } from '../../../platform/tools.ts';
import { recordEntry } from '../../audit/index.ts';
import { campaignsOf, deleteCampaignOf, deleteWorkspace, endedWorkspaces } from './store.ts';

/** Told before a campaign goes, and before the workspace does; what each gives is done once they are gone. Consents are given back. */
export interface BeforeRemoval {
  campaign(tx: Tx, campaign: { workspaceId: string; campaignId: string }): Promise<() => Promise<void>>;
  workspace(tx: Tx, workspaceId: string): Promise<() => Promise<void>>;
}

const actor = { kind: 'job' } as const;

/**
 * Deletes every workspace whose time is over, with everything in it. Campaign by campaign first, so that a kill in between leaves less to do and
 * nothing wrong. That there was a workspace stays, by number: in the copy's own chain, and outside the database, so that no backup brings it back.
 */
export async function deleteEndedWorkspaces(tools: Tools, beforeRemoval: BeforeRemoval): Promise<void> {
  const now = tools.clock.now();
  const ended = await tools.database.inInstallation('retention', (tx) => endedWorkspaces(tx, now));
  for (const workspaceId of ended) {
    const campaigns = await tools.database.inWorkspace(workspaceId, (tx) => campaignsOf(tx, workspaceId));
    for (const campaignId of campaigns) {
      const afterwards = await tools.database.inWorkspace(workspaceId, async (tx) => {
        const giveBack = await beforeRemoval.campaign(tx, { workspaceId, campaignId });
        await deleteCampaignOf(tx, workspaceId, campaignId);
        return giveBack;
      });
      await afterwards();
    }
    const giveBack = await tools.database.inWorkspace(workspaceId, (tx) => beforeRemoval.workspace(tx, workspaceId));
    await giveBack();
    await tools.database.inInstallation('retention', async (tx) => {
      if (!(await deleteWorkspace(tx, workspaceId, now))) return;
      await tools.evidence.append({ kind: 'workspace_deleted', at: now.toISOString(), workspaceId });
      const subject = { kind: 'workspace', id: workspaceId };
      await recordEntry(tools, tx, { workspaceId: installationId, actor }, { action: 'workspace.deleted', subject });
    });
  }
}

/** Every ten minutes, at a worker's start, and right after an account took its workspace with it. */
export function endWorkspacesJob(tools: Tools, beforeRemoval: BeforeRemoval): Job {
  return {
    name: 'end-workspaces',
    does: 'Deletes workspaces whose time is over, with everything in them',
    retry: 'repeatable',
    schedule: '*/10 * * * *',
    run: () => deleteEndedWorkspaces(tools, beforeRemoval),
  };
}
