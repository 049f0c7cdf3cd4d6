import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { orpc } from '../../api.ts';
import { Problem } from '../../ui/Problem.tsx';
import { ExportOffer } from './ExportOffer.tsx';

/** Everything of a workspace as a locked file, for its owners and admins. */
export function ExportWorkspace({ workspaceId }: { workspaceId: string }) {
  const ask = useMutation(orpc.rights.exportWorkspace.mutationOptions());
  if (ask.data) return <ExportOffer offer={ask.data} />;
  return (
    <div className="stack">
      <Problem error={ask.error} title="No file was made." />
      <Button className="start" loading={ask.isPending} onClick={() => ask.mutate({ workspaceId })}>
        Export everything
      </Button>
    </div>
  );
}
