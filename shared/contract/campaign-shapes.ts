import { z } from 'zod';
import { campaignId, emailAddress, instant, recipientId } from './base.ts';

export const slug = z
  .string()
  .trim()
  .regex(/^[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?$/, 'Use small letters, digits and hyphens, 1 to 64 of them');

/** As pages and letters name it: `en`, `de`, `pt-BR` (BCP 47, language and region only). */
export const language = z
  .string()
  .trim()
  .regex(/^[a-z]{2,3}(-[A-Z]{2})?$/, 'Use a language code such as en, de or pt-BR');

/** The name of a message: the main one, or one that a rule chooses. */
export const messageName = z
  .string()
  .trim()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, 'Use small letters, digits and hyphens, beginning with a letter');

const subject = z.string().trim().min(1).max(300);

/** One message in one language: its subjects (each an alternative of the others) and its body, in which paragraphs may have alternatives. */
export const wording = z.object({
  message: messageName.default('main'),
  language,
  subjects: z.array(subject).min(1).max(20),
  body: z.string().trim().min(1).max(20_000),
});

const fieldName = z
  .string()
  .trim()
  .regex(/^[a-z][a-z0-9_]{0,29}$/, 'Use small letters, digits and underscores, beginning with a letter');
const shortText = z.string().trim().min(1).max(120);

/** What a rule looks at: a property of the recipient, or one of the fields that the campaign names (`fields.committee`). */
export const ruleField = z.union([
  z.enum(['language', 'country', 'region', 'district', 'affiliation']),
  z.templateLiteral(['fields.', fieldName]),
]);
/** Rules are read from top to bottom for each recipient; the first that fits decides. */
export const rule = z.object({
  when: z
    .array(z.object({ field: ruleField, is: z.enum(['one_of', 'none_of']), values: z.array(shortText).min(1).max(200) }))
    .min(1)
    .max(10)
    .describe('All of these have to be true'),
  then: z.discriminatedUnion('do', [
    z.object({ do: z.literal('message'), message: messageName }),
    z.object({
      do: z.literal('exclude'),
      text: z.string().trim().max(500).default('').describe('What a supporter reads instead'),
      link: z
        .url({ protocol: /^https$/ })
        .max(2000)
        .nullable()
        .default(null)
        .describe('Where they are sent instead'),
    }),
  ]),
});

/** How recipients are chosen for a supporter. `least_contacted` and `random` choose at the moment in which the supporter goes on. */
export const choice = z.enum(['all', 'pick', 'postcode', 'region', 'random', 'least_contacted']);

const budget = (most: number) => z.number().int().min(1).max(most).nullable();

/** What an organiser sets and writes. */
export const fields = {
  name: z.string().trim().min(1).max(120).describe('The title on the action page'),
  slug: slug.describe('The last part of the public address'),
  introduction: z.string().trim().max(2000).describe('A few sentences above the letter'),
  subject: subject.describe('The first subject of the main message in the campaign’s language'),
  body: z
    .string()
    .trim()
    .min(1)
    .max(20_000)
    .describe('Plain text with merge tags such as {{ recipient.salutation }}; [or] between paragraphs makes alternatives'),
  editing: z
    .enum(['whole', 'part', 'own_line', 'locked'])
    .describe('What a supporter may change: everything, the part between [yours] and [/yours], one added line, nothing'),
  ownTextRequired: z.boolean().describe('Whether a supporter has to write something of their own (editing part or own_line)'),
  goal: z.number().int().min(1).max(100_000_000).nullable(),
  goalGrows: z.boolean().describe('Whether the goal that is shown moves on when it is nearly reached'),
  thanks: z.string().trim().max(2000).describe('A few sentences on the receipt'),
  language: language.describe('The language of the page and of the main message'),
  choice,
  mostLetters: z.number().int().min(1).max(50).describe('The most letters that one supporter sends'),
  timeZone: z.string().trim().max(60).describe('IANA time zone of the recipients, such as Europe/Vienna'),
  hourlyBudget: budget(100_000).describe('The most letters that one recipient is offered in an hour'),
  dailyBudget: budget(1_000_000).describe('The most letters that one recipient is offered in 24 hours'),
  officeHours: z.boolean().describe('Whether the hourly budget follows office hours: whole by day, less in the evening, little at night'),
  routingFields: z.array(fieldName).max(10).describe('Names of own fields of recipients that rules may look at'),
  rules: z.array(rule).max(50),
  trackLinks: z.boolean().describe('Whether links in letters are counted. Off by default'),
  challenge: z.enum(['none', 'work']).describe('Whether a browser has to do a small calculation before it may go on. Off by default'),
};

