import type { Role } from '../../../shared/permissions.ts';

export interface Membership {
  workspaceId: string;
  name: string;
  slug: string;
  role: Role;
  secondFactorRequired: boolean;
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
