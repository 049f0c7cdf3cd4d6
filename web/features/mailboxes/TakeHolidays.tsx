import { Button, FileButton } from '@mantine/core';
import { useState } from 'react';
import { plural } from '../../ui/numbers.ts';
import { readHolidays } from './holidays.ts';

const mostBytes = 2_000_000;

/** Takes holidays out of a calendar file of one’s country or region, beside those that stand there. */
export function TakeHolidays({ onDays }: { onDays: (days: readonly string[]) => void }) {
  const [said, say] = useState('');
  const take = async (file: File | null) => {
    if (!file) return;
    if (file.size > mostBytes) {
      say('This file is larger than a calendar of holidays. Nothing was taken.');
      return;
    }
    const { days, notUnderstood } = readHolidays(await file.text(), new Date().toISOString().slice(0, 10));
    if (days.length > 0) onDays(days);
    const rest =
      notUnderstood > 0
        ? ` ${plural(notUnderstood, 'event repeats', 'events repeat')} by a rule that is not read; add those days by hand.`
        : '';
    say(
      days.length === 0
        ? `No day was found in this file.${rest}`
        : `${plural(days.length, 'day')} of the next two years taken; save to keep them.${rest}`,
    );
  };
  return (
    <div>
      <FileButton onChange={(file) => void take(file)} accept=".ics,text/calendar">
        {(props) => <Button {...props}>Take holidays from a calendar file</Button>}
      </FileButton>
      <p className="tiny faint" role="status">
        {said || 'An .ics file, as most countries, regions and schools publish one. It is read here and not kept.'}
      </p>
    </div>
  );
}