export const campaignState = z.enum(['draft', 'published', 'paused', 'closed']);
/** A closed set. `accepted` is all that a mailbox says. `opened` is apart from it: a letter was opened in an own program, and nothing more is known. */
export const counts = z.object({
  participations: z.number().int(),
  accepted: z.number().int(),
  failed: z.number().int(),
  skipped: z.number().int(),
  uncertain: z.number().int(),
  opened: z.number().int(),
});

const problem = z.object({
  field: z.enum(['subject', 'body', 'wordings', 'recipients', 'rules', 'slug']),
  sentence: z.string(),
  line: z.number().int().optional(),
});
export const campaign = z.object({
  id: campaignId,
  kind: z.literal('advocacy'),
  state: campaignState,
  ...fields,
  wordings: z.array(wording).describe('Every message in every language, the main one first'),
  code: z.string().describe('The code under which recipients can check that the campaign is genuine'),
  textVersion: z.number().int(),
  publicUrl: z.string(),
  recipientCount: z.number().int(),
  counts,
  held: z.enum(['complaints', 'operator']).nullable().describe('Why the campaign is held until the operator has looked'),
  restingUntil: instant.nullable().describe('Until when nothing is sent because too much went wrong'),
  approval: z.enum(['not_needed', 'needed', 'given']).describe('Whether a second member has approved this text'),
  /** What stands in the way of publishing, in sentences. Empty when nothing does. */
  problems: z.array(problem),
  createdAt: instant,
  publishedAt: instant.nullable(),
  closedAt: instant.nullable(),
});

/** What is known of a recipient. There is no place for notes: own fields are short and named by the campaign. */
export const recipientFields = {
  name: z.string().trim().min(1).max(200),
  email: emailAddress,
  salutation: z.string().trim().max(200).default('').describe('How a letter begins, such as “Dear Councillor Falk”'),
  district: z.string().trim().max(120).default('').describe('Ward, constituency or office'),
  language: z.union([language, z.literal('')]).default(''),
  country: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^([A-Z]{2})?$/, 'Use two letters, such as AT')
    .default(''),
  region: z.string().trim().max(120).default(''),
  postcodes: z.array(z.string().trim().min(1).max(40)).max(5000).default([]).describe('Such as 1010, 10*, 1000-1099 or SW1A'),
  affiliation: z.string().trim().max(120).default('').describe('Party or group'),
  validFrom: z.iso.date().nullable().default(null).describe('The first day on which they may be written to'),
  validTo: z.iso.date().nullable().default(null).describe('The last day on which they may be written to'),
  fields: z.record(z.string(), z.string().trim().max(60)).default({}).describe('Own fields that the campaign names'),
};
export const recipient = z.object({ id: recipientId, ...recipientFields, contacted: z.number().int(), suppressed: z.boolean() });

/** What of a recipient may be put right; what is not named stays as it is, so nothing here has a default. */
export const recipientChange = {
  name: recipientFields.name.optional(),
  salutation: recipientFields.salutation.unwrap().optional(),
  district: recipientFields.district.unwrap().optional(),
  language: recipientFields.language.unwrap().optional(),
  country: recipientFields.country.unwrap().optional(),
  region: recipientFields.region.unwrap().optional(),
  postcodes: recipientFields.postcodes.unwrap().optional(),
  affiliation: recipientFields.affiliation.unwrap().optional(),
  validFrom: recipientFields.validFrom.unwrap().optional(),
  validTo: recipientFields.validTo.unwrap().optional(),
  fields: recipientFields.fields.unwrap().optional(),
};
