import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { api } from '../../api.ts';
import { useMe } from '../../session.ts';
import { plural } from '../../ui/numbers.ts';
import { Problem } from '../../ui/Problem.tsx';
import { saveText } from '../../ui/save-text.ts';

/** The whole list as one text, and how many stand in it under a code alone, which no file can say. */
async function wholeList(workspaceId: string, of: 'workspace' | 'copy') {
  let [csv, fileName, unnamed] = ['', '', 0];
  let after: string | undefined;
  do {
    const part = await api.suppressions.exportCsv({ workspaceId, of, ...(after ? { after } : {}) });
    csv += after === undefined ? part.csv : part.csv.slice(part.csv.indexOf('\n') + 1);
    fileName = part.fileName;
    unnamed += part.unnamed;
    after = part.after;
  } while (after !== undefined);
  return { csv, fileName, unnamed };
}

/** Saves the list as a CSV file, for a spreadsheet, another program or another copy. Each file is written down in the audit. */
export function SaveSuppressions({ workspaceId }: { workspaceId: string }) {
  const { operator } = useMe();
  const save = useMutation({
    mutationFn: (of: 'workspace' | 'copy') => wholeList(workspaceId, of),
    onSuccess: ({ csv, fileName }) => saveText(fileName, csv, 'text/csv'),
  });
  const icon = <IconDownload size={18} stroke={1.5} />;
  const unnamed = save.data?.unnamed ?? 0;
  return (
    <>
      {operator ? (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button leftSection={icon} loading={save.isPending}>
              Export CSV
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => save.mutate('workspace')}>Of this workspace</Menu.Item>
            <Menu.Item onClick={() => save.mutate('copy')}>Of the whole copy</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      ) : (
        <Button leftSection={icon} loading={save.isPending} onClick={() => save.mutate('workspace')}>
          Export CSV
        </Button>
      )}
      <Problem error={save.error} title="The file was not made." />
      {unnamed > 0 && (
        <p role="status" className="small hush">
          {plural(unnamed, 'address', 'addresses')} known by a code alone {unnamed === 1 ? 'is' : 'are'} not in the file.
        </p>
      )}
    </>
  );
}
