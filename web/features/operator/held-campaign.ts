import type { Api } from '../../api.ts';

/** A campaign in which nobody can write until the operator has looked. */
export type HeldCampaign = Awaited<ReturnType<Api['requests']['heldCampaigns']>>['campaigns'][number];

/** Why a campaign is held, in words. */
export const whyHeld: Record<HeldCampaign['held'], string> = {
  complaints: 'Recipients complained',
  operator: 'An operator held it',
};

/** The id of a campaign in what an operator pasted: the id itself, or the address of the campaign's page for members. */
export function campaignIdIn(text: string): string | undefined {
  return /\bcmp_[0-9a-f]{32}\b/.exec(text)?.[0];
}
