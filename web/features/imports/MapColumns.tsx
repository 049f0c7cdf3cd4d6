import { Button, Group, NativeSelect, TagsInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { orpc } from '../../api.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Lines } from '../../ui/Loaded.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Section } from '../../ui/Section.tsx';
import { FileFormat } from './FileFormat.tsx';
import { useImportChanged } from './useImportChanged.ts';
import { meaningOf, meanings, policies, valueOf, type Import, type Meaning } from './words.ts';

/** What the columns of a file mean, as it was understood or remembered; and where the contacts go. */
export function MapColumns({ workspaceId, shown }: { workspaceId: string; shown: Import }) {
  const input = { workspaceId, importId: shown.id };
  const [mapping, setMapping] = useState<readonly Meaning[]>(shown.mapping);
  const [listId, setListId] = useState(shown.listId ?? '');
  const [tags, setTags] = useState<string[]>(shown.tags);
  const changed = useImportChanged();
  const fields = useQuery(orpc.contactFields.list.queryOptions({ input: { workspaceId } }));
  const lists = useQuery(orpc.lists.list.queryOptions({ input: { workspaceId } }));
  const sample = useQuery(orpc.imports.sample.queryOptions({ input }));
  const map = useMutation(orpc.imports.map.mutationOptions({ onSuccess: changed }));
  const choices = [
    { value: '', label: 'Leave out' },
    ...meanings,
    ...(fields.data?.fields ?? []).map(({ key, label }) => ({ value: `own:${key}`, label })),
  ];
  const meaning = (column: number) => mapping.find((one) => one.column === column);
  const change = (column: number, value: string, policy: Meaning['policy']) =>
    setMapping([...mapping.filter((one) => one.column !== column), ...(value === '' ? [] : [meaningOf(column, value, policy)])]);
  const columns: Column<{ header: string; column: number }>[] = [
    { key: 'header', head: 'Column of the file', cell: ({ header }) => <b>{header}</b> },
    {
      key: 'sample',
      head: 'First values',
      cell: ({ column }) =>
        (sample.data?.sample ?? [])
          .map((cells) => cells[column])
          .filter(Boolean)
          .slice(0, 3)
          .join(' · '),
    },
    {
      key: 'meaning',
      head: 'Means',
      width: '13rem',
      cell: ({ header, column }) => {
        const known = meaning(column);
        return (
          <NativeSelect
            aria-label={`What ${header} means`}
            data={choices}
            value={known ? valueOf(known) : ''}
            onChange={(event) => change(column, event.currentTarget.value, known?.policy ?? 'fill')}
          />
        );
      },
    },
    {
      key: 'policy',
      head: 'For contacts that are there',
      width: '13rem',
      cell: ({ header, column }) => {
        const known = meaning(column);
        if (!known || known.to === 'email' || known.to === 'tags') return null;
        return (
          <NativeSelect
            aria-label={`What ${header} does with what is there`}
            data={[...policies]}
            value={known.policy}
            onChange={(event) => change(column, valueOf(known), event.currentTarget.value as Meaning['policy'])}
          />
        );
      },
    },
  ];
  // A column that means a field of the workspace would look left out until the fields are known.
  if (!fields.data && !fields.error) return <Lines />;
  return (
    <>
      <FileFormat workspaceId={workspaceId} shown={shown} />
      <Section title="Columns" lede="What each column means. A file with the same columns is understood like this the next time.">
        <DataTable
          caption="Columns of the file"
          columns={columns}
          rows={shown.headers.map((header, column) => ({ header, column }))}
          rowKey={({ column }) => column}
        />
      </Section>
      <Section title="Where they go" lede="A list and tags for everybody in the file. Both can stay empty.">
        <div className="stack">
          <NativeSelect
            label="List"
            data={[{ value: '', label: 'None' }, ...(lists.data?.lists ?? []).map(({ id, name }) => ({ value: id, label: name }))]}
            value={listId}
            onChange={(event) => setListId(event.currentTarget.value)}
          />
          <TagsInput label="Tags" value={tags} onChange={setTags} maxTags={20} />
          <Problem error={map.error} title="The rows were not checked." />
          <Group>
            <Button
              variant="filled"
              loading={map.isPending}
              onClick={() => map.mutate({ ...input, mapping: [...mapping], listId: listId || null, tags })}
            >
              Check the rows
            </Button>
          </Group>
        </div>
      </Section>
    </>
  );
}
