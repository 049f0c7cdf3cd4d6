/** Who may do what: the one table. Every route names one of these; roles of a workspace are granted them here. */

export const roles = ['owner', 'admin', 'agent', 'viewer'] as const;
export type Role = (typeof roles)[number];

/**
 * `public` asks for nobody, `own_account` for any signed-in user about themselves, `operator` for who runs this copy.
 * All others are held by a role in the workspace that the path names.
 */
export const permissions = {
  public: [],
  own_account: [],
  operator: [],
  'workspace.read': ['owner', 'admin', 'agent', 'viewer'],
  'workspace.change': ['owner', 'admin'],
  'workspace.end': ['owner'],
  'workspace.export': ['owner', 'admin'],
  'members.read': ['owner', 'admin', 'agent', 'viewer'],
  'members.change': ['owner', 'admin'],
  'tokens.manage': ['owner', 'admin', 'agent'],
  'campaigns.read': ['owner', 'admin', 'agent', 'viewer'],
  'campaigns.change': ['owner', 'admin', 'agent'],
  'campaigns.publish': ['owner', 'admin', 'agent'],
  'recipients.read': ['owner', 'admin', 'agent'],
  'recipients.change': ['owner', 'admin', 'agent'],
  'mailboxes.read': ['owner', 'admin', 'agent', 'viewer'],
  'mailboxes.change': ['owner', 'admin', 'agent'],
  'contacts.read': ['owner', 'admin', 'agent'],
  'contacts.change': ['owner', 'admin', 'agent'],
  'contacts.export': ['owner', 'admin'],
  'outreach.read': ['owner', 'admin', 'agent', 'viewer'],
  'outreach.change': ['owner', 'admin', 'agent'],
  'outreach.launch': ['owner', 'admin', 'agent'],
  'conversations.read': ['owner', 'admin', 'agent'],
  'conversations.answer': ['owner', 'admin', 'agent'],
  'suppressions.read': ['owner', 'admin', 'agent'],
  // Whoever hears "do not write to me" notes it; to undo it takes more.
  'suppressions.add': ['owner', 'admin', 'agent'],
  'suppressions.change': ['owner', 'admin'],
  'audit.read': ['owner', 'admin'],
  'promises.read': ['owner', 'admin', 'agent', 'viewer'],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof permissions;

/** Whether a role of the workspace holds the permission. */
export function allows(role: Role, permission: Permission): boolean {
  return (permissions[permission] as readonly Role[]).includes(role);
}

/** What an API token can be narrowed to: everything that a role of the workspace holds, and what runs the copy. */
export const tokenPermissions = (Object.keys(permissions) as Permission[]).filter(
  (one): one is Exclude<Permission, 'public' | 'own_account'> => one !== 'public' && one !== 'own_account',
);

/** Roles that the holder of `role` may give to others or take from them: an admin never makes or unmakes an owner. */
export function mayAssign(role: Role): readonly Role[] {
  if (role === 'owner') return roles;
  return role === 'admin' ? ['admin', 'agent', 'viewer'] : [];
}
