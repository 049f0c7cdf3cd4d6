import type { subprocessors } from '../../privacy/subprocessors.ts';
import type { settings } from '../config.ts';

/** What a provider can do, by the interfaces of `capabilities.ts`. */
type Capability = 'ask_consent' | 'send_mail' | 'send_service_mail' | 'hand_over' | 'read_mail' | 'tell_of_mail';

interface Provider {
  /** As people know it. */
  name: string;
  can: readonly Capability[];
  /** All of these have to be set before it is switched on. */
  switchedOnBy: readonly (keyof typeof settings)[];
  /** The hosts that the server speaks to, and the setting under which each can be moved. */
  hosts: Partial<Record<keyof typeof settings, string>>;
}

/** Every outside company the product can speak to. Who is not a declared sub-processor cannot be listed here. */
export const providers = {
  google: {
    name: 'Google',
    can: ['ask_consent', 'send_mail', 'hand_over', 'read_mail', 'tell_of_mail'],
    switchedOnBy: ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET'],
    hosts: {
      GOOGLE_ACCOUNTS_URL: 'accounts.google.com',
      GOOGLE_OAUTH_URL: 'oauth2.googleapis.com',
      GOOGLE_API_URL: 'www.googleapis.com',
      GOOGLE_OPENID_URL: 'openidconnect.googleapis.com',
      GMAIL_API_URL: 'gmail.googleapis.com',
    },
  },
  microsoft: {
    name: 'Microsoft',
    can: ['ask_consent', 'send_mail', 'hand_over', 'read_mail', 'tell_of_mail'],
    switchedOnBy: ['MICROSOFT_CLIENT_ID', 'MICROSOFT_CLIENT_SECRET'],
    hosts: { MICROSOFT_LOGIN_URL: 'login.microsoftonline.com', GRAPH_API_URL: 'graph.microsoft.com' },
  },
  service_mail: { name: 'Service mail', can: ['send_service_mail'], switchedOnBy: ['SMTP_URL'], hosts: {} },
  // Which servers these are, the members say who connect a mailbox.
  mail_providers: { name: 'Mail servers of mailboxes', can: ['hand_over', 'read_mail'], switchedOnBy: [], hosts: {} },
} as const satisfies Partial<Record<keyof typeof subprocessors, Provider>>;

export type ProviderId = keyof typeof providers;
