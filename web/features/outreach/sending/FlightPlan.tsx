import { useQuery } from '@tanstack/react-query';
import { orpc } from '../../../api.ts';
import { type Column, DataTable } from '../../../ui/DataTable.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { count, plural } from '../../../ui/numbers.ts';
import { When } from '../../../ui/When.tsx';
import classes from '../outreach.module.css';
import type { Outreach, Plan } from '../shapes.ts';

type Day = Plan['days'][number];
const total = ({ mailboxes }: Day) => mailboxes.reduce((sum, { messages }) => sum + messages, 0);
const dayOf = new Intl.DateTimeFormat(undefined, { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' });

const columns = (campaign: Outreach): Column<Day>[] => [
  { key: 'day', head: 'Day', cell: ({ day }) => <time dateTime={day}>{dayOf.format(new Date(day))}</time> },
  { key: 'all', head: 'Messages', figures: true, cell: (day) => count(total(day)) },
  ...campaign.mailboxes.map(({ id, address }) => ({
    key: id,
    head: address,
    figures: true,
    cell: ({ mailboxes }: Day) => {
      const own = mailboxes.find((one) => one.id === id);
      return own ? `${count(own.messages)} of ${count(own.limit)}` : '';
    },
  })),
];

/** What leaves on which day, as the planner that sends foresees it if nobody answers; with the table behind the picture. */
export function FlightPlan({ workspaceId, campaign }: { workspaceId: string; campaign: Outreach }) {
  const input = { workspaceId, outreachId: campaign.id };
  const query = useQuery(orpc.outreach.plan.queryOptions({ input, refetchInterval: campaign.state === 'running' ? 30_000 : false }));
  return (
    <Loaded query={query} title="The flight plan could not be made.">
      {({ days, messages, endsAt, left, notes }) => {
        const most = Math.max(1, ...days.map(total));
        return (
          <div className={classes.plan}>
            <p>
              {messages === 0 ? (
                'Nothing is left to be sent.'
              ) : (
                <b>
                  {plural(messages, 'message')} on {plural(days.length, 'day')}.
                </b>
              )}
              {endsAt && (
                <>
                  {' '}
                  If nobody answers, the last one leaves on <When at={endsAt} />.
                </>
              )}
            </p>
            {notes.length > 0 && <p className="small hush">{notes.join(' ')}</p>}
            {left.map(({ messages: never, sentence }) => (
              <p key={sentence} className={classes.stops}>
                {plural(never, 'message')} would never leave. {sentence}
              </p>
            ))}
            {days.length > 0 && (
              <>
                <div className={classes.days} role="img" aria-label={`Messages by day, ${count(most)} at most.`}>
                  {days.slice(0, 60).map((day) => (
                    <i
                      key={day.day}
                      style={{ height: `${String(Math.max(4, (total(day) / most) * 100))}%` }}
                      title={`${day.day}: ${count(total(day))}`}
                    />
                  ))}
                </div>
                <details>
                  <summary>Table of the flight plan</summary>
                  <DataTable caption="Flight plan" columns={columns(campaign)} rows={days.slice(0, 366)} rowKey={({ day }) => day} />
                </details>
              </>
            )}
          </div>
        );
      }}
    </Loaded>
  );
}
