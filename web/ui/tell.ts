import { useSyncExternalStore } from 'react';

interface Said {
  sentence: string;
  /** Counts up, so that the same sentence is said again. */
  turn: number;
}

let said: Said | undefined;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | undefined;

function say(next: Said | undefined) {
  said = next;
  for (const listener of listeners) listener();
}

/** Says in one sentence what was just done, for a few seconds, to eyes and ears alike. Never for refusals: those stand beside the form. */
export function tell(sentence: string) {
  say({ sentence, turn: (said?.turn ?? 0) + 1 });
  clearTimeout(timer);
  timer = setTimeout(() => say(undefined), 6000);
}

/** What was said last, while it stands. */
export function useTold(): Said | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => said,
  );
}
