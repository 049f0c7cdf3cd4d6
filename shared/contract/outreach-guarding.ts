import { z } from 'zod';
import { inWorkspace, route } from './base.ts';

const days = z.number().int().min(1).max(365);
const guards = z.object({
  person: z
    .object({ most: z.number().int().min(1).max(100), days })
    .nullable()
    .describe('At most so many messages of team campaigns to one person in so many days'),
  company: z
    .object({ most: z.number().int().min(1).max(1000), days })
    .nullable()
    .describe('At most so many people of one company get a first message within so many days'),
  bouncePercent: z
    .number()
    .int()
    .min(1)
    .max(5)
    .describe('A campaign pauses when so many in a hundred of its latest messages came back for good or were refused'),
  complaintPermille: z
    .number()
    .int()
    .min(1)
    .max(3)
    .describe('A campaign pauses when so many in a thousand of its latest messages were complained about'),
});

/** What holds for all team campaigns of a workspace. */
export const outreachGuarding = {
  guards: route(
    'GET',
    '/workspaces/{workspaceId}/outreach-guards',
    'outreach.read',
    'How much of team campaigns one person and one company get, and when a campaign pauses by itself',
  )
    .input(inWorkspace)
    .output(guards),
  changeGuards: route(
    'PUT',
    '/workspaces/{workspaceId}/outreach-guards',
    'workspace.change',
    'Set how much one person and one company get, and when a campaign pauses by itself; it holds from the next message on',
  )
    .input(inWorkspace.extend(guards.shape))
    .output(guards),
};
