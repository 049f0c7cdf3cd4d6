import { Button, Checkbox, NumberInput, Select } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import type { InferContractRouterOutputs } from '@orpc/contract';
import type { contract } from '../../../shared/contract/index.ts';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { tell } from '../../ui/tell.ts';

type Guards = InferContractRouterOutputs<typeof contract>['outreach']['guards'];
type Bound = NonNullable<Guards['person']>;

/** How much of team campaigns one person and one company get, and when a campaign pauses by itself. */
export function OutreachGuards() {
  const workspace = useWorkspace();
  const query = useQuery(orpc.outreach.guards.queryOptions({ input: { workspaceId: workspace.id } }));
  return (
    <Loaded query={query} title="The limits could not be shown.">
      {(guards) => <GuardFields key={JSON.stringify(guards)} guards={guards} />}
    </Loaded>
  );
}

function GuardFields({ guards }: { guards: Guards }) {
  const workspace = useWorkspace();
  const cache = useQueryClient();
  const [form, setForm] = useState(guards);
  const mayChange = workspace.may('workspace.change');
  const save = useMutation(
    orpc.outreach.changeGuards.mutationOptions({
      onSuccess: async () => {
        tell('The limits are saved. They hold from the next message on.');
        await cache.invalidateQueries({ queryKey: orpc.outreach.guards.key() });
      },
    }),
  );
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    save.mutate({ workspaceId: workspace.id, ...form });
  };
  return (
    <form className="stack" onSubmit={submit}>
      <fieldset disabled={!mayChange} className="stack" style={{ border: 0, padding: 0, margin: 0 }}>
        <BoundFields
          label="Limit the messages to one person"
          description="Of all team campaigns together, follow-ups too. What is too much waits until it is not."
          most="Messages at most"
          first={{ most: 3, days: 7 }}
          bound={form.person}
          onChange={(person) => setForm({ ...form, person })}
        />
        <BoundFields
          label="Limit the people of one company who are begun with"
          description="As the address book knows who belongs where. Whoever had a first message is followed up all the same."
          most="People at most"
          first={{ most: 5, days: 7 }}
          bound={form.company}
          onChange={(company) => setForm({ ...form, company })}
        />
        <Select
          label="Pause a campaign when messages come back"
          description="For good, or because mail servers refuse them, among its latest messages; at least ten of them."
          data={[5, 4, 3, 2, 1].map((percent) => ({ value: String(percent), label: `${String(percent)} in 100` }))}
          value={String(form.bouncePercent)}
          onChange={(value) => setForm({ ...form, bouncePercent: Number(value) })}
          allowDeselect={false}
        />
        <Select
          label="Pause a campaign when recipients complain"
          description="Among its latest messages; at least three of them. Google asks for fewer than 3 in 1,000, and to aim for fewer than 1."
          data={[3, 2, 1].map((permille) => ({ value: String(permille), label: `${String(permille)} in 1,000` }))}
          value={String(form.complaintPermille)}
          onChange={(value) => setForm({ ...form, complaintPermille: Number(value) })}
          allowDeselect={false}
        />
      </fieldset>
      <Problem error={save.error} title="The limits stay as they were." />
      {mayChange && (
        <Button type="submit" className="start" loading={save.isPending} disabled={JSON.stringify(form) === JSON.stringify(guards)}>
          Save the limits
        </Button>
      )}
    </form>
  );
}

interface BoundFieldsProps {
  label: string;
  description: string;
  most: string;
  first: Bound;
  bound: Bound | null;
  onChange: (bound: Bound | null) => void;
}

function BoundFields({ label, description, most, first, bound, onChange }: BoundFieldsProps) {
  const number = (name: string, value: number, set: (value: number) => Bound, top: number) => (
    <NumberInput
      label={name}
      value={value}
      onChange={(given) => onChange(set(Math.min(top, Math.max(1, Math.round(Number(given)) || 1))))}
      min={1}
      max={top}
      allowDecimal={false}
      allowNegative={false}
      style={{ flex: '1 1 8rem' }}
    />
  );
  return (
    <div className="stack" style={{ gap: 'var(--s-8)' }}>
      <Checkbox
        label={label}
        description={description}
        checked={bound !== null}
        onChange={(event) => onChange(event.currentTarget.checked ? first : null)}
      />
      {bound && (
        <div style={{ display: 'flex', gap: 'var(--s-12)', flexWrap: 'wrap' }}>
          {number(most, bound.most, (value) => ({ ...bound, most: value }), 100)}
          {number('In days', bound.days, (value) => ({ ...bound, days: value }), 365)}
        </div>
      )}
    </div>
  );
}
