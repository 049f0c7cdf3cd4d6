import type { Member } from '../../../platform/api.ts';
import type { Tools } from '../../../platform/tools.ts';
import { recordEntry, type Actor } from '../../audit/index.ts';
import type { Guards } from './guards.ts';
import { saveGuards } from './store.ts';

/** Sets what holds for all team campaigns of a workspace, from the next message on. */
export async function changeGuards(tools: Tools, actor: Actor, { workspaceId }: Member, guards: Guards): Promise<void> {
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    await saveGuards(tx, workspaceId, guards);
    const { person, company, bouncePercent, complaintPermille } = guards;
    const details = {
      ...{ personMessages: person?.most ?? null, personDays: person?.days ?? null },
      ...{ companyPeople: company?.most ?? null, companyDays: company?.days ?? null },
      ...{ bouncePercent, complaintPermille },
    };
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'outreach.guards_changed', details });
  });
}
