import type { Tx } from '../../../platform/database.ts';
import type { Tools } from '../../../platform/tools.ts';
import { noteEvents } from '../../webhooks/index.ts';
import { returnEvents } from '../telling/events-of-outreach.ts';
import { lastSteps } from './store.ts';

/** Tells the servers of a workspace that somebody left, for each enrolment of theirs that ended by it. */
export async function tellLeaving(
  tools: Pick<Tools, 'clock'>,
  tx: Tx,
  workspaceId: string,
  ended: readonly { campaignId: string; id: string }[],
): Promise<void> {
  if (ended.length === 0) return;
  const steps = await lastSteps(tx, workspaceId, ended);
  const left = { kind: 'leave', severity: null } as const;
  const events = ended.flatMap(({ campaignId, id }) => returnEvents({ campaignId, enrolmentId: id, step: steps.get(id) ?? null }, left));
  await noteEvents(tools, tx, workspaceId, events);
}
