import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { CampaignProblem } from '../shapes.ts';
import { useFocusAfter } from '../useFocusAfter.ts';
import { blankRule, movedRule, type RuleForm } from './routing-form.ts';
import { RuleFields } from './RuleFields.tsx';
import classes from './routing.module.css';
import type { RoutingChange } from './useRouting.ts';

const mostRules = 50;

interface RuleListProps {
  routing: RoutingChange;
  /** Messages that a rule can choose. */
  messages: readonly string[];
  /** What stands in the way of publishing, of the saved rules. */
  problems: readonly CampaignProblem[];
}

/** The rules in their order. Moving, adding and removing keep the cursor where the person is. */
export function RuleList({ routing, messages, problems }: RuleListProps) {
  const { form, set, unsaved } = routing;
  const { rules } = form;
  const [said, setSaid] = useState('');
  const focusAfter = useFocusAfter('add-rule');
  const put = (changed: RuleForm[], sentence: string, focus: string) => {
    set({ rules: changed });
    setSaid(sentence);
    focusAfter(focus);
  };
  const move = (rule: RuleForm, by: -1 | 1) => {
    const moved = movedRule(rules, rule.key, by);
    const place = moved.findIndex(({ key }) => key === rule.key) + 1;
    put(moved, `It is now rule ${String(place)} of ${String(rules.length)}.`, `rule-${String(rule.key)}-${by < 0 ? 'up' : 'down'}`);
  };
  const standing = problems.filter(({ field }) => field === 'rules');
  return (
    <>
      {standing.length > 0 && (
        <ul className={classes.standing}>
          {standing.map(({ sentence }) => (
            <li key={sentence}>{sentence}</li>
          ))}
          {unsaved && <li className="faint">So it is with the rules as they were saved last.</li>}
        </ul>
      )}
      {rules.length === 0 && <p className="hush">No rule: everybody gets the main message.</p>}
      <ol className={classes.rules}>
        {rules.map((rule, index) => (
          <li key={rule.key}>
            <RuleFields
              rule={rule}
              place={{ at: index + 1, of: rules.length }}
              routing={routing}
              messages={messages}
              onChange={(changed, focus) => {
                set({ rules: rules.with(index, { ...rule, ...changed }) });
                if (focus !== undefined) focusAfter(focus);
              }}
              onMove={(by) => move(rule, by)}
              onRemove={() =>
                put(rules.toSpliced(index, 1), `Rule ${String(index + 1)} is gone.`, `rule-${String(rules[index + 1]?.key)}-remove`)
              }
            />
          </li>
        ))}
      </ol>
      <Button
        className={classes.start}
        id="add-rule"
        leftSection={<IconPlus size={18} stroke={1.5} />}
        disabled={rules.length >= mostRules}
        onClick={() => {
          const rule = blankRule();
          put([...rules, rule], `Rule ${String(rules.length + 1)} is there.`, `condition-${String(rule.when[0]?.key)}`);
        }}
      >
        Add a rule
      </Button>
      <p role="status" className="sr">
        {said}
      </p>
    </>
  );
}
