import type { WritingProblem } from './letter-form.ts';
import classes from './letter.module.css';

/** What could not be filled, while it is being written; each leads to its place in the text. */
export function WritingProblems({ problems, onGo }: { problems: readonly WritingProblem[]; onGo: (problem: WritingProblem) => void }) {
  return (
    <div role="status" aria-label="Problems in the letter">
      {problems.length > 0 && (
        <ul className={classes.problems}>
          {problems.map((problem) => (
            <li key={`${problem.field} ${String(problem.index)} ${problem.line} ${problem.column} ${problem.sentence}`}>
              <button type="button" onClick={() => onGo(problem)}>
                {placeOf(problem)}
              </button>
              <span>{problem.sentence}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function placeOf({ field, index, line }: WritingProblem): string {
  if (field === 'body') return `Line ${line}`;
  return index === 0 ? 'Subject' : `Subject ${String(index + 1)}`;
}
