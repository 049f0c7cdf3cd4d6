import { useMutation, useQueryClient } from '@tanstack/react-query';
import { orpc, refusalSentence } from '../api.ts';
import { useWorkspaceHere } from '../session.ts';
import classes from './SandboxBanner.module.css';
import { tell } from './tell.ts';
import { When } from './When.tsx';

/** Says on every screen of a workspace that is being deleted on which day that is; an owner keeps it from here. */
export function EndBanner() {
  const workspace = useWorkspaceHere();
  const queryClient = useQueryClient();
  const keep = useMutation(
    orpc.workspaces.keep.mutationOptions({
      onSuccess: async () => {
        tell('The workspace is kept. Its campaigns are still paused.');
        await queryClient.invalidateQueries({ queryKey: orpc.account.me.key() });
        await queryClient.invalidateQueries({ queryKey: orpc.workspaces.show.key() });
      },
    }),
  );
  if (!workspace?.endsAt) return null;
  return (
    <aside className={classes.banner} aria-label="This workspace is being deleted">
      <span>
        {workspace.name} will be deleted with everything in it on&nbsp;
        <When at={workspace.endsAt} />. Its campaigns are paused.
      </span>
      {workspace.may('workspace.end') && (
        <button
          type="button"
          className={classes.close}
          disabled={keep.isPending}
          onClick={() => keep.mutate({ workspaceId: workspace.id })}
        >
          Keep this workspace
        </button>
      )}
      {keep.error && <span role="alert">{refusalSentence(keep.error)}</span>}
    </aside>
  );
}
