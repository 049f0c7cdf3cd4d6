import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { orpc } from '../../api.ts';
import { Problem } from '../../ui/Problem.tsx';
import { AskOperator } from './AskOperator.tsx';
import { ExportOffer } from './ExportOffer.tsx';

/** Everything that is kept about oneself, to take along; and what only the operator can do. */
export function YourData() {
  const ask = useMutation(orpc.rights.exportAccount.mutationOptions());
  return (
    <div className="stack">
      {ask.data ? (
        <ExportOffer offer={ask.data} />
      ) : (
        <>
          <p>
            One locked file: your account, your sessions, what you did here, and everything that is kept about your address, as tables,
            messages and JSON.
          </p>
          <Problem error={ask.error} title="No file was made." />
          <Button className="start" loading={ask.isPending} onClick={() => ask.mutate({})}>
            Export what is kept about me
          </Button>
        </>
      )}
      <AskOperator />
    </div>
  );
}
