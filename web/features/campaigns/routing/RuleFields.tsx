import { Button, Group, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';
import { messageName } from '../letter/WordingBar.tsx';
import { ConditionFields } from './ConditionFields.tsx';
import { blankCondition, namesOf, type RuleForm } from './routing-form.ts';
import classes from './routing.module.css';
import type { RoutingChange } from './useRouting.ts';

interface RuleFieldsProps {
  rule: RuleForm;
  place: { at: number; of: number };
  routing: RoutingChange;
  messages: readonly string[];
  /** Changes the rule, and says which field has the cursor then, where it is not the one that was changed. */
  onChange: (change: Partial<RuleForm>, focus?: string) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}

const mostConditions = 10;

/** One rule: of whom it is true, and what happens to them. */
export function RuleFields({ rule, place, routing, messages, onChange, onMove, onRemove }: RuleFieldsProps) {
  const name = `rule ${String(place.at)}`;
  const addCondition = () => {
    const added = blankCondition();
    onChange({ when: [...rule.when, added] }, `condition-${String(added.key)}`);
  };
  const removeCondition = (index: number) => {
    const left = rule.when.toSpliced(index, 1);
    onChange({ when: left }, `condition-${String(left[Math.max(0, index - 1)]?.key)}`);
  };
  const id = `rule-${String(rule.key)}`;
  return (
    <fieldset className={classes.rule}>
      <legend>Rule {place.at}</legend>
      <Group gap={4} className={classes.moves}>
        {/* Not disabled at the ends: a button that goes grey under the finger would lose the cursor. */}
        <Button id={`${id}-up`} size="compact-sm" onClick={() => onMove(-1)} aria-label={`Move ${name} up`} aria-disabled={place.at === 1}>
          <IconArrowUp size={18} stroke={1.5} />
        </Button>
        <Button
          id={`${id}-down`}
          size="compact-sm"
          onClick={() => onMove(1)}
          aria-label={`Move ${name} down`}
          aria-disabled={place.at === place.of}
        >
          <IconArrowDown size={18} stroke={1.5} />
        </Button>
        <Button id={`${id}-remove`} size="compact-sm" onClick={onRemove} aria-label={`Remove ${name}`}>
          <IconTrash size={18} stroke={1.5} />
        </Button>
      </Group>
      {rule.when.map((condition, index) => (
        <ConditionFields
          key={condition.key}
          condition={condition}
          first={index === 0}
          ownFields={namesOf(routing.form.ownFields)}
          error={routing.problems.get(`values ${String(condition.key)}`)}
          onChange={(change) => onChange({ when: rule.when.with(index, { ...condition, ...change }) })}
          onRemove={rule.when.length > 1 ? () => removeCondition(index) : undefined}
        />
      ))}
      {rule.when.length < mostConditions && (
        <Button className={classes.start} size="compact-sm" onClick={addCondition}>
          And if
        </Button>
      )}
      <Outcome rule={rule} messages={messages} error={routing.problems.get(`link ${String(rule.key)}`)} onChange={onChange} />
    </fieldset>
  );
}

interface OutcomeProps extends Pick<RuleFieldsProps, 'rule' | 'messages' | 'onChange'> {
  error: string | undefined;
}

function Outcome({ rule, messages, error, onChange }: OutcomeProps) {
  const others = messages.filter((message) => message !== 'main');
  const missing = rule.do === 'message' && !messages.includes(rule.message);
  const options = [...messages, ...(missing ? [rule.message] : [])];
  return (
    <>
      <NativeSelect
        label="Then"
        value={rule.do === 'message' ? `message ${rule.message}` : 'exclude'}
        onChange={({ currentTarget: { value } }) =>
          onChange(value === 'exclude' ? { do: 'exclude' } : { do: 'message', message: value.slice('message '.length) })
        }
        data={[
          { value: 'exclude', label: 'they are left out' },
          ...options.map((message) => ({ value: `message ${message}`, label: `they get: ${messageName(message)}` })),
        ]}
        error={missing && 'This message is not written. Write it under Letter, or choose another.'}
        description={others.length === 0 && rule.do === 'exclude' ? 'More messages to choose from are written under Letter.' : undefined}
      />
      {rule.do === 'exclude' && (
        <>
          <Textarea
            label="What a supporter reads instead, optional"
            placeholder="has agreed already. Thank her instead:"
            description="It stands behind the name of the recipient."
            value={rule.text}
            onChange={(event) => onChange({ text: event.currentTarget.value })}
            maxLength={500}
            rows={2}
          />
          <TextInput
            label="A link for them, optional"
            placeholder="https://example.org/thanks"
            type="url"
            value={rule.link}
            onChange={(event) => onChange({ link: event.currentTarget.value })}
            error={error}
            maxLength={2000}
          />
        </>
      )}
    </>
  );
}
