import { useEffect } from 'react';
import { choices } from '../kept-here.ts';
import { offered } from './actions.ts';

const remembered = 'antiphon.keys';

/** Whether single keys act: some people steer by voice, and for them they must be off. */
export function singleKeysOn(): boolean {
  return choices.read(remembered) !== 'off';
}

export function setSingleKeys(on: boolean) {
  choices.keep(remembered, on ? 'on' : 'off');
}

function writing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

/** How an action writes its keys for the pressed one: `Mod+Enter`, `?`, `c`. */
function nameOf(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return event.metaKey || event.ctrlKey ? `Mod+${key}` : key;
}

/** Listens for the keys of all offered actions, two in a row within a second included. */
export function useKeys() {
  useEffect(() => {
    let first: { key: string; at: number } | undefined;
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey || event.isComposing) return;
      const key = nameOf(event);
      const modified = key.startsWith('Mod+');
      if (!modified && (writing(event.target) || !singleKeysOn() || document.querySelector('[role=dialog]'))) return;
      const pair = first && event.timeStamp - first.at < 1000 ? `${first.key} ${key}` : undefined;
      const found = (pair && offered().find((action) => action.keys === pair)) || offered().find((action) => action.keys === key);
      first = found || modified ? undefined : { key, at: event.timeStamp };
      if (!found) return;
      event.preventDefault();
      found.run();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}
