import { Button, NativeSelect, Textarea } from '@mantine/core';
import type { ConditionForm } from './routing-form.ts';
import classes from './routing.module.css';

const properties: { value: ConditionForm['field']; label: string }[] = [
  { value: 'region', label: 'Region' },
  { value: 'district', label: 'District' },
  { value: 'affiliation', label: 'Party or group' },
  { value: 'language', label: 'Language' },
  { value: 'country', label: 'Country' },
];

interface ConditionFieldsProps {
  condition: ConditionForm;
  first: boolean;
  ownFields: readonly string[];
  error: string | undefined;
  onChange: (change: Partial<ConditionForm>) => void;
  /** Absent for the only condition of a rule. */
  onRemove: (() => void) | undefined;
}

/** One condition of a rule: a property of the recipient, and the values that it has to have or not to have. */
export function ConditionFields({ condition, first, ownFields, error, onChange, onRemove }: ConditionFieldsProps) {
  const { key, field, is, values } = condition;
  const own = ownFields.map((name) => ({ value: `fields.${name}` as const, label: name }));
  const options = [...properties, ...own];
  const gone = !options.some(({ value }) => value === field);
  const choose = (chosen: string) => {
    const option = options.find(({ value }) => value === chosen);
    if (option) onChange({ field: option.value });
  };
  return (
    <div className={classes.condition}>
      <NativeSelect
        id={`condition-${String(key)}`}
        label={first ? 'If' : 'and if'}
        value={field}
        onChange={(event) => choose(event.currentTarget.value)}
        data={gone ? [{ value: field, label: field.replace('fields.', '') }, ...options] : options}
        error={gone && 'No own field of this campaign. Name it above, or choose another.'}
      />
      <NativeSelect
        aria-label="has to be"
        value={is}
        onChange={(event) => onChange({ is: event.currentTarget.value === 'one_of' ? 'one_of' : 'none_of' })}
        data={[
          { value: 'one_of', label: 'is one of' },
          { value: 'none_of', label: 'is none of' },
        ]}
      />
      <Textarea
        label="Values, one on a line"
        value={values}
        onChange={(event) => onChange({ values: event.currentTarget.value })}
        error={error}
        rows={2}
        {...(field === 'country' && { description: 'Two letters, such as AT.' })}
        {...(field === 'language' && { description: 'Codes, such as de or pt-BR.' })}
      />
      {onRemove && (
        <Button size="compact-sm" onClick={onRemove} className={classes.start}>
          Remove this condition
        </Button>
      )}
    </div>
  );
}
