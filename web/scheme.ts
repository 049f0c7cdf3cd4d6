import type { MantineColorSchemeManager } from '@mantine/core';
import { choices } from './kept-here.ts';

const name = 'antiphon.scheme';
let listen: ((event: StorageEvent) => void) | undefined;

function chosen() {
  const scheme = choices.read(name);
  return scheme === 'light' || scheme === 'dark' || scheme === 'auto' ? scheme : undefined;
}

/** Light or dark as somebody chose it, kept with their other choices. */
export const schemeManager: MantineColorSchemeManager = {
  get: (usual) => chosen() ?? usual,
  set: (scheme) => choices.keep(name, scheme),
  subscribe: (onUpdate) => {
    listen = (event) => {
      const scheme = event.key === name ? chosen() : undefined;
      if (scheme) onUpdate(scheme);
    };
    window.addEventListener('storage', listen);
  },
  unsubscribe: () => {
    if (listen) window.removeEventListener('storage', listen);
  },
  clear: () => choices.forget(name),
};
