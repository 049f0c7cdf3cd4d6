import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Lines } from '../../ui/Loaded.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Section } from '../../ui/Section.tsx';
import { tell } from '../../ui/tell.ts';
import { When } from '../../ui/When.tsx';
import { ContactParts } from './ContactParts.tsx';
import { MergePair } from './MergePair.tsx';
import { type Likely, nameOf } from './shapes.ts';
import { useContactsChanged } from './useContactsChanged.ts';

const becauseWords: Record<Likely['because'], string> = {
  name_and_company: 'The same name at the same company',
  phone: 'The same phone number',
  address_with_tag: 'The same address with a tag behind a plus',
};

/** Contacts that are likely one person, and merges that can be taken back. */
export function DuplicatesPage() {
  const { id: workspaceId, may } = useWorkspace();
  const [open, setOpen] = useState<string>();
  const changed = useContactsChanged();
  const mayChange = may('contacts.change');
  const { data, error } = useQuery(orpc.duplicates.list.queryOptions({ input: { workspaceId } }));
  const merges = useQuery(orpc.duplicates.merges.queryOptions({ input: { workspaceId } }));
  const undo = useMutation(
    orpc.duplicates.undo.mutationOptions({
      onSuccess: async () => {
        await changed();
        tell('They are two contacts again.');
      },
    }),
  );
  const keyOf = ({ because, contacts }: Likely) => `${because} ${contacts.map(({ id }) => id).join(' ')}`;
  const columns: Column<Likely>[] = [
    {
      key: 'who',
      head: 'Contacts',
      width: '50%',
      cell: ({ contacts }) => contacts.map((one) => `${nameOf(one)} <${one.email}>`).join(', '),
    },
    { key: 'because', head: 'Why', cell: ({ because }) => becauseWords[because] },
    ...(mayChange
      ? [
          {
            key: 'actions',
            head: 'Actions',
            actions: true,
            cell: (group: Likely) => (
              <Button
                size="compact-sm"
                variant="subtle"
                aria-expanded={open === keyOf(group)}
                onClick={() => setOpen(open === keyOf(group) ? undefined : keyOf(group))}
              >
                Look at both
              </Button>
            ),
          },
        ]
      : []),
  ];
  return (
    <>
      <PageHead
        title="Duplicates"
        lede="Contacts that are likely one person. An address in another spelling is never here twice; this is what only a person can tell."
      />
      <ContactParts here="Duplicates" />
      <Problem error={error} title="Duplicates could not be looked for." />
      {!data && !error && <Lines />}
      {data?.groups.length === 0 && <EmptyState title="Nobody seems to be here twice." />}
      {data && data.groups.length > 0 && (
        <DataTable
          caption="Likely duplicates"
          columns={columns}
          rows={data.groups}
          rowKey={keyOf}
          below={(group) =>
            open === keyOf(group) && <MergePair workspaceId={workspaceId} contacts={group.contacts} onDone={() => setOpen(undefined)} />
          }
        />
      )}
      {merges.data && merges.data.merges.length > 0 && (
        <Section title="Made one" lede="What both were is kept for 90 days, so that a mistake can be taken back.">
          <Problem error={undo.error} title="It was not taken back." />
          <ul className="stack">
            {merges.data.merges.map(({ id, kept, removed, mergedAt }) => (
              <li key={id}>
                {removed} was made one with {kept} on <When at={mergedAt} as="day" />.{' '}
                {mayChange && (
                  <Button
                    size="compact-sm"
                    variant="subtle"
                    onClick={() => undo.mutate({ workspaceId, mergeId: id })}
                    loading={undo.isPending && undo.variables.mergeId === id}
                    aria-label={`Take back: ${removed}`}
                  >
                    Take back
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}
