import { isAboutRecipient, webhookVersion, type WebhookEvent } from '../../../shared/webhook-events.ts';
import { showId } from '../../platform/ids.ts';

/** Told when its owner asks for it, and when an address is asked whether it wants to hear anything; nobody chooses these. */
export type OwnEvent = 'webhook.test' | 'webhook.challenge';

export type CampaignKind = 'advocacy' | 'outreach';

/** What an event says beside numbers: closed words and counts, never anything about a person. */
export type Details = Readonly<Record<string, unknown>>;

/** Something that happened, as whoever did it says it. */
export interface NewEvent {
  type: WebhookEvent;
  campaign: { kind: CampaignKind; id: string };
  enrolmentId?: string;
  step?: number | null;
  details?: Details;
}

/** An event on its way to one webhook. */
export interface KeptEvent {
  id: string;
  type: string;
  campaignKind: string | null;
  campaignId: string | null;
  enrolmentId: string | null;
  step: number | null;
  details: Details;
  happenedAt: Date;
}

export const shownCampaign = ({ campaignKind, campaignId }: Pick<KeptEvent, 'campaignKind' | 'campaignId'>): string | null =>
  campaignId === null ? null : showId(campaignKind === 'outreach' ? 'outreach' : 'campaign', campaignId);

/**
 * The words of an event, the same each time that it is told: they are made of what stands in the row, and of the address of its recipient where the
 * webhook is told addresses. Shaped as the Standard Webhooks specification recommends: type, timestamp, data.
 */
export function bodyOf(event: KeptEvent, telling: { withAddress: boolean; address: string | null }): string {
  const campaign = shownCampaign(event);
  const data = {
    ...(campaign === null ? {} : { campaign: { id: campaign, kind: event.campaignKind } }),
    ...(event.enrolmentId === null ? {} : { enrolment: showId('enrolment', event.enrolmentId), step: event.step }),
    ...(telling.withAddress && isAboutRecipient(event.type) ? { address: telling.address } : {}),
    ...event.details,
  };
  return JSON.stringify({ type: event.type, version: webhookVersion, timestamp: event.happenedAt.toISOString(), data });
}
