import type { Api } from '../../api.ts';

/** A member as the list of members shows them. */
export type Member = Awaited<ReturnType<Api['workspaces']['members']>>['members'][number];
