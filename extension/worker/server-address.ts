/**
 * The address of a server as somebody types it: `https://` where nothing is said. Without encryption only this machine itself is spoken to, because the
 * token goes along with every question.
 */
export function readServerAddress(typed: string): { ok: true; server: string } | { ok: false; sentence: string } {
  const given = typed.trim();
  const address = URL.parse(/^https?:\/\//i.test(given) ? given : `https://${given}`);
  if (!address || given === '' || address.hostname === '')
    return { ok: false, sentence: 'This is no address of a server. It looks like https://antiphon.example.org.' };
  if (address.username !== '' || address.password !== '')
    return { ok: false, sentence: 'Leave out what stands before the @: the code is asked for below.' };
  const isHere = /^(localhost|127\.0\.0\.1)$/.test(address.hostname);
  if (address.protocol === 'http:' && !isHere)
    return { ok: false, sentence: 'The address has to begin with https://, so that nobody on the way can read along.' };
  return { ok: true, server: address.origin };
}

/** What Chrome is asked for: this host and no other. */
export const hostOf = (server: string): string => {
  const { protocol, hostname } = new URL(server);
  return `${protocol}//${hostname}/*`;
};
