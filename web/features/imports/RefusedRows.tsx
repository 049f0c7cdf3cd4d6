import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { api } from '../../api.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { count } from '../../ui/numbers.ts';
import { Problem } from '../../ui/Problem.tsx';
import { saveText } from '../../ui/save-text.ts';
import { Section } from '../../ui/Section.tsx';
import type { Import } from './words.ts';

/** All pages of the rows that could not be used, as one file. */
async function problemsOf(workspaceId: string, importId: string): Promise<string> {
  let csv = '';
  for (let after: number | undefined = 0; after !== undefined; ) {
    const page: { csv: string; after?: number | undefined } = await api.imports.problems({ workspaceId, importId, after });
    csv += page.csv;
    after = page.after;
  }
  return csv;
}

/** Rows that cannot be used, by reason, and the file in which they can be mended. */
export function RefusedRows({ workspaceId, shown }: { workspaceId: string; shown: Import }) {
  const save = useMutation({
    mutationFn: () => problemsOf(workspaceId, shown.id),
    onSuccess: (csv) => saveText('rows-to-mend.csv', csv, 'text/csv'),
  });
  if (shown.refused.length === 0) return null;
  return (
    <Section
      title="Rows that cannot be used"
      lede="Mend them in the file and import that: its columns are the same, with the reason as the last."
    >
      <DataTable
        caption="Reasons"
        columns={[
          { key: 'sentence', head: 'Reason', cell: ({ sentence }) => sentence },
          { key: 'rows', head: 'Rows', figures: true, width: '7rem', cell: ({ rows }) => count(rows) },
        ]}
        rows={shown.refused}
        rowKey={({ sentence }) => sentence}
      />
      <Problem error={save.error} title="The file was not made." />
      <Button leftSection={<IconDownload size={18} stroke={1.5} />} loading={save.isPending} onClick={() => save.mutate()} mt="md">
        Save them as CSV
      </Button>
    </Section>
  );
}
