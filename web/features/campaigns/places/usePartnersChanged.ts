import { useQueryClient } from '@tanstack/react-query';
import { orpc } from '../../../api.ts';

/** Reads the partners again, after one came, changed or ended. */
export function usePartnersChanged() {
  const cache = useQueryClient();
  return () => cache.invalidateQueries({ queryKey: orpc.partners.list.key() });
}
