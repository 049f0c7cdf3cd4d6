import { Button, Group } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { conditionsOf } from '../../../shared/segment-rule.ts';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { ConfirmByName } from '../../ui/ConfirmByName.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Lines } from '../../ui/Loaded.tsx';
import { plural } from '../../ui/numbers.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { When } from '../../ui/When.tsx';
import { ContactParts } from './ContactParts.tsx';
import type { Segment } from './shapes.ts';
import { useContactsChanged } from './useContactsChanged.ts';

/** Contacts chosen by a saved rule. */
export function SegmentList() {
  const { id: workspaceId, slug, may } = useWorkspace();
  const [removing, setRemoving] = useState<Segment>();
  const navigate = useNavigate();
  const changed = useContactsChanged();
  const remove = useMutation(
    orpc.segments.remove.mutationOptions({
      onSuccess: async () => {
        await changed();
        setRemoving(undefined);
      },
    }),
  );
  const { data, error } = useQuery(orpc.segments.list.queryOptions({ input: { workspaceId } }));
  const mayChange = may('contacts.change');
  const open = (segmentId: string) => void navigate({ to: '/w/$slug/segments/$segmentId', params: { slug, segmentId } });
  const button = mayChange && (
    <Button variant="filled" leftSection={<IconPlus size={18} stroke={1.5} />} onClick={() => open('new')}>
      New segment
    </Button>
  );
  const actions: Column<Segment> = {
    key: 'actions',
    head: 'Actions',
    actions: true,
    cell: (segment) => (
      <Group gap={0} wrap="nowrap">
        <Button size="compact-sm" variant="subtle" onClick={() => open(segment.id)} aria-label={`Change ${segment.name}`}>
          Change
        </Button>
        <Button
          size="compact-sm"
          variant="subtle"
          c="var(--ink-2)"
          onClick={() => setRemoving(segment)}
          aria-label={`Remove ${segment.name}`}
        >
          Remove
        </Button>
      </Group>
    ),
  };
  const columns: Column<Segment>[] = [
    {
      key: 'name',
      head: 'Segment',
      cell: ({ id, name }) => (
        <Link to="/w/$slug/contacts" params={{ slug }} search={{ segment: id }}>
          {name}
        </Link>
      ),
    },
    { key: 'rule', head: 'Rule', cell: ({ rule }) => plural(conditionsOf(rule).length, 'condition') },
    { key: 'created', head: 'Made', width: '9rem', cell: ({ createdAt }) => <When at={createdAt} as="day" /> },
  ];
  return (
    <>
      <PageHead
        title="Segments"
        lede="Contacts chosen by a saved rule: whoever fits is in it, from the moment on which they do."
        actions={data && data.segments.length > 0 && button}
      />
      <ContactParts here="Segments" />
      <Problem error={error} title="The segments could not be loaded." />
      {!data && !error && <Lines />}
      {data?.segments.length === 0 && (
        <EmptyState title="There is no segment yet." action={button}>
          Say what contacts have in common, and see how many they are while you write it.
        </EmptyState>
      )}
      {data && data.segments.length > 0 && (
        <DataTable caption="Segments" columns={mayChange ? [...columns, actions] : columns} rows={data.segments} rowKey={({ id }) => id} />
      )}
      {removing && (
        <ConfirmByName
          title={`Remove ${removing.name}?`}
          name={removing.name}
          action="Remove the segment"
          doing={remove}
          onConfirm={() => remove.mutate({ workspaceId, segmentId: removing.id })}
          onClose={() => setRemoving(undefined)}
        >
          Its contacts stay in the address book. A campaign that was to go to it goes to nobody by it.
        </ConfirmByName>
      )}
    </>
  );
}
