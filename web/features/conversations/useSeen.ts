import { useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';
import { orpc } from '../../api.ts';
import type { WholeConversation } from './shapes.ts';
import { useConversationsChanged } from './useConversationsChanged.ts';

/** Says that a member looks at a conversation in which something is new, up to the newest message that is shown. */
export function useSeen(workspaceId: string, conversation: WholeConversation | undefined) {
  const changed = useConversationsChanged();
  const { mutate } = useMutation(orpc.conversations.see.mutationOptions({ onSuccess: changed }));
  const conversationId = conversation?.id;
  const newest = conversation?.messages
    .filter(({ direction }) => direction === 'in')
    .map(({ id }) => id)
    .sort()
    .at(-1);
  const isNew = conversation?.isNew === true;
  useEffect(() => {
    if (isNew && conversationId && newest) mutate({ workspaceId, conversationId, messageId: newest });
  }, [isNew, conversationId, newest, workspaceId, mutate]);
}
