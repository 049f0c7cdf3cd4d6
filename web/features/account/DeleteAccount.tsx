import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { orpc } from '../../api.ts';
import { ConfirmByName } from '../../ui/ConfirmByName.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { tell } from '../../ui/tell.ts';

/** Deletes one's account. What stands in the way, and what goes with it, is said before anything is asked. */
export function DeleteAccount({ email }: { email: string }) {
  const before = useQuery(orpc.account.beforeErasure.queryOptions({ staleTime: 0 }));
  const [asking, setAsking] = useState(false);
  return (
    <Loaded query={before} lines={2} title="What goes with your account could not be shown.">
      {({ onlyOwnerOf, onlyOperator, endsWith }) => (
        <div className="stack">
          <p>
            At once and for good go your name, address, password, second factor, sessions and API tokens. Campaigns that you wrote stay with
            their workspaces and no longer say by whom.
          </p>
          {endsWith.length > 0 && (
            <p>
              You are the only member of {listed(endsWith)}, which {endsWith.length === 1 ? 'goes' : 'go'} too, with everything in it.
            </p>
          )}
          {onlyOwnerOf.length > 0 && (
            <p>
              First: you are the only owner of {listed(onlyOwnerOf)}, where others are members. Make somebody else an owner there, or delete
              the workspace.
            </p>
          )}
          {onlyOperator && (
            <p>
              First: nobody else runs this copy. Make another operator with the command <code>antiphon user create --operator</code>.
            </p>
          )}
          <Button
            color="rubric"
            variant="outline"
            className="start"
            disabled={onlyOwnerOf.length > 0 || onlyOperator}
            onClick={() => setAsking(true)}
          >
            Delete my account
          </Button>
          {asking && <AskOnce email={email} endsWith={endsWith} onClose={() => setAsking(false)} />}
        </div>
      )}
    </Loaded>
  );
}

const listed = (names: readonly string[]) => names.map((name) => `“${name}”`).join(', ');

interface AskOnceProps {
  email: string;
  endsWith: readonly string[];
  onClose: () => void;
}

function AskOnce({ email, endsWith, onClose }: AskOnceProps) {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const erase = useMutation(
    orpc.account.erase.mutationOptions({
      onSuccess: async () => {
        queryClient.clear();
        await navigate({ to: '/sign-in', replace: true });
        tell('Your account is deleted. A last message says what went.');
      },
    }),
  );
  return (
    <ConfirmByName
      title="Delete your account?"
      name={email}
      action="Delete my account"
      doing={erase}
      onConfirm={() => erase.mutate({ email })}
      onClose={onClose}
    >
      Nobody can bring it back.{endsWith.length > 0 && ` ${listed(endsWith)} ${endsWith.length === 1 ? 'goes' : 'go'} with it.`} If you are
      invited again later, you begin anew.
    </ConfirmByName>
  );
}
