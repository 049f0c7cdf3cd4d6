import { useQueryClient } from '@tanstack/react-query';
import { orpc } from '../../api.ts';

/** Loads the imports again, after something was done with one of them. */
export function useImportChanged() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: orpc.imports.key() });
}
