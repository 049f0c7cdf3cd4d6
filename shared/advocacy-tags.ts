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
