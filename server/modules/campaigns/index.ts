export { fillLetter, hashOfText, type CampaignText } from './campaign.ts';
export { setCampaignState } from './change-campaign.ts';
export { createCampaign } from './create-campaign.ts';
export { addRecipient } from './recipients/add-recipient.ts';
export { recipientRoutes } from './recipients/routes.ts';
export { recipientsOf, type Recipient } from './recipients/store.ts';
export { campaignRoutes, type CampaignNeeds } from './routes.ts';
export { addCounts, findCampaign, findCampaignBySlug, lockCampaign, type CampaignRow, type Counts } from './store.ts';
