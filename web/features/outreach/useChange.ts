import { useMutation, useQueryClient } from '@tanstack/react-query';
import { orpc } from '../../api.ts';

/** Changes the settings of a team campaign, and shows at once what they are now. */
export function useChange(workspaceId: string, outreachId: string, onDone?: () => void) {
  const cache = useQueryClient();
  return useMutation(
    orpc.outreach.change.mutationOptions({
      onSuccess: (changed) => {
        cache.setQueryData(orpc.outreach.show.queryKey({ input: { workspaceId, outreachId } }), changed);
        void cache.invalidateQueries({ queryKey: orpc.outreach.list.key() });
        for (const key of [
          orpc.outreach.check.key(),
          orpc.outreach.plan.key(),
          orpc.outreach.preview.key(),
          orpc.outreach.incomplete.key(),
        ])
          void cache.invalidateQueries({ queryKey: key });
        onDone?.();
      },
    }),
  );
}
