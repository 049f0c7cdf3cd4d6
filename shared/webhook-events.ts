/** What a webhook can choose to be told, with what each means. */
export const webhookEvents = {
  'campaign.launched': 'A campaign was launched, or published for the first time',
  'campaign.taken_back': 'The launch of a team campaign was taken back before anything left',
  'campaign.paused': 'A campaign was paused, by a member or by itself; `because` says why',
  'campaign.resumed': 'A campaign runs on',
  'campaign.finished': 'A campaign is finished, or was closed',
  'delivery.accepted': 'The provider of the mailbox took a message to send it. It does not say that it arrived',
  'delivery.failed': 'A message was not sent; `reason` says why',
  'delivery.skipped': 'A message was not sent because its recipient may not be written to',
  'delivery.uncertain': 'Nobody knows whether a message left',
  'delivery.settled': 'It was found out what became of an uncertain message; `became` says what',
  'reply.received': 'A recipient answered',
  'recipient.left': 'A recipient wants no more messages',
  'recipient.bounced': 'A message came back; `severity` says whether for good',
  'recipient.complained': 'A recipient reported a message as unwanted',
  'participation.totals': 'The totals of campaigns in which supporters send changed; at most once a minute, all campaigns in one message',
} as const;

export type WebhookEvent = keyof typeof webhookEvents;
export const webhookEventNames = Object.keys(webhookEvents) as [WebhookEvent, ...WebhookEvent[]];

/** What is told of one recipient, so that their address can be told with it. */
export const isAboutRecipient = (name: string): boolean => /^(delivery|reply|recipient)\./.test(name);

/** Of the shape of what is told. Fields are added without a new number; it changes when a field goes or means something else. */
export const webhookVersion = 1;

const outreach = { id: 'otr_0192f1c27e0b7c4a9d3e5f60718293a4', kind: 'outreach' } as const;
const message = { campaign: outreach, enrolment: 'enr_0192f1c27e0b7c4a9d3e5f60718293a4', step: 1 };
const example = {
  campaigns: [
    {
      id: 'cmp_0192f1c27e0b7c4a9d3e5f60718293a4',
      name: 'Keep the ford open',
      state: 'published',
      counts: { participations: 212, accepted: 634, failed: 3, skipped: 1, uncertain: 0, opened: 41 },
    },
  ],
};

const reasonOf: Partial<Record<WebhookEvent, string>> = {
  'delivery.failed': 'address_refused',
  'delivery.skipped': 'suppressed',
  'delivery.uncertain': 'interrupted',
};

/** An example of what stands in `data`. */
function exampleData(name: WebhookEvent): object {
  if (name === 'participation.totals') return example;
  if (name.startsWith('campaign.')) return { campaign: outreach, ...(name === 'campaign.paused' ? { because: 'bounces' } : {}) };
  if (name === 'delivery.settled') return { ...message, became: 'accepted' };
  if (name === 'recipient.bounced') return { ...message, severity: 'hard' };
  return name in reasonOf ? { ...message, reason: reasonOf[name] } : message;
}

/** One whole message as it is told. */
export const exampleOf = (name: WebhookEvent) => ({
  type: name,
  version: webhookVersion,
  timestamp: '2026-11-22T05:00:00.000Z',
  data: exampleData(name),
});
