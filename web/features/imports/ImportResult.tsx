import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { count, plural } from '../../ui/numbers.ts';
import { Problem } from '../../ui/Problem.tsx';
import { Section } from '../../ui/Section.tsx';
import { When } from '../../ui/When.tsx';
import { RefusedRows } from './RefusedRows.tsx';
import { useImportChanged } from './useImportChanged.ts';
import type { Import } from './words.ts';

/** What an import did, and the way to take it back as long as there is one. */
export function ImportResult({ workspaceId, shown }: { workspaceId: string; shown: Import }) {
  const { may } = useWorkspace();
  const undo = useMutation(orpc.imports.undo.mutationOptions({ onSuccess: useImportChanged() }));
  const { counts, undone, failure } = shown;
  return (
    <>
      <Section title="What was done" lede={shown.basis && `Ground: ${shown.basis}`}>
        <p role="status">
          {failure ??
            `${plural(counts.added, 'contact')} added, ${count(counts.changed)} changed, ${count(counts.unchanged)} left as they were${shown.state === 'cancelled' ? ', before it was cancelled' : ''}.`}
        </p>
        {undone && (
          <p>
            Undone: {plural(undone.removed, 'contact')} removed and {count(undone.putBack)} put back. {count(undone.stayed)} stayed because
            they were used or changed since, and of {count(undone.left)} some values stayed.
          </p>
        )}
      </Section>
      {may('contacts.change') && shown.endedAt !== null && shown.headers.length > 0 && (
        <RefusedRows workspaceId={workspaceId} shown={shown} />
      )}
      {may('contacts.change') && shown.undoUntil !== null && (
        <Section
          title="Undo"
          lede={
            <>
              Until <When at={shown.undoUntil} as="day" />: what was added goes unless it was used since, and what was changed is put back
              where nobody changed it since.
            </>
          }
        >
          <Problem error={undo.error} title="It was not undone." />
          <Button color="rubric" loading={undo.isPending} onClick={() => undo.mutate({ workspaceId, importId: shown.id })}>
            Undo this import
          </Button>
        </Section>
      )}
    </>
  );
}
