import { useMutation, useQueryClient } from '@tanstack/react-query';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { ConfirmByName } from '../../ui/ConfirmByName.tsx';
import { tell } from '../../ui/tell.ts';
import type { Token } from './token.ts';

interface RevokeTokenProps {
  token: Token;
  onClose: () => void;
}

/** Revokes an API token at once, after its name was typed. */
export function RevokeToken({ token, onClose }: RevokeTokenProps) {
  const workspace = useWorkspace();
  const queryClient = useQueryClient();
  const revoke = useMutation(
    orpc.workspaces.removeToken.mutationOptions({
      onSuccess: async () => {
        tell('The token is revoked.');
        onClose();
        await queryClient.invalidateQueries({ queryKey: orpc.workspaces.tokens.key() });
      },
    }),
  );
  return (
    <ConfirmByName
      title={`Revoke ${token.name}?`}
      name={token.name}
      action="Revoke the token"
      doing={revoke}
      onConfirm={() => revoke.mutate({ workspaceId: workspace.id, tokenId: token.id })}
      onClose={onClose}
    >
      Scripts that use it are refused from this moment on. Audit entries of it stay.
    </ConfirmByName>
  );
}
