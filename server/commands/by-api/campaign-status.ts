import { CommandFailed, type Answer, type Options, type Surroundings } from '../command.ts';
import { inOneLine } from '../plain-text.ts';
import { openCopy, type Copy } from './open-copy.ts';
import { patiently } from './patiently.ts';
import { createProgress, progressLine } from './progress.ts';

const lookEveryMilliseconds = 2_000;
/** The plan of a large campaign takes a while to make: it is asked for now and then. */
const planEveryMilliseconds = 60_000;

type Campaign = Awaited<ReturnType<Copy['api']['outreach']['show']>>;
type Plan = Pick<Awaited<ReturnType<Copy['api']['outreach']['plan']>>, 'messages' | 'endsAt'>;

/** Says how far a campaign is; with `--follow` until it is finished. */
export async function campaignStatus(options: Options, around: Surroundings): Promise<Answer> {
  const copy = await openCopy(options, around);
  const { campaign, plan } = options.follow ? await follow(copy, options.campaign ?? '', around) : await look(copy, options.campaign ?? '');
  const { id, name, state, pausedBecause, launchedAt, finishedAt, counts } = campaign;
  const stillToCome = { messages: plan.messages, endsAt: plan.endsAt };
  return {
    data: { id, name, state, pausedBecause, launchedAt, finishedAt, counts, stillToCome },
    text: inLines(campaign, plan).join('\n'),
  };
}

async function look({ api, workspaceId }: Copy, outreachId: string): Promise<{ campaign: Campaign; plan: Plan }> {
  const one = { workspaceId, outreachId };
  const campaign = await api.outreach.show(one);
  return { campaign, plan: await planOf(copyPlan(api, one), campaign) };
}

const copyPlan = (api: Copy['api'], one: { workspaceId: string; outreachId: string }) => () => api.outreach.plan(one);
const planOf = async (ask: () => Promise<Plan>, { state }: Campaign): Promise<Plan> =>
  state === 'finished' ? { messages: 0, endsAt: null } : ask();

async function follow({ api, workspaceId }: Copy, outreachId: string, around: Surroundings): Promise<{ campaign: Campaign; plan: Plan }> {
  const one = { workspaceId, outreachId };
  const progress = createProgress(around);
  let [plan, total, plannedAt]: [Plan, number, number] = [{ messages: 0, endsAt: null }, 0, -Infinity];
  try {
    for (;;) {
      const campaign = await patiently(around, () => api.outreach.show(one));
      if (campaign.state === 'draft') throw new CommandFailed('This campaign is not launched, so there is nothing to follow.');
      const now = around.clock.now().getTime();
      if (campaign.state === 'finished' || now - plannedAt >= planEveryMilliseconds) {
        plan = await patiently(around, () => planOf(copyPlan(api, one), campaign));
        [total, plannedAt] = [settledOf(campaign) + plan.messages, now];
      }
      progress.show(progressLine({ done: settledOf(campaign), of: total, words: inWords(campaign, total, plan) }));
      if (campaign.state === 'finished') return { campaign, plan };
      await around.clock.wait(lookEveryMilliseconds);
    }
  } finally {
    progress.end();
  }
}

const settledOf = ({ counts }: Campaign): number => counts.accepted + counts.failed + counts.skipped + counts.uncertain;
const pausedOf = ({ state, pausedBecause }: Campaign): string => (pausedBecause ? `${state} (${pausedBecause})` : state);

function inWords(campaign: Campaign, total: number, { endsAt }: Plan): string {
  const { accepted, failed, uncertain, replied } = campaign.counts;
  const parts = [
    pausedOf(campaign),
    `${String(settledOf(campaign))} of ${String(total)} messages`,
    `${String(accepted)} accepted`,
    ...(failed > 0 ? [`${String(failed)} failed`] : []),
    ...(uncertain > 0 ? [`${String(uncertain)} uncertain`] : []),
    ...(replied > 0 ? [`${String(replied)} replied`] : []),
    ...(endsAt ? [`until ${endsAt.slice(0, 16).replace('T', ' ')} UTC`] : []),
  ];
  return parts.join(' · ');
}

function inLines(campaign: Campaign, { messages, endsAt }: Plan): string[] {
  const counts = Object.entries(campaign.counts).filter(([what, count]) => count > 0 || what === 'recipients' || what === 'accepted');
  return [
    `“${inOneLine(campaign.name)}” is ${pausedOf(campaign)}.`,
    ...counts.map(([what, count]) => `  ${what.padEnd(13)} ${String(count)}`),
    ...(messages > 0 ? [`  still to come ${String(messages)}${endsAt ? `, the last at ${endsAt}` : ''}`] : []),
  ];
}
