import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { Lines } from '../../ui/Loaded.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { AuditTable } from './AuditTable.tsx';
import classes from './Audit.module.css';
import { VerifyChain } from './VerifyChain.tsx';

/** Who did what, newest first, and whether the chain of entries holds. */
export function Audit() {
  const workspace = useWorkspace();
  const log = useInfiniteQuery(
    orpc.evidence.audit.infiniteOptions({
      input: (before: number | undefined) => ({ workspaceId: workspace.id, limit: 50, ...(before === undefined ? {} : { before }) }),
      initialPageParam: undefined,
      getNextPageParam: (last) => last.before,
    }),
  );
  const entries = log.data?.pages.flatMap((page) => page.entries);
  return (
    <>
      <PageHead
        title="Audit"
        lede="Who did what, and when. Each entry holds the hash of the one before it, so that nobody changes or removes one unseen."
        actions={<VerifyChain />}
      />
      {log.isPending && <Lines count={8} />}
      <Problem error={log.error} title="The audit entries could not be shown." onRetry={() => void log.refetch()} />
      {entries && <AuditTable entries={entries} />}
      {log.hasNextPage && (
        <Button mt="md" loading={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
          Load older
        </Button>
      )}
      {entries && !log.hasNextPage && <p className={classes.end}>These are all entries.</p>}
    </>
  );
}
