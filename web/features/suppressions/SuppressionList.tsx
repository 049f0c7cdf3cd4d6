import { Button, Group } from '@mantine/core';
import { IconBan, IconUpload } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { useActions } from '../../ui/actions.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Lines } from '../../ui/Loaded.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { FindAddress } from './FindAddress.tsx';
import { ImportSuppressions } from './ImportSuppressions.tsx';
import { SaveSuppressions } from './SaveSuppressions.tsx';
import { SuppressAddress } from './SuppressAddress.tsx';
import { SuppressionTable } from './SuppressionTable.tsx';

/** Addresses that nothing is sent to, newest first; one of them is found by its whole address. */
export function SuppressionList() {
  const { id: workspaceId, may } = useWorkspace();
  const { search = '' } = useSearch({ from: '/inside/w/$slug/suppressions' });
  const [open, setOpen] = useState<'one' | 'file'>();
  const close = () => setOpen(undefined);
  const [mayAdd, mayChange] = [may('suppressions.add'), may('suppressions.change')];
  const query = useInfiniteQuery(
    orpc.suppressions.list.infiniteOptions({
      input: (after: string | undefined) => ({ workspaceId, limit: 100, ...(search && { search }), ...(after && { after }) }),
      initialPageParam: undefined,
      getNextPageParam: (last) => last.after,
      placeholderData: keepPreviousData,
      enabled: may('suppressions.read'),
    }),
  );
  useActions([
    ...(mayAdd ? [{ id: 'suppress an address', label: 'Suppress an address', keys: 'a', run: () => setOpen('one') }] : []),
    ...(mayChange ? [{ id: 'import suppressions', label: 'Import suppressions from CSV', run: () => setOpen('file') }] : []),
  ]);
  const found = query.data?.pages.flatMap((page) => page.suppressions);
  const buttons = mayAdd && (
    <>
      <Button variant="filled" leftSection={<IconBan size={18} stroke={1.5} />} onClick={() => setOpen('one')}>
        Suppress an address
      </Button>
      {mayChange && (
        <Button leftSection={<IconUpload size={18} stroke={1.5} />} onClick={() => setOpen('file')}>
          Import CSV
        </Button>
      )}
    </>
  );
  if (!may('suppressions.read')) return <PageHead title="Suppressions" lede="Your role does not see which addresses are suppressed." />;
  return (
    <>
      <PageHead
        title="Suppressions"
        lede="Addresses that nothing is sent to, in any campaign. Each is kept for three years, sealed, and for this alone."
        actions={
          !open &&
          found?.length !== 0 && (
            <>
              {buttons}
              {may('contacts.export') && <SaveSuppressions workspaceId={workspaceId} />}
            </>
          )
        }
      />
      {open === 'one' && <SuppressAddress workspaceId={workspaceId} onClose={close} />}
      {open === 'file' && <ImportSuppressions workspaceId={workspaceId} onClose={close} />}
      {(found?.length !== 0 || search) && <FindAddress search={search} />}
      <Problem error={query.error} title="The suppressions could not be loaded." />
      {!found && !query.isError && <Lines />}
      {found?.length === 0 && !search && (
        <EmptyState title="Nobody has asked not to be written to." action={!open && buttons && <Group gap="xs">{buttons}</Group>}>
          When a recipient asks, put their address here. From then on every letter of every campaign leaves it out.
        </EmptyState>
      )}
      {found?.length === 0 && search && <p role="status">{search} is not suppressed.</p>}
      {found && found.length > 0 && <SuppressionTable workspaceId={workspaceId} suppressions={found} mayChange={mayChange} />}
      {query.hasNextPage && (
        <Button onClick={() => void query.fetchNextPage()} loading={query.isFetchingNextPage} mt="md">
          Show more
        </Button>
      )}
    </>
  );
}
