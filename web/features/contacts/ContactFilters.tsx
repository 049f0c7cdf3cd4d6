import { Button, Select, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type SubmitEvent, useState } from 'react';
import { verdicts } from '../../../shared/segment-rule.ts';
import { orpc } from '../../api.ts';
import classes from './contacts.module.css';
import { verdictWords } from './shapes.ts';

/** What is looked for; all of it stands in the URL, so that it can be shared. */
export function ContactFilters({ workspaceId }: { workspaceId: string }) {
  const wanted = useSearch({ from: '/inside/w/$slug/contacts' });
  const navigate = useNavigate({ from: '/w/$slug/contacts' });
  const [typed, setTyped] = useState(wanted.search ?? '');
  const tags = useQuery(orpc.contacts.tags.queryOptions({ input: { workspaceId } }));
  const lists = useQuery(orpc.lists.list.queryOptions({ input: { workspaceId } }));
  const segments = useQuery(orpc.segments.list.queryOptions({ input: { workspaceId } }));
  const set = (part: Partial<typeof wanted>) => void navigate({ search: (before) => ({ ...before, ...part }) });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    set({ search: typed.trim() || undefined });
  };
  const asOptions = (rows: readonly { id: string; name: string }[] | undefined) =>
    (rows ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const usual = { clearable: true, searchable: true, className: classes.choice ?? '' };
  return (
    <form className={classes.filters} role="search" onSubmit={submit}>
      <TextInput
        className={classes.search ?? ''}
        aria-label="Find a contact"
        placeholder="How an address, name or company begins"
        leftSection={<IconSearch size={18} stroke={1.5} />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        maxLength={120}
        autoComplete="off"
      />
      <Button type="submit">Find</Button>
      <Select
        {...usual}
        aria-label="Tag"
        placeholder="Any tag"
        data={tags.data?.tags ?? []}
        value={wanted.tag ?? null}
        onChange={(tag) => set({ tag: tag ?? undefined })}
      />
      <Select
        {...usual}
        aria-label="List"
        placeholder="Any list"
        data={asOptions(lists.data?.lists)}
        value={wanted.list ?? null}
        onChange={(list) => set({ list: list ?? undefined })}
      />
      <Select
        {...usual}
        aria-label="Segment"
        placeholder="Any segment"
        data={asOptions(segments.data?.segments)}
        value={wanted.segment ?? null}
        onChange={(segment) => set({ segment: segment ?? undefined })}
      />
      <Select
        {...usual}
        aria-label="Address check"
        placeholder="Any address"
        data={verdicts.map((verdict) => ({ value: verdict, label: verdictWords[verdict] }))}
        value={wanted.verdict ?? null}
        onChange={(verdict) => set({ verdict: verdicts.find((one) => one === verdict) })}
      />
      {Object.values(wanted).some(Boolean) && (
        <Button
          variant="subtle"
          onClick={() => {
            setTyped('');
            void navigate({ search: {} });
          }}
        >
          Show all
        </Button>
      )}
    </form>
  );
}
