import { plural } from '../../../ui/numbers.ts';
import { State, type StateKind } from '../../../ui/State.tsx';
import classes from './places.module.css';
import type { Finding } from './shapes.ts';

const levels: { level: Finding['level']; state: StateKind; word: string }[] = [
  { level: 'problem', state: 'failed', word: 'Problem' },
  { level: 'warning', state: 'uncertain', word: 'Could be better' },
  { level: 'good', state: 'on', word: 'Good' },
];

/** What the look at a page found: what keeps people from writing first, each with what to do about it. */
export function Findings({ findings }: { findings: readonly Finding[] }) {
  const number = (level: Finding['level']) => findings.filter((finding) => finding.level === level).length;
  const problems = number('problem');
  const warnings = number('warning');
  const outcome =
    problems > 0
      ? `${plural(problems, 'thing keeps', 'things keep')} supporters from writing on this page.`
      : warnings > 0
        ? `It works. ${plural(warnings, 'thing', 'things')} could be better.`
        : 'Nothing keeps it from working.';
  return (
    <div className={classes.findings}>
      <p>
        <b>{outcome}</b>
      </p>
      <ul>
        {levels.flatMap(({ level, state, word }) =>
          findings
            .filter((finding) => finding.level === level)
            .map(({ sentence, fix }) => (
              <li key={sentence}>
                <State of={state}>{word}</State>
                <div>
                  <p>{sentence}</p>
                  {fix && <p className="hush">{fix}</p>}
                </div>
              </li>
            )),
        )}
      </ul>
    </div>
  );
}
