import { Checkbox } from '@mantine/core';
import { IconBan } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useWorkspace } from '../../session.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import classes from './contacts.module.css';
import { type Contact, nameOf } from './shapes.ts';
import { VerdictMark } from './VerdictMark.tsx';

interface ContactTableProps {
  contacts: readonly Contact[];
  chosen?: ReadonlySet<string>;
  onChoose?: (chosen: ReadonlySet<string>) => void;
}

/** Contacts as rows, to be opened or chosen. */
export function ContactTable({ contacts, chosen, onChoose }: ContactTableProps) {
  const { slug } = useWorkspace();
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChoose?.(next);
  };
  const choice: Column<Contact> = {
    key: 'chosen',
    head: 'Chosen',
    actions: true,
    width: '3rem',
    cell: (contact) => (
      <Checkbox aria-label={`Choose ${nameOf(contact)}`} checked={chosen?.has(contact.id) ?? false} onChange={() => toggle(contact.id)} />
    ),
  };
  const columns: Column<Contact>[] = [
    {
      key: 'name',
      head: 'Name and address',
      width: '34%',
      cell: (contact) => (
        <div>
          <Link to="/w/$slug/contacts/$contactId" params={{ slug, contactId: contact.id }}>
            {nameOf(contact)}
          </Link>
          {nameOf(contact) !== contact.email && <div className="small hush">{contact.email}</div>}
          {contact.suppressed && (
            <div className={classes.suppressed}>
              <IconBan size={16} stroke={1.5} aria-hidden="true" />
              Suppressed: nothing is sent to this address
            </div>
          )}
        </div>
      ),
    },
    { key: 'company', head: 'Company', cell: ({ company, jobTitle }) => [jobTitle, company?.name].filter(Boolean).join(', ') || '–' },
    { key: 'tags', head: 'Tags', cell: ({ tags }) => tags.join(', ') || '–' },
    { key: 'verdict', head: 'Address', width: '9rem', cell: (contact) => <VerdictMark contact={contact} /> },
  ];
  return <DataTable caption="Contacts" columns={onChoose ? [choice, ...columns] : columns} rows={contacts} rowKey={({ id }) => id} />;
}
