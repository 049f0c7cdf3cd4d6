/** A content security policy: its directives, and what each names. */
export type ContentPolicy = ReadonlyMap<string, readonly string[]>;

/** What a page wants to load, and with which nonce. */
export interface Wanted {
  readonly kind: 'frame' | 'script';
  readonly url: URL;
  readonly page: URL;
  readonly nonce?: string | undefined;
}

/** Which directive speaks for what, the first one that is there deciding (Content Security Policy Level 3, section 6.8.3). */
const directivesFor = {
  frame: ['frame-src', 'child-src', 'default-src'],
  script: ['script-src-elem', 'script-src', 'default-src'],
} as const;

/** Reads the value of a header or of a `<meta>`; commas part policies, and of a directive that is said twice the first counts. */
export function readPolicies(value: string): ContentPolicy[] {
  return value
    .split(',')
    .map((policy) => {
      const directives = new Map<string, string[]>();
      for (const directive of policy.split(';')) {
        const [name, ...sources] = directive.trim().split(/\s+/);
        if (name && !directives.has(name.toLowerCase())) directives.set(name.toLowerCase(), sources);
      }
      return directives;
    })
    .filter((policy) => policy.size > 0);
}

/** The directive that keeps it out, as it is written in the policy; nothing when every policy lets it in. */
export function blockedBy(policies: readonly ContentPolicy[], wanted: Wanted): { name: string; text: string } | undefined {
  for (const policy of policies) {
    const name = directivesFor[wanted.kind].find((candidate) => policy.has(candidate));
    const sources = name && policy.get(name);
    if (sources && !lets(sources, wanted)) return { name, text: [name, ...sources].join(' ') };
  }
  return undefined;
}

function lets(sources: readonly string[], { kind, url, page, nonce }: Wanted): boolean {
  if (kind === 'script' && nonce && sources.includes(`'nonce-${nonce}'`)) return true;
  // Then addresses count for nothing (section 8.2).
  if (kind === 'script' && sources.some((source) => /^'strict-dynamic'$/i.test(source))) return false;
  return sources.some((source) => matches(source, url, page));
}

const hostSource = /^(?:([a-z][a-z0-9+.-]*:)\/\/)?(\*|(?:\*\.)?[^:/?#'*]+|\[[0-9a-f:]+\])(?::(\d+|\*))?(\/[^?#]*)?$/i;

/** Section 6.7.2.7. The path is compared too, since a frame or script of ours is not reached through a redirect. */
function matches(source: string, url: URL, page: URL): boolean {
  if (source === '*') return /^https?:$/.test(url.protocol) || url.protocol === page.protocol;
  if (source.toLowerCase() === "'self'") return url.host === page.host && isSchemeLike(page.protocol, url.protocol);
  const scheme = /^([a-z][a-z0-9+.-]*:)$/i.exec(source)?.[1];
  if (scheme) return isSchemeLike(scheme.toLowerCase(), url.protocol);
  const parts = hostSource.exec(source);
  if (!parts) return false;
  const [, ownScheme = page.protocol, host = '', port, path] = parts;
  return (
    isSchemeLike(ownScheme.toLowerCase(), url.protocol) &&
    isHostLike(host.toLowerCase(), url.hostname) &&
    isPortLike(port, url) &&
    isPathLike(path, url.pathname)
  );
}

/** What is allowed over http is allowed over https. */
const isSchemeLike = (said: string, is: string) => said === is || (said === 'http:' && is === 'https:');

const isHostLike = (said: string, is: string) => said === '*' || (said.startsWith('*.') ? is.endsWith(said.slice(1)) : is === said);

function isPortLike(said: string | undefined, { port, protocol }: URL): boolean {
  const usual = protocol === 'https:' ? '443' : '80';
  const is = port || usual;
  return said === '*' || is === (said ?? usual) || (said === '80' && is === '443');
}

function isPathLike(said: string | undefined, is: string): boolean {
  if (said === undefined || said === '/') return true;
  return said.endsWith('/') ? is.startsWith(said) : is === said;
}
