import { z } from 'zod';
import { done, personName, emailAddress, route, workspaceId, guardedRoute } from './base.ts';

/** The first run of a copy. */
export const setup = {
  state: route('GET', '/setup', 'public', 'Whether this copy still needs its first owner, and whether the sandbox answers').output(
    z.object({ needed: z.boolean(), sandbox: z.boolean(), outboxUrl: z.string().optional(), publicUrl: z.string() }),
  ),
  complete: guardedRoute('POST', '/setup', 'public', 'Create the first owner, who is also the operator, and the first workspace')
    .input(
      z.object({
        setupCode: z.string().trim().min(1).max(100),
        name: personName,
        email: emailAddress,
        password: z.string().max(1024),
        workspaceName: z.string().trim().min(1).max(120),
      }),
    )
    .output(done.extend({ workspaceId })),
};
