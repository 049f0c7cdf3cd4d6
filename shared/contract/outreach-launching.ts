import { z } from 'zod';
import { contactId, enrolmentId, guardedRoute, inWorkspace, mailboxId, outreachId, route, userId } from './base.ts';
import { outreachCampaign } from './outreach-shapes.ts';

const one = inWorkspace.extend({ outreachId });

/** What stands around the launch of a team campaign: trying it, approving it, taking it back. */
export const outreachLaunching = {
  sendTest: guardedRoute(
    'POST',
    '/workspaces/{workspaceId}/outreach/{outreachId}/test-messages',
    'outreach.change',
    'Send a step to oneself or to members, as one recipient would get it. It counts for the mailbox and not for the campaign',
  )
    .input(
      one.extend({
        step: z.number().int().min(1).max(20).default(1),
        variant: z
          .string()
          .regex(/^[a-h]$/)
          .default('a'),
        mailboxId: mailboxId.describe('One of those that the campaign is sent from'),
        contactId: contactId.optional(),
        enrolmentId: enrolmentId.optional(),
        members: z.array(userId).max(5).default([]).describe('To whom; to oneself when empty'),
      }),
    )
    .output(
      z.object({
        sentTo: z.array(z.string()),
        problem: z.string().nullable().describe('What stood in the way of the others'),
      }),
    ),
  approve: route(
    'POST',
    '/workspaces/{workspaceId}/outreach/{outreachId}/approvals',
    'outreach.launch',
    'Approve steps, audience and settings as they are; every change asks for it again, and who changed them last cannot',
  )
    .input(one.extend({ fingerprint: z.string().max(100).describe('Of what was read') }))
    .output(outreachCampaign),
  takeBack: route(
    'DELETE',
    '/workspaces/{workspaceId}/outreach/{outreachId}/launches',
    'outreach.launch',
    'Take a launch back while nothing has left: it is a draft again, with whoever was added by hand',
  )
    .input(one)
    .output(outreachCampaign),
  sendNow: route(
    'DELETE',
    '/workspaces/{workspaceId}/outreach/{outreachId}/hold',
    'outreach.launch',
    'Do not wait until the time for taking it back is over',
  )
    .input(one)
    .output(outreachCampaign),
};
