import { When } from '../../ui/When.tsx';
import type { WholeContact } from './shapes.ts';

type Happening = WholeContact['timeline'][number];

const words: Record<Happening['what'], string> = {
  created: 'Came into the address book',
  enrolled: 'Became a recipient',
  stopped: 'Was stopped',
  finished: 'Had all messages',
  planned: 'A message is planned',
  sending: 'A message is being sent',
  accepted: 'A message was accepted by the mail service',
  failed: 'A message failed',
  skipped: 'A message was skipped',
  uncertain: 'Nobody knows whether a message was accepted',
};

/** What happened with a contact, newest first. */
export function Timeline({ className, timeline }: { className: string | undefined; timeline: readonly Happening[] }) {
  return (
    <ol className={className}>
      {timeline.map(({ at, what, campaign, step, reason }, place) => (
        <li key={`${at} ${what} ${String(place)}`}>
          <When at={at} />
          <span>
            {words[what]}
            {campaign && ` · ${campaign}`}
            {step !== undefined && `, step ${String(step)}`}
            {reason && <span className="hush"> ({reason.replaceAll('_', ' ')})</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}
