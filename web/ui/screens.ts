import {
  IconAddressBook,
  IconBan,
  IconFileCheck,
  IconHome,
  IconListDetails,
  IconMailbox,
  IconMessages,
  IconSend,
  IconSend2,
  IconServer,
  IconSettings,
  IconShieldCheck,
  IconTemplate,
  IconUserCircle,
  IconUsers,
} from '@tabler/icons-react';
import type { Permission } from '../../shared/permissions.ts';

/** A screen that the rail, the command menu and the sheet of keys offer. */
export interface Screen {
  to:
    | '/w/$slug'
    | '/w/$slug/campaigns'
    | '/w/$slug/outreach'
    | '/w/$slug/conversations'
    | '/w/$slug/templates'
    | '/w/$slug/mailboxes'
    | '/w/$slug/contacts'
    | '/w/$slug/suppressions'
    | '/w/$slug/members'
    | '/w/$slug/kept'
    | '/w/$slug/audit'
    | '/w/$slug/settings';
  label: string;
  icon: typeof IconHome;
  /** The letter after `g` that leads there. */
  key: string;
  permission: Permission;
  /** Begins a new part of the rail. */
  part?: boolean;
  /** Has a place in the bar at the bottom of a phone. */
  thumb?: boolean;
}

/** The screens of a workspace, in the order of the rail. */
export const screens: readonly Screen[] = [
  { to: '/w/$slug', label: 'First steps', icon: IconHome, key: 'f', permission: 'workspace.read', thumb: true },
  { to: '/w/$slug/campaigns', label: 'Campaigns', icon: IconSend, key: 'c', permission: 'campaigns.read', thumb: true },
  { to: '/w/$slug/outreach', label: 'Team campaigns', icon: IconSend2, key: 'e', permission: 'outreach.read' },
  { to: '/w/$slug/conversations', label: 'Conversations', icon: IconMessages, key: 'v', permission: 'conversations.read' },
  { to: '/w/$slug/templates', label: 'Templates', icon: IconTemplate, key: 't', permission: 'outreach.read' },
  { to: '/w/$slug/mailboxes', label: 'Mailboxes', icon: IconMailbox, key: 'b', permission: 'mailboxes.read' },
  { to: '/w/$slug/contacts', label: 'Contacts', icon: IconAddressBook, key: 'p', permission: 'contacts.read' },
  { to: '/w/$slug/suppressions', label: 'Suppressions', icon: IconBan, key: 's', permission: 'suppressions.read' },
  { to: '/w/$slug/members', label: 'Members', icon: IconUsers, key: 'm', permission: 'members.read' },
  { to: '/w/$slug/kept', label: 'What we keep', icon: IconShieldCheck, key: 'k', permission: 'promises.read', part: true, thumb: true },
  { to: '/w/$slug/audit', label: 'Audit', icon: IconListDetails, key: 'a', permission: 'audit.read' },
  { to: '/w/$slug/settings', label: 'Settings', icon: IconSettings, key: 'w', permission: 'workspace.read' },
];

/** Screens that belong to no workspace. */
export const ownScreens = [
  { to: '/account', label: 'Your account', icon: IconUserCircle, key: 'y', operator: false },
  { to: '/operator', label: 'This copy', icon: IconServer, key: 'o', operator: true },
] as const;

export const publicPromises = { href: '/kept', label: 'Public page', icon: IconFileCheck };
