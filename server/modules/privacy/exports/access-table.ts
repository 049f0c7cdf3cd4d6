/** Where what a table holds about a person stands in their export, and what their erasure does with it; or why it does not. */
export interface Access {
  readonly exported: { readonly file: 'what-is-kept.json' | 'account.json'; readonly part: string } | { readonly not: string };
  readonly erased: 'with the address' | 'with the account' | { readonly not: string };
}

const ofAddress = (part: string): Access => ({ exported: { file: 'what-is-kept.json', part }, erased: 'with the address' });
const ofAccount = (part: string): Access => ({ exported: { file: 'account.json', part }, erased: 'with the account' });
const hourly = 'It is about a browser or a caller and not about a person, cannot be found by an address, and ends within a day.';

/**
 * Every table of the register of promises (GDPR Art. 15, 17 and 20). A test compares the two, plants one person everywhere, and looks for
 * them in the export before and in the database after.
 */
export const access: Readonly<Record<string, Access>> = {
  supporter_flows: ofAddress('lettersUnderWay'),
  participations: ofAddress('participations'),
  participation_keys: { exported: { not: 'A key of a month, about nobody.' }, erased: { not: 'It is destroyed with the month.' } },
  deliveries: ofAddress('letters'),
  attempts: ofAddress('letters'),
  campaign_recipients: ofAddress('recipients'),
  recipient_counts: ofAddress('recipients'),
  recipient_hours: ofAddress('lettersByHour'),
  recipient_caps: ofAddress('limit'),
  complaints: {
    exported: { file: 'what-is-kept.json', part: 'complaints' },
    erased: { not: 'A complaint goes on counting, under its code, so that a campaign that draws complaints stays held.' },
  },
  suppressions: ofAddress('suppressions'),
  erasures: {
    exported: { file: 'what-is-kept.json', part: 'erasedAt' },
    erased: { not: 'It is what an erasure leaves, so that it holds.' },
  },
  recipient_links: { exported: { not: 'The link by which one is looking.' }, erased: { not: 'It is gone within the hour.' } },
  export_links: { exported: { not: 'The link by which one is fetching.' }, erased: { not: 'It is gone within the hour.' } },
  privacy_requests: {
    exported: { file: 'what-is-kept.json', part: 'requests' },
    erased: { not: 'It shows that the request was answered, sealed, until half a year after.' },
  },
  contacts: ofAddress('contacts'),
  contact_tags: ofAddress('contacts'),
  contact_merges: ofAddress('contacts'),
  mail_domains: {
    exported: { not: 'A domain and whether it takes mail, which says nothing about who has an address there.' },
    erased: { not: 'It is not known whose addresses were behind it, and it ends within a month.' },
  },
  contact_probes: {
    exported: { not: 'What came of it stands beside the contact, as what is thought of the address and why.' },
    erased: 'with the address',
  },
  list_contacts: ofAddress('contacts'),
  enrolments: ofAddress('teamCampaigns'),
  outreach_deliveries: ofAddress('teamCampaigns'),
  conversations: ofAddress('conversations'),
  messages: ofAddress('conversations'),
  outreach_returns: ofAddress('teamCampaigns'),
  tracked_hits: ofAddress('teamCampaigns'),
  webhook_events: {
    exported: { not: 'That the team’s own server was told what stands here under team campaigns, by number; for a month.' },
    erased: 'with the address',
  },
  outreach_links: ofAddress('teamCampaigns'),
  import_rows: {
    exported: { not: 'It is on its way into the address book and gone within the hour.' },
    erased: 'with the address',
  },
  import_problems: ofAddress('imports'),
  import_changes: ofAddress('imports'),
  imports: ofAccount('work'),
  mailboxes: ofAccount('mailboxes'),
  mailbox_consents: { exported: { not: 'Random values on the way to a consent screen and back.' }, erased: 'with the account' },
  templates: ofAccount('work'),
  files: ofAccount('work'),
  file_parts: {
    exported: {
      not: 'Whom a file is about nobody here knows; what was sent is with whom it was sent to, and the workspace has it in its export.',
    },
    erased: { not: 'Whom a file is about nobody here knows. A member who is asked removes it.' },
  },
  webhooks: ofAccount('work'),
  outreach_campaigns: ofAccount('work'),
  users: ofAccount('email'),
  backup_codes: { exported: { not: 'Hashes of codes: no information, and of use to a thief alone.' }, erased: 'with the account' },
  members: ofAccount('memberships'),
  campaigns: ofAccount('work'),
  campaign_texts: ofAccount('work'),
  campaign_approvals: ofAccount('work'),
  outreach_approvals: ofAccount('work'),
  api_tokens: ofAccount('apiTokens'),
  pairings: { exported: { not: 'A hash of a code that ends within five minutes.' }, erased: 'with the account' },
  sessions: ofAccount('sessions'),
  invitations: ofAddress('invitations'),
  address_changes: ofAccount('addressChanges'),
  known_browsers: { exported: { not: 'Codes of browsers, which say nothing but that one came back.' }, erased: 'with the account' },
  document_notices: ofAccount('notices'),
  agreement_acceptances: ofAccount('work'),
  farewells: {
    exported: { not: 'The mail that says that an account is gone, until it is sent.' },
    erased: { not: 'It is gone when it is sent.' },
  },
  password_resets: { exported: { not: 'A hash of a link that ends within the hour.' }, erased: 'with the account' },
  audit_origins: {
    exported: { file: 'account.json', part: 'auditEntries' },
    erased: { not: 'It serves security for six months, and names nobody.' },
  },
  audit_entries: {
    exported: { file: 'account.json', part: 'auditEntries' },
    erased: { not: 'It names nobody, and the chain would break.' },
  },
  idempotency_keys: {
    exported: { not: 'Answers that were given to a program already, sealed for a day in case it asks again.' },
    erased: 'with the account',
  },
  rate_windows: { exported: { not: hourly }, erased: { not: hourly } },
};
