import { State } from '../../ui/State.tsx';
import { type Contact, verdictWords } from './shapes.ts';

const shapes = { unknown: 'off', good: 'on', risky: 'uncertain', bad: 'failed' } as const;

/** What a check found, as a note and a word; the reason stands in its title. */
export function VerdictMark({ contact }: { contact: Pick<Contact, 'verdict' | 'verdictBecause'> }) {
  return (
    <span title={contact.verdictBecause ?? undefined}>
      <State of={shapes[contact.verdict]}>{verdictWords[contact.verdict]}</State>
    </span>
  );
}
