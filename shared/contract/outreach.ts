import { z } from 'zod';
import { confirmedOfPeopleRoute, contactId, done, enrolmentId, inWorkspace, listId, outreachId, page, route } from './base.ts';
import {
  audience,
  enrolmentState,
  incomplete,
  launchCheck,
  outreachCampaign,
  outreachFields as fields,
  outreachPlan,
  outreachRecipient,
  outreachState,
  outreachStory,
  outreachSummary,
  writtenSteps,
} from './outreach-shapes.ts';

const one = inWorkspace.extend({ outreachId });
const whose = { contactId: contactId.optional(), enrolmentId: enrolmentId.optional() };

/** Team campaigns: a team writes to an audience from its own mailboxes, in steps. */
export const outreach = {
  list: route('GET', '/workspaces/{workspaceId}/outreach', 'outreach.read', 'All team campaigns, newest first')
    .input(inWorkspace.extend({ state: outreachState.optional() }))
    .output(z.object({ campaigns: z.array(outreachSummary) })),
  create: route('POST', '/workspaces/{workspaceId}/outreach', 'outreach.change', 'Begin a team campaign, as a draft with one empty step')
    .input(inWorkspace.extend({ name: fields.name, timeZone: fields.timeZone.default('UTC') }))
    .output(outreachCampaign),
  show: route(
    'GET',
    '/workspaces/{workspaceId}/outreach/{outreachId}',
    'outreach.read',
    'One team campaign with its steps, its settings and what was sent by step and variant',
  )
    .input(one)
    .output(outreachCampaign),
  change: route(
    'PATCH',
    '/workspaces/{workspaceId}/outreach/{outreachId}',
    'outreach.change',
    'Change the settings. After the launch audience and start stay as they are; the rest holds for what was not sent yet',
  )
    .input(
      one.extend({
        name: fields.name.optional(),
        audience: fields.audience.optional(),
        mailboxes: fields.mailboxes.optional(),
        timeZone: fields.timeZone.optional(),
        byRecipientZone: fields.byRecipientZone.optional(),
        workingDays: fields.workingDays.optional(),
        opensMinute: fields.opensMinute.optional(),
        closesMinute: fields.closesMinute.optional(),
        startsAt: fields.startsAt.optional(),
        endsAt: fields.endsAt.optional(),
        stopForCompany: fields.stopForCompany.optional(),
        quietDays: fields.quietDays.optional(),
        leaveOutBadAddresses: fields.leaveOutBadAddresses.optional(),
        holdMinutes: fields.holdMinutes.optional(),
        language: fields.language.optional(),
        tracking: fields.tracking.optional(),
      }),
    )
    .output(outreachCampaign),
  saveSteps: route(
    'PUT',
    '/workspaces/{workspaceId}/outreach/{outreachId}/steps',
    'outreach.change',
    'Write all steps anew, as a new version. What was sent keeps its own, what was not takes this one',
  )
    .input(
      one.extend({
        steps: writtenSteps,
        expectedVersion: z.number().int().optional().describe('Refuse when somebody else changed the steps meanwhile'),
      }),
    )
    .output(
      outreachCampaign.extend({
        endedRecipients: z.number().int().describe('Who waited for a step that is there no more, and is finished by that'),
      }),
    ),
  duplicate: route(
    'POST',
    '/workspaces/{workspaceId}/outreach/{outreachId}/duplicates',
    'outreach.change',
    'Begin a new draft with the steps, the audience and the settings of this campaign',
  )
    .input(one.extend({ name: fields.name }))
    .output(outreachCampaign),
  remove: confirmedOfPeopleRoute(
    'DELETE',
    '/workspaces/{workspaceId}/outreach/{outreachId}',
    'outreach.launch',
    'Delete a team campaign with its recipients, deliveries and counts. One that is running is paused first',
  )
    .input(one.extend({ name: z.string().describe('The campaign’s name, typed to confirm') }))
    .output(done),
  countAudience: route(
    'POST',
    '/workspaces/{workspaceId}/audience-counts',
    'outreach.read',
    'How many contacts an audience has, each counted once',
  )
    .input(inWorkspace.extend({ audience }))
    .output(z.object({ contacts: z.number().int() })),
  check: route(
    'GET',
    '/workspaces/{workspaceId}/outreach/{outreachId}/check',
    'outreach.read',
    'All that stands in the way of a launch, in one answer, and who would be left out',
  )
    .input(one)
    .output(launchCheck),
  incomplete: route(
    'GET',
    '/workspaces/{workspaceId}/outreach/{outreachId}/incomplete-recipients',
    'contacts.read',
    'Recipients of whom a value is missing that the texts use',
  )
    .input(one.extend(page.shape).extend({ tag: z.string().max(60).optional() }))
    .output(z.object({ recipients: z.array(incomplete), after: z.string().optional() })),
  setValue: route(
    'PUT',
    '/workspaces/{workspaceId}/outreach/{outreachId}/values',
    'outreach.change',
    'Put in a value of a merge tag for one recipient of this campaign',
  )
    .input(one.extend({ ...whose, tag: z.string().max(60), value: z.string().trim().max(2000) }))
    .output(done),
  preview: route(
    'GET',
    '/workspaces/{workspaceId}/outreach/{outreachId}/preview',
    'contacts.read',
    'A step as one recipient will read it: the one that is named, or the first',
  )
    .input(
      one.extend({
        ...whose,
        step: z.coerce.number().int().min(1).max(20).default(1),
        variant: z
          .string()
          .regex(/^[a-h]$/)
          .default('a'),
      }),
    )
    .output(
      z.object({
        recipient: z.object({ email: z.string(), contactId: contactId.nullable(), enrolmentId: enrolmentId.nullable() }).nullable(),
        subject: z.string(),
        html: z.string(),
        text: z.string(),
        files: z
          .array(z.object({ name: z.string(), isThere: z.boolean() }))
          .describe('What goes with it, and whether it is in the library'),
        problems: z.array(z.string()).describe('Why it cannot be filled for this recipient'),
      }),
    ),
  launch: route(
    'POST',
    '/workspaces/{workspaceId}/outreach/{outreachId}/launches',
    'outreach.launch',
    'Freeze the recipients and begin, now or at its start. Launching again changes nothing',
  )
    .input(one)
    .output(outreachCampaign),
  setState: route(
    'PUT',
    '/workspaces/{workspaceId}/outreach/{outreachId}/state',
    'outreach.launch',
    'Pause, let it run on, or finish it early: whoever is still waiting is not written to any more',
  )
    .input(one.extend({ state: z.enum(['running', 'paused', 'finished']) }))
    .output(outreachCampaign),
  recipients: route(
    'GET',
    '/workspaces/{workspaceId}/outreach/{outreachId}/recipients',
    'contacts.read',
    'Who it is sent to, in the order in which they were enrolled, with how far they came and why they stopped',
  )
    .input(one.extend(page.shape).extend({ state: enrolmentState.optional(), search: z.string().trim().max(120).optional() }))
    .output(z.object({ recipients: z.array(outreachRecipient), after: z.string().optional() })),
  addRecipients: route(
    'POST',
    '/workspaces/{workspaceId}/outreach/{outreachId}/recipients',
    'outreach.change',
    'Add recipients by hand, from pasted rows or a list, also while it is running. Whoever is there already stays as they are',
  )
    .input(
      one.extend({
        rows: z.string().max(5_000_000).optional().describe('A table with a first row that names the columns: email, and any merge tag'),
        listId: listId.optional(),
      }),
    )
    .output(
      z.object({
        added: z.number().int(),
        there: z.number().int().describe('Were recipients already'),
        suppressed: z.number().int().describe('Left out, because they may not be written to'),
        incomplete: z
          .number()
          .int()
          .describe(
            'Left out, because they lack a value that the texts of a campaign that was launched need; those of rows are named in `refused`',
          ),
        bad: z.number().int().describe('Left out of a campaign that was launched, because their address was judged bad'),
        refused: z.array(z.object({ line: z.number().int(), sentence: z.string() })),
      }),
    ),
  removeRecipient: route(
    'DELETE',
    '/workspaces/{workspaceId}/outreach/{outreachId}/recipients/{enrolmentId}',
    'outreach.change',
    'Send one recipient nothing more. In a draft they are taken out, later they stop and stay counted',
  )
    .input(one.extend({ enrolmentId }))
    .output(done),
  showRecipient: route(
    'GET',
    '/workspaces/{workspaceId}/outreach/{outreachId}/recipients/{enrolmentId}',
    'contacts.read',
    'One recipient: what was sent, when the next message leaves, and why not yet',
  )
    .input(one.extend({ enrolmentId }))
    .output(outreachStory),
  settle: route(
    'PUT',
    '/workspaces/{workspaceId}/outreach/{outreachId}/recipients/{enrolmentId}/deliveries/{step}/outcome',
    'outreach.change',
    'Say what became of a message of which nobody knows whether it left: it is there, or it never left and is sent in its turn',
  )
    .input(one.extend({ enrolmentId, step: z.coerce.number().int().min(1).max(20), became: z.enum(['accepted', 'not_sent']) }))
    .output(done),
  plan: route(
    'GET',
    '/workspaces/{workspaceId}/outreach/{outreachId}/plan',
    'outreach.read',
    'Everything that is still to come, day by day and mailbox by mailbox, as the planner that sends would send it if nobody answered',
  )
    .input(one)
    .output(outreachPlan),
  export: route(
    'GET',
    '/workspaces/{workspaceId}/outreach/{outreachId}/exports/{what}',
    'contacts.export',
    'Recipients or counts as CSV, safe to open in a spreadsheet',
  )
    .input(one.extend({ what: z.enum(['recipients', 'counts']) }))
    .output(
      z.object({ fileName: z.string(), csv: z.string(), truncated: z.boolean().describe('Whether there were more rows than fit in') }),
    ),
};
