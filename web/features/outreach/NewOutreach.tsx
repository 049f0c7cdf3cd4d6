import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { orpc } from '../../api.ts';
import { AskName } from './AskName.tsx';

/** Asks for a name and begins a draft; everything else is done on its own page. */
export function NewOutreach({ workspaceId, slug, onClose }: { workspaceId: string; slug: string; onClose: () => void }) {
  const navigate = useNavigate();
  const cache = useQueryClient();
  const create = useMutation(
    orpc.outreach.create.mutationOptions({
      onSuccess: async ({ id }) => {
        await cache.invalidateQueries({ queryKey: orpc.outreach.list.key() });
        await navigate({ to: '/w/$slug/outreach/$outreachId', params: { slug, outreachId: id }, search: { tab: 'messages' } });
      },
    }),
  );
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return (
    <AskName
      title="New team campaign"
      explained="It begins as a draft. Messages, recipients and mailboxes come next; nothing leaves before you launch it."
      action="Create the draft"
      doing={create}
      onName={(name) => create.mutate({ workspaceId, name, timeZone })}
      onClose={onClose}
    />
  );
}
