export {
  fillLetter,
  hashOfText,
  readCode,
  shownGoal,
  whyNotNow,
  type CampaignText,
  type Editing,
  type FooterOf,
  type Wording,
} from './campaign.ts';
export { chosenFor, languagesOf, wordingFor } from './choose-wording.ts';
export { countRoutes } from './counts/routes.ts';
export type { CountNeeds } from './counts/statistics.ts';
export { addCounts, addRecipientCount, noPartner, totalOf, type BounceClass, type Origin } from './counts/store.ts';
export { createCampaign } from './create-campaign.ts';
export { setCampaignState } from './publish-campaign.ts';
export { addRecipient } from './recipients/add-recipient.ts';
export { recipientRoutes } from './recipients/routes.ts';
export { addContacted, countRecipients, leastContacted, recipientsByIds, recipientsOf, type Recipient } from './recipients/store.ts';
export { isRehearsalKey, rehearsalKey } from './rehearsal.ts';
export { restIfFailing } from './rest-campaign.ts';
export { campaignRoutes, type CampaignNeeds } from './routes.ts';
export { asksFirst, isInOffice, lettersOf, meantBy, routeOf, type Excluded, type Wish } from './routing.ts';
export { findCampaign, findCampaignBySlug, lockCampaign, placesOfCode, type CampaignRow } from './store.ts';
export { wordingsOf } from './texts/store.ts';
export { holdCampaign, releaseCampaign, type CampaignPlace } from './holding/hold-campaign.ts';
export { heldCampaigns, lastReleased, workspaceOfCampaign } from './holding/store.ts';
