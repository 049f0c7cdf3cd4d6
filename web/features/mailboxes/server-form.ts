import { consentHost, mailPresetOf, type MailPreset } from '../../../shared/mail-presets.ts';
import type { Mailbox, Offers } from './shapes.ts';

/** What is entered to connect a mailbox of a mail server. */
export interface ServerForm {
  address: string;
  name: string;
  username: string;
  password: string;
  smtpHost: string;
  smtpPort: number;
  smtpSecurity: 'tls' | 'starttls';
  reads: boolean;
  imapHost: string;
  imapPort: number;
  imapSecurity: 'tls' | 'starttls';
}

export const emptyServerForm: ServerForm = {
  address: '',
  name: '',
  username: '',
  password: '',
  smtpHost: '',
  smtpPort: 465,
  smtpSecurity: 'tls',
  reads: false,
  imapHost: '',
  imapPort: 993,
  imapSecurity: 'tls',
};

/** The form as a mailbox has it that is connected again; the password is never shown. */
export function formOf({ address, name, username, smtp, imap }: Mailbox): ServerForm {
  return {
    ...emptyServerForm,
    address,
    name,
    username: username ?? '',
    ...(smtp ? { smtpHost: smtp.host, smtpPort: smtp.port, smtpSecurity: smtp.security } : {}),
    ...(imap ? { reads: true, imapHost: imap.host, imapPort: imap.port, imapSecurity: imap.security } : {}),
  };
}

/** Fills in what is known of the company of an address; what somebody entered by hand stays. */
export function withPreset(form: ServerForm, sandbox: Offers['sandbox']): { form: ServerForm; preset: MailPreset | undefined } {
  if (sandbox?.addresses.includes(form.address.trim().toLowerCase()))
    return {
      form: {
        ...form,
        smtpHost: sandbox.host,
        smtpPort: sandbox.port,
        smtpSecurity: 'starttls',
        imapHost: sandbox.host,
        imapPort: sandbox.imapPort,
        imapSecurity: 'starttls',
      },
      preset: undefined,
    };
  const preset = mailPresetOf(form.address.trim());
  const { smtp, imap } = preset ?? {};
  if (!smtp) return { form, preset };
  const servers = { smtpHost: smtp.host, smtpPort: smtp.port, smtpSecurity: smtp.security };
  return {
    form: { ...form, ...servers, ...(imap ? { imapHost: imap.host, imapPort: imap.port, imapSecurity: imap.security } : {}) },
    preset,
  };
}

/** Says whether replies are to be seen; the server for reading is often called like the one for sending. */
export function withReading(form: ServerForm, reads: boolean): ServerForm {
  return { ...form, reads, imapHost: form.imapHost || form.smtpHost.trim().replace(/^smtp\./i, 'imap.') };
}

/** The company whose own page connects this mailbox; nothing where a server is right. */
export function byConsent({ address, smtpHost, imapHost }: ServerForm): 'gmail' | 'outlook' | undefined {
  const by = consentHost(smtpHost) ?? consentHost(imapHost) ?? mailPresetOf(address.trim())?.by;
  return by === 'server' ? undefined : by;
}

/** What the API is told. */
export function accessOf(form: ServerForm) {
  return {
    smtp: { host: form.smtpHost.trim(), port: form.smtpPort, security: form.smtpSecurity },
    imap: form.reads ? { host: form.imapHost.trim(), port: form.imapPort, security: form.imapSecurity } : null,
    username: form.username.trim() || form.address.trim(),
    password: form.password,
  };
}
