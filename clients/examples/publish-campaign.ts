import type { Antiphon } from '../typescript/antiphon.ts';

/** Begins a public campaign, adds whom letters go to, and publishes it. */
export async function publishCampaign(antiphon: Antiphon, workspaceId: string) {
  const { id: campaignId } = await antiphon.campaigns.create({
    workspaceId,
    name: 'Keep the ford open',
    subject: 'Please keep the ford open',
    body: '{{ recipient.salutation }},\n\nI walk there most weeks.\n\n{{ supporter.name }}',
  });
  const csv = 'name,email,salutation\nInes Falk,ines.falk@council.example.org,Dear Ines Falk\n';
  await antiphon.campaigns.importRecipients({ workspaceId, campaignId, csv });
  await antiphon.campaigns.setState({ workspaceId, campaignId, state: 'published' });
  return campaignId;
}
