import { Button, Progress } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { orpc } from '../../api.ts';
import { count } from '../../ui/numbers.ts';
import { Problem } from '../../ui/Problem.tsx';
import { useImportChanged } from './useImportChanged.ts';
import { states, type Import } from './words.ts';

interface ImportUnderWayProps {
  workspaceId: string;
  shown: Import;
  /** When this was heard of the import. */
  at: number;
}

/** How far an import is, and about how long it still takes. It goes on when the tab is closed. */
export function ImportUnderWay({ workspaceId, shown, at }: ImportUnderWayProps) {
  const cancel = useMutation(orpc.imports.cancel.mutationOptions({ onSuccess: useImportChanged() }));
  const { state, progress, beganAt } = shown;
  const seconds = state === 'running' && beganAt !== null ? (at - Date.parse(beganAt)) / 1000 : 0;
  const left = seconds > 2 && progress > 0.02 ? (seconds * (1 - progress)) / progress : undefined;
  return (
    <div className="stack">
      <Progress value={shown.progress * 100} aria-label={states[shown.state]} />
      <p role="status">
        {states[shown.state]}: {Math.round(shown.progress * 100)} %
        {shown.state === 'running' && `, ${count(shown.appliedRows)} of ${count(shown.rows ?? 0)} rows`}
        {left !== undefined && `, about ${left < 90 ? `${count(Math.ceil(left))} seconds` : `${count(Math.ceil(left / 60))} minutes`} left`}
        . You can close this page; it goes on.
      </p>
      <Problem error={cancel.error} title="It was not cancelled." />
      {shown.state !== 'undoing' && (
        <div>
          <Button onClick={() => cancel.mutate({ workspaceId, importId: shown.id })} loading={cancel.isPending}>
            Cancel
          </Button>
        </div>
      )}
    </div>
  );
}
