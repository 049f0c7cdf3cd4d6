import { Button } from '@mantine/core';
import { refusalSentence } from '../api.ts';
import classes from './Problem.module.css';

interface ProblemProps {
  /** What was thrown; nothing is shown while there is nothing. */
  error: unknown;
  /** What did not happen, when the sentence of the refusal does not say it. */
  title?: string;
  onRetry?: () => void;
}

/** What happened, what was not done and what to do, beside the form or in place of what could not be loaded. */
export function Problem({ error, title, onRetry }: ProblemProps) {
  if (error === null || error === undefined) return null;
  return (
    <div className={classes.problem} role="alert">
      <div>
        {title && <strong>{title}</strong>}
        <p>{refusalSentence(error)}</p>
      </div>
      {onRetry && (
        <Button onClick={onRetry} size="compact-sm">
          Try again
        </Button>
      )}
    </div>
  );
}
