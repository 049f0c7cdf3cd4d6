import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { Lines } from '../../ui/Loaded.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { AuditFilter } from './AuditFilter.tsx';
import { AuditTable } from './AuditTable.tsx';
import classes from './Audit.module.css';
import { askedOf } from './filter.ts';
import { TakeEvidence } from './TakeEvidence.tsx';
import { VerifyChain } from './VerifyChain.tsx';

/** Who did what, newest first, and whether the chain of entries holds. */
export function Audit() {
  const workspace = useWorkspace();
  const search = useSearch({ from: '/inside/w/$slug/audit' });
  const asked = askedOf(search);
  const log = useInfiniteQuery(
    orpc.evidence.audit.infiniteOptions({
      input: (before: number | undefined) => ({
        workspaceId: workspace.id,
        limit: 50,
        ...asked,
        ...(before === undefined ? {} : { before }),
      }),
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
        actions={
          <div className={classes.actions}>
            <VerifyChain />
            <TakeEvidence />
          </div>
        }
      />
      <AuditFilter key={search.about ?? ''} search={search} />
      {log.isPending && <Lines count={8} />}
      <Problem error={log.error} title="The audit entries could not be shown." onRetry={() => void log.refetch()} />
      {entries && entries.length > 0 && <AuditTable entries={entries} />}
      {entries?.length === 0 && <p role="status">No entry is like that.</p>}
      {log.hasNextPage && (
        <Button mt="md" loading={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
          Load older
        </Button>
      )}
      {entries && entries.length > 0 && !log.hasNextPage && (
        <p className={classes.end}>
          {Object.keys(asked).length > 0 ? 'These are all entries that are like that.' : 'These are all entries.'}
        </p>
      )}
    </>
  );
}
