import classes from './Stave.module.css';

/** Steps as a rising phrase on a stave: ink is sung, lapis is now, hollow is to come. */
export function Stave({ steps }: { steps: readonly ('was' | 'now' | 'later')[] }) {
  return (
    <div className={classes.stave} aria-hidden="true">
      {steps.map((step, place) => (
        <span
          key={place}
          data-step={step}
          style={{ insetInlineStart: `${(place * 100) / steps.length}%`, insetBlockStart: 16 - (place * 16) / (steps.length - 1) }}
        />
      ))}
    </div>
  );
}
