import type { Role } from '../../../shared/permissions.ts';

export interface Membership {
  workspaceId: string;
  name: string;
  slug: string;
  role: Role;
  secondFactorRequired: boolean;
  /** When it is deleted with everything in it, if an owner wanted that. */
  endsAt: Date | null;
}

/** How many days an owner has to keep a workspace that was to be deleted, and its members to take with them what they need. */
export const daysBeforeEnd = 7;

/** A workspace as it is at a moment: one whose time is over is not there, even when no job ran. */
export function unlessEnded<W extends { endsAt: Date | null }>(workspace: W | undefined, now: Date): W | undefined {
  return workspace?.endsAt && workspace.endsAt <= now ? undefined : workspace;
}

/** A part of an address from a name: small letters, digits and hyphens. Letters of other scripts that cannot be reduced are left out. */
export function slugFrom(name: string, fallback: string): string {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '');
  return slug || fallback;
}
