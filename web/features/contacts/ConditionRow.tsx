import { Button, Checkbox, Select } from '@mantine/core';
import type { Condition } from '../../../shared/segment-rule.ts';
import type { Choices } from './choices.ts';
import { ConditionValue } from './ConditionValue.tsx';
import classes from './contacts.module.css';
import { subjectOf } from './rule-words.ts';

interface ConditionRowProps {
  condition: Condition;
  /** It must not hold. */
  turned: boolean;
  choices: Choices;
  onChange: (condition: Condition) => void;
  onTurn: () => void;
  onRemove: () => void;
}

/** One question about a contact. */
export function ConditionRow({ condition, turned, choices, onChange, onTurn, onRemove }: ConditionRowProps) {
  return (
    <div className={classes.condition} role="group" aria-label="A condition">
      <Select
        aria-label="What is asked about"
        data={choices.subjects.map(({ value, label }) => ({ value, label }))}
        value={subjectOf(condition)}
        onChange={(value) => {
          const subject = choices.subjects.find((one) => one.value === value);
          if (subject) onChange(subject.begin());
        }}
        allowDeselect={false}
        searchable
      />
      <ConditionValue condition={condition} choices={choices} onChange={onChange} />
      <Checkbox label="Not so" checked={turned} onChange={onTurn} />
      <Button size="compact-sm" variant="subtle" c="var(--ink-2)" onClick={onRemove}>
        Remove
      </Button>
    </div>
  );
}
