import { Button, Group, Select, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { orpc } from '../../api.ts';
import { ConfirmByName } from '../../ui/ConfirmByName.tsx';
import { plural } from '../../ui/numbers.ts';
import { Problem } from '../../ui/Problem.tsx';
import { tell } from '../../ui/tell.ts';
import classes from './contacts.module.css';
import { useContactsChanged } from './useContactsChanged.ts';

interface BulkBarProps {
  workspaceId: string;
  chosen: ReadonlySet<string>;
  onDone: () => void;
}

/** What can be done to all that are chosen. */
export function BulkBar({ workspaceId, chosen, onDone }: BulkBarProps) {
  const [tag, setTag] = useState('');
  const [asked, setAsked] = useState(false);
  const lists = useQuery(orpc.lists.list.queryOptions({ input: { workspaceId } }));
  const changed = useContactsChanged();
  const change = useMutation(
    orpc.contacts.changeMany.mutationOptions({
      onSuccess: async (result) => {
        await changed();
        tell(`${plural(result.changed, 'contact was', 'contacts were')} changed.`);
        setAsked(false);
        onDone();
      },
    }),
  );
  if (chosen.size === 0) return null;
  const contactIds = [...chosen];
  const run = (what: Parameters<typeof change.mutate>[0]['change']) => change.mutate({ workspaceId, contactIds, change: what });
  const words = plural(chosen.size, 'contact');
  return (
    <section className={classes.bulk} aria-label="Chosen contacts">
      <p role="status">{words} chosen</p>
      <Group gap="xs">
        <TextInput
          aria-label="Tag for the chosen"
          placeholder="Tag"
          maxLength={60}
          value={tag}
          onChange={(event) => setTag(event.currentTarget.value)}
        />
        <Button disabled={tag.trim() === ''} onClick={() => run({ what: 'tag', tag })}>
          Tag
        </Button>
        <Button disabled={tag.trim() === ''} onClick={() => run({ what: 'untag', tag })}>
          Take the tag off
        </Button>
        <Select
          aria-label="Put the chosen into a list"
          placeholder="Put into a list"
          data={(lists.data?.lists ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          value={null}
          onChange={(listId) => listId && run({ what: 'list', listId })}
        />
        <Button color="rubric" onClick={() => setAsked(true)}>
          Remove
        </Button>
        <Button variant="subtle" onClick={onDone}>
          Choose none
        </Button>
      </Group>
      {!asked && <Problem error={change.error} title="Nothing was changed." />}
      {asked && (
        <ConfirmByName
          title={`Remove ${words}?`}
          name={String(chosen.size)}
          action={`Remove ${words}`}
          doing={change}
          onConfirm={() => run({ what: 'remove' })}
          onClose={() => setAsked(false)}
        >
          They leave the address book with all that is known of them. What was sent to them stays counted, and campaigns that run go on.
        </ConfirmByName>
      )}
    </section>
  );
}
