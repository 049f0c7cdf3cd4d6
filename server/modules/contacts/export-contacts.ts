import { writeCsv } from '../../platform/csv.ts';
import type { OwnField } from '../../../shared/contact.ts';
import type { Contact } from './store.ts';

/** Contacts as a table that an import reads again: our columns, the tags in one cell, then the workspace's own fields by their keys. */
export function csvOfContacts(contacts: readonly Contact[], ownFields: readonly OwnField[]): string {
  const headers = ['email', 'first_name', 'last_name', 'company', 'job_title', 'phone', 'language', 'time_zone', 'tags', 'verdict'];
  return writeCsv(
    [...headers, ...ownFields.map(({ key }) => key)],
    contacts.map((contact) => [
      contact.email,
      contact.firstName,
      contact.lastName,
      contact.companyName ?? '',
      contact.jobTitle,
      contact.phone,
      contact.language,
      contact.timeZone,
      contact.tags.join('; '),
      contact.verdict,
      ...ownFields.map(({ key }) => contact.fields[key] ?? ''),
    ]),
  );
}
