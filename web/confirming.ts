import { useSyncExternalStore } from 'react';

/** The question whether whoever sits there still knows the password; answered by the dialog. */
interface Question {
  answer: (given: boolean) => void;
}

let asked: (Question & { given: Promise<boolean> }) | undefined;
const listeners = new Set<() => void>();

function show(next: typeof asked) {
  asked = next;
  for (const listener of listeners) listener();
}

/** Asks for the password again, and says whether it was given. Calls that are refused at the same time wait for one answer. */
export function askToConfirm(): Promise<boolean> {
  if (listeners.size === 0) return Promise.resolve(false);
  if (asked) return asked.given;
  const { promise: given, resolve } = Promise.withResolvers<boolean>();
  const answer = (yes: boolean) => {
    show(undefined);
    resolve(yes);
  };
  show({ given, answer });
  return given;
}

/** The question that waits for an answer. */
export function useQuestion(): Question | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => asked,
  );
}
