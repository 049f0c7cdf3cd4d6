import { Button, Checkbox, NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type SubmitEvent, useMemo, useState } from 'react';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { count } from '../../ui/numbers.ts';
import { Problem } from '../../ui/Problem.tsx';
import { tell } from '../../ui/tell.ts';
import classes from './mailboxes.module.css';
import { changeOf, pacingFormOf, pacingProblems, withDays, type PacingForm } from './pacing-form.ts';
import type { Mailbox } from './shapes.ts';
import { TakeHolidays } from './TakeHolidays.tsx';
import { useMailboxesChanged } from './useMailboxesChanged.ts';

const zones = () => [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])];
const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** When and how much a mailbox sends. */
export function Pacing({ mailbox }: { mailbox: Mailbox }) {
  const workspace = useWorkspace();
  const changed = useMailboxesChanged();
  const [form, setForm] = useState(() => pacingFormOf(mailbox));
  const set = (change: Partial<PacingForm>) => setForm((before) => ({ ...before, ...change }));
  const known = useMemo(zones, []);
  const problems = pacingProblems(form, mailbox.dailyCeiling);
  const save = useMutation(
    orpc.mailboxes.change.mutationOptions({
      onSuccess: async () => {
        tell('The pacing is saved.');
        await changed();
      },
    }),
  );
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (problems.size === 0) save.mutate({ workspaceId: workspace.id, mailboxId: mailbox.id, ...changeOf(form) });
  };
  const number = (field: 'dailyLimit' | 'rampFrom' | 'rampDays' | 'gapSeconds' | 'gapJitterSeconds', label: string) => (
    <NumberInput
      label={label}
      value={form[field] ?? ''}
      onChange={(value) => set({ [field]: typeof value === 'number' ? value : null })}
      error={problems.get(field)}
      clampBehavior="none"
      allowDecimal={false}
      allowNegative={false}
      thousandSeparator=","
      hideControls
      readOnly={!mailbox.mayChange}
    />
  );
  return (
    <form className="stack" onSubmit={submit} noValidate>
      {number('dailyLimit', 'Most messages in any 24 hours')}
      <p className="tiny faint">
        At most {count(mailbox.dailyCeiling)}: that is what its company allows, and several mailboxes of one person do not make it more.
        Messages that you send by hand count at the company too, so leave room for them.
      </p>
      <Checkbox
        label="Begin with few and grow"
        description="A mailbox that has sent little so far is trusted more when it grows slowly."
        checked={form.ramps}
        onChange={(event) => set({ ramps: event.currentTarget.checked })}
        disabled={!mailbox.mayChange}
      />
      {form.ramps && (
        <div className={classes.pair}>
          {number('rampFrom', 'In the first 24 hours')}
          {number('rampDays', 'Whole limit after days')}
        </div>
      )}
      <div className={classes.pair}>
        {number('gapSeconds', 'Seconds between two messages')}
        {number('gapJitterSeconds', 'And up to so many more')}
      </div>
      <Checkbox.Group
        label="Working days"
        value={form.workingDays.map(String)}
        onChange={(value) => set({ workingDays: value.map(Number) })}
      >
        <div className={classes.days}>
          {days.map((name, index) => (
            <Checkbox key={name} value={String(index + 1)} label={name} disabled={!mailbox.mayChange} />
          ))}
        </div>
      </Checkbox.Group>
      <div className={classes.pair}>
        <TextInput
          label="From"
          value={form.opens}
          onChange={(event) => set({ opens: event.currentTarget.value })}
          error={problems.get('opens')}
          readOnly={!mailbox.mayChange}
        />
        <TextInput
          label="Until"
          description="Earlier than “From”: over midnight."
          value={form.closes}
          onChange={(event) => set({ closes: event.currentTarget.value })}
          error={problems.get('closes')}
          readOnly={!mailbox.mayChange}
        />
      </div>
      <Select
        label="Time zone of the mailbox"
        data={known.includes(form.timeZone) ? known : [form.timeZone, ...known]}
        value={form.timeZone}
        onChange={(zone) => zone !== null && set({ timeZone: zone })}
        searchable
        allowDeselect={false}
        limit={100}
        maxDropdownHeight={280}
        nothingFoundMessage="No time zone of that name; try a large city nearby"
        readOnly={!mailbox.mayChange}
      />
      <Textarea
        label="Holidays"
        description="One day a line, as 2026-12-25. Nothing is sent then."
        value={form.holidays}
        onChange={(event) => set({ holidays: event.currentTarget.value })}
        error={problems.get('holidays')}
        autosize
        minRows={2}
        maxRows={10}
        readOnly={!mailbox.mayChange}
        spellCheck={false}
      />
      {mailbox.mayChange && <TakeHolidays onDays={(more) => set({ holidays: withDays(form.holidays, more) })} />}
      <Problem error={save.error} title="The pacing was not saved." />
      {mailbox.mayChange && (
        <Button type="submit" className="start" disabled={problems.size > 0} loading={save.isPending}>
          Save the pacing
        </Button>
      )}
    </form>
  );
}
