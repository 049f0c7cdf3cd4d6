/** What was read from a field of sites: the exact origins, and a sentence for each line that names none. */
export interface ReadOrigins {
  origins: string[];
  problems: string[];
}

const most = 20;

/**
 * Exact origins from what somebody typed or pasted, one a line: of a whole address the page is left out, and `https://` is added where it is
 * missing. Plain `http` stands for this very machine alone. Stars are refused, because a browser would let in sites that nobody named.
 */
export function readOrigins(text: string): ReadOrigins {
  const found = text
    .split(/[\s,;]+/)
    .filter((word) => word !== '')
    .map(readOrigin);
  const origins = [...new Set(found.flatMap(({ origin }) => origin ?? []))];
  const problems = [...new Set(found.flatMap(({ problem }) => problem ?? []))];
  if (origins.length > most) problems.push(`These are ${origins.length} sites. A partner has ${most} at most; add a second partner.`);
  return { origins, problems };
}

function readOrigin(word: string): { origin?: string; problem?: string } {
  const said = `“${word.slice(0, 80)}”`;
  if (word.includes('*')) return { problem: `${said} has a star. Name each site by itself, www or not.` };
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(word) ? word : `https://${word}`;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const here = url?.hostname === 'localhost' || url?.hostname === '127.0.0.1';
  if (!url || !(here || url.hostname.includes('.')) || url.username) return { problem: `${said} is not the address of a site.` };
  if (url.protocol === 'https:' || (url.protocol === 'http:' && here)) return { origin: url.origin };
  return { problem: `${said} is not protected by https. A letter cannot stand on a page that others could change.` };
}
