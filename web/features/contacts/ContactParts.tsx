import { Link } from '@tanstack/react-router';
import { useWorkspace } from '../../session.ts';
import { Filter } from '../campaigns/Filter.tsx';

const parts = [
  { to: '/w/$slug/contacts', title: 'Contacts' },
  { to: '/w/$slug/lists', title: 'Lists' },
  { to: '/w/$slug/segments', title: 'Segments' },
  { to: '/w/$slug/companies', title: 'Companies' },
  { to: '/w/$slug/contact-fields', title: 'Fields' },
  { to: '/w/$slug/duplicates', title: 'Duplicates' },
  { to: '/w/$slug/imports', title: 'Imports' },
] as const;
export type ContactPart = (typeof parts)[number]['title'];

/** The screens of the address book. */
export function ContactParts({ here }: { here: ContactPart }) {
  const { slug } = useWorkspace();
  return (
    <Filter label="Parts of the address book">
      {parts.map(({ to, title }) => (
        <Link key={to} to={to} params={{ slug }} search={{}} aria-current={title === here ? 'page' : undefined}>
          {title}
        </Link>
      ))}
    </Filter>
  );
}
