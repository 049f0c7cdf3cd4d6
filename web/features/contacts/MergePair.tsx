import { Button, Group, Radio } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { orpc } from '../../api.ts';
import { Problem } from '../../ui/Problem.tsx';
import { tell } from '../../ui/tell.ts';
import classes from './contacts.module.css';
import { differencesOf } from './differences.ts';
import { type Contact, nameOf } from './shapes.ts';
import { useContactsChanged } from './useContactsChanged.ts';

interface MergePairProps {
  workspaceId: string;
  contacts: readonly Contact[];
  onDone: () => void;
}

/** Two contacts side by side: for each value that differs, one is chosen. Of more than two, the first two come first. */
export function MergePair({ workspaceId, contacts, onDone }: MergePairProps) {
  const [kept, other] = contacts;
  const [choice, setChoice] = useState<Readonly<Record<string, 'kept' | 'other'>>>({});
  const changed = useContactsChanged();
  const merge = useMutation(
    orpc.duplicates.merge.mutationOptions({
      onSuccess: async ({ alsoSuppressed }) => {
        await changed();
        const left =
          alsoSuppressed.length > 0 ? ` ${alsoSuppressed.join(' and ')} may not be written to, as the other address may not.` : '';
        tell(`They are one contact.${left} It can be taken back for 90 days.`);
        onDone();
      },
    }),
  );
  if (!kept || !other) return null;
  const rows = differencesOf(kept, other);
  const chosen = (row: (typeof rows)[number]) => choice[row.name] ?? (row.kept === '' ? 'other' : 'kept');
  const take = rows.filter((row) => chosen(row) === 'other').map(({ name }) => name);
  return (
    <div className="stack">
      <div className={classes.pairing}>
        <table>
          <caption className="sr">Two contacts side by side</caption>
          <thead>
            <tr>
              <th scope="col">What differs</th>
              <th scope="col">{nameOf(kept)}, who stays</th>
              <th scope="col">{nameOf(other)}, who goes</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.name}>
                <th scope="row">{row.label}</th>
                {(['kept', 'other'] as const).map((side) => (
                  <td key={side}>
                    <Radio
                      name={`${kept.id} ${row.name}`}
                      label={row[side] || 'nothing'}
                      checked={chosen(row) === side}
                      onChange={() => setChoice({ ...choice, [row.name]: side })}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="hush">Tags, lists and campaigns of both stay. What both were is kept for 90 days, so that it can be taken back.</p>
      {kept.suppressed !== other.suppressed && (
        <p>
          {(kept.suppressed ? kept : other).email} may not be written to. Where that stands on the list of this workspace, the other address
          goes on the list too, for the same reason.
        </p>
      )}
      <Problem error={merge.error} title="They are still two contacts." />
      <Group gap="xs">
        <Button
          variant="filled"
          loading={merge.isPending}
          onClick={() => merge.mutate({ workspaceId, keepId: kept.id, removeId: other.id, take })}
        >
          Make one contact of them
        </Button>
        <Button onClick={onDone}>Leave them</Button>
      </Group>
    </div>
  );
}
