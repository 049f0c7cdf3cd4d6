import type { Tx } from '../../platform/database.ts';
import { Refusal } from '../../platform/errors.ts';
import { holdEnd } from '../workspaces/index.ts';

/**
 * Nothing begins in a workspace that is being deleted. Asked before the campaign is locked: whoever ends a workspace locks in this order.
 * @throws Refusal
 */
export async function refuseWhereWorkspaceEnds(tx: Tx, workspaceId: string): Promise<void> {
  if (await holdEnd(tx, workspaceId))
    throw new Refusal(
      'refused',
      'workspace_ends',
      'This workspace is being deleted, so nothing is sent from it. An owner can keep it first.',
    );
}
