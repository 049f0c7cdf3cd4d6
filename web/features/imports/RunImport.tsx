import { Button, Group, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { orpc } from '../../api.ts';
import { count, plural } from '../../ui/numbers.ts';
import { Problem } from '../../ui/Problem.tsx';
import { Section } from '../../ui/Section.tsx';
import { RefusedRows } from './RefusedRows.tsx';
import { useImportChanged } from './useImportChanged.ts';
import type { Import } from './words.ts';

/** What a run will do, and the ground on which these people may be written to; nothing is changed before the press. */
export function RunImport({ workspaceId, shown }: { workspaceId: string; shown: Import }) {
  const input = { workspaceId, importId: shown.id };
  const [basis, setBasis] = useState(shown.basis);
  const settled = { onSuccess: useImportChanged() };
  const run = useMutation(orpc.imports.run.mutationOptions(settled));
  const cancel = useMutation(orpc.imports.cancel.mutationOptions(settled));
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    run.mutate({ ...input, basis });
  };
  const { added = 0, changed = 0, unchanged = 0 } = shown.preview ?? {};
  return (
    <>
      <Section title="What will change" lede="Nothing was changed yet.">
        <p role="status">
          {plural(added, 'contact')} will be added, {count(changed)} changed, and {count(unchanged)} stay as they are.
        </p>
      </Section>
      <RefusedRows workspaceId={workspaceId} shown={shown} />
      <Section
        title="On what ground"
        lede="Where these people come from, and why you may write to them. It is kept with the import, for whoever asks."
      >
        <form className="stack" onSubmit={submit}>
          <Textarea
            label="Ground"
            placeholder="They asked for our letters at the fair on 3 May."
            value={basis}
            onChange={(event) => setBasis(event.currentTarget.value)}
            minRows={2}
            maxLength={2000}
            required
          />
          <Problem error={run.error ?? cancel.error} title="Nothing was imported." />
          <Group>
            <Button type="submit" variant="filled" loading={run.isPending} disabled={basis.trim().length < 3}>
              Import {plural(added + changed + unchanged, 'row')}
            </Button>
            <Button onClick={() => cancel.mutate(input)} loading={cancel.isPending}>
              Cancel
            </Button>
          </Group>
        </form>
      </Section>
    </>
  );
}
