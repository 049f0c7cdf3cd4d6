import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { orpc } from '../../api.ts';
import type { Text, TextProblem } from './shapes.ts';

/** What is wrong with a text while it is written, as the server sees it, and in how many ways it can be said. */
export function useTextCheck(workspaceId: string, text: Text): { problems: readonly TextProblem[]; combinations: number } {
  const [{ subject, html }] = useDebouncedValue(text, 400);
  const { data } = useQuery(
    orpc.templates.check.queryOptions({ input: { workspaceId, subject, html }, placeholderData: keepPreviousData, staleTime: Infinity }),
  );
  return { problems: data?.problems ?? [], combinations: data?.combinations ?? 1 };
}

/** The merge tags that a text may use in this workspace. */
export function useMergeTags(workspaceId: string): readonly string[] {
  const { data } = useQuery(orpc.templates.tags.queryOptions({ input: { workspaceId }, staleTime: 60_000 }));
  return data?.tags ?? [];
}
