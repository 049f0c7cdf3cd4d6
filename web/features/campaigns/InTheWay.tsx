import { plural } from '../../ui/numbers.ts';
import classes from './campaign.module.css';
import { ProblemList } from './ProblemList.tsx';
import type { Campaign } from './shapes.ts';

/** What stands in the way of publishing; nothing is shown when nothing does. */
export function InTheWay({ campaign }: { campaign: Campaign }) {
  const { problems, state } = campaign;
  if (problems.length === 0) return null;
  return (
    <section className={classes.inTheWay} aria-labelledby="in-the-way">
      <h2 id="in-the-way">
        {plural(problems.length, 'thing stands', 'things stand')} in the way of {state === 'published' ? 'sending' : 'publishing'}
      </h2>
      <ProblemList campaign={campaign} />
    </section>
  );
}
