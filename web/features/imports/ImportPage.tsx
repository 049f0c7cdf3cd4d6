import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { Lines } from '../../ui/Loaded.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { ImportResult } from './ImportResult.tsx';
import { ImportUnderWay } from './ImportUnderWay.tsx';
import { MapColumns } from './MapColumns.tsx';
import { RunImport } from './RunImport.tsx';
import { isWorking, states } from './words.ts';

/** One import, at the step where it stands. Work goes on when the tab is closed; the page asks how far it is. */
export function ImportPage() {
  const { id: workspaceId, slug } = useWorkspace();
  const { importId } = useParams({ from: '/inside/w/$slug/imports/$importId' });
  const { data, error, dataUpdatedAt } = useQuery(
    orpc.imports.show.queryOptions({
      input: { workspaceId, importId },
      refetchInterval: ({ state }) => (state.data && isWorking(state.data.state) ? 1_500 : false),
    }),
  );
  const step = data && { workspaceId, shown: data };
  return (
    <>
      <PageHead
        title={data?.fileName ?? 'Import'}
        crumb={
          <Link to="/w/$slug/imports" params={{ slug }}>
            Imports
          </Link>
        }
        state={data && <span className="hush">{states[data.state]}</span>}
      />
      <Problem error={error} title="The import could not be loaded." />
      {!data && !error && <Lines />}
      {step && isWorking(step.shown.state) && <ImportUnderWay {...step} at={dataUpdatedAt} />}
      {/* What another reading found is asked anew. */}
      {step?.shown.state === 'read' && <MapColumns key={`${String(step.shown.encoding)} ${String(step.shown.delimiter)}`} {...step} />}
      {step?.shown.state === 'checked' && <RunImport {...step} />}
      {step && ['finished', 'cancelled', 'failed', 'undone'].includes(step.shown.state) && <ImportResult {...step} />}
      {step?.shown.state === 'uploading' && (
        <p role="status">The file is not here whole. If nobody is uploading it any more, begin another import: this one ends by itself.</p>
      )}
    </>
  );
}
