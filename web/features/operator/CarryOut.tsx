import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { orpc } from '../../api.ts';
import { Problem } from '../../ui/Problem.tsx';
import { tell } from '../../ui/tell.ts';
import { deeds, type Request } from './request.ts';

/** Does what was asked for with one button, where the product can: what was done is mailed as the answer. */
export function CarryOut({ request, onClose }: { request: Request; onClose: () => void }) {
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
  return (
    <div className="stack">
      <p>{deed.what} What was done is mailed to them as the answer.</p>
      <Problem error={carryOut.error} title="The request is still open." />
      <Button
        className="start"
        {...(deed.cannotBeUndone && { color: 'rubric' })}
        loading={carryOut.isPending}
        onClick={() => carryOut.mutate({ requestId: request.id })}
      >
        {deed.button}
      </Button>
      <p className="small hush">Or answer in your own words:</p>
    </div>
  );
}
