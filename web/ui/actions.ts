import { useEffect, useId, useRef, useSyncExternalStore } from 'react';

/** Something that can be done from the command menu or with keys. */
export interface Action {
  id: string;
  label: string;
  /** Under which head the command menu lists it; without one, as of this screen. */
  group?: string;
  /** `g c` is g and then c; `c` a single key; `Mod+Enter` works while writing, too. */
  keys?: string;
  /** Other words to find it by. */
  also?: string;
  run: () => void;
}

/** An action with its head in the command menu. */
export type Offered = Action & { group: string };

const registered = new Map<string, readonly Offered[]>();
const listeners = new Set<() => void>();
let all: readonly Offered[] = [];

function changed() {
  all = [...registered.values()].flat();
  for (const listener of listeners) listener();
}

/** Offers actions in the command menu and the sheet of keys for as long as the component is shown. */
export function useActions(actions: readonly Action[]) {
  const owner = useId();
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  const shape = actions.map((action) => `${action.id}\t${action.label}\t${action.keys ?? ''}`).join('\n');
  useEffect(() => {
    const own = latest.current.map((action) => ({
      group: 'On this screen',
      ...action,
      // What runs is always what the last render meant.
      run: () => latest.current.find((one) => one.id === action.id)?.run(),
    }));
    registered.set(owner, own);
    changed();
    return () => {
      registered.delete(owner);
      changed();
    };
  }, [owner, shape]);
}

/** All actions that are offered right now. */
export function useOffered(): readonly Offered[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => all,
  );
}

/** All actions that are offered right now, outside of a component. */
export function offered(): readonly Offered[] {
  return all;
}
