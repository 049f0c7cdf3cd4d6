import type { tokenPermissions } from '../../../shared/permissions.ts';
import type { Api } from '../../api.ts';

/** An API token as its owner sees it: never the secret itself. */
export type Token = Awaited<ReturnType<Api['workspaces']['tokens']>>['tokens'][number];

/** What a token can be made for. */
export type TokenPermission = (typeof tokenPermissions)[number];

/** Each permission in words that go on “It may …”. */
export const permissionWords: Readonly<Record<TokenPermission, string>> = {
  operator: 'run this copy, as its operator',
  'workspace.read': 'see the workspace',
  'workspace.change': 'change its settings and webhooks',
  'workspace.end': 'delete the workspace',
  'workspace.export': 'export the workspace',
  'members.read': 'see members',
  'members.change': 'change members',
  'tokens.manage': 'see and revoke my API tokens',
  'campaigns.read': 'see public campaigns',
  'campaigns.change': 'write public campaigns',
  'campaigns.publish': 'publish and remove public campaigns',
  'recipients.read': 'see their recipients',
  'recipients.change': 'change their recipients',
  'mailboxes.read': 'see mailboxes',
  'mailboxes.change': 'connect and change mailboxes',
  'contacts.read': 'see contacts and companies',
  'contacts.change': 'change and import contacts',
  'contacts.export': 'export contacts',
  'outreach.read': 'see team campaigns',
  'outreach.change': 'write team campaigns and templates',
  'outreach.launch': 'launch and end team campaigns',
  'conversations.read': 'read conversations',
  'conversations.answer': 'answer conversations',
  'suppressions.read': 'see suppressions',
  'suppressions.add': 'suppress an address',
  'suppressions.change': 'import, extend and end suppressions',
  'audit.read': 'read the audit entries',
  'promises.read': 'see what is kept',
};

/** What a token may do, in a few words. */
export const permissionsInWords = ({ permissions }: Pick<Token, 'permissions'>): string =>
  permissions === null ? 'Everything that I may do' : permissions.map((one) => permissionWords[one as TokenPermission]).join(', ');
