import type { TextProblem } from './shapes.ts';
import classes from './templates.module.css';

interface TextProblemsProps {
  id: string;
  problems: readonly TextProblem[];
  /** Goes to where a problem stands. */
  onShow?: (problem: TextProblem) => void;
}

/** What stops a text, and what its author may want to look at, each with the words that it is about. */
export function TextProblems({ id, problems, onShow }: TextProblemsProps) {
  return (
    <div id={id} role="status">
      {problems.length > 0 && (
        <ul className={classes.problems}>
          {problems.map((problem) => {
            const { sentence, stops, line, column, excerpt, where } = problem;
            return (
              <li key={`${where} ${String(line)} ${String(column)} ${sentence}`} data-stops={stops}>
                <span>
                  {stops ? '' : 'Perhaps: '}
                  {sentence}
                </span>
                {onShow && excerpt !== '' && (
                  <button type="button" onClick={() => onShow(problem)}>
                    Show <code>{excerpt.slice(0, 40)}</code>
                  </button>
                )}
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}
