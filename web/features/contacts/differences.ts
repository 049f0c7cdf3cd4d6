import type { Contact } from './shapes.ts';

const labels = {
  email: 'E-mail address',
  firstName: 'First name',
  lastName: 'Last name',
  company: 'Company',
  jobTitle: 'Job title',
  phone: 'Phone',
  language: 'Language',
  timeZone: 'Time zone',
} as const;
type Named = keyof typeof labels;

/** One value of two contacts; `name` is how a merge calls it. */
export interface Difference {
  name: Named | `own.${string}`;
  label: string;
  kept: string;
  other: string;
}

/** What differs between two contacts and has to be chosen, in the order of the forms. */
export function differencesOf(kept: Contact, other: Contact): Difference[] {
  const valueOf = (contact: Contact, name: Named) => (name === 'company' ? (contact.company?.name ?? '') : contact[name]);
  const ours = (Object.keys(labels) as Named[]).map((name) => ({
    name,
    label: labels[name],
    kept: valueOf(kept, name),
    other: valueOf(other, name),
  }));
  const keys = [...new Set([...Object.keys(kept.fields), ...Object.keys(other.fields)])].sort();
  const own = keys.map((key) => ({
    name: `own.${key}` as const,
    label: key,
    kept: kept.fields[key] ?? '',
    other: other.fields[key] ?? '',
  }));
  return [...ours, ...own].filter((row) => row.kept !== row.other && !(row.other === '' && row.name.startsWith('own.')));
}
