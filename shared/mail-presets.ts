/** What is known of the servers and limits of large mail companies, so that nobody has to look them up. */

export interface MailServerAddress {
  host: string;
  port: number;
  security: 'tls' | 'starttls';
}

export interface MailPreset {
  /** As people know it. */
  name: string;
  /** How a mailbox there is connected: by consent at the company, or with its servers and a password. */
  by: 'gmail' | 'outlook' | 'server';
  smtp?: MailServerAddress;
  imap?: MailServerAddress;
  /** What a person has to do at the company first. */
  before?: string;
  /** The most messages that the company lets one mailbox send in any 24 hours; nothing where it does not say. */
  dailyCeiling?: number;
}

const tls = (host: string, port: number): MailServerAddress => ({ host, port, security: 'tls' });
const starttls = (host: string, port: number): MailServerAddress => ({ host, port, security: 'starttls' });
const appPassword = (where: string) => `Make an app password at ${where} first: the password with which you sign in is not taken here.`;

const allowImap = (where: string) => `Allow access by POP3 and IMAP at ${where} first, in the settings of your mail there.`;

const yahoo = {
  name: 'Yahoo Mail',
  by: 'server',
  smtp: tls('smtp.mail.yahoo.com', 465),
  imap: tls('imap.mail.yahoo.com', 993),
  before: `${appPassword('Yahoo, under Account security,')} Without a password Yahoo lets in only services that it has admitted one by one.`,
  dailyCeiling: 500,
} satisfies MailPreset;
const zoho = (ending: string) =>
  ({
    name: 'Zoho Mail',
    by: 'server',
    smtp: tls(`smtp.zoho.${ending}`, 465),
    imap: tls(`imap.zoho.${ending}`, 993),
    before: `${appPassword('Zoho, under Security,')} Zoho names no way into its mail servers without one.`,
    dailyCeiling: 300,
  }) satisfies MailPreset;
const icloud: MailPreset = {
  name: 'iCloud Mail',
  by: 'server',
  smtp: starttls('smtp.mail.me.com', 587),
  imap: tls('imap.mail.me.com', 993),
  before: appPassword('Apple, under Sign-in and security,'),
  dailyCeiling: 1000,
};
const fastmail: MailPreset = {
  name: 'Fastmail',
  by: 'server',
  smtp: tls('smtp.fastmail.com', 465),
  imap: tls('imap.fastmail.com', 993),
  before: appPassword('Fastmail, under Privacy and security,'),
};
const gmx = (ending: 'net' | 'com'): MailPreset => ({
  name: 'GMX',
  by: 'server',
  smtp: starttls(`mail.gmx.${ending}`, 587),
  imap: tls(`imap.gmx.${ending}`, 993),
  before: allowImap('GMX'),
});
const webDe: MailPreset = {
  name: 'WEB.DE',
  by: 'server',
  smtp: starttls('smtp.web.de', 587),
  imap: tls('imap.web.de', 993),
  before: allowImap('WEB.DE'),
};
const aol: MailPreset = {
  name: 'AOL Mail',
  by: 'server',
  smtp: tls('smtp.aol.com', 465),
  imap: tls('imap.aol.com', 993),
  before: appPassword('AOL, under Account security,'),
};
const gmail: MailPreset = { name: 'Gmail', by: 'gmail', dailyCeiling: 500 };
const outlook: MailPreset = { name: 'Outlook', by: 'outlook', dailyCeiling: 5000 };

const byDomain: Readonly<Record<string, MailPreset>> = {
  'gmail.com': gmail,
  'googlemail.com': gmail,
  'outlook.com': outlook,
  'hotmail.com': outlook,
  'live.com': outlook,
  'msn.com': outlook,
  'ymail.com': yahoo,
  'rocketmail.com': yahoo,
  'zoho.com': zoho('com'),
  'zohomail.com': zoho('com'),
  'zoho.eu': zoho('eu'),
  'zohomail.eu': zoho('eu'),
  'zoho.in': zoho('in'),
  'zohomail.in': zoho('in'),
  'icloud.com': icloud,
  'me.com': icloud,
  'mac.com': icloud,
  'fastmail.com': fastmail,
  'fastmail.fm': fastmail,
  'gmx.net': gmx('net'),
  'gmx.de': gmx('net'),
  'gmx.at': gmx('net'),
  'gmx.ch': gmx('net'),
  'gmx.com': gmx('com'),
  'gmx.us': gmx('com'),
  'gmx.co.uk': gmx('com'),
  'web.de': webDe,
  'aol.com': aol,
};

/** What is known of the company of an address; nothing for a domain of somebody's own. */
export function mailPresetOf(address: string): MailPreset | undefined {
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  if (/^yahoo\.[a-z]{2,3}(?:\.[a-z]{2})?$/.test(domain)) return yahoo;
  if (/^(?:outlook|hotmail|live)\.[a-z]{2,3}(?:\.[a-z]{2})?$/.test(domain)) return outlook;
  return Object.hasOwn(byDomain, domain) ? byDomain[domain] : undefined;
}

/** Where somebody enters the server of a company whose mailboxes are connected by consent. */
export function consentHost(host: string): 'gmail' | 'outlook' | undefined {
  const name = host.trim().toLowerCase().replace(/\.$/, '');
  if (/(?:^|\.)(?:gmail|googlemail)\.com$/.test(name)) return 'gmail';
  return /(?:^|\.)(?:office365\.com|outlook\.com|hotmail\.com)$/.test(name) ? 'outlook' : undefined;
}

/** The most that a mailbox may be set to send in any 24 hours: what its company allows, and never more. */
export function dailyCeilingOf(mailbox: { provider: 'gmail' | 'outlook' | 'smtp'; address: string; smtpHost?: string | null }): number {
  const preset = mailPresetOf(mailbox.address);
  // A domain of one's own at Google is Workspace, at Microsoft it is Exchange Online.
  if (mailbox.provider === 'gmail') return preset?.dailyCeiling ?? 2000;
  if (mailbox.provider === 'outlook') return preset?.dailyCeiling ?? 10_000;
  const host = mailbox.smtpHost ?? '';
  if (/\.yahoo\.com$/.test(host)) return yahoo.dailyCeiling;
  if (/\.zoho\.[a-z]{2,3}$/.test(host)) return zoho('com').dailyCeiling;
  return preset?.dailyCeiling ?? 10_000;
}
