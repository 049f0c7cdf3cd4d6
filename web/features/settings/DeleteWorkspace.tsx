import { Button, Group } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { ConfirmByName } from '../../ui/ConfirmByName.tsx';
import { tell } from '../../ui/tell.ts';
import { When } from '../../ui/When.tsx';

/** Sets the end of the workspace, seven days ahead. The export that is offered first is the section above. */
export function DeleteWorkspace({ name, endsAt }: { name: string; endsAt: string | null }) {
  const workspace = useWorkspace();
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState(false);
  const end = useMutation(
    orpc.workspaces.end.mutationOptions({
      onSuccess: async () => {
        setAsking(false);
        tell('The workspace will be deleted in seven days. Every member gets a message.');
        await queryClient.invalidateQueries();
      },
    }),
  );
  if (endsAt)
    return (
      <p>
        Everything in it goes on <When at={endsAt} />. Until then an owner can keep it, at the top of every screen.
      </p>
    );
  return (
    <div className="stack">
      <p>
        After seven days everything in it goes, for good. Its campaigns are paused at once and every member gets a message. Until then an
        owner can keep it.
      </p>
      <Group gap="xs">
        <Button component="a" href="#export">
          Export first
        </Button>
        <Button color="rubric" variant="outline" onClick={() => setAsking(true)}>
          Delete this workspace
        </Button>
      </Group>
      {asking && (
        <ConfirmByName
          title={`Delete ${name}?`}
          name={name}
          action="Delete in seven days"
          doing={end}
          onConfirm={() => end.mutate({ workspaceId: workspace.id, name })}
          onClose={() => setAsking(false)}
        >
          In seven days go its campaigns with their letters, recipients and results, its suppressions, members, API tokens and audit
          entries. Public pages of its campaigns are paused from now on. Letters that left already are not called back.
        </ConfirmByName>
      )}
    </div>
  );
}
