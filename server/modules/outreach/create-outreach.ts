import { isTimeZone } from '../../../shared/office-hours.ts';
import type { Member } from '../../platform/api.ts';
import { Refusal } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import { firstSteps } from './outreach.ts';
import { insertOutreach, insertSteps, updateOutreach } from './store.ts';

/** Begins a team campaign as a draft with one empty step, meant for nobody yet. */
export async function createOutreach(
  tools: Tools,
  actor: Actor,
  { workspaceId, userId }: Member,
  { name, timeZone }: { name: string; timeZone: string },
): Promise<string> {
  refuseUnknownZone(timeZone);
  const id = newId(tools.clock);
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    await insertOutreach(tx, { workspaceId, id, name, timeZone, createdBy: userId, createdAt: tools.clock.now() });
    await insertSteps(tx, { workspaceId, campaignId: id, version: 1 }, firstSteps);
    await updateOutreach(tx, workspaceId, id, { version: 1 });
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'outreach.created', subject: { kind: 'outreach', id } });
  });
  return id;
}

export function refuseUnknownZone(timeZone: string): void {
  if (!isTimeZone(timeZone))
    throw new Refusal('invalid', 'time_zone_unknown', 'This time zone is not known. Use a name such as Europe/Vienna.');
}
