import { useQueryClient } from '@tanstack/react-query';
import { orpc } from '../../api.ts';

/** Asks for the mailboxes again after one changed. */
export function useMailboxesChanged() {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: orpc.mailboxes.key() });
}
