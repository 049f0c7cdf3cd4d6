import { When } from '../../ui/When.tsx';
import classes from './campaign.module.css';
import type { Campaign } from './shapes.ts';

const reasons: Record<NonNullable<Campaign['held']>, { what: string; next: string }> = {
  complaints: {
    what: 'This campaign is held, because recipients complained about its letters.',
    next: 'Whoever runs this copy looks at it and lets it go on or not. Look meanwhile at what you ask for, of whom, and how often, and write to them what you changed.',
  },
  operator: {
    what: 'This campaign is held by whoever runs this copy.',
    next: 'Ask them for their reason; they can let it go on.',
  },
};

/** Why nothing can be sent although the campaign is published, until when, and what to do; nothing while all is well. */
export function Standstill({ campaign: { held, restingUntil, state } }: { campaign: Campaign }) {
  const rests = restingUntil !== null && new Date(restingUntil) > new Date() && state === 'published';
  if (!held && !rests) return null;
  return (
    <section className={classes.standstill} aria-labelledby="standstill">
      {held && (
        <>
          <h2 id="standstill">{reasons[held].what}</h2>
          <p>Nothing is sent while it is; the page stays readable and says so, and supporters keep what they wrote. {reasons[held].next}</p>
        </>
      )}
      {!held && rests && (
        <>
          <h2 id="standstill">
            Sending rests until <When at={restingUntil} as="clock" />.
          </h2>
          <p>
            Half of the letters of the last ten minutes went wrong, so no more are spent on the fault. Supporters are asked to come back
            then, and it goes on by itself. What went wrong stands in Results; if letters were refused for their words or addresses, change
            those before.
          </p>
        </>
      )}
    </section>
  );
}
