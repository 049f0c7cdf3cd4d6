import { useQueryClient } from '@tanstack/react-query';
import { orpc } from '../../../api.ts';

/** Reads again whatever shows recipients, after some came or went. */
export function useRecipientsChanged() {
  const cache = useQueryClient();
  return async () => {
    await Promise.all(
      [orpc.campaigns.recipients, orpc.campaigns.show, orpc.campaigns.preview, orpc.campaigns.list, orpc.workspaces.show].map((part) =>
        cache.invalidateQueries({ queryKey: part.key() }),
      ),
    );
  };
}
