import { Button, Group, Select } from '@mantine/core';
import type { SegmentRule } from '../../../shared/segment-rule.ts';
import type { Choices } from './choices.ts';
import { ConditionRow } from './ConditionRow.tsx';
import classes from './contacts.module.css';

/** Conditions of which all or any must hold. */
export type GroupRule = Extract<SegmentRule, { kind: 'all' | 'any' }>;

interface RuleGroupProps {
  rule: GroupRule;
  choices: Choices;
  /** How many groups this one stands in. */
  depth: number;
  onChange: (rule: GroupRule) => void;
  onRemove?: () => void;
}

/** A rule as a person writes it: conditions and groups of conditions, each of which can be turned round. */
export function RuleGroup({ rule, choices, depth, onChange, onRemove }: RuleGroupProps) {
  const put = (place: number, one: SegmentRule | undefined) =>
    onChange({ ...rule, rules: one ? rule.rules.with(place, one) : rule.rules.toSpliced(place, 1) });
  return (
    <fieldset className={classes.rule}>
      <legend className="sr">{depth === 0 ? 'The rule' : 'A group of conditions'}</legend>
      <Group gap="xs">
        <Select
          aria-label="Which of the conditions"
          data={[
            { value: 'all', label: 'All of these hold' },
            { value: 'any', label: 'Any of these holds' },
          ]}
          value={rule.kind}
          onChange={(kind) => onChange({ ...rule, kind: kind === 'any' ? 'any' : 'all' })}
          allowDeselect={false}
        />
        {onRemove && (
          <Button variant="subtle" onClick={onRemove}>
            Remove the group
          </Button>
        )}
      </Group>
      {rule.rules.map((one, place) => (
        <RulePart
          key={place}
          rule={one}
          choices={choices}
          depth={depth}
          onChange={(next) => put(place, next)}
          onRemove={() => put(place, undefined)}
        />
      ))}
      <Group gap="xs">
        <Button size="compact-sm" onClick={() => onChange({ ...rule, rules: [...rule.rules, { kind: 'tag', tag: '' }] })}>
          Add a condition
        </Button>
        {depth < 2 && (
          <Button
            size="compact-sm"
            onClick={() =>
              onChange({
                ...rule,
                rules: [...rule.rules, { kind: rule.kind === 'all' ? 'any' : 'all', rules: [{ kind: 'tag', tag: '' }] }],
              })
            }
          >
            Add a group
          </Button>
        )}
      </Group>
    </fieldset>
  );
}

interface RulePartProps {
  rule: SegmentRule;
  choices: Choices;
  depth: number;
  onChange: (rule: SegmentRule) => void;
  onRemove: () => void;
}

function RulePart({ rule, choices, depth, onChange, onRemove }: RulePartProps) {
  const inner = rule.kind === 'not' ? rule.rule : rule;
  const turned = rule.kind === 'not';
  const set = (one: SegmentRule) => onChange(turned ? { kind: 'not', rule: one } : one);
  const turn = () => onChange(turned ? inner : { kind: 'not', rule });
  if (inner.kind === 'all' || inner.kind === 'any')
    return (
      <div>
        <Button size="compact-sm" variant="subtle" onClick={turn} aria-pressed={turned}>
          {turned ? 'Not so: ' : ''}group below {turned ? 'must not hold' : 'must hold'}
        </Button>
        <RuleGroup rule={inner} choices={choices} depth={depth + 1} onChange={set} onRemove={onRemove} />
      </div>
    );
  // A rule that came by the API may turn one twice round; here it is shown as one condition that asks for nothing.
  if (inner.kind === 'not') return <RulePart rule={inner.rule} choices={choices} depth={depth} onChange={onChange} onRemove={onRemove} />;
  return <ConditionRow condition={inner} turned={turned} choices={choices} onChange={set} onTurn={turn} onRemove={onRemove} />;
}
