import { Button, Group, TextInput } from '@mantine/core';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { type SubmitEvent, useState } from 'react';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { Lines } from '../../ui/Loaded.tsx';
import { plural } from '../../ui/numbers.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { tell } from '../../ui/tell.ts';
import classes from './contacts.module.css';
import { isComplete } from './rule-words.ts';
import { type GroupRule, RuleGroup } from './RuleGroup.tsx';
import type { Segment } from './shapes.ts';
import { useChoices } from './useChoices.ts';
import { useContactsChanged } from './useContactsChanged.ts';

/** Writes the rule of a segment; says how many it means as it stands. */
export function SegmentEditor() {
  const { id: workspaceId, slug } = useWorkspace();
  const { segmentId } = useParams({ from: '/inside/w/$slug/segments/$segmentId' });
  const { data, error } = useQuery(orpc.segments.list.queryOptions({ input: { workspaceId } }));
  const segment = data?.segments.find(({ id }) => id === segmentId);
  const crumb = (
    <Link to="/w/$slug/segments" params={{ slug }}>
      Segments
    </Link>
  );
  if (!data) return error ? <Problem error={error} title="The segment could not be loaded." /> : <Lines />;
  if (segmentId !== 'new' && !segment) return <PageHead title="There is no such segment" crumb={crumb} lede="It may have been removed." />;
  return (
    <>
      <PageHead
        title={segment?.name ?? 'New segment'}
        crumb={crumb}
        lede="Whoever fits the rule is in the segment, from the moment on which they do."
      />
      <WriteRule key={segmentId} segment={segment} />
    </>
  );
}

const empty: GroupRule = { kind: 'all', rules: [{ kind: 'tag', tag: '' }] };
const asGroup = (rule: Segment['rule']): GroupRule => (rule.kind === 'all' || rule.kind === 'any' ? rule : { kind: 'all', rules: [rule] });

function WriteRule({ segment }: { segment: Segment | undefined }) {
  const { id: workspaceId, slug, may } = useWorkspace();
  const [name, setName] = useState(segment?.name ?? '');
  const [rule, setRule] = useState(() => (segment ? asGroup(segment.rule) : empty));
  const choices = useChoices(workspaceId, segment?.id);
  const navigate = useNavigate();
  const changed = useContactsChanged();
  const complete = isComplete(rule);
  const counted = useQuery(
    orpc.segments.count.queryOptions({ input: { workspaceId, rule }, enabled: complete, placeholderData: keepPreviousData, retry: false }),
  );
  const settled = {
    onSuccess: async () => {
      await changed();
      tell('The segment is saved.');
      await navigate({ to: '/w/$slug/segments', params: { slug } });
    },
  };
  const create = useMutation(orpc.segments.create.mutationOptions(settled));
  const change = useMutation(orpc.segments.change.mutationOptions(settled));
  const saving = segment ? change : create;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!complete || name.trim() === '' || saving.isPending) return;
    if (segment) change.mutate({ workspaceId, segmentId: segment.id, name, rule });
    else create.mutate({ workspaceId, name, rule });
  };
  return (
    <form className={classes.panel} onSubmit={submit} noValidate>
      <TextInput label="Name" maxLength={120} value={name} onChange={(event) => setName(event.currentTarget.value)} autoComplete="off" />
      <RuleGroup rule={rule} choices={choices} depth={0} onChange={setRule} />
      <p role="status">{complete ? countedWords(counted.data) : 'Say in every condition what is asked for, then they are counted.'}</p>
      <Problem error={counted.error ?? saving.error} title={saving.error ? 'The segment was not saved.' : 'It could not be counted.'} />
      {may('contacts.change') && (
        <Group gap="xs">
          <Button type="submit" variant="filled" loading={saving.isPending} disabled={!complete || name.trim() === ''}>
            Save the segment
          </Button>
          <Button onClick={() => void navigate({ to: '/w/$slug/segments', params: { slug } })}>Leave it</Button>
        </Group>
      )}
    </form>
  );
}

function countedWords(counted: { contacts: number | null; more: boolean } | undefined): string {
  if (!counted) return 'Counting…';
  if (counted.contacts === null) return 'Too many to count now.';
  const fit = counted.contacts === 1 ? 'fits' : 'fit';
  return counted.more ? `More than ${plural(counted.contacts, 'contact')} ${fit}.` : `${plural(counted.contacts, 'contact')} ${fit}.`;
}
