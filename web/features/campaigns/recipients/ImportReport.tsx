import { count, plural } from '../../../ui/numbers.ts';
import type { ImportResult } from '../shapes.ts';
import classes from './recipients.module.css';

const most = 50;

/** An import of a kind that changes nothing has no count of that. */
type ReportedImport = Omit<ImportResult, 'changed'> & Partial<Pick<ImportResult, 'changed'>>;

/** What an import did, or would do: counts, and each line that was left out with its reason. */
export function ImportReport({ result, done }: { result: ReportedImport | undefined; done: boolean }) {
  if (!result) return null;
  const { added, changed, unchanged, refused } = result;
  const counts = [
    [done ? 'Added' : 'To add', added],
    ...(changed === undefined ? [] : [[done ? 'Changed' : 'To change', changed] as const]),
    ['Already there', unchanged],
    [done ? 'Left out' : 'To leave out', refused.length],
  ] as const;
  return (
    <div role="status" className={classes.report}>
      <h3>{done ? 'The import is done.' : 'What would happen. Nothing is imported yet.'}</h3>
      <dl>
        {counts.map(([title, value]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{count(value)}</dd>
          </div>
        ))}
      </dl>
      {refused.length > 0 && (
        <ul>
          {refused.slice(0, most).map(({ line, sentence }) => (
            <li key={`${line} ${sentence}`}>
              <b>Line {line}</b>
              <span>{sentence}</span>
            </li>
          ))}
          {refused.length > most && <li className="faint">and {plural(refused.length - most, 'more line', 'more lines')}</li>}
        </ul>
      )}
    </div>
  );
}
