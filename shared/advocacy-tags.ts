/** The merge tags of an advocacy campaign's message, each with the line that its editor shows. */
export const advocacyTags = {
  'recipient.name': 'The name of the person written to, as entered in the campaign.',
  'recipient.salutation': 'How that person is addressed, such as "Dear Ms Rossi".',
  'recipient.district': 'The district or constituency that the person represents.',
  'recipient.region': 'The region of that person, as entered in the campaign.',
  'recipient.affiliation': 'The party or group of that person.',
  'supporter.name': 'The name of the supporter who sends the message, as they confirmed it.',
} as const;

export type AdvocacyTag = keyof typeof advocacyTags;

/** What the merge tags say of a person who is written to. */
export interface LetterRecipient {
  name: string;
  salutation: string;
  district: string;
  region: string;
  affiliation: string;
}

/** What each merge tag stands for in the letter of one supporter to one recipient; what nobody entered is empty. */
export function tagValues(recipient: LetterRecipient | null, supporterName: string): Record<AdvocacyTag, string> {
  return {
    'recipient.name': recipient?.name ?? '',
    'recipient.salutation': recipient?.salutation ?? '',
    'recipient.district': recipient?.district ?? '',
    'recipient.region': recipient?.region ?? '',
    'recipient.affiliation': recipient?.affiliation ?? '',
    'supporter.name': supporterName,
  };
}
