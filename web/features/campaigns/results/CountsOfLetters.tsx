import type { ReactNode } from 'react';
import type { Counts } from '../shapes.ts';
import { count, plural } from '../../../ui/numbers.ts';
import classes from './results.module.css';

type Outcome = 'accepted' | 'skipped' | 'failed' | 'uncertain';
const outcomes: { outcome: Outcome; title: string; known: string; none: string }[] = [
  { outcome: 'accepted', title: 'Accepted', known: 'no more is known', none: 'no letter yet' },
  { outcome: 'skipped', title: 'Skipped', known: 'left out: suppressed, or no longer to be written to', none: 'nobody was left out' },
  { outcome: 'failed', title: 'Failed', known: 'did not leave', none: 'none did' },
  { outcome: 'uncertain', title: 'Uncertain', known: 'may have left; never sent twice', none: 'nothing in doubt' },
];

interface CountsOfLettersProps {
  counts: Counts;
  /** Who accepted the letters, in words. */
  by: string;
  seeReasons: (outcome: Outcome, words: string) => ReactNode;
}

/** What became of the letters, as one bar and as numbers that say what is known. Those only opened elsewhere stand apart, in a sentence. */
export function CountsOfLetters({ counts, by, seeReasons }: CountsOfLettersProps) {
  const total = outcomes.reduce((sum, { outcome }) => sum + counts[outcome], 0);
  return (
    <section className={classes.counts} aria-label="What is known about the letters">
      <div className={classes.bar} aria-hidden="true">
        {outcomes.map(
          ({ outcome }) =>
            counts[outcome] > 0 && <i key={outcome} className={classes[outcome]} style={{ flexGrow: counts[outcome] / total }} />,
        )}
      </div>
      <dl>
        <div>
          <dt>Supporters</dt>
          <dd>
            {count(counts.participations)}
            <small>took part, each counted once</small>
          </dd>
        </div>
        {outcomes.map(({ outcome, title, known, none }) => (
          <div key={outcome} className={outcome === 'failed' && counts.failed > 0 ? classes.wrong : undefined}>
            <dt>{title}</dt>
            <dd>
              {count(counts[outcome])}
              <small>{counts[outcome] === 0 ? none : outcome === 'accepted' ? `by ${by}; ${known}` : seeReasons(outcome, known)}</small>
            </dd>
          </div>
        ))}
      </dl>
      {counts.opened > 0 && (
        <p className={classes.apart}>
          Besides, {plural(counts.opened, 'letter was', 'letters were')} opened in supporters’ own programs. Whether these were sent is not
          known, so they are in none of the figures above.
        </p>
      )}
    </section>
  );
}
