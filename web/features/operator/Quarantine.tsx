import { Button } from '@mantine/core';
import { useState } from 'react';
import { State } from '../../ui/State.tsx';
import { When } from '../../ui/When.tsx';
import type { CopyHealth } from './Health.tsx';
import { LiftQuarantine } from './LiftQuarantine.tsx';
import classes from './Operator.module.css';

const whatHappened = {
  restored: 'This copy was restored from a backup. What was done after the backup is not here, and another copy may still be running.',
  copied:
    'The database of this copy is not the one that its folder of evidence was last seen with: it was copied, brought back, or started on another machine.',
};

/** Says that the copy sends nothing, why, and how an operator lets it send. */
export function Quarantine({ quarantine }: { quarantine: NonNullable<CopyHealth['quarantine']> }) {
  const [lifting, setLifting] = useState(false);
  return (
    <aside className={classes.quarantine} aria-label="Quarantine">
      <p>
        <State of="failed">Under quarantine</State> since <When at={quarantine.since} />
      </p>
      <p>{whatHappened[quarantine.because]} So no letter and no mail leaves it, and it calls nobody. Pages and sign-in work.</p>
      <Button onClick={() => setLifting(true)}>Let it send…</Button>
      {lifting && <LiftQuarantine onClose={() => setLifting(false)} />}
    </aside>
  );
}
