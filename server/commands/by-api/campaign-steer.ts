import { ORPCError } from '@orpc/client';
import type { Answer, Options, Surroundings } from '../command.ts';
import { inOneLine } from '../plain-text.ts';
import { openCopy, type Api } from './open-copy.ts';

/** Launches a campaign: from then on messages leave. Where something is in the way, all of it is said. */
export async function campaignLaunch(options: Options, around: Surroundings): Promise<Answer> {
  const { api, workspaceId } = await openCopy(options, around);
  const one = { workspaceId, outreachId: options.campaign ?? '' };
  const data = await api.outreach.launch(one).catch(async (error: unknown) => {
    if (error instanceof ORPCError && [409, 422].includes(error.status)) await sayProblems(api, one, around);
    throw error;
  });
  const held = data.holdEndsAt ? ` Until ${data.holdEndsAt} nothing leaves, and it can be taken back.` : '';
  return { data, text: `“${inOneLine(data.name)}” is ${data.state}: ${String(data.counts.recipients)} recipients.${held}` };
}

async function sayProblems(api: Api, one: { workspaceId: string; outreachId: string }, { say }: Surroundings): Promise<void> {
  const { problems } = await api.outreach.check(one);
  for (const { sentence } of problems) say(`- ${inOneLine(sentence)}\n`);
}

/** Pauses a campaign: within a second nothing leaves any more. */
export const campaignPause = (options: Options, around: Surroundings): Promise<Answer> => setState(options, around, 'paused');

/** Lets a paused campaign run on. */
export const campaignResume = (options: Options, around: Surroundings): Promise<Answer> => setState(options, around, 'running');

async function setState(options: Options, around: Surroundings, state: 'paused' | 'running'): Promise<Answer> {
  const { api, workspaceId } = await openCopy(options, around);
  const data = await api.outreach.setState({ workspaceId, outreachId: options.campaign ?? '', state });
  return { data, text: `“${inOneLine(data.name)}” is ${data.state}.` };
}
