import classes from './NameMark.module.css';

/** The product's mark: two square notes on a stave, the call in lapis and its answer in ink, with the name in the one serif. */
export function NameMark() {
  return (
    <span className={classes.name}>
      <svg viewBox="0 0 20 20" aria-hidden="true">
        <path className={classes.stave} d="M0 3.5h20M0 8.5h20M0 13.5h20M0 18.5h20" />
        <path className={classes.call} d="M3 10.5h6v6H3z" />
        <path className={classes.answer} d="M11 4h6v6h-6z" />
      </svg>
      <span className={classes.word}>Antiphon</span>
    </span>
  );
}
