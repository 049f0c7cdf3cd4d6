import { countCombinations, mostCombinations, readWording } from '../../../shared/wording.ts';
import type { Tx } from '../../platform/database.ts';
import type { Tools } from '../../platform/tools.ts';
import {
  findCampaign,
  findCampaignBySlug,
  languagesOf,
  recipientsOf,
  totalOf,
  whyNotNow,
  wordingFor,
  wordingsOf,
  type CampaignRow,
  type Wording,
} from '../campaigns/index.ts';
import type { SupporterNeeds } from './flow-visits.ts';
import { openFlow } from './look-at-flow.ts';
import type { Ticket } from './flow.ts';
import { countedIn, standingOf, type Standing } from './offers/offer-recipients.ts';
import { offersOf, turnsOf } from './offers/store.ts';

/** Everything public about a campaign, as an action page shows it. */
export interface CampaignView {
  campaign: CampaignRow;
  organiser: string;
  path: string;
  wordings: Wording[];
  languages: string[];
  standing: Standing;
  participations: number;
  combinations: ReadonlyMap<string, Combinations>;
}

/** Which combinations of one language are shown next, in this order, and of how many. */
export interface Combinations {
  next: readonly number[];
  of: number;
}

/** A campaign that everybody may look at, and whose it is. */
export interface PublicCampaign {
  campaign: CampaignRow;
  organiser: string;
  path: string;
}

/** A campaign by its public address, with nothing of what it takes to write to somebody; a draft is not there. */
export async function publicCampaign(
  tools: Tools,
  needs: SupporterNeeds,
  place: { workspace: string; campaign: string },
): Promise<PublicCampaign | undefined> {
  const workspace = await tools.database.inInstallation('public_address', (tx) => needs.workspaceBySlug(tx, place.workspace));
  if (!workspace) return undefined;
  const { workspaceId, name, slug } = workspace;
  const campaign = await tools.database.inWorkspace(workspaceId, (tx) => findCampaignBySlug(tx, workspaceId, place.campaign));
  if (!campaign || campaign.state === 'draft') return undefined;
  return { campaign, organiser: name, path: `/c/${slug}/${campaign.slug}` };
}

/** A campaign by its public address, as the holder of a ticket sees it. A draft has none, except for who rehearses it. */
export async function viewBySlug(
  tools: Tools,
  needs: SupporterNeeds,
  place: { workspace: string; campaign: string },
  ticket?: Ticket,
): Promise<CampaignView | undefined> {
  const workspace = await tools.database.inInstallation('public_address', (tx) => needs.workspaceBySlug(tx, place.workspace));
  if (!workspace) return undefined;
  return tools.database.inWorkspace(workspace.workspaceId, async (tx) => {
    const campaign = await findCampaignBySlug(tx, workspace.workspaceId, place.campaign);
    return campaign && viewOf(tools, tx, campaign, { workspace, own: await heldBy(tools, tx, ticket) });
  });
}

/** Whom a supporter holds already: their own letters do not stand in their way when they press again. */
async function heldBy(tools: Tools, tx: Tx, ticket: Ticket | undefined): Promise<ReadonlySet<string>> {
  const flow = await openFlow(tools, tx, ticket);
  if (!flow) return new Set();
  const held = (await offersOf(tx, flow.workspaceId, flow.id)).filter(({ state }) => state === 'held');
  return countedIn(flow, new Set(held.map(({ recipientId }) => recipientId)));
}

/** A campaign by where its row is: for a partner's frame. */
export async function viewById(
  tools: Tools,
  needs: SupporterNeeds,
  { workspaceId, campaignId }: { workspaceId: string; campaignId: string },
): Promise<CampaignView | undefined> {
  return tools.database.inWorkspace(workspaceId, async (tx) => {
    const workspace = await needs.workspaceById(tx, workspaceId);
    const campaign = workspace && (await findCampaign(tx, workspaceId, campaignId));
    return campaign && viewOf(tools, tx, campaign, { workspace, own: new Set() });
  });
}

