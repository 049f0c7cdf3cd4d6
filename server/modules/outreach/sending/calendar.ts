import { isOpen, nextClosing, nextOpening, type WorkingHours } from '../../../../shared/working-hours.ts';

/** Hours beside each other over time, each worked out once until it changes: a plan asks the same windows thousands of times. */
export interface Calendar {
  isOpen(hours: WorkingHours, at: number): boolean;
  /** When it opens next, in milliseconds; the moment itself where it is open, and nothing where it never does. */
  opensAt(hours: WorkingHours, at: number): number | undefined;
  /** Until when it stays as it is. */
  changesAt(hours: WorkingHours, at: number): number;
}

interface Stretch {
  from: number;
  until: number;
  open: boolean;
}

export function createCalendar(): Calendar {
  const known = new WeakMap<WorkingHours, Stretch>();
  const stretchAt = (hours: WorkingHours, at: number): Stretch => {
    const last = known.get(hours);
    if (last && last.from <= at && at < last.until) return last;
    const moment = new Date(at);
    const open = isOpen(hours, moment);
    const change = open ? nextClosing([hours], moment) : nextOpening([hours], moment);
    const stretch = { from: at, until: change?.getTime() ?? Infinity, open };
    known.set(hours, stretch);
    return stretch;
  };
  return {
    isOpen: (hours, at) => stretchAt(hours, at).open,
    opensAt(hours, at) {
      const { open, until } = stretchAt(hours, at);
      if (open) return at;
      return until === Infinity ? undefined : until;
    },
    changesAt: (hours, at) => stretchAt(hours, at).until,
  };
}
