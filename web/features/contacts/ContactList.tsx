import { Button, Group } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { useActions } from '../../ui/actions.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Lines } from '../../ui/Loaded.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { saveText } from '../../ui/save-text.ts';
import { AddContact } from './AddContact.tsx';
import { BulkBar } from './BulkBar.tsx';
import { ContactFilters } from './ContactFilters.tsx';
import { ContactParts } from './ContactParts.tsx';
import { ContactTable } from './ContactTable.tsx';

/** The address book of a workspace: found by a beginning, filtered by what the URL says, changed one by one or many at once. */
export function ContactList() {
  const { id: workspaceId, may } = useWorkspace();
  const wanted = useSearch({ from: '/inside/w/$slug/contacts' });
  const [adding, setAdding] = useState(false);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const mayChange = may('contacts.change');
  const filter = {
    ...(wanted.search && { search: wanted.search }),
    ...(wanted.tag && { tag: wanted.tag }),
    ...(wanted.list && { listId: wanted.list }),
    ...(wanted.segment && { segmentId: wanted.segment }),
    ...(wanted.company && { companyId: wanted.company }),
    ...(wanted.verdict && { verdict: wanted.verdict }),
  };
  const query = useInfiniteQuery(
    orpc.contacts.list.infiniteOptions({
      input: (after: string | undefined) => ({ workspaceId, limit: 100, ...filter, ...(after && { after }) }),
      initialPageParam: undefined,
      getNextPageParam: (last) => last.after,
      placeholderData: keepPreviousData,
      enabled: may('contacts.read'),
    }),
  );
  const taken = useMutation(
    orpc.contacts.exportCsv.mutationOptions({ onSuccess: ({ fileName, csv }) => saveText(fileName, csv, 'text/csv') }),
  );
  useActions(mayChange ? [{ id: 'add a contact', label: 'Add a contact', keys: 'a', run: () => setAdding(true) }] : []);
  if (!may('contacts.read')) return <PageHead title="Contacts" lede="Your role does not see the contacts of this workspace." />;
  const contacts = query.data?.pages.flatMap((page) => page.contacts);
  const filtered = Object.keys(filter).length > 0;
  const button = mayChange && (
    <Button variant="filled" leftSection={<IconUserPlus size={18} stroke={1.5} />} onClick={() => setAdding(true)} aria-expanded={adding}>
      Add a contact
    </Button>
  );
  return (
    <>
      <PageHead
        title="Contacts"
        lede="The people to whom this workspace writes. Each address stands here once, and whoever asked not to be written to is marked."
        actions={
          <>
            {may('contacts.export') && contacts && contacts.length > 0 && (
              <Button onClick={() => taken.mutate({ workspaceId, ...filter })} loading={taken.isPending}>
                Save as CSV
              </Button>
            )}
            {!adding && (contacts?.length !== 0 || filtered) && button}
          </>
        }
      />
      <ContactParts here="Contacts" />
      {adding && <AddContact workspaceId={workspaceId} onClose={() => setAdding(false)} />}
      {(contacts?.length !== 0 || filtered) && <ContactFilters workspaceId={workspaceId} />}
      <Problem error={query.error ?? taken.error} title="The contacts could not be loaded." />
      {!contacts && !query.isError && <Lines />}
      {contacts?.length === 0 && !filtered && (
        <EmptyState title="Nobody is in the address book." action={!adding && button}>
          Add the people to whom you want to write. Lists put them together by hand, segments by a rule.
        </EmptyState>
      )}
      {contacts?.length === 0 && filtered && <p role="status">No contact is like this.</p>}
      {contacts && contacts.length > 0 && (
        <>
          {mayChange && <BulkBar workspaceId={workspaceId} chosen={chosen} onDone={() => setChosen(new Set())} />}
          <ContactTable contacts={contacts} {...(mayChange && { chosen, onChoose: setChosen })} />
        </>
      )}
      {query.data?.pages.at(-1)?.more && <p className="hush">There are more. Type more of what you look for.</p>}
      {query.hasNextPage && (
        <Group mt="md">
          <Button onClick={() => void query.fetchNextPage()} loading={query.isFetchingNextPage}>
            Show more
          </Button>
        </Group>
      )}
    </>
  );
}
