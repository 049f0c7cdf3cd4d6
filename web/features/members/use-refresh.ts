import { useQueryClient } from '@tanstack/react-query';
import { orpc } from '../../api.ts';

/** Asks again for members and invitations, and for what the user themselves may do. */
export function useRefresh() {
  const queryClient = useQueryClient();
  return () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: orpc.workspaces.members.key() }),
      queryClient.invalidateQueries({ queryKey: orpc.account.me.key() }),
    ]);
}
