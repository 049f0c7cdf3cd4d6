import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { orpc } from '../../api.ts';
import { ConfirmByName } from '../../ui/ConfirmByName.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { tell } from '../../ui/tell.ts';
import { deeds, type Request } from './request.ts';

/** Does what was asked for with one button, where the product can: what was done is mailed as the answer. */
export function CarryOut({ request, onClose }: { request: Request; onClose: () => void }) {
  const [asking, setAsking] = useState(false);
  const queryClient = useQueryClient();
  const carryOut = useMutation(
    orpc.requests.carryOut.mutationOptions({
      onSuccess: async ({ email }) => {
        tell(`It is done, and the answer is on its way to ${email}.`);
        onClose();
        await queryClient.invalidateQueries({ queryKey: orpc.requests.key() });
      },
    }),
  );
  const deed = deeds[request.kind];
  if (!deed) return null;
  const doIt = () => carryOut.mutate({ requestId: request.id });
  return (
    <div className="stack">
      <p>{deed.what} What was done is mailed to them as the answer.</p>
      {!asking && <Problem error={carryOut.error} title="The request is still open." />}
      <Button
        className="start"
        {...(deed.cannotBeUndone && { color: 'rubric', variant: 'outline' })}
        loading={carryOut.isPending}
        onClick={() => (deed.cannotBeUndone ? setAsking(true) : doIt())}
      >
        {deed.button}
      </Button>
      {asking && (
        <ConfirmByName
          title={`${deed.button}?`}
          name={request.email}
          action={deed.button}
          doing={carryOut}
          onConfirm={doIt}
          onClose={() => setAsking(false)}
        >
          <p>{deed.what} This cannot be undone.</p>
        </ConfirmByName>
      )}
      <p className="small hush">Or answer in your own words:</p>
    </div>
  );
}
