import { AskName } from './AskName.tsx';
import type { Outreach } from './shapes.ts';
import { useChange } from './useChange.ts';

interface RenameOutreachProps {
  workspaceId: string;
  campaign: Outreach;
  onClose: () => void;
}

/** Calls a team campaign something else. */
export function RenameOutreach({ workspaceId, campaign, onClose }: RenameOutreachProps) {
  const change = useChange(workspaceId, campaign.id, onClose);
  return (
    <AskName
      title="Rename this campaign"
      explained="Counts, recipients and messages stay as they are."
      action="Rename"
      first={campaign.name}
      doing={change}
      onName={(name) => change.mutate({ workspaceId, outreachId: campaign.id, name })}
      onClose={onClose}
    />
  );
}
