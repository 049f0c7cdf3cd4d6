import { Skeleton } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Problem } from './Problem.tsx';

interface LoadedProps<T> {
  query: UseQueryResult<T>;
  /** How many lines to draw while the answer is on its way. */
  lines?: number;
  /** What could not be shown when it fails. */
  title?: string;
  children: (data: T) => ReactNode;
}

/** Shows what a query answered; until then its outline, and its refusal when there was one. */
export function Loaded<T>({ query, lines = 4, title, children }: LoadedProps<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.isError) return <Problem error={query.error} {...(title ? { title } : {})} onRetry={() => void query.refetch()} />;
  return <Lines count={lines} />;
}

/** The outline of text that is on its way. */
export function Lines({ count = 4 }: { count?: number }) {
  return (
    <div role="status" aria-label="Loading">
      {Array.from({ length: count }, (_, line) => (
        <Skeleton key={line} height={14} radius={3} mb={16} width={`${String(92 - ((line * 17) % 40))}%`} />
      ))}
    </div>
  );
}
