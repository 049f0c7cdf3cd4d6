import { useQueryClient } from '@tanstack/react-query';
import { orpc } from '../../api.ts';

/** Reads again which campaigns are held, here and on the campaigns' own pages. */
export function useHoldsChanged() {
  const cache = useQueryClient();
  return async () => {
    await Promise.all([orpc.requests.heldCampaigns, orpc.campaigns.show].map((part) => cache.invalidateQueries({ queryKey: part.key() })));
  };
}
