import { useQueryClient } from '@tanstack/react-query';
import { orpc } from '../../api.ts';

/** Reads again whatever shows conversations. */
export function useConversationsChanged() {
  const cache = useQueryClient();
  return () => cache.invalidateQueries({ queryKey: orpc.conversations.key() });
}
