import { Button, FileButton } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { tell } from '../../ui/tell.ts';
import { When } from '../../ui/When.tsx';
import classes from './files.module.css';
import { RemoveFile } from './RemoveFile.tsx';
import { sendToLibrary } from './send-to-library.ts';
import { size } from './size.ts';
import { type LibraryFile, useLibrary } from './useLibrary.ts';

/** The files that a team sends with its messages, or shows in them. */
export function Library() {
  const { id: workspaceId, may } = useWorkspace();
  const { query } = useLibrary(workspaceId);
  const [removing, remove] = useState<LibraryFile>();
  const cache = useQueryClient();
  const add = useMutation({
    mutationFn: async (files: readonly File[]) => {
      for (const file of files) await sendToLibrary(workspaceId, file);
    },
    onSuccess: (_, files) => tell(files.length === 1 ? 'The file is in the library.' : 'The files are in the library.'),
    onSettled: () => cache.invalidateQueries({ queryKey: orpc.files.list.key() }),
  });
  const mayChange = may('outreach.change');
  const columns: Column<LibraryFile>[] = [
    {
      key: 'name',
      head: 'File',
      width: '50%',
      cell: ({ id, name }) =>
        mayChange ? (
          <a href={`/api/workspaces/${workspaceId}/files/${id}/content`} download={name}>
            {name}
          </a>
        ) : (
          name
        ),
    },
    { key: 'bytes', head: 'Size', figures: true, cell: ({ bytes }) => size(bytes) },
    { key: 'added', head: 'Added', figures: true, cell: ({ addedAt }) => <When at={addedAt} as="day" /> },
    {
      key: 'actions',
      head: 'What can be done',
      actions: true,
      cell: (file) =>
        mayChange && (
          <Button size="compact-sm" variant="subtle" onClick={() => remove(file)} aria-label={`Remove ${file.name}`}>
            Remove
          </Button>
        ),
    },
  ];
  return (
    <section className={classes.library} aria-labelledby="library">
      <div className={classes.head}>
        <div>
          <h2 id="library">Files</h2>
          <p className="hush">
            What goes with messages or is shown in them. A name with a merge tag, such as Report {'{{ city }}'}.pdf, gives each recipient a
            file of their own.
          </p>
        </div>
        {mayChange && (
          <FileButton multiple onChange={(files) => files.length > 0 && add.mutate(files)}>
            {(props) => (
              <Button {...props} leftSection={<IconUpload size={18} stroke={1.5} aria-hidden />} loading={add.isPending}>
                Add files
              </Button>
            )}
          </FileButton>
        )}
      </div>
      <Problem error={add.error} title="Not every file was taken." />
      <Loaded query={query} title="The files could not be loaded.">
        {({ files, bytes, mostBytes }) =>
          files.length === 0 ? (
            <p className="hush">No file yet. PDF, images, documents of Office, texts and tables can be added, of up to 20 MB each.</p>
          ) : (
            <>
              <DataTable caption="Files" columns={columns} rows={files} rowKey={({ id }) => id} />
              <p className="small hush">
                Of {size(mostBytes)}, {size(bytes)} are used.
              </p>
            </>
          )
        }
      </Loaded>
      {removing && <RemoveFile file={removing} onClose={() => remove(undefined)} />}
    </section>
  );
}
