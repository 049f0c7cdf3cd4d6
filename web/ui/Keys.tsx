const apple = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** Keys as they stand on the keyboard of the reader. */
export function Keys({ of }: { of: string }) {
  return (
    <span style={{ display: 'inline-flex', gap: 3 }}>
      {of.split(/[ +]/).map((key, place) => (
        <kbd key={place}>{key === 'Mod' ? (apple ? '⌘' : 'Ctrl') : key.length === 1 ? key.toUpperCase() : key}</kbd>
      ))}
    </span>
  );
}
