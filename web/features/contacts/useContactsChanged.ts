import { useQueryClient } from '@tanstack/react-query';
import { orpc } from '../../api.ts';

/** Reads again whatever shows contacts and what they are put together by. */
export function useContactsChanged() {
  const cache = useQueryClient();
  return async () => {
    const parts = [orpc.contacts, orpc.companies, orpc.contactFields, orpc.lists, orpc.segments, orpc.duplicates];
    await Promise.all(parts.map((part) => cache.invalidateQueries({ queryKey: part.key() })));
  };
}
