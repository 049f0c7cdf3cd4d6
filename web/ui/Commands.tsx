import { lazy, Suspense, useState } from 'react';
import { useActions } from './actions.ts';
import { useKeys } from './keys.ts';

const CommandMenu = lazy(() => import('./CommandMenu.tsx').then((file) => ({ default: file.CommandMenu })));
const KeySheet = lazy(() => import('./KeySheet.tsx').then((file) => ({ default: file.KeySheet })));

/** Keyboard first: the command menu, the sheet of keys, and what every screen's own actions listen to. */
export function Commands() {
  const [asked, setAsked] = useState(0);
  const [sheet, setSheet] = useState(false);
  useKeys();
  useActions([
    { id: 'menu', label: 'All actions', group: 'Everywhere', keys: 'Mod+k', run: () => setAsked((times) => times + 1) },
    { id: 'sheet', label: 'Every key', group: 'Everywhere', keys: '?', run: () => setSheet(true) },
  ]);
  return (
    <Suspense fallback={null}>
      {asked > 0 && <CommandMenu asked={asked} />}
      {sheet && <KeySheet onClose={() => setSheet(false)} />}
    </Suspense>
  );
}
