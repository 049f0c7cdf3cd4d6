import { z } from 'zod';
import { footerLanguages } from '../footer-words.ts';
import { contactId, enrolmentId, instant, listId, mailboxId, outreachId, segmentId } from './base.ts';

/** `draft` → `running` ⇄ `paused` → `finished`; nothing leads back from the last. */
export const outreachState = z.enum(['draft', 'running', 'paused', 'finished']);

export const pausedBecause = z
  .enum(['member', 'mailboxes', 'bounces', 'complaints', 'errors', 'late', 'restored', 'approval'])
  .describe('Who or what paused it; `late` waits for a word because its start was missed');

/** How far a recipient came: `waiting` for the next message, `sending` it, `finished` with all, or `stopped` before. */
export const enrolmentState = z.enum(['waiting', 'sending', 'finished', 'stopped']);

export const outreachDeliveryState = z.enum(['planned', 'sending', 'accepted', 'failed', 'skipped', 'uncertain']);

export const tracking = z
  .enum(['none', 'aggregate', 'recipient'])
  .describe(
    'Whether opens and clicks are noted: not at all, in sum, or by recipient. Messages say so; after the launch it can only be lowered',
  );

const many = <Item extends z.ZodType>(item: Item) => z.array(item).max(100).default([]);
/** Whom a campaign is meant for: everybody in one of the lists or segments, without those in one of the others. */
export const audience = z.object({
  lists: many(listId),
  segments: many(segmentId),
  exceptLists: many(listId),
  exceptSegments: many(segmentId),
});

const mostSteps = 20;

/** What a step says. A recipient keeps one variant through all steps. */
const text = z.object({
  variant: z.string().regex(/^[a-h]$/, 'must be a letter from a to h'),
  weight: z.number().int().min(0).max(100).describe('How many recipients get it, beside the weights of the others; 0 for nobody more'),
  subject: z.string().max(2000),
  html: z.string().max(500_000),
});
export const step = z.object({
  delayHours: z.number().int().min(0).max(8760).describe('After the step before it was accepted; of the first step nothing is waited'),
  sameThread: z.boolean().describe('Whether it follows in the conversation of the first step, under its subject'),
  files: z
    .array(z.string().trim().min(1).max(400))
    .max(10)
    .default([])
    .describe('Names of files of the library that go with it. With merge tags in it, a name is another one for each recipient'),
  texts: z.array(text).min(1).max(8),
});
export const steps = z.array(step).min(1).max(mostSteps);
/** The same as somebody writes them, who may say where each of them was. */
export const writtenSteps = z
  .array(
    step.extend({
      position: z
        .number()
        .int()
        .min(1)
        .max(mostSteps)
        .optional()
        .describe('The number of the step that it was before; none for a new one. After the launch no step may stand in another place'),
    }),
  )
  .min(1)
  .max(mostSteps);

/** What a member sets; `fields` of the same names are columns. */
export const outreachFields = {
  name: z.string().trim().min(1).max(120),
  audience,
  mailboxes: z.array(mailboxId).max(200).describe('From which it is sent, each within its own pacing'),
  timeZone: z.string().max(60).describe('Such as Europe/Vienna'),
  byRecipientZone: z.boolean().describe('Whether the window is meant by the clock of each recipient, where their zone is known'),
  workingDays: z.number().int().min(0).max(127).describe('The days of the week on which it sends, as bits; bit 0 is Monday'),
  opensMinute: z.number().int().min(0).max(1439).describe('From when on it sends, in minutes after midnight'),
  closesMinute: z.number().int().min(1).max(1440).describe('Until when; a window that closes before it opens goes over midnight'),
  startsAt: instant.nullable().describe('When it begins; at its launch when empty'),
  endsAt: instant.nullable().describe('When it ends, whoever is still waiting'),
  stopForCompany: z.boolean().describe('Whether a reply of one stops it for everybody of their company'),
  quietDays: z.number().int().min(0).max(365).describe('Whoever another team campaign enrolled within so many days is left out'),
  leaveOutBadAddresses: z
    .boolean()
    .describe('Whether contacts whose address was judged bad are left out, at the launch and when others are added to it'),
  language: z.enum(footerLanguages).describe('Of what stands below each message: how to leave, and what is noted. Decided at the launch'),
  tracking,
  holdMinutes: z.number().int().min(0).max(1440).describe('For so long after its launch nothing leaves, and it can be taken back'),
};

export const outreachCounts = z.object({
  recipients: z.number().int(),
  accepted: z.number().int().describe('Messages that a provider took; more is not known of them'),
  failed: z.number().int(),
  skipped: z.number().int(),
  uncertain: z.number().int().describe('Messages of which nobody knows whether they left'),
  replied: z.number().int().describe('Recipients who answered, each once. Known of mailboxes that may be read; so is all that follows'),
  autoReplied: z.number().int(),
  bouncedHard: z.number().int().describe('Messages that came back because the address is no good'),
  bouncedSoft: z.number().int().describe('Messages that came back and might arrive another time'),
  refused: z.number().int().describe('Messages that came back because of what they say, or of who sent them'),
  complained: z.number().int(),
  unsubscribed: z.number().int().describe('Recipients who asked by answering to get nothing more'),
});

