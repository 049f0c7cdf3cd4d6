import { z } from 'zod';
import { done, guardedRoute, inWorkspace, instant, route } from './base.ts';

const shown = z.object({
  here: z.string().describe('The host of this copy, to which a tracking domain has to lead'),
  domain: z
    .object({
      host: z.string(),
      state: z
        .enum(['waiting', 'used', 'failing'])
        .describe('`waiting` was never seen to work; `failing` worked, and new messages use the address of this copy meanwhile'),
      owned: z.boolean().describe('Whether its name servers say that it is yours and leads here'),
      problem: z.string().nullable(),
      record: z.object({ name: z.string(), text: z.string() }).describe('The text record that shows whose it is'),
      checkedAt: instant.nullable(),
      failingSince: instant.nullable(),
    })
    .nullable(),
});

const path = '/workspaces/{workspaceId}/tracking-domain' as const;

/** A host name of a workspace's own for tracked links, images and links for leaving. */
export const trackingDomainContract = {
  show: route('GET', path, 'workspace.read', 'The host name under which links of messages stand, and what is missing for it')
    .input(inWorkspace)
    .output(shown),
  name: route('PUT', path, 'workspace.change', 'Name a host of your own for links in messages. It is used once it was checked')
    .input(inWorkspace.extend({ host: z.string().min(1).max(253) }))
    .output(shown),
  check: guardedRoute(
    'POST',
    `${path}/check`,
    'workspace.change',
    'Look now whether the host is yours, leads here and answers with a certificate of its own',
  )
    .input(inWorkspace)
    .output(shown),
  remove: route('DELETE', path, 'workspace.change', 'Let new messages use the address of this copy again').input(inWorkspace).output(done),
};
