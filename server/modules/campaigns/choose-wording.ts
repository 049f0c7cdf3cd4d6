import { chooseCombination, readWording, type Chosen } from '../../../shared/wording.ts';
import type { Wording } from './campaign.ts';
import { routeOf } from './routing.ts';
import type { CampaignRow } from './store.ts';
import type { Recipient } from './recipients/store.ts';

/** The wording of a message in a language; where it is missing, in the campaign's own, and the main message before none at all. */
export function wordingFor(
  wordings: readonly Wording[],
  campaign: Pick<CampaignRow, 'language' | 'subjects' | 'body'>,
  wanted: { message: string; language: string },
): Wording {
  const { message, language } = wanted;
  const find = (one: string, other: string) => wordings.find((wording) => wording.message === one && wording.language === other);
  const found = find(message, language) ?? find(message, campaign.language) ?? find('main', language) ?? find('main', campaign.language);
  return found ?? { message: 'main', language: campaign.language, subjects: campaign.subjects, body: campaign.body };
}

/** The words that one recipient's letter begins with: the message that the rules choose, in a language, in one combination of its alternatives. */
export function chosenFor(
  campaign: Pick<CampaignRow, 'language' | 'subjects' | 'body' | 'rules'>,
  wordings: readonly Wording[],
  recipient: Recipient | undefined,
  flow: { language: string; combination: number },
): Chosen {
  const route = recipient && routeOf(campaign.rules, recipient);
  const message = route && 'message' in route ? route.message : 'main';
  const wording = wordingFor(wordings, campaign, { message, language: flow.language });
  return chooseCombination(wording.subjects, readWording(wording.body), flow.combination);
}

/** The languages in which a supporter may read and send, the campaign's own first. */
export function languagesOf(campaign: Pick<CampaignRow, 'language'>, wordings: readonly Wording[]): string[] {
  return [...new Set([campaign.language, ...wordings.filter(({ message }) => message === 'main').map(({ language }) => language)])];
}