async function viewOf(
  tools: Tools,
  tx: Tx,
  campaign: CampaignRow,
  { workspace, own }: { workspace: { name: string; slug: string }; own: ReadonlySet<string> },
): Promise<CampaignView> {
  const { workspaceId, id } = campaign;
  const wordings = await wordingsOf(tx, campaign);
  const languages = languagesOf(campaign, wordings);
  const turns = await turnsOf(tx, { workspaceId, campaignId: id });
  return {
    campaign,
    organiser: workspace.name,
    path: `/c/${workspace.slug}/${campaign.slug}`,
    wordings,
    languages,
    standing: await standingOf(tools, tx, campaign, { recipients: await recipientsOf(tx, workspaceId, id), own }),
    participations: (await totalOf(tx, workspaceId, id)).participations,
    combinations: new Map(languages.map((language) => [language, nextCombinations(campaign, wordings, { language, turns })])),
  };
}

/** So many pages of a language are remembered at most. */
const mostNext = 16;

/** The combinations that were taken up no more often than the others, the least first: whoever comes next is given one of them. */
function nextCombinations(
  campaign: CampaignRow,
  wordings: readonly Wording[],
  { language, turns }: { language: string; turns: readonly { language: string; combination: number; taken: number }[] },
): Combinations {
  const messages = [...new Set(wordings.map(({ message }) => message))].map((message) =>
    wordingFor(wordings, campaign, { message, language }),
  );
  const of = commonRound(messages.map(({ subjects, body }) => countCombinations(subjects, readWording(body))));
  const taken = new Map(
    turns.filter((turn) => turn.language === language && turn.combination < of).map((turn) => [turn.combination, turn.taken]),
  );
  const mean = [...taken.values()].reduce((sum, times) => sum + times, 0) / of;
  const times = (combination: number) => taken.get(combination) ?? 0;
  const few = Array.from({ length: of }, (_, combination) => combination).filter((combination) => times(combination) <= mean);
  return { next: few.toSorted((one, other) => times(one) - times(other)).slice(0, mostNext), of };
}

/** Hands out the combinations in turn, so that supporters who are shown the same remembered view still read different ones. */
export function takeTurns() {
  let turn = 0;
  return {
    at: (view: CampaignView, language: string): number => {
      const next = view.combinations.get(language)?.next ?? [];
      return next[turn % next.length] ?? 0;
    },
    goOn: (): void => {
      turn += 1;
    },
  };
}

/** After how many supporters all messages have been round as often as they can together; where that takes too long, the longest round. */
function commonRound(counts: readonly number[]): number {
  const divisor = (one: number, other: number): number => (other === 0 ? one : divisor(other, one % other));
  const round = counts.reduce((one, other) => (one * other) / divisor(one, other), 1);
  return round <= mostCombinations ? round : Math.max(...counts);
}

/** How a campaign stands for somebody who wants to write now. */
export function stateOf({ campaign, standing }: CampaignView, at: Date, rehearsal: boolean) {
  const inTheWay = rehearsal ? undefined : whyNotNow(campaign, at);
  if (inTheWay) return inTheWay.slice('campaign_'.length) as 'paused' | 'held' | 'quarantined' | 'resting' | 'closed';
  return standing.open.length === 0 ? 'no_recipients' : 'open';
}

/** The language of a visit: the one asked for, else the first that the browser wants and the campaign has, else the campaign's own. */
export function languageOf(languages: readonly string[], wanted: string | undefined, accepted: string | undefined): string {
  const has = (code: string) =>
    languages.find((one) => one.toLowerCase() === code) ?? languages.find((one) => one.toLowerCase().split('-')[0] === code.split('-')[0]);
  const asked = wanted === undefined ? undefined : languages.find((one) => one === wanted);
  if (asked) return asked;
  const wishes = (accepted ?? '')
    .slice(0, 200)
    .split(',')
    .map((wish) => {
      const [code = '', ...rest] = wish.trim().toLowerCase().split(';');
      const weight = Number(/q=([0-9.]+)/.exec(rest.join(';'))?.[1] ?? 1);
      return { code, weight: Number.isNaN(weight) ? 0 : weight };
    })
    // A weight of zero says that a language is not wanted (RFC 9110 section 12.4.2).
    .filter(({ weight }) => weight > 0);
  for (const { code } of wishes.toSorted((one, other) => other.weight - one.weight)) {
    const found = code && has(code);
    if (found) return found;
  }
  return languages[0] ?? 'en';
}
