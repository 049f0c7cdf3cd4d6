import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type SubmitEvent, useState } from 'react';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import classes from './Audit.module.css';
import { type AuditSearch, inWords } from './filter.ts';

const idPattern = /\b[a-z]{3}_[0-9a-f]{32}\b/;

/** Narrows the entries to an action, a member, a time, or to who saw somebody. What is chosen stands in the URL. */
export function AuditFilter({ search }: { search: AuditSearch }) {
  const workspace = useWorkspace();
  const navigate = useNavigate({ from: '/w/$slug/audit' });
  const choices = useQuery(orpc.evidence.auditChoices.queryOptions({ input: { workspaceId: workspace.id } }));
  const [about, setAbout] = useState(search.about ?? '');
  const [wrong, setWrong] = useState(false);
  const show = (change: AuditSearch) => void navigate({ search: { ...search, ...change }, replace: true });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const id = idPattern.exec(about)?.[0];
    setWrong(about.trim() !== '' && id === undefined);
    if (about.trim() === '' || id) show({ about: id });
  };
  const actions = choices.data?.actions ?? [];
  const nouns = [...new Set(actions.map((action) => action.split('.')[0] ?? ''))];
  const chosen = Object.values(search).some(Boolean);
  return (
    <form className={classes.filter} role="search" aria-label="Narrow the entries" onSubmit={submit} noValidate>
      <NativeSelect label="What" value={search.action ?? ''} onChange={(event) => show({ action: event.currentTarget.value || undefined })}>
        <option value="">everything</option>
        {search.action && !actions.includes(search.action) && !nouns.includes(search.action) && (
          <option value={search.action}>{inWords(search.action)}</option>
        )}
        {nouns.map((noun) => (
          <optgroup key={noun} label={inWords(noun)}>
            <option value={noun}>{inWords(noun)}: all</option>
            {actions
              .filter((action) => action.startsWith(`${noun}.`))
              .map((action) => (
                <option key={action} value={action}>
                  {inWords(action)}
                </option>
              ))}
          </optgroup>
        ))}
      </NativeSelect>
      <NativeSelect label="Who" value={search.member ?? ''} onChange={(event) => show({ member: event.currentTarget.value || undefined })}>
        <option value="">everybody</option>
        {search.member && !choices.data?.members.some(({ id }) => id === search.member) && (
          <option value={search.member}>somebody who left</option>
        )}
        {choices.data?.members.map((member) => (
          <option key={member.id} value={member.id}>
            {member.name}
          </option>
        ))}
      </NativeSelect>
      <TextInput
        label="From"
        type="date"
        value={search.from ?? ''}
        onChange={(event) => show({ from: event.currentTarget.value || undefined })}
      />
      <TextInput
        label="To"
        type="date"
        value={search.to ?? ''}
        onChange={(event) => show({ to: event.currentTarget.value || undefined })}
      />
      <TextInput
        className={classes.about ?? ''}
        label="Who saw"
        description="The number of a recipient, a user or a campaign; lists that were read while they stood in them count."
        placeholder="rcp_…"
        value={about}
        onChange={(event) => setAbout(event.currentTarget.value)}
        error={wrong && 'This is no number of this copy. It looks like rcp_ and 32 signs.'}
        autoComplete="off"
        spellCheck={false}
      />
      <div className={classes.buttons}>
        <Button type="submit">Find</Button>
        {chosen && (
          <Button
            variant="subtle"
            onClick={() => {
              setAbout('');
              setWrong(false);
              void navigate({ search: {}, replace: true });
            }}
          >
            Show all
          </Button>
        )}
      </div>
    </form>
  );
}
