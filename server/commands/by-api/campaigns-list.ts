import { outreachState } from '../../../shared/contract/outreach-shapes.ts';
import { Misuse, type Answer, type Options, type Surroundings } from '../command.ts';
import { inOneLine } from '../plain-text.ts';
import { openCopy } from './open-copy.ts';

/** Lists the team campaigns of a workspace, newest first. */
export async function campaignsList(options: Options, around: Surroundings): Promise<Answer> {
  const state = outreachState.optional().safeParse(options.state);
  if (!state.success) throw new Misuse(`--state is one of ${outreachState.options.join(', ')}.`);
  const { api, workspaceId } = await openCopy(options, around);
  const { campaigns } = await api.outreach.list({ workspaceId, ...(state.data ? { state: state.data } : {}) });
  const lines = campaigns.map(
    ({ id, state, name, counts }) =>
      `${id}  ${state.padEnd(8)}  ${String(counts.recipients).padStart(7)} recipients  ${String(counts.accepted).padStart(7)} accepted  ${inOneLine(name)}`,
  );
  return { data: { campaigns }, text: lines.join('\n') || 'There is no team campaign.' };
}
