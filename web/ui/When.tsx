const moment = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' });
const dayOnly = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' });
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });

interface WhenProps {
  at: string;
  /** `day` leaves the time of day out, `clock` leaves the day out. */
  as?: 'moment' | 'day' | 'clock';
}

/** A moment in the reader's own time zone; the exact one in UTC stands in its title. */
export function When({ at, as = 'moment' }: WhenProps) {
  const format = { moment, day: dayOnly, clock }[as];
  return (
    <time dateTime={at} title={at}>
      {format.format(new Date(at))}
    </time>
  );
}
