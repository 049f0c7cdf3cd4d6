import { useEffect, useRef } from 'react';

/**
 * Moves the cursor once what was asked for is on the screen: to the element with the id, else to the other one. For buttons that go away,
 * move or change what is shown, so that nobody at a keyboard is thrown back to the beginning of the page.
 */
export function useFocusAfter(otherwise?: string) {
  const wanted = useRef<string>(undefined);
  useEffect(() => {
    if (wanted.current === undefined) return;
    const target = document.getElementById(wanted.current) ?? (otherwise === undefined ? null : document.getElementById(otherwise));
    target?.focus();
    wanted.current = undefined;
  });
  return (id: string) => {
    wanted.current = id;
  };
}
