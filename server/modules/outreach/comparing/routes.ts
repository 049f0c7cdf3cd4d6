import { actorOf, api, memberOf } from '../../../platform/api.ts';
import { notFound } from '../../../platform/errors.ts';
import { readId } from '../../../platform/ids.ts';
import type { Tools } from '../../../platform/tools.ts';
import { showOutreach } from '../show-outreach.ts';
import { findOutreach } from '../store.ts';
import { compareVariants, fewestAccepted } from './comparison.ts';
import { preferVariant } from './prefer-variant.ts';
import { repliesByVariant, weightsOf } from './store.ts';

/** How the variants of a team campaign do beside each other, and which is used from now on. */
export function comparingRoutes(tools: Tools) {
  const { outreach } = api;
  return {
    compareVariants: outreach.compareVariants.handler(({ input, context }) => {
      const { workspaceId } = memberOf(context);
      const campaignId = readId('outreach', input.outreachId);
      return tools.database.inWorkspace(workspaceId, async (tx) => {
        const campaign = await findOutreach(tx, workspaceId, campaignId);
        if (!campaign) throw notFound('team campaign');
        const weights = await weightsOf(tx, { workspaceId, campaignId }, campaign.version);
        const counted = await repliesByVariant(tx, { workspaceId, campaignId });
        const variants = weights.map(({ variant, weight }) => ({
          weight,
          ...(counted.find((one) => one.variant === variant) ?? { variant, accepted: 0, replied: 0 }),
        }));
        // One that was given up early says nothing, and holds up nobody.
        const tried = variants.filter(({ weight, accepted }) => weight > 0 || accepted >= fewestAccepted);
        return { variants, ...compareVariants(tried) };
      });
    }),
    preferVariant: outreach.preferVariant.handler(async ({ input, context }) => {
      const member = memberOf(context);
      const id = readId('outreach', input.outreachId);
      await preferVariant(tools, actorOf(context), member, { id, variant: input.variant });
      return tools.database.inWorkspace(member.workspaceId, (tx) => showOutreach(tx, member.workspaceId, id));
    }),
  };
}
