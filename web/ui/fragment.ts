/** The secret that a link carries after its `#`, where no server and no log sees it: `#<token>` or `#token=<token>`. */
export function secretOfLink(name: string): string | undefined {
  const fragment = decodeURIComponent(location.hash.slice(1));
  const named = new URLSearchParams(fragment).get(name);
  return named ?? (fragment && !fragment.includes('=') ? fragment : undefined);
}
