import type { ReactNode } from 'react';
import type { Counts } from '../shapes.ts';
import { count } from '../../../ui/numbers.ts';
import classes from './results.module.css';

type Outcome = 'accepted' | 'skipped' | 'failed' | 'uncertain';
const outcomes: { outcome: Outcome; title: string; known: string; none: string }[] = [
  { outcome: 'accepted', title: 'Accepted', known: 'by Gmail; no more is known', none: 'no letter yet' },
  { outcome: 'skipped', title: 'Skipped', known: 'left out: the address is suppressed', none: 'nobody was left out' },
  { outcome: 'failed', title: 'Failed', known: 'did not leave', none: 'none did' },
  { outcome: 'uncertain', title: 'Uncertain', known: 'may have left; never sent twice', none: 'nothing in doubt' },
];

/** What became of the letters, as one bar and as numbers that say what is known. */
export function CountsOfLetters({ counts, seeReasons }: { counts: Counts; seeReasons: (outcome: Outcome, words: string) => ReactNode }) {
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
              <small>{counts[outcome] === 0 ? none : outcome === 'accepted' ? known : seeReasons(outcome, known)}</small>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
