import { Button, FileButton, Progress } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Lines } from '../../ui/Loaded.tsx';
import { count } from '../../ui/numbers.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { When } from '../../ui/When.tsx';
import { ContactParts } from '../contacts/ContactParts.tsx';
import { sendFile } from './send-file.ts';
import { states, type Import } from './words.ts';

/** Imports of the workspace, newest first, and the one button that begins another. */
export function ImportList() {
  const { id: workspaceId, slug, may } = useWorkspace();
  const navigate = useNavigate();
  const [part, setPart] = useState(0);
  const mayChange = may('contacts.change');
  const { data, error } = useQuery(orpc.imports.list.queryOptions({ input: { workspaceId, limit: 100 }, enabled: may('contacts.read') }));
  const begin = useMutation({
    mutationFn: async (file: File) => {
      setPart(0);
      const { id } = await api.imports.begin({ workspaceId, fileName: file.name });
      await sendFile(file, { workspaceId, importId: id, sent: (bytes) => setPart(bytes / file.size) });
      return api.imports.read({ workspaceId, importId: id });
    },
    onSuccess: ({ id }) => navigate({ to: '/w/$slug/imports/$importId', params: { slug, importId: id } }),
  });
  const columns: Column<Import>[] = [
    {
      key: 'file',
      head: 'File',
      cell: ({ id, fileName }) => (
        <Link to="/w/$slug/imports/$importId" params={{ slug, importId: id }}>
          {fileName ?? 'A file'}
        </Link>
      ),
    },
    { key: 'state', head: 'State', width: '10rem', cell: ({ state }) => states[state] },
    { key: 'added', head: 'Added', figures: true, width: '7rem', cell: ({ counts }) => count(counts.added) },
    { key: 'changed', head: 'Changed', figures: true, width: '7rem', cell: ({ counts }) => count(counts.changed) },
    { key: 'begun', head: 'Begun', width: '9rem', cell: ({ createdAt }) => <When at={createdAt} as="day" /> },
  ];
  const button = mayChange && (
    <FileButton onChange={(file) => file && begin.mutate(file)} accept=".csv,.tsv,.txt,.xlsx">
      {(props) => (
        <Button {...props} variant="filled" leftSection={<IconUpload size={18} stroke={1.5} />} loading={begin.isPending}>
          Choose a file
        </Button>
      )}
    </FileButton>
  );
  if (!may('contacts.read')) return <PageHead title="Imports" lede="Your role does not see the contacts of this workspace." />;
  const rows = data?.imports;
  return (
    <>
      <PageHead
        title="Imports"
        lede="Contacts from a file: CSV, TSV or .xlsx, of any size and encoding. Before anything is changed you see what would be, and for thirty days you can undo it."
        actions={rows?.length !== 0 && button}
      />
      <ContactParts here="Imports" />
      {begin.isPending && <Progress value={part * 100} aria-label="Part of the file that was sent" my="md" />}
      <Problem error={begin.error} title="The file was not imported." />
      <Problem error={error} title="The imports could not be loaded." />
      {!rows && !error && <Lines />}
      {rows?.length === 0 && (
        <EmptyState title="Nothing was imported yet." action={button}>
          Take the table that you have: its first row names the columns, and one of them holds e-mail addresses.
        </EmptyState>
      )}
      {rows && rows.length > 0 && <DataTable caption="Imports" columns={columns} rows={rows} rowKey={({ id }) => id} />}
    </>
  );
}
