import type { Answer, Options, Surroundings } from '../command.ts';
import { readCampaignFile } from './campaign-file.ts';
import { openCopy } from './open-copy.ts';

/** Makes a draft of a campaign out of a file. What the copy does not take leaves no half of one behind. */
export async function campaignCreate(options: Options, around: Surroundings): Promise<Answer> {
  const { name, timeZone, steps, ...settings } = await readCampaignFile(options.from ?? '');
  const { api, workspaceId } = await openCopy(options, around);
  const { id } = await api.outreach.create({ workspaceId, name, ...(timeZone === undefined ? {} : { timeZone }) });
  const one = { workspaceId, outreachId: id };
  try {
    if (Object.keys(settings).length > 0) await api.outreach.change({ ...one, ...settings });
    if (steps) await api.outreach.saveSteps({ ...one, steps });
  } catch (error) {
    await api.outreach.remove({ ...one, name }).catch(() => {
      around.say(`antiphon: The draft ${id} stays as far as it came.\n`);
    });
    throw error;
  }
  const data = await api.outreach.show(one);
  return { data, text: `Created ${id}, a draft with ${String(data.steps.length)} ${data.steps.length === 1 ? 'step' : 'steps'}.` };
}
