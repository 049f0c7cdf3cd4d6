import type { Role } from '../../../shared/permissions.ts';

/** What a role may, in one sentence. */
export const roleWords: Record<Role, string> = {
  owner: 'Everything, and the only one who makes owners',
  admin: 'Members, suppressions, settings and campaigns',
  agent: 'Writes and publishes campaigns',
  viewer: 'Reads campaigns and their counts, no addresses',
};
