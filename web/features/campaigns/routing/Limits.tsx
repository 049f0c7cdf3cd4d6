import { Checkbox, NumberInput, Select } from '@mantine/core';
import { useMemo } from 'react';
import { OfficeHours } from './OfficeHours.tsx';
import classes from './routing.module.css';
import type { RoutingChange } from './useRouting.ts';

const zones = () => [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])];

/** How many letters one recipient is offered in an hour and a day, and by whose clock. */
export function Limits({ routing: { form, set, problems } }: { routing: RoutingChange }) {
  const { timeZone, hourlyBudget, officeHours } = form;
  const known = useMemo(zones, []);
  return (
    <>
      <div className={classes.pair}>
        <Budget label="Most letters an hour, optional" name="hourlyBudget" routing={{ form, set, problems }} />
        <Budget label="Most letters in 24 hours, optional" name="dailyBudget" routing={{ form, set, problems }} />
      </div>
      <p className="tiny faint">
        For each recipient. When it is used up, supporters are offered others, or read that they can come back later; no letter waits to be
        sent later.
      </p>
      <Select
        label="Time zone of the recipients"
        description="By its clock go office hours, and the days on which somebody may be written to."
        data={known.includes(timeZone) ? known : [timeZone, ...known]}
        value={timeZone}
        onChange={(zone) => zone !== null && set({ timeZone: zone })}
        searchable
        allowDeselect={false}
        limit={100}
        maxDropdownHeight={280}
        nothingFoundMessage="No time zone of that name; try a large city nearby"
        classNames={{ root: classes.zone ?? '' }}
      />
      <Checkbox
        label="Follow office hours"
        description={
          hourlyBudget === null
            ? 'Spreads the letters of an hour over the day, once it is said above how many an hour has.'
            : 'All letters of an hour in office hours, fewer in the evening and at the weekend, few at night.'
        }
        checked={officeHours}
        onChange={(event) => set({ officeHours: event.currentTarget.checked })}
      />
      {officeHours && hourlyBudget !== null && !problems.has('hourlyBudget') && <OfficeHours hourly={hourlyBudget} timeZone={timeZone} />}
    </>
  );
}

interface BudgetProps {
  label: string;
  name: 'hourlyBudget' | 'dailyBudget';
  routing: Pick<RoutingChange, 'form' | 'set' | 'problems'>;
}

function Budget({ label, name, routing: { form, set, problems } }: BudgetProps) {
  return (
    <NumberInput
      label={label}
      placeholder="no limit"
      value={form[name] ?? ''}
      onChange={(value) => set({ [name]: typeof value === 'number' ? value : null })}
      error={problems.get(name)}
      min={1}
      max={100_000}
      clampBehavior="none"
      allowDecimal={false}
      allowNegative={false}
      thousandSeparator=","
      hideControls
    />
  );
}
