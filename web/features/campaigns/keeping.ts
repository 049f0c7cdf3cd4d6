import { useQuery } from '@tanstack/react-query';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';

/** The sentence of a promise, with the limit that holds on this copy; undefined until it is known. */
export function usePromise(key: string): string | undefined {
  const { id: workspaceId, may } = useWorkspace();
  const { data } = useQuery(
    orpc.evidence.promises.queryOptions({ input: { workspaceId }, enabled: may('promises.read'), staleTime: 300_000 }),
  );
  const promise = data?.promises.find((one) => one.key === key);
  return promise?.sentence.replaceAll('{limit}', promise.limit);
}