export const outreachSummary = z.object({
  id: outreachId,
  name: z.string(),
  state: outreachState,
  pausedBecause: pausedBecause.nullable(),
  counts: outreachCounts,
  createdAt: instant,
  startsAt: instant.nullable(),
  launchedAt: instant.nullable(),
  pausedAt: instant.nullable(),
  finishedAt: instant.nullable(),
});

/** One campaign with everything that a member sets. */
export const outreachCampaign = outreachSummary.extend({
  ...outreachFields,
  mailboxes: z.array(
    z.object({ id: mailboxId, name: z.string(), address: z.string(), parked: z.string().nullable().describe('Why it sends nothing now') }),
  ),
  holdEndsAt: instant.nullable().describe('Until then nothing leaves; empty where there is no such time'),
  mayTakeBack: z.boolean().describe('Whether its launch can be taken back: nothing has begun to leave'),
  approval: z.enum(['not_needed', 'needed', 'given']).describe('Whether a second member has approved it as it is'),
  fingerprint: z.string().describe('Of steps, audience and settings, for whoever approves them'),
  version: z.number().int().describe('Of the steps and texts: what was sent keeps its version, what was not takes the newest'),
  steps: z.array(step.extend({ counts: outreachCounts, texts: z.array(text.extend({ counts: outreachCounts })) })),
});

/** One thing that stands in the way of a launch, and how many recipients it concerns. */
const inTheWay = z.object({
  code: z.enum(['mailboxes', 'audience', 'steps', 'text', 'missing', 'file', 'window', 'ends', 'start', 'approval']),
  sentence: z.string(),
  step: z.number().int().optional(),
  variant: z.string().optional(),
  tag: z.string().optional().describe('The merge tag without a value'),
  recipients: z.number().int().optional(),
});
/** All that is known before a launch, in one answer. */
export const launchCheck = z.object({
  audience: z.number().int().describe('Contacts in the lists and segments, each once'),
  added: z.number().int().describe('Recipients that were added by hand'),
  suppressed: z.number().int().describe('Left out, because they asked not to be written to or their messages came back'),
  bad: z.number().int().describe('Left out, because their address was judged bad'),
  quiet: z.number().int().describe('Left out, because another team campaign wrote to them lately'),
  recipients: z.number().int().describe('Whom it would be sent to'),
  unjudged: z.number().int().describe('Recipients whose address was not judged yet, and those by hand who are no contacts'),
  messages: z.number().int().describe('To all of them in all steps, at most'),
  problems: z.array(inTheWay),
  warnings: z.array(inTheWay),
});

/** A row of the grid of what is missing. Before the launch a recipient from a list has no enrolment yet. */
export const incomplete = z.object({
  contactId: contactId.nullable(),
  enrolmentId: enrolmentId.nullable(),
  email: z.string(),
  values: z.record(z.string(), z.string()).describe('The merge tags that are used, with what is known of this recipient'),
  missing: z.array(z.string()),
  files: z.array(z.string()).describe('Names of files, as they are for this recipient, that are not in the library'),
});

export const outreachRecipient = z.object({
  id: enrolmentId,
  contactId: contactId.nullable(),
  email: z.string(),
  name: z.string(),
  state: enrolmentState,
  reason: z.string().nullable().describe('Why it stopped, as a code'),
  nextStep: z.number().int(),
  variant: z.string(),
  dueAt: instant.nullable().describe('From when on the next message may leave; empty when none does'),
  endedAt: instant.nullable(),
});

export const outreachStory = outreachRecipient.extend({
  timeZone: z.string(),
  values: z.record(z.string(), z.string()),
  deliveries: z.array(
    z.object({
      step: z.number().int(),
      state: outreachDeliveryState,
      reason: z.string().nullable(),
      variant: z.string(),
      textVersion: z.number().int(),
      mailbox: z.string().nullable(),
      attempts: z.number().int(),
      at: instant,
    }),
  ),
  whyNotSent: z.object({ sentence: z.string(), nextAt: instant.nullable() }).nullable(),
});

/** What is still to come of a campaign, by days of its own clock. */
export const outreachPlan = z.object({
  messages: z.number().int(),
  endsAt: instant.nullable().describe('When the last message would leave'),
  days: z.array(
    z.object({
      day: z.string().describe('Such as 2026-11-22; days without a message are left out'),
      mailboxes: z.array(
        z.object({
          id: mailboxId,
          messages: z.number().int(),
          limit: z.number().int().describe('Of any 24 hours, as the ramp is on that day'),
        }),
      ),
    }),
  ),
  notes: z.array(z.string()).describe('What it does not reckon with'),
  left: z.array(z.object({ sentence: z.string().describe('Why they would never leave'), messages: z.number().int() })),
});
