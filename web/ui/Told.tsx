import { useTold } from './tell.ts';
import classes from './Told.module.css';

/** Where the screens say what was just done. */
export function Told() {
  const told = useTold();
  return (
    <div className={classes.place} role="status">
      {told && (
        <p key={told.turn} className={classes.told}>
          {told.sentence}
        </p>
      )}
    </div>
  );
}
