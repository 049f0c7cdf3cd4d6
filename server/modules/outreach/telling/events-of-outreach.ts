import type { NewEvent } from '../../webhooks/index.ts';
import type { NewReturn } from '../returning/store.ts';

/** Something that happened to a whole team campaign, as webhooks are told it. */
export const campaignEvent = (id: string, type: Extract<NewEvent['type'], `campaign.${string}`>, because?: string): NewEvent => ({
  type,
  campaign: { kind: 'outreach', id },
  ...(because === undefined ? {} : { details: { because } }),
});

interface Message {
  campaignId: string;
  enrolmentId: string;
  step: number;
}

/** What became of a message, by numbers. What was accepted needs no reason. */
export const deliveryEvent = (
  { campaignId, enrolmentId, step }: Message,
  state: 'accepted' | 'failed' | 'skipped' | 'uncertain',
  reason: string | null,
): NewEvent => ({
  type: `delivery.${state}`,
  campaign: { kind: 'outreach', id: campaignId },
  enrolmentId,
  step,
  details: state === 'accepted' ? {} : { reason },
});

const typeOf = {
  reply: 'reply.received',
  leave: 'recipient.left',
  bounce: 'recipient.bounced',
  complaint: 'recipient.complained',
  auto_reply: undefined,
  delayed: undefined,
} as const satisfies Record<NewReturn['kind'], NewEvent['type'] | undefined>;

/** What came back for a message, or where none left yet for an enrolment; of automatic answers and delays nothing is told. */
export function returnEvents(
  { campaignId, enrolmentId, step }: Omit<Message, 'step'> & { step: number | null },
  { kind, severity }: Pick<NewReturn, 'kind' | 'severity'>,
): NewEvent[] {
  const type = typeOf[kind];
  if (type === undefined) return [];
  const details = kind === 'bounce' ? { severity } : {};
  return [{ type, campaign: { kind: 'outreach', id: campaignId }, enrolmentId, step, details }];
}
