import { Autocomplete, Select, TextInput } from '@mantine/core';
import { numberTests, textTests, verdicts, type Condition } from '../../../shared/segment-rule.ts';
import type { Choices } from './choices.ts';
import { dayWords, numberWords, textWords } from './rule-words.ts';
import { verdictWords } from './shapes.ts';

interface ConditionValueProps {
  condition: Condition;
  choices: Choices;
  onChange: (condition: Condition) => void;
}

const optionsOf = (words: Readonly<Record<string, string>>) => Object.entries(words).map(([value, label]) => ({ value, label }));
const fixed = { allowDeselect: false };

/** How it is asked, and for what. */
export function ConditionValue({ condition, choices, onChange }: ConditionValueProps) {
  switch (condition.kind) {
    case 'tag':
      return (
        <Autocomplete
          aria-label="Which tag"
          placeholder="Tag"
          data={[...choices.tags]}
          value={condition.tag}
          onChange={(tag) => onChange({ ...condition, tag })}
          maxLength={60}
        />
      );
    case 'list':
      return (
        <Select
          aria-label="Which list"
          placeholder="List"
          data={choices.lists}
          value={condition.listId || null}
          searchable
          onChange={(listId) => onChange({ ...condition, listId: listId ?? '' })}
        />
      );
    case 'segment':
      return (
        <Select
          aria-label="Which segment"
          placeholder="Segment"
          data={choices.segments}
          value={condition.segmentId || null}
          searchable
          onChange={(segmentId) => onChange({ ...condition, segmentId: segmentId ?? '' })}
        />
      );
    case 'company':
      return (
        <Select
          aria-label="Which company"
          placeholder="Company"
          data={choices.companies}
          value={condition.companyId || null}
          searchable
          onChange={(companyId) => onChange({ ...condition, companyId: companyId ?? '' })}
        />
      );
    case 'verdict':
      return (
        <Select
          {...fixed}
          aria-label="Which verdict"
          data={verdicts.map((verdict) => ({ value: verdict, label: verdictWords[verdict] }))}
          value={condition.verdict}
          onChange={(verdict) => verdict && onChange({ ...condition, verdict })}
        />
      );
    case 'text':
      return <TextValue condition={condition} onChange={onChange} />;
    case 'number':
      return <NumberValue condition={condition} onChange={onChange} />;
    default:
      return <DayValue condition={condition} onChange={onChange} />;
  }
}

type Part<Kind extends Condition['kind']> = { condition: Extract<Condition, { kind: Kind }>; onChange: (condition: Condition) => void };

function TextValue({ condition, onChange }: Part<'text'>) {
  const asks = condition.test !== 'empty' && condition.test !== 'filled';
  return (
    <>
      <Select
        {...fixed}
        aria-label="How it is asked"
        data={optionsOf(textWords)}
        value={condition.test}
        onChange={(test) => onChange({ ...condition, test: textTests.find((one) => one === test) ?? 'is' })}
      />
      {asks && (
        <TextInput
          aria-label="For what"
          value={condition.value}
          onChange={(event) => onChange({ ...condition, value: event.currentTarget.value })}
          maxLength={200}
          autoComplete="off"
        />
      )}
    </>
  );
}

function NumberValue({ condition, onChange }: Part<'number'>) {
  return (
    <>
      <Select
        {...fixed}
        aria-label="How it is asked"
        data={optionsOf(numberWords)}
        value={condition.test}
        onChange={(test) => onChange({ ...condition, test: numberTests.find((one) => one === test) ?? 'is' })}
      />
      <TextInput
        aria-label="Number"
        type="number"
        value={Number.isFinite(condition.value) ? String(condition.value) : ''}
        onChange={(event) => onChange({ ...condition, value: event.currentTarget.valueAsNumber })}
      />
    </>
  );
}

function DayValue({ condition, onChange }: Part<'day' | 'span'>) {
  const ask = (test: string | null) => {
    const { of } = condition;
    if (test === 'on' || test === 'before' || test === 'after')
      onChange({ kind: 'day', of, test, day: condition.kind === 'day' ? condition.day : new Date().toISOString().slice(0, 10) });
    if (test === 'within_last' || test === 'longer_ago' || test === 'within_next')
      onChange({ kind: 'span', of, test, days: condition.kind === 'span' ? condition.days : 30 });
  };
  return (
    <>
      <Select {...fixed} aria-label="How it is asked" data={optionsOf(dayWords)} value={condition.test} onChange={ask} />
      {condition.kind === 'day' ? (
        <TextInput
          aria-label="Day"
          type="date"
          value={condition.day}
          onChange={(event) => onChange({ ...condition, day: event.currentTarget.value })}
        />
      ) : (
        <TextInput
          aria-label="Days"
          type="number"
          min={0}
          value={Number.isFinite(condition.days) ? String(condition.days) : ''}
          onChange={(event) => onChange({ ...condition, days: event.currentTarget.valueAsNumber })}
        />
      )}
    </>
  );
}
