import { Button, Group } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { ConfirmByName } from '../../ui/ConfirmByName.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Lines } from '../../ui/Loaded.tsx';
import { count } from '../../ui/numbers.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { When } from '../../ui/When.tsx';
import { ContactParts } from './ContactParts.tsx';
import { NameForm } from './NameForm.tsx';
import type { List } from './shapes.ts';
import { useContactsChanged } from './useContactsChanged.ts';

/** Contacts put together by hand or import. */
export function ListsPage() {
  const { id: workspaceId, slug, may } = useWorkspace();
  const [asked, setAsked] = useState<{ what: 'name' | 'remove'; list?: List }>();
  const changed = useContactsChanged();
  const settled = {
    onSuccess: async () => {
      await changed();
      setAsked(undefined);
    },
  };
  const create = useMutation(orpc.lists.create.mutationOptions(settled));
  const change = useMutation(orpc.lists.change.mutationOptions(settled));
  const remove = useMutation(orpc.lists.remove.mutationOptions(settled));
  const { data, error } = useQuery(orpc.lists.list.queryOptions({ input: { workspaceId } }));
  const mayChange = may('contacts.change');
  const button = mayChange && (
    <Button variant="filled" leftSection={<IconPlus size={18} stroke={1.5} />} onClick={() => setAsked({ what: 'name' })}>
      New list
    </Button>
  );
  const columns: Column<List>[] = [
    {
      key: 'name',
      head: 'List',
      cell: ({ id, name }) => (
        <Link to="/w/$slug/contacts" params={{ slug }} search={{ list: id }}>
          {name}
        </Link>
      ),
    },
    { key: 'contacts', head: 'Contacts', figures: true, width: '8rem', cell: ({ contacts }) => count(contacts) },
    { key: 'created', head: 'Made', width: '9rem', cell: ({ createdAt }) => <When at={createdAt} as="day" /> },
    ...(mayChange
      ? [
          {
            key: 'actions',
            head: 'Actions',
            actions: true,
            cell: (list: List) => <Actions name={list.name} onAsk={(what) => setAsked({ what, list })} />,
          },
        ]
      : []),
  ];
  const list = asked?.list;
  return (
    <>
      <PageHead
        title="Lists"
        lede="Contacts put together by hand or by an import. A campaign can go to one, or leave one out."
        actions={data && data.lists.length > 0 && button}
      />
      <ContactParts here="Lists" />
      <Problem error={error} title="The lists could not be loaded." />
      {!data && !error && <Lines />}
      {data?.lists.length === 0 && (
        <EmptyState title="There is no list yet." action={button}>
          Make one, then choose contacts and put them into it.
        </EmptyState>
      )}
      {data && data.lists.length > 0 && <DataTable caption="Lists" columns={columns} rows={data.lists} rowKey={({ id }) => id} />}
      {asked?.what === 'name' && (
        <NameForm
          title={list ? `Rename ${list.name}` : 'New list'}
          name={list?.name ?? ''}
          most={120}
          doing={list ? change : create}
          onSave={(name) => (list ? change.mutate({ workspaceId, listId: list.id, name }) : create.mutate({ workspaceId, name }))}
          onClose={() => setAsked(undefined)}
        />
      )}
      {asked?.what === 'remove' && list && (
        <ConfirmByName
          title={`Remove ${list.name}?`}
          name={list.name}
          action="Remove the list"
          doing={remove}
          onConfirm={() => remove.mutate({ workspaceId, listId: list.id })}
          onClose={() => setAsked(undefined)}
        >
          Its contacts stay in the address book, without this list.
        </ConfirmByName>
      )}
    </>
  );
}

function Actions({ name, onAsk }: { name: string; onAsk: (what: 'name' | 'remove') => void }) {
  return (
    <Group gap={0} wrap="nowrap">
      <Button size="compact-sm" variant="subtle" onClick={() => onAsk('name')} aria-label={`Rename ${name}`}>
        Rename
      </Button>
      <Button size="compact-sm" variant="subtle" c="var(--ink-2)" onClick={() => onAsk('remove')} aria-label={`Remove ${name}`}>
        Remove
      </Button>
    </Group>
  );
}
