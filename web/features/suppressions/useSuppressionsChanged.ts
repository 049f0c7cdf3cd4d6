import { useQueryClient } from '@tanstack/react-query';
import { orpc } from '../../api.ts';

/** Reads again whatever depends on which addresses are suppressed. */
export function useSuppressionsChanged() {
  const cache = useQueryClient();
  return async () => {
    await Promise.all([orpc.suppressions.list, orpc.campaigns.recipients].map((part) => cache.invalidateQueries({ queryKey: part.key() })));
  };
}
