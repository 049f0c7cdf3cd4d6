import type { Contact } from './shapes.ts';

/** A contact as a form has it. */
export interface ContactForm {
  email: string;
  firstName: string;
  lastName: string;
  jobTitle: string;
  phone: string;
  language: string;
  timeZone: string;
  companyId: string | null;
  tags: string[];
  fields: Record<string, string>;
}

export const blankContact: ContactForm = {
  email: '',
  firstName: '',
  lastName: '',
  jobTitle: '',
  phone: '',
  language: '',
  timeZone: '',
  companyId: null,
  tags: [],
  fields: {},
};

export const formOf = ({ company, ...contact }: Contact): ContactForm => ({
  email: contact.email,
  firstName: contact.firstName,
  lastName: contact.lastName,
  jobTitle: contact.jobTitle,
  phone: contact.phone,
  language: contact.language,
  timeZone: contact.timeZone,
  companyId: company?.id ?? null,
  tags: contact.tags,
  fields: contact.fields,
});
